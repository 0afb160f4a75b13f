"""The route ``/v1/submissions/{submission_id}/checks``."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.accounts.keys import Scope
from cmehub.api.contract import answers, needs
from cmehub.api.resolver import HubApi
from functions.validate.api.rows.checks import CheckedRows, ChecksInput, RowChecks

_CORRECTING = (Scope.LEARNERS_WRITE,)


def add_row_check_routes(app: HubApi, checks: Callable[[], RowChecks]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.post(
        "/v1/submissions/<submission_id>/checks",
        summary="Check rows with other values",
        responses=answers(200, "What is still wrong with each row.", "NOT_FOUND", "MATCHES_EXHAUSTED"),
        tags=["Submissions"],
        operation_id="checkRows",
        security=needs(_CORRECTING),
    )
    def check_rows(
        submission_id: Annotated[str, Path(description="The submission's ID, 32 hexadecimal digits.")],
        given: ChecksInput,
    ) -> CheckedRows:
        """
        Tell at once what the hub would say to up to 100 rows if they were corrected so; nothing is stored.

        The rows are read and validated like a file of corrections. What it can't know: rows that aren't in the call
        and say the same, and what boards decide. A learner who is looked up in vain counts as in other calls.
        """
        return checks().take(app.caller.may(_CORRECTING), submission_id, given)
