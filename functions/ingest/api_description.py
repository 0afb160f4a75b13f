"""The API's description as it is served: the document, and a page that shows it."""

from functools import cache
from importlib.resources import files

from aws_lambda_powertools.event_handler.openapi import swagger_ui
from aws_lambda_powertools.event_handler.openapi.swagger_ui import generate_swagger_html

PAGE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"
)


@cache
def document() -> str:
    """Return the description, which is made from the routes before they are deployed."""
    return files("functions.ingest").joinpath("openapi.json").read_text("utf-8")


@cache
def page() -> str:
    """Return a page that shows the description and lets a reader try the calls; it loads nothing from elsewhere."""
    assets = files(swagger_ui)
    html = generate_swagger_html(
        spec=document().replace("</", "<\\/"),
        swagger_js=assets.joinpath("swagger-ui-bundle.min.js").read_text("utf-8"),
        swagger_css=assets.joinpath("swagger-ui.min.css").read_text("utf-8"),
        swagger_base_url="",
        oauth2_config=None,
    )
    head = '<html lang="en">\n<head>\n<meta name="viewport" content="width=device-width, initial-scale=1">'
    return html.replace("<html>\n<head>", head, 1).replace("<title>Swagger UI</title>", "<title>CME Hub API</title>", 1)
