"""The route ``/v1/licensing/{state}/licensees/{licence}/credits``: what a licensing board's own system reads."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from cmehub.accounts.keys import StateScope
from cmehub.api.contract import OF_STATE_KEYS, Day, needs_state_key, open_answers
from cmehub.api.resolver import HubApi
from functions.validate.api.licensing.desk import OfficersDesk, system_of
from functions.validate.api.licensing.routes import TAGS, StateName
from functions.validate.api.licensing.views import LicenceNumber, LicenseeCredits

Licence = Annotated[LicenceNumber, Path(description="The licence number, however it is written.")]
Since = Annotated[Day, Query(description="The first day of completion that is wanted, such as 2026-01-01.")]


def add_credit_routes(app: HubApi, desk: Callable[[], OfficersDesk]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.get(
        "/v1/licensing/<state>/licensees/<licence>/credits",
        summary="Read a licensee's credits",
        responses=open_answers(
            200, "The newest completion first.", "SIGN_IN_MISSING", "KEY_MISSING", *OF_STATE_KEYS, "NOT_FOUND"
        ),
        tags=TAGS,
        operation_id="listLicenseeCredits",
        security=needs_state_key(StateScope.LICENSEES),
    )
    def list_credits(*, state: StateName, licence: Licence, since: Since) -> LicenseeCredits:
        """
        Tell all CME credits of a licensee that were completed on a day or later, as the licensee's page does.

        Put the answer in the place of an earlier one: a credit that was taken back or changed since isn't marked.
        It stands in the state's log, and the physician sees that credits were read.
        """
        reader = system_of(app.state_system, state, StateScope.LICENSEES)
        return desk().credits(reader, licence, since, app.request_id)
