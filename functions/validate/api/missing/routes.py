"""The routes ``/v1/missing-credits`` for providers; those below them with a token are of ``functions/passport``."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from cmehub.accounts.keys import Scope
from cmehub.api.access import READING
from cmehub.api.contract import Cursor, PageSize, answers, needs
from cmehub.api.resolver import HubApi
from functions.validate.api.missing.requests import (
    MissingAnswerInput,
    MissingCreditList,
    MissingCreditView,
    ProviderRequests,
)

_WRITING = (Scope.LEARNERS_WRITE,)
_TAGS = ["Missing credits"]


def add_missing_credit_routes(app: HubApi, requests: Callable[[], ProviderRequests]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/missing-credits",
        summary="List what physicians miss",
        responses=answers(
            200,
            "Requests, the first due first, or those that have ended, the last one first.",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=_TAGS,
        operation_id="listMissingCredits",
        security=needs(READING),
    )
    def list_requests(
        *,
        ended: Annotated[bool, Query(description="Those that have ended instead, for a year.")] = False,
        cursor: Cursor = None,
        limit: PageSize = 50,
    ) -> Response[MissingCreditList]:
        """
        Tell which credits physicians miss, until when you have time to answer, and whom to report.

        The IDs are told to whoever may report learners. A request leaves the list when its record is here.
        """
        if ended:
            page, following = requests().ended(app.caller.may(READING), cursor, limit)
            return told(page, {"ended": "true", "limit": limit}, following)
        provider_id = app.caller.may(READING)
        with_ids = not app.caller.scopes.isdisjoint(_WRITING)
        page, following = requests().page(provider_id, cursor, limit, with_ids=with_ids)
        return told(page, {"limit": limit}, following)

    @app.post(
        "/v1/missing-credits/<missing_credit>/answers",
        summary="Answer a physician who misses a credit",
        status_code=201,
        responses=answers(201, "The request with the answer.", "NOT_FOUND", "MISSING_CREDIT_OVER"),
        tags=_TAGS,
        operation_id="answerMissingCredit",
        security=needs(_WRITING),
    )
    def answer_request(
        missing_credit: Annotated[str, Path(description="The request, as the list of them names it.")],
        given: MissingAnswerInput,
    ) -> Response[MissingCreditView]:
        """Say that it is reported now, that the physician didn't complete it, or that you don't know them."""
        told = requests().answer(app.caller.may(_WRITING), missing_credit, given)
        return Response(201, "application/json", told)

    def told(
        page: list[MissingCreditView], asked: dict[str, str | int], following: str | None
    ) -> Response[MissingCreditList]:
        link = {"Link": f'<?{urlencode(asked | {"cursor": following})}>; rel="next"'} if following else {}
        return Response(200, "application/json", MissingCreditList(missing_credits=tuple(page)), headers=link)
