"""The route ``/v1/templates``."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.api.access import READING
from cmehub.api.contract import answers, needs
from cmehub.api.resolver import HubApi
from cmehub.formats.templates import TEMPLATES
from functions.validate.api.templates.provider_templates import ProviderTemplates

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CONTENT = {_WORKBOOK: {"schema": {"type": "string", "format": "binary"}}}
_Name = Annotated[str, Path(description=f"One of {', '.join(TEMPLATES)}.", json_schema_extra={"enum": list(TEMPLATES)})]


def add_template_routes(app: HubApi, templates: Callable[[], ProviderTemplates]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.get(
        "/v1/templates/<template>",
        summary="Get a template",
        responses=answers(200, "An Excel workbook to fill in.", "NOT_FOUND")
        | {200: {"description": "An Excel workbook to fill in.", "content": _CONTENT}},
        tags=["Templates"],
        operation_id="getTemplate",
        security=needs(READING),
    )
    def get_template(template: _Name) -> Response[str]:
        """
        Get a workbook to fill in, with lists of today's codes and of your activities.

        The activities are those that take learners and began within two years, 2,000 at most, the newest first.
        """
        content = templates().make(app.caller.may(READING), template)
        headers = {"Content-Disposition": f'attachment; filename="{template}.xlsx"'}
        return app.binary(content, _WORKBOOK, headers)
