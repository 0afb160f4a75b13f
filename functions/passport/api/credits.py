"""The routes ``/v1/me/credits``: what was reported of somebody who signed in, and how far it has come."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import Field

from cmehub.api.contract import SIGNED_IN, Cursor, person_answers
from cmehub.api.resolver import HubApi
from cmehub.passport.credit_pages import CreditPage, CreditPages
from cmehub.passport.credits import CreditFilter, Progress
from cmehub.passport.histories import Histories, History

_TAGS = ["Credits"]
_LONGEST_TEXT = 200
_MOST = 40
Several = Annotated[list[str], Query(max_length=_MOST, description="Several are one or the other.")]
PageSize = Annotated[int, Query(ge=1, le=200, description="How many credits a page has.")]


def add_credit_routes(
    app: HubApi,
    learner_keys: Callable[[str], list[str]],
    pages: Callable[[], CreditPages],
    histories: Callable[[], Histories],
    now: Callable[[], dt.datetime],
) -> None:
    """
    Add the routes to the API of a function.

    Parameters
    ----------
    learner_keys
        Returns what the records lie under of the physician whom an account has claimed.
    pages, histories
        Return the logic, made once per process.
    """

    @app.get(
        "/v1/me/credits",
        summary="List my credits",
        responses=person_answers(200, "Some of your credits, the newest completion first.", "REQUEST_INVALID"),
        tags=_TAGS,
        operation_id="listMyCredits",
        security=SIGNED_IN,
    )
    def list_credits(
        *,
        since: Annotated[dt.date, Query(description="Completed on this day or later.")] = dt.date.min,
        until: Annotated[dt.date, Query(description="Completed on this day or before.")] = dt.date.max,
        board: Several = [],  # noqa: B006 - Powertools wants the default itself, and nobody changes it
        state: Several = [],  # noqa: B006
        credit_type: Several = [],  # noqa: B006
        provider: Several = [],  # noqa: B006
        status: Annotated[list[Progress], Query(description="Several are one or the other.")] = [],  # noqa: B006
        # A list, since the gateway gives a text with a comma as several.
        text: Annotated[
            list[Annotated[str, Field(max_length=_LONGEST_TEXT)]],
            Query(max_length=_MOST, description="Words, all of the activity's title or its provider's name."),
        ] = [],  # noqa: B006
        cursor: Cursor = None,
        limit: PageSize = 50,
    ) -> CreditPage:
        """Tell of every credit that any provider reported of you, and of those that you entered."""
        wanted = CreditFilter(
            since=since,
            until=until,
            boards=frozenset(board),
            states=frozenset(state),
            credit_types=frozenset(credit_type),
            providers=frozenset(provider),
            progress=frozenset(status),
            text=" ".join(text),
        )
        return pages().page(app.person.sub, learner_keys(app.person.sub), wanted, cursor, limit)

    @app.get(
        "/v1/me/credits/<record>",
        summary="Read a report's history",
        responses=person_answers(200, "What happened to the report, the oldest first.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="getMyCreditHistory",
        security=SIGNED_IN,
    )
    def read_history(
        record: Annotated[str, Path(description="`record` of any of the report's credits.", max_length=64)],
    ) -> History:
        """Tell who reported credits, when, and what each board said."""
        return histories().of_record(learner_keys(app.person.sub), record, now())
