"""The routes below ``/v1/years/{year}`` that close activities, and send the year."""

from collections.abc import Callable

from aws_lambda_powertools.event_handler import Response

from cmehub.api.access import ADMINISTERING, READING
from cmehub.api.contract import answers, needs, needs_contact
from cmehub.api.resolver import HubApi
from cmehub.years.year_facts import SentVersion
from functions.validate.api.years.closings import Closings
from functions.validate.api.years.routes import TAGS, WRITING
from functions.validate.api.years.sending import YearSending
from functions.validate.api.years.views import ClosingResults, ClosingsInput, ReopeningInput, VersionFiles
from functions.validate.api.years.year_paths import VersionName, YearName, as_contact, version_in, year_in


def add_sending_routes(app: HubApi, closings: Callable[[], Closings], sending: Callable[[], YearSending]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/years/<year>/closings",
        summary="Close activities",
        responses=answers(200, "What came of each.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="closeActivities",
        security=needs(WRITING),
    )
    def close(year: YearName, given: ClosingsInput) -> ClosingResults:
        """
        Close up to 100 activities that end in the year.

        Each that lacks nothing is closed; of the others it is told what they lack. A closed activity can't be changed
        or deleted; learners can still be reported for it.
        """
        app.caller.may(WRITING)
        return closings().close(app.caller, year_in(year, closings().reports.today()), given.activities)

    @app.post(
        "/v1/years/<year>/reopenings",
        summary="Reopen an activity",
        status_code=204,
        responses=answers(204, "It is open.", "NOT_FOUND", "ACTIVITY_OPEN", "ACTIVITY_CHANGED", "YEAR_SENT"),
        tags=TAGS,
        operation_id="reopenActivity",
        security=needs(WRITING),
    )
    def reopen(year: YearName, given: ReopeningInput) -> Response[None]:
        """Open a closed activity again, with a reason that is kept, as long as the year isn't sent."""
        app.caller.may(WRITING)
        closings().reopen(app.caller, year_in(year, closings().reports.today()), given)
        return Response(204)

    @app.post(
        "/v1/years/<year>/versions",
        summary="Send a year",
        status_code=201,
        responses=answers(201, "The version that was sent.", "NOT_FOUND", "CONTACT_NEEDED", "YEAR_UNREADY"),
        tags=TAGS,
        operation_id="sendYear",
        security=needs_contact(ADMINISTERING),
    )
    def send(year: YearName) -> Response[SentVersion]:
        """
        Send the year's report as its primary contact, once all steps are done and the year is over.

        What changes afterwards makes another version, which says what changed; sent unchanged, the last one stays.
        """
        caller = as_contact(app.caller)
        told = sending().send(caller, year_in(year, sending().reports.today()))
        return Response(201, "application/json", told)

    @app.get(
        "/v1/years/<year>/versions/<version>",
        summary="Fetch what was sent",
        responses=answers(200, "Where the files of the version are fetched.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="getYearVersion",
        security=needs(READING),
    )
    def read_version(year: YearName, version: VersionName) -> VersionFiles:
        """Tell where a version's JSON, CSV and PDF are fetched."""
        provider_id = app.caller.may(READING)
        of_year = year_in(year, sending().reports.today())
        return sending().files(provider_id, of_year, version_in(version, of_year))
