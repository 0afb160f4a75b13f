"""The function behind the public search."""

import datetime as dt
import hashlib
import os
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from urllib.parse import parse_qs

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestUnsupportedContentType, RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Path as PathParameter
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.contract import open_answers
from cmehub.api.problems import ProblemDocument, ProblemError
from cmehub.api.resolver import HubApi
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.search.activity_details import ActivityDetails, activity_details
from cmehub.search.parameters import PAGE_SIZE, SearchParameters
from cmehub.search.publication import Publications, data_name
from cmehub.search.reading import IndexReading
from cmehub.search.searching import Search, SearchPage
from cmehub.search.suggestions import Suggestions, suggestions
from functions.search_api.pages import calendars, feeds
from functions.search_api.pages.question_names import question_name
from functions.search_api.pages.routes import HTML, SITE_ROUTES, add_site_routes
from functions.search_api.pages.site_pages import SitePages, problem_page

_FOLDER = TemporaryDirectory(prefix="search-")
_SECONDS_KEPT = 15
_OF_PYDANTIC = "Value error, "
_MOST_IN_FEEDS = 100
_LATEST_ZONE = dt.timedelta(hours=-10)
"""Of the United States: while it is still today in Hawaii, nothing that ends today is past."""

logger = Logger()

Asked = Annotated[SearchParameters, Query()]
ActivityId = Annotated[str, PathParameter(pattern=r"^[0-9]{9}$")]


class QuerySettings(Settings):
    """Where this function reads from, and where the site is."""

    index_bucket: str
    site_bucket: str
    activities_table: str
    providers_table: str
    site_url: str


class RepeatedParameters(APIGatewayProxyEventV2):
    """A call whose query may name a parameter several times; values may have commas, by which Powertools parts them."""

    @property
    def resolved_query_string_parameters(self) -> dict[str, list[str]]:
        """The values of each parameter."""
        return parse_qs(self.raw_query_string)


class SearchApi(HubApi):
    """The routes of search, which anybody may call."""

    def _to_proxy_event(self, event: dict[str, Any]) -> RepeatedParameters:
        return RepeatedParameters(event)

    def _invalid(self, error: RequestValidationError | RequestUnsupportedContentType) -> Response[str]:
        found = (
            f"{(*misfit['loc'][2:3], misfit['loc'][1])[0]}: {misfit['msg'].removeprefix(_OF_PYDANTIC)}"
            for misfit in error.errors()
        )
        return self._problem(ProblemError("REQUEST_INVALID", "; ".join(found)))

    def _problem(self, error: ProblemError) -> Response[str]:
        answer = super()._problem(error)
        if not self._call.path.startswith(SITE_ROUTES):
            return answer
        told = ProblemDocument.model_validate_json(answer.body or "")
        return Response(answer.status_code, HTML, problem_page(told.title, told.detail))


app = SearchApi(logger, None)


@cache
def settings() -> QuerySettings:
    """Return the settings, read once per process."""
    return QuerySettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def site_pages() -> SitePages:
    """Return the site's pages, made once per process."""
    return SitePages(hub().site_files.get, time.monotonic, today, settings().site_url)


@cache
def index() -> IndexReading:
    """Return what gives the newest index, made once per process."""
    return IndexReading(Publications(hub().published_files, Path(_FOLDER.name)), time.monotonic)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    return app.answer(event, context)


@app.get(
    "/search/activities",
    summary="Find activities",
    tags=["search"],
    responses=open_answers(200, "A page of results.", "REQUEST_INVALID", "HUB_FAULT", model=SearchPage),
)
def search(asked: Asked) -> Response[str]:
    """Find activities by words and filters; unless asked for others, only those that haven't ended."""
    found = _search(asked)
    if not found.found.total and asked.q:
        logger.info("nothing found", words=asked.q)
    location = f"/search/activities?{asked.canonical()}"
    tag = hashlib.sha256(f"{found.version} {today()} {location}".encode()).hexdigest()[:32]
    headers = {**_kept(), "ETag": f'"{tag}"', "Content-Location": location}
    return Response(200, "application/json", found.document(), headers=headers)


@app.get(
    "/search/suggest",
    summary="Suggest while somebody types",
    tags=["search"],
    responses=open_answers(200, "What may be meant.", "REQUEST_INVALID", "HUB_FAULT"),
)
def suggest(q: Annotated[str, Query(max_length=100)]) -> Response[Suggestions]:
    """Suggest how a question may go on, and providers, practice areas and activities that have what was typed."""
    return Response(200, "application/json", suggestions(index().snapshot(), q, today()), headers=_kept())


@app.get(
    "/search/calendar",
    summary="A question as a calendar",
    tags=["search"],
    responses=open_answers(200, "An iCalendar file.", "REQUEST_INVALID", "HUB_FAULT"),
)
def search_calendar(asked: Asked) -> Response[str]:
    """Return what a question finds as a calendar to subscribe to, the first hundred."""
    cards = _search(asked, _MOST_IN_FEEDS).cards()
    text = calendars.calendar(cards, hub().clock(), settings().site_url, question_name(asked))
    return Response(200, calendars.MEDIA_TYPE, text, headers=_kept())


@app.get(
    "/search/feed",
    summary="A question as a feed",
    tags=["search"],
    responses=open_answers(200, "An RSS feed.", "REQUEST_INVALID", "HUB_FAULT"),
)
def search_feed(asked: Asked) -> Response[str]:
    """Return what a question finds as an RSS feed, the first hundred."""
    cards = _search(asked, _MOST_IN_FEEDS).cards()
    text = feeds.feed(cards, asked.canonical(), settings().site_url, question_name(asked), hub().clock())
    return Response(200, feeds.MEDIA_TYPE, text, headers=_kept())


@app.get(
    "/search/data/<name>",
    summary="A file of the open data set",
    tags=["search"],
    responses=open_answers(302, "Where the file is.", "REQUEST_INVALID", "NOT_FOUND", "HUB_FAULT"),
)
def open_data(name: Annotated[str, PathParameter(max_length=40)]) -> Response[None]:
    """
    Lead to a file of all activities, which is made each night.

    There are `activities.ndjson.gz`, `activities.csv.gz`, `sitemap.xml` and the `sitemap-<n>.xml.gz` that it names.
    """
    digest = index().snapshot().manifest.open_data.get(name)
    if digest is None:
        raise ProblemError("NOT_FOUND", "The files are activities.ndjson.gz, activities.csv.gz and sitemap.xml.")
    return Response(302, headers={**_kept(), "Location": hub().published_files.link(data_name(digest), name)})


@app.get(
    "/activities/<activity_id>",
    summary="One activity",
    tags=["activities"],
    responses=open_answers(200, "The activity.", "REQUEST_INVALID", "NOT_FOUND", "HUB_FAULT"),
)
def tell_activity(activity_id: ActivityId) -> Response[ActivityDetails]:
    """Return everything that the public may know of an activity."""
    return Response(200, "application/json", _details(activity_id), headers=_kept())


@app.get(
    "/activities/<activity_id>/calendar",
    summary="One activity as a calendar",
    tags=["activities"],
    responses=open_answers(200, "An iCalendar file.", "REQUEST_INVALID", "NOT_FOUND", "HUB_FAULT"),
)
def activity_calendar(activity_id: ActivityId) -> Response[str]:
    """Return an activity as a calendar of one event."""
    activity = _details(activity_id)
    text = calendars.calendar([activity], hub().clock(), settings().site_url, activity.title)
    return Response(200, calendars.MEDIA_TYPE, text, headers=_kept())


def today() -> dt.date:
    """Return the day on which an activity that ends on the day before is past everywhere in the United States."""
    return (hub().clock() + _LATEST_ZONE).date()


def _search(asked: SearchParameters, page_size: int = PAGE_SIZE) -> Search:
    return Search(index().snapshot(), asked, today(), page_size)


def _details(activity_id: str) -> ActivityDetails:
    found = _found_activity(activity_id)
    if found is None:
        raise ProblemError("NOT_FOUND", "Check the ID; an activity that its provider doesn't list isn't told.")
    return found


def _found_activity(activity_id: str) -> ActivityDetails | None:
    return activity_details(hub().activities, hub().providers, activity_id, today(), settings().site_url)


def _open_data(name: str) -> bytes:
    return hub().published_files.get(data_name(index().snapshot().manifest.open_data[name]))


def _kept() -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={_SECONDS_KEPT}"}


add_site_routes(
    app,
    pages=site_pages,
    activity=_found_activity,
    search=lambda asked: _search(asked).page(),
    open_data=_open_data,
    headers=_kept(),
)
