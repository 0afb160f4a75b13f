"""The routes about the rows of a file: ``/v1/submissions/{submission_id}/rows`` and ``corrections``."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from cmehub.accounts.keys import Scope
from cmehub.api.access import READING
from cmehub.api.contract import DryRun, answers, needs
from cmehub.api.corrected_rows import CorrectionsInput
from cmehub.api.resolver import HubApi
from cmehub.api.sent_rows import MOST_SENT_ROWS, SentRows, SentRowViews
from functions.ingest.api.files.corrections import Corrections, CorrectionView

_CORRECTING = (Scope.LEARNERS_WRITE,)
_Id = Annotated[str, Path(description="The submission's ID, 32 hexadecimal digits.")]


def add_row_routes(app: HubApi, views: Callable[[], SentRowViews], corrections: Callable[[], Corrections]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/submissions/<submission_id>/rows",
        summary="Read a file's rows as they were sent",
        responses=answers(
            200,
            "The rows by heading, and what is wrong with which cell.",
            "NOT_FOUND",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=["Submissions"],
        operation_id="listRows",
        security=needs(READING),
    )
    def list_rows(
        submission_id: _Id,
        *,
        faulty: Annotated[
            bool | None, Query(description="Only rows that were refused or rejected, or only the others.")
        ] = None,
        after: Annotated[int, Query(ge=0, description="The row that the page follows.")] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST_SENT_ROWS, description="How many rows at most.")] = 100,
    ) -> Response[SentRows]:
        """
        Tell what stood in each cell, under the headings of the template of the file's kind, whatever its format.

        It is what the fix-it workbook is made of: a row to mend comes with what is wrong, by column.
        """
        page, following = views().page(app.caller.may(READING), submission_id, after, limit, faulty=faulty)
        asked = {} if faulty is None else {"faulty": str(faulty).lower()}
        query = urlencode(asked | {"after": following, "limit": limit})
        link = {"Link": f'<?{query}>; rel="next"'} if following else {}
        return Response(200, "application/json", page, headers=link)

    @app.post(
        "/v1/submissions/<submission_id>/corrections",
        summary="Send rows once more with other values",
        responses=answers(202, "The corrections are kept, and read from now on.", model=CorrectionView)
        | answers(
            200,
            "What became of the rows.",
            *("NOT_FOUND", "CONTENT_TOO_LARGE"),
            headers={"Location": "The submission that they made, relative to the address that was called."},
            model=CorrectionView,
        ),
        tags=["Submissions"],
        operation_id="correctRows",
        security=needs(_CORRECTING),
    )
    def correct_rows(submission_id: _Id, given: CorrectionsInput, dry_run: DryRun = False) -> Response[CorrectionView]:
        """
        Send rows of a learner file that were refused or rejected once more, with other values in their cells.

        They make a submission of its own, which names the one that it mends; what was sent before stays as it was.
        """
        told = corrections().take(app.caller.may(_CORRECTING), submission_id, given, dry_run=dry_run)
        headers = {"Location": f"../{told.submission_id}"}
        return Response(200 if told.report else 202, "application/json", told, headers=headers)
