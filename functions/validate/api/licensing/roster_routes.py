"""The routes ``/v1/licensing/{state}/rosters``: officers send their state's roster."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.api.contract import OF_STAFF, person_answers
from cmehub.api.resolver import HubApi
from functions.validate.api.licensing.desk import reader_of
from functions.validate.api.licensing.roster_views import RosterInput, RosterStepInput, SentRosters, SentRosterView
from functions.validate.api.licensing.rosters import OfficersRosters
from functions.validate.api.licensing.routes import TAGS, StateName

RosterName = Annotated[str, Path(description="The sent roster's ID.")]


def add_roster_routes(app: HubApi, rosters: Callable[[], OfficersRosters]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/licensing/<state>/rosters",
        summary="Send a roster",
        responses=person_answers(201, "Where the file has to be put.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="sendRoster",
        security=OF_STAFF,
    )
    def begin(state: StateName, asked: RosterInput) -> Response[SentRosterView]:
        """
        Get a place for the file (.csv, .xlsx) of the state's roster, or of what changes in it.

        Put the file there, then have it looked through: `PATCH /v1/licensing/{state}/rosters/{roster_id}`. Nothing
        changes before you have seen what would.
        """
        view = rosters().begin(reader_of(app.person, state), asked)
        return Response(201, "application/json", view)

    @app.get(
        "/v1/licensing/<state>/rosters",
        summary="List sent rosters",
        responses=person_answers(200, "The latest twenty, the latest first.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="listRosters",
        security=OF_STAFF,
    )
    def list_rosters(state: StateName) -> SentRosters:
        """Tell of the rosters that officers of the state have sent in the last 90 days."""
        return SentRosters(rosters=tuple(rosters().listed(reader_of(app.person, state))))

    @app.get(
        "/v1/licensing/<state>/rosters/<roster_id>",
        summary="See how far a roster is",
        responses=person_answers(200, "The roster, with the faults of its lines.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="getRoster",
        security=OF_STAFF,
    )
    def read(state: StateName, roster_id: RosterName) -> SentRosterView:
        """Tell what is wrong with a roster's lines, or what loading it changes, and how far that is."""
        return rosters().read(reader_of(app.person, state), roster_id)

    @app.patch(
        "/v1/licensing/<state>/rosters/<roster_id>",
        summary="Look a roster through, or load it",
        responses=person_answers(200, "It is under way.", "NOT_FOUND", "ROSTER_ELSEWHERE"),
        tags=TAGS,
        operation_id="changeRoster",
        security=OF_STAFF,
    )
    def go_on(state: StateName, roster_id: RosterName, step: RosterStepInput) -> SentRosterView:
        """
        Have a roster looked through once its file is put, and loaded once you have seen what that changes.

        Loading stands in the state's log. If one line has a fault, nothing is loaded.
        """
        return rosters().go_on(reader_of(app.person, state), roster_id, step, app.request_id)
