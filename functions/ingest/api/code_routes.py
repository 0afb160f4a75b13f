"""The routes ``/v1/codes``, which need no key."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.api.codes import Code, all_codes
from cmehub.api.contract import open_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi

_TAGS = ["Codes"]


def add_code_routes(app: HubApi) -> None:
    """Add the routes to the API of a function."""

    @app.get(
        "/v1/codes",
        summary="List the codes",
        responses=open_answers(200, "Every code, problems first."),
        tags=_TAGS,
        operation_id="listCodes",
    )
    def list_codes() -> list[Code]:
        """Tell of every code that the API answers with, what it means and how to mend it."""
        return all_codes()

    @app.get(
        "/v1/codes/<code>",
        summary="Read what a code means",
        responses=open_answers(200, "What it means and how to mend it.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="getCode",
    )
    def read_code(code: Annotated[str, Path(description="As an answer has it.")]) -> Code:
        """Tell what a code means."""
        found = next((entry for entry in all_codes() if entry.code == code), None)
        if found is None:
            raise ProblemError("NOT_FOUND")
        return found
