"""The routes behind the site's own pages; CloudFront leads to them, the HTTP API doesn't."""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.search.activity_details import ActivityDetails
from cmehub.search.parameters import SearchParameters
from cmehub.search.searching import SearchPage
from functions.search_api.pages.site_pages import SitePages

SITE_ROUTES = "/pages/"
HTML = "text/html; charset=utf-8"
_ACTIVITY_ID = re.compile(r"[0-9]{9}")
_XML, _GZIP = "application/xml", "application/gzip"


def add_site_routes(
    app: HubApi,
    *,
    pages: Callable[[], SitePages],
    activity: Callable[[str], ActivityDetails | None],
    search: Callable[[SearchParameters], SearchPage],
    open_data: Callable[[str], bytes],
    headers: Mapping[str, str],
) -> None:
    """Add the routes; an answer is kept at the edge for as long as its headers say."""

    @app.get("/pages/activities/<activity_id>", include_in_schema=False)
    def show_activity(activity_id: Annotated[str, Path()]) -> Response[str]:
        """Show an activity."""
        found = activity(activity_id) if _ACTIVITY_ID.fullmatch(activity_id) else None
        if found is None:
            return Response(HTTPStatus.NOT_FOUND, HTML, pages().missing(activity_id), headers={**headers})
        return Response(HTTPStatus.OK, HTML, pages().activity(found), headers={**headers})

    @app.get("/pages/results", include_in_schema=False)
    def show_results(asked: Annotated[SearchParameters, Query()]) -> Response[str]:
        """Show results to a browser without a script."""
        return Response(HTTPStatus.OK, HTML, pages().results(asked, search(asked)), headers={**headers})

    @app.get("/pages/robots.txt", include_in_schema=False)
    def tell_robots() -> Response[str]:
        """Tell programs that read all pages where these are listed."""
        return Response(HTTPStatus.OK, "text/plain; charset=utf-8", pages().robots(), headers={**headers})

    @app.get("/pages/<name>", include_in_schema=False)
    def map_site(name: Annotated[str, Path(pattern=r"^sitemap(-[0-9]+)?\.xml(\.gz)?$")]) -> Response[str]:
        """List the addresses of all pages, in parts; on the site's own host, as search engines want it."""
        try:
            content = open_data(name)
        except KeyError:
            raise ProblemError("NOT_FOUND") from None
        if name.endswith(".gz"):
            return app.binary(content, headers={**headers}, media_type=_GZIP)
        return Response(HTTPStatus.OK, _XML, content.decode(), headers={**headers})
