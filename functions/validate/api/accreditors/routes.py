"""The routes ``/v1/accreditors``: how far an accreditor's providers are with a year, and what they sent."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from cmehub.api.contract import OF_STAFF, Cursor, person_answers
from cmehub.api.resolver import HubApi
from functions.validate.api.accreditors.accredited_years import AccreditedYears
from functions.validate.api.accreditors.views import AccreditedYearList
from functions.validate.api.years.views import VersionFiles
from functions.validate.api.years.year_paths import VersionName, YearName, version_in, year_in

_TAGS = ["Accreditors"]
AccreditorName = Annotated[str, Path(description="For whom you read; GET /v1/contact tells.")]
ProviderName = Annotated[str, Path(description="A provider that it accredits, 7 digits.")]
_MOST_LISTED = 20
"""What was sent of each is compared with what its report would say now, which reads the activities of three years."""
PageSize = Annotated[int, Query(ge=1, le=_MOST_LISTED, description="How many at most.")]


def add_accreditor_routes(app: HubApi, logger: Logger, years: Callable[[], AccreditedYears]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/accreditors/<accreditor>/years/<year>",
        summary="List the year of an accreditor's providers",
        responses=person_answers(
            200,
            "Providers by their ID.",
            "NOT_FOUND",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=_TAGS,
        operation_id="listAccreditedYears",
        security=OF_STAFF,
    )
    def list_years(
        *, accreditor: AccreditorName, year: YearName, cursor: Cursor = None, limit: PageSize = _MOST_LISTED
    ) -> Response[AccreditedYearList]:
        """Tell how far each provider is with a year, and what the last version that it sent comes to."""
        of_year = year_in(year, years().reports.today())
        page, following = years().listed(app.person, accreditor, of_year, cursor, limit)
        link = {}
        if following:
            link = {"Link": f'<?{urlencode({"limit": limit, "cursor": following})}>; rel="next"'}
        return Response(200, "application/json", AccreditedYearList(providers=tuple(page)), headers=link)

    @app.get(
        "/v1/accreditors/<accreditor>/years/<year>/providers/<provider>/versions/<version>",
        summary="Fetch what a provider sent",
        responses=person_answers(200, "Where the files of the version are fetched.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="getAccreditedVersion",
        security=OF_STAFF,
    )
    def read_version(
        accreditor: AccreditorName, year: YearName, provider: ProviderName, version: VersionName
    ) -> VersionFiles:
        """Tell where the JSON, CSV and PDF of a version are fetched. Who asked is logged, by IDs."""
        of_year = year_in(year, years().reports.today())
        number = version_in(version, of_year)
        files = years().files(app.person, accreditor, provider, of_year, number)
        logger.info(
            "a year's version was given to its accreditor",
            accreditor_id=accreditor,
            provider_id=provider,
            year=of_year,
            version=number,
            sub=app.person.sub,
        )
        return files
