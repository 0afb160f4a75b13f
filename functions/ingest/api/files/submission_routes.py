"""The routes ``/v1/submissions``."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query
from pydantic import AwareDatetime, Field

from cmehub.api.access import READING, SENDING
from cmehub.api.contract import Cursor, DryRun, PageSize, answers, needs
from cmehub.api.resolver import HubApi, content
from cmehub.issues.catalogue import Severity
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.rows import Kind
from cmehub.submissions.submission import SubmissionStatus
from functions.ingest.api.files.file_names import name_given
from functions.ingest.api.files.posted_files import (
    AT_ONCE_LIMIT,
    PostedFile,
    PostedFiles,
    Receipt,
    folder_for,
    within_limit,
)
from functions.ingest.api.files.submission_documents import SubmissionIssues, SubmissionList, SubmissionState
from functions.ingest.api.files.submission_views import (
    FIRST_MOMENT,
    LAST_MOMENT,
    SubmissionViews,
    WantedFiles,
    WantedIssues,
)

MOST_ROWS = 1000
"""Of a page of a report: Lambda's answers may have 6 MB."""
LATER = "respond-async"
Again = Annotated[bool, Query(description="Take a file once more that was taken before, such as after deletes.")]
Permission = Annotated[
    bool | None,
    Query(description="Whether the file's learners permit to pass completions on, where a row doesn't say."),
]
_TAGS = ["Submissions"]
_NEXT = {"Link": "The next page, if there is one, relative to the address that was called."}
_LOCATION = {"Location": "The submission, relative to the address that was called."}
_Name = Annotated[
    str | None,
    Header(alias="X-File-Name", description="The file's name, percent-encoded where it isn't ASCII."),
]
_Disposition = Annotated[
    str | None, Header(alias="Content-Disposition", description="Its filename, where X-File-Name isn't sent.")
]
_Prefer = Annotated[
    str | None,
    Header(alias="Prefer", description=f"{LATER}: answer as soon as the file is kept, before it is read."),
]
_Id = Annotated[str, Path(description="The submission's ID, 32 hexadecimal digits.")]
_Moment = Annotated[AwareDatetime, Field(ge=FIRST_MOMENT, le=LAST_MOMENT)]
_After = Annotated[int, Query(ge=0, description="The row that the page follows.")]
_Rows = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Of how many rows at most.")]
FILE_AS_BODY = {
    "requestBody": {
        "required": True,
        "description": "The file, in any format that the hub knows.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def add_submission_routes(
    app: HubApi, logger: Logger, files: Callable[[], PostedFiles], views: Callable[[], SubmissionViews]
) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/submissions",
        summary="Send a file",
        responses=answers(
            202,
            "The file is kept, and read from now on.",
            headers=_LOCATION | {"Preference-Applied": f"{LATER}, if that was preferred."},
            model=Receipt,
        )
        | answers(
            200,
            "What became of the file's rows, the first 1,000 of them.",
            *("FILE_NAME_MISSING", "FILE_NOT_BINARY", "CONTENT_TOO_LARGE"),
            headers=_LOCATION | _NEXT,
            model=SubmissionReport,
        ),
        tags=_TAGS,
        operation_id="sendFile",
        security=needs(SENDING),
        openapi_extensions=FILE_AS_BODY,
    )
    def send_file(
        *,
        dry_run: DryRun = False,
        again: Again = False,
        permission_to_share: Permission = None,
        prefer: _Prefer = None,
        x_file_name: _Name = None,
        content_disposition: _Disposition = None,
    ) -> Response[SubmissionReport | Receipt]:
        """
        Take a file, and answer with its report once every row is validated.

        A file of more than 1,000,000 bytes, or one that takes longer than 20 seconds, is answered with 202.
        """
        provider_id = app.caller.may(SENDING)
        folder = folder_for(dry_run=dry_run, again=again, permission_to_share=permission_to_share)
        body = within_limit(content(app.current_event.raw_event))
        posted = PostedFile(provider_id, name_given(x_file_name, content_disposition), body, folder)
        later = _is_preferred(LATER, prefer)
        wait = not later and len(body) <= AT_ONCE_LIMIT
        receipt = files().take(posted, wait=wait)
        logger.info("file taken in", submission_id=receipt.submission_id, provider_id=provider_id)
        headers = {"Location": f"submissions/{receipt.submission_id}"}
        if not (wait and receipt.is_validated):
            applied = {"Preference-Applied": LATER} if later else {}
            return Response(202, "application/json", receipt, headers=headers | applied)
        report = views().report(provider_id, receipt.submission_id, 0, MOST_ROWS)
        link = _next_rows(report, f"submissions/{receipt.submission_id}/report", MOST_ROWS)
        duplicate_of = receipt.submission_id if receipt.duplicate else None
        told = report.model_copy(update={"duplicate_of": duplicate_of})
        return Response(200, "application/json", told, headers=headers | link)

    @app.get(
        "/v1/submissions",
        summary="List files",
        responses=answers(200, "Your files, the newest first.", headers=_NEXT),
        tags=_TAGS,
        operation_id="listFiles",
        security=needs(READING),
    )
    def list_files(
        *,
        status: Annotated[SubmissionStatus | None, Query(description="How far they have come.")] = None,
        kind: Annotated[Kind | None, Query(description="What they hold.")] = None,
        since: Annotated[_Moment | None, Query(description="That arrived at this moment or later.")] = None,
        until: Annotated[_Moment | None, Query(description="That arrived at this moment or earlier.")] = None,
        dry_run: Annotated[bool | None, Query(description="Whether they were only judged.")] = None,
        cursor: Cursor = None,
        limit: PageSize = 100,
    ) -> Response[SubmissionList]:
        """Tell of your files, however they came, page by page; one that came this moment may be missing."""
        wanted = WantedFiles(status, kind, dry_run, since or FIRST_MOMENT, until or LAST_MOMENT)
        page, following = views().page(app.caller.may(READING), wanted, cursor, limit)
        link = _link(app, cursor=following) if following else {}
        return Response(200, "application/json", SubmissionList(submissions=tuple(page)), headers=link)

    @app.get(
        "/v1/submissions/<submission_id>",
        summary="See how far a submission has come",
        responses=answers(200, "Its status, and the counts of its rows.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="getSubmission",
        security=needs(READING),
    )
    def read_state(submission_id: _Id) -> SubmissionState:
        """Tell how far a submission has come; a call that was answered at once is one as well."""
        return views().state(app.caller.may(READING), submission_id)

    @app.get(
        "/v1/submissions/<submission_id>/report",
        summary="Read a submission's report",
        responses=answers(200, "What became of its rows.", "NOT_FOUND", headers=_NEXT),
        tags=_TAGS,
        operation_id="getReport",
        security=needs(READING),
    )
    def read_report(submission_id: _Id, after: _After = 0, limit: _Rows = MOST_ROWS) -> Response[SubmissionReport]:
        """Tell what became of each row, page by page: what its boards said, its issues and the name of its record."""
        report = views().report(app.caller.may(READING), submission_id, after, limit)
        return Response(200, "application/json", report, headers=_next_rows(report, "", limit))

    @app.get(
        "/v1/submissions/<submission_id>/issues",
        summary="List a submission's issues",
        responses=answers(200, "What is wrong with the file, then with its rows.", "NOT_FOUND", headers=_NEXT),
        tags=_TAGS,
        operation_id="listIssues",
        security=needs(READING),
    )
    def list_issues(
        submission_id: _Id,
        *,
        severity: Annotated[Severity | None, Query(description="Of this severity.")] = None,
        code: Annotated[str | None, Query(description="With this code.")] = None,
        after: _After = 0,
        limit: _Rows = MOST_ROWS,
    ) -> Response[SubmissionIssues]:
        """Tell what the hub found and how to mend it, page by page; those of the file as a whole come first."""
        wanted = WantedIssues(severity, code)
        page, last = views().issues(app.caller.may(READING), submission_id, wanted, after, limit)
        link = _link(app, after=str(last)) if last else {}
        return Response(200, "application/json", page, headers=link)


def _is_preferred(preference: str, prefer: str | None) -> bool:
    """Tell whether the header Prefer, as RFC 7240 describes it, has a preference."""
    return any(part.partition(";")[0].strip().lower() == preference for part in (prefer or "").split(","))


def _next_rows(report: SubmissionReport, path: str, limit: int) -> dict[str, str]:
    if len(report.records) < limit:
        return {}
    return {"Link": f'<{path}?after={report.records[-1].row}&limit={limit}>; rel="next"'}


def _link(app: HubApi, **place: str) -> dict[str, str]:
    """Return the address of the next page, which asks for the same."""
    asked = dict(app.current_event.query_string_parameters)
    return {"Link": f'<?{urlencode(asked | place)}>; rel="next"'}
