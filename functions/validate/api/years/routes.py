"""The routes ``/v1/years``: what annual reporting asks, step by step."""

from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from cmehub.accounts.keys import Scope
from cmehub.api.access import ADMINISTERING, READING
from cmehub.api.contract import Cursor, PageSize, answers, needs, needs_contact
from cmehub.api.resolver import HubApi
from functions.validate.api.years.provider_years import ProviderYears
from functions.validate.api.years.views import (
    LearnerCountInput,
    SigningInput,
    SummaryInput,
    YearActivity,
    YearActivityList,
    YearList,
    YearView,
)
from functions.validate.api.years.year_paths import YearName, as_contact, year_in

WRITING = (Scope.ACTIVITIES_WRITE,)
TAGS = ["Years"]


def add_year_routes(app: HubApi, years: Callable[[], ProviderYears]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/years",
        summary="List years",
        responses=answers(200, "The years that can be reported, the last one first."),
        tags=TAGS,
        operation_id="listYears",
        security=needs(READING),
    )
    def list_years() -> YearList:
        """Tell until when each year is reported, and whether it was sent."""
        return years().listed(app.caller.may(READING))

    @app.get(
        "/v1/years/<year>",
        summary="Read a year",
        responses=answers(200, "The year as it stands.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="getYear",
        security=needs(READING),
    )
    def read_year(year: YearName) -> YearView:
        """Tell which steps of annual reporting are done, and what each of the others lacks."""
        provider_id = app.caller.may(READING)
        return years().tell(provider_id, year_in(year, years().reports.today()))

    @app.get(
        "/v1/years/<year>/activities",
        summary="List a year's activities",
        responses=answers(
            200,
            "Activities by their end.",
            "NOT_FOUND",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=TAGS,
        operation_id="listYearActivities",
        security=needs(READING),
    )
    def list_activities(
        *,
        year: YearName,
        lacking: Annotated[bool, Query(description="Only those that lack something for the year's report.")] = False,
        counted: Annotated[
            bool | None, Query(description="Only enduring materials that go on; if false, only what ends in the year.")
        ] = None,
        without: Annotated[
            Literal["outcomes", "commendation_tags"] | None,
            Query(description="Only what ends in the year and has no measured outcome, or no commendation tag."),
        ] = None,
        cursor: Cursor = None,
        limit: PageSize = 100,
    ) -> Response[YearActivityList]:
        """
        Tell what the year's report says of each activity, and what it lacks.

        A year has the activities that end in it, and the enduring materials that go on.
        """
        provider_id = app.caller.may(READING)
        of_year = year_in(year, years().reports.today())
        page, following = years().activities(
            provider_id, of_year, cursor, limit, lacking=lacking, counted=counted, without=without
        )
        asked = {name: value for name, value in app.current_event.query_string_parameters.items() if name != "cursor"}
        asked |= {"cursor": following} if following else {}
        link = {"Link": f'<?{urlencode(asked)}>; rel="next"'} if following else {}
        return Response(200, "application/json", YearActivityList(activities=tuple(page)), headers=link)

    @app.post(
        "/v1/years/<year>/signatures",
        summary="Sign a year's agreement",
        responses=answers(200, "The year as it stands then.", "NOT_FOUND", "CONTACT_NEEDED", "YEAR_CHANGED"),
        tags=TAGS,
        operation_id="signAgreement",
        security=needs_contact(ADMINISTERING),
    )
    def sign(year: YearName, given: SigningInput) -> YearView:
        """Sign the agreement as its primary contact. It is signed once; who signs again changes nothing."""
        caller = as_contact(app.caller)
        return years().sign(caller, year_in(year, years().reports.today()), given)

    @app.post(
        "/v1/years/<year>/confirmations",
        summary="Confirm the contacts",
        responses=answers(200, "The year as it stands then.", "NOT_FOUND", "CONTACT_NEEDED"),
        tags=TAGS,
        operation_id="confirmContacts",
        security=needs_contact(ADMINISTERING),
    )
    def confirm(year: YearName) -> YearView:
        """Confirm that contacts and who signs in are right. What changes before the year is sent is confirmed anew."""
        caller = as_contact(app.caller)
        return years().confirm_contacts(caller, year_in(year, years().reports.today()))

    @app.put(
        "/v1/years/<year>/summary",
        summary="Save a year's programme summary",
        responses=answers(200, "The year as it stands then.", "NOT_FOUND", "YEAR_CHANGED"),
        tags=TAGS,
        operation_id="saveSummary",
        security=needs(WRITING),
    )
    def save_summary(year: YearName, given: SummaryInput) -> YearView:
        """
        Save income by kind, and expenses, in whole US dollars.

        The total has to be what the kinds come to. That the commercial support is what the year's activities have is
        asked for when the year is sent.
        """
        app.caller.may(WRITING)
        return years().save_summary(app.caller, year_in(year, years().reports.today()), given)

    @app.put(
        "/v1/years/<year>/learners/<activity_id>",
        summary="Count an enduring material's learners",
        responses=answers(200, "The activity.", "NOT_FOUND", "YEAR_UNREADY"),
        tags=TAGS,
        operation_id="countLearners",
        security=needs(WRITING),
    )
    def count(year: YearName, activity_id: str, given: LearnerCountInput) -> YearActivity:
        """Tell how many took part in an enduring material that goes on, from its start to the end of the year."""
        app.caller.may(WRITING)
        return years().count_learners(app.caller, year_in(year, years().reports.today()), activity_id, given)
