"""The API's description as it is served: the document, and a page that shows it."""

from functools import cache
from importlib.resources import files

from aws_lambda_powertools.event_handler import Response

from cmehub.api.resolver import HubApi

PAGE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"
)


@cache
def document() -> str:
    """Return the description, which is made from the routes before they are deployed."""
    return files("functions.ingest.api").joinpath("openapi.json").read_text("utf-8")


@cache
def page() -> str:
    """Return a page that shows the description and lets a reader try the calls; it loads nothing from elsewhere."""
    from aws_lambda_powertools.event_handler.openapi import swagger_ui

    assets = files(swagger_ui)
    html = swagger_ui.generate_swagger_html(
        spec=document().replace("</", "<\\/"),
        swagger_js=assets.joinpath("swagger-ui-bundle.min.js").read_text("utf-8"),
        swagger_css=assets.joinpath("swagger-ui.min.css").read_text("utf-8"),
        swagger_base_url="",
        oauth2_config=None,
    )
    head = '<html lang="en">\n<head>\n<meta name="viewport" content="width=device-width, initial-scale=1">'
    html = html.replace('currentUrl.pathname + "?format=json"', '"openapi.json"', 1)
    html = html.replace("<html>\n<head>", head, 1).replace("<title>Swagger UI</title>", "<title>CME Hub API</title>", 1)
    html = html.replace('<div id="swagger-ui">', '<main id="swagger-ui">', 1).replace("</div>", "</main>", 1)
    mended = files("functions.ingest.api").joinpath("docs_mended.html").read_text("utf-8")
    return html.replace("</body>", f"{mended}</body>", 1)


def add_description_routes(app: HubApi) -> None:
    """Add ``/v1/openapi.json``, ``/v1/docs`` and what leads there to the API of a function."""

    @app.get("/", include_in_schema=False)
    @app.get("/v1", include_in_schema=False)
    def tell_where_to_begin() -> Response[dict[str, str]]:
        """Return where the description is, relative to the address that was called."""
        return Response(
            200, "application/json", {"name": "CME Hub API", "docs": "v1/docs", "openapi": "v1/openapi.json"}
        )

    @app.get("/v1/openapi.json", include_in_schema=False)
    def tell_description() -> Response[str]:
        """Return the API's description in OpenAPI 3.1."""
        return Response(200, "application/json", document())

    @app.get("/v1/docs", include_in_schema=False)
    def show_description() -> Response[str]:
        """Return a page that shows the API's description."""
        headers = {"Content-Security-Policy": PAGE_POLICY}
        return Response(200, "text/html; charset=utf-8", page(), headers=headers)
