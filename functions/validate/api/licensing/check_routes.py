"""The routes ``/v1/licensing/{state}/checks``: many licensees at once."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.accounts.keys import StateScope
from cmehub.api.contract import (
    OF_STAFF,
    OF_STATE_KEYS,
    Cursor,
    IdempotencyKey,
    PageSize,
    needs_state_key,
    person_answers,
)
from cmehub.api.resolver import HubApi
from cmehub.licensing.state_readers import StateReader
from functions.validate.api.licensing.check_views import CheckInput, CheckList, CheckView
from functions.validate.api.licensing.checks import OfficersChecks
from functions.validate.api.licensing.desk import reader_of, system_of
from functions.validate.api.licensing.routes import TAGS, StateName

_OF_EITHER = [*OF_STAFF, *needs_state_key(StateScope.CHECKS)]
CheckName = Annotated[str, Path(description="The check's ID.")]


def add_check_routes(app: HubApi, checks: Callable[[], OfficersChecks]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    def reader(state: str) -> StateReader:
        if app.is_signed_in:
            return reader_of(app.person, state)
        return system_of(app.state_system, state, StateScope.CHECKS)

    @app.post(
        "/v1/licensing/<state>/checks",
        summary="Check many licensees",
        responses=person_answers(
            202,
            "The check has begun.",
            *OF_STATE_KEYS,
            *("NOT_FOUND", "LIST_REFUSED", "ROSTER_MISSING", "CHECKS_RUNNING", "IDEMPOTENCY_KEY_REUSED"),
            headers={"Idempotency-Replayed": "There, and true, if the check had begun before."},
        ),
        tags=TAGS,
        operation_id="checkLicensees",
        security=_OF_EITHER,
    )
    def begin(state: StateName, asked: CheckInput, idempotency_key: IdempotencyKey = None) -> Response[CheckView]:
        """
        Find out of a list of licensees, of the whole roster, or of a sample that is drawn by lot, how each stands.

        It takes a minute for some thousands; `GET /v1/licensing/{state}/checks/{check_id}` tells how far it is, and
        where the results are. It stands in the state's log, and each physician sees that their credits were read.
        """
        begun = checks().ask(reader(state), asked, idempotency_key)
        replayed = {"Idempotency-Replayed": "true"} if begun.repeated else {}
        return Response(202, "application/json", begun.view, headers=replayed)

    @app.get(
        "/v1/licensing/<state>/checks",
        summary="List checks",
        responses=person_answers(
            200,
            "The latest first.",
            *OF_STATE_KEYS,
            "NOT_FOUND",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=TAGS,
        operation_id="listChecks",
        security=_OF_EITHER,
    )
    def list_checks(*, state: StateName, cursor: Cursor = None, limit: PageSize = 20) -> Response[CheckList]:
        """Tell of the state's checks of the last 90 days, whoever asked for them."""
        page, following = checks().listed(reader(state), cursor, limit)
        link = {}
        if following:
            link = {"Link": f'<?{urlencode({"limit": limit, "cursor": following})}>; rel="next"'}
        return Response(200, "application/json", CheckList(checks=tuple(page)), headers=link)

    @app.get(
        "/v1/licensing/<state>/checks/<check_id>",
        summary="See how far a check is",
        responses=person_answers(200, "The check, with its files once they are there.", *OF_STATE_KEYS, "NOT_FOUND"),
        tags=TAGS,
        operation_id="getCheck",
        security=_OF_EITHER,
    )
    def read(state: StateName, check_id: CheckName) -> CheckView:
        """Tell how many licensees were looked at so far, and where the workbook, CSV and JSON are fetched."""
        return checks().read(reader(state), check_id)
