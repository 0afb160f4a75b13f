"""The function behind the API's routes for files and submissions."""

import base64
import datetime as dt
import os
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestUnsupportedContentType, RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.config import Config

from cmehub.api_keys import Scope
from cmehub.reports import SubmissionReport
from cmehub.settings import Settings
from cmehub.stores.dynamo import DynamoTable, dynamo_client
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_keys import DynamoKeyStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions import AGAIN, DRY_RUN
from functions.ingest.access import READING, SENDING, Access
from functions.ingest.file_names import name_in
from functions.ingest.posted_files import PostedFiles, Receipt, S3Arrivals, UploadPlace, UploadRequest
from functions.ingest.problems import MEDIA_TYPE, PROBLEMS, ProblemDocument, ProblemError
from functions.ingest.submission_views import SubmissionState, SubmissionViews

MOST_ROWS = 1000
"""Of a page of a report: Lambda's answers may have 6 MB."""

logger = Logger()
app = APIGatewayHttpResolver(enable_validation=True)


class ApiSettings(Settings):
    """Where this function reads from and writes to."""

    uploads_bucket: str
    work_bucket: str
    submissions_table: str
    providers_table: str
    boards_table: str


@cache
def settings() -> ApiSettings:
    """Return the settings, read once per process."""
    return ApiSettings.of(os.environ)


@cache
def access() -> Access:
    """Return who admits callers, made once per process."""
    return Access(DynamoKeyStore(DynamoTable(dynamo_client(), settings().providers_table)), _now)


@cache
def posted_files() -> PostedFiles:
    """Return the logic of files that arrive, with its stores, made once per process."""
    s3 = boto3.client("s3", config=Config(signature_version="s3v4"))
    return PostedFiles(S3Arrivals(s3, settings().uploads_bucket), _submissions(), _now)


@cache
def submission_views() -> SubmissionViews:
    """Return the logic of what is told of submissions, with its stores, made once per process."""
    objects = S3WorkObjects(boto3.client("s3"), settings().work_bucket)
    boards = DynamoBoardStore(DynamoTable(dynamo_client(), settings().boards_table))
    return SubmissionViews(_submissions(), objects, boards)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    request_id = event["requestContext"]["requestId"]
    with logger.append_context_keys(request_id=request_id):
        answer = app.resolve(event, context)
    answer["headers"]["X-Request-Id"] = request_id
    return answer


@app.post("/v1/submissions")
def post_file(
    dry_run: Annotated[bool, Query()] = False,
    again: Annotated[bool, Query()] = False,
) -> Response[Receipt]:
    """Take a file that is the body of the call."""
    provider_id = _caller(SENDING)
    if dry_run and again:
        raise ProblemError("REQUEST_INVALID", "Give dry_run or again, not both: a dry run looks at the file anew.")
    folder = DRY_RUN if dry_run else AGAIN if again else None
    receipt = posted_files().take(provider_id, name_in(app.current_event.headers), _content(), folder)
    logger.info("file taken in", submission_id=receipt.submission_id, provider_id=provider_id)
    # Relative to the call's own address, which may have a path of the gateway's before the API's.
    return Response(202, "application/json", receipt, headers={"Location": f"submissions/{receipt.submission_id}"})


@app.post("/v1/uploads")
def place_upload(wanted: UploadRequest) -> UploadPlace:
    """Return where to put a file that is too large for a call."""
    return posted_files().place(_caller(SENDING), wanted)


@app.get("/v1/submissions/<submission_id>")
def tell_state(submission_id: str) -> SubmissionState:
    """Return how far a submission has come."""
    return submission_views().state(_caller(READING), submission_id)


@app.get("/v1/submissions/<submission_id>/report")
def tell_report(
    submission_id: str,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS)] = MOST_ROWS,
) -> Response[SubmissionReport]:
    """Return a submission's report, at most so many rows of it; a full page names the next one in ``Link``."""
    report = submission_views().report(_caller(READING), submission_id, after, limit)
    is_full = len(report.records) == limit
    link = {"Link": f'<?after={report.records[-1].row}&limit={limit}>; rel="next"'} if is_full else {}
    return Response(200, "application/json", report, headers=link)


@app.exception_handler(ProblemError)  # type: ignore[untyped-decorator]
def tell_problem(error: ProblemError) -> Response[str]:
    """Say what is wrong with a call."""
    return _problem(error.code, error.detail)


@app.exception_handler([RequestValidationError, RequestUnsupportedContentType])  # type: ignore[untyped-decorator]
def tell_what_is_invalid(error: RequestValidationError | RequestUnsupportedContentType) -> Response[str]:
    """Say which parts of a call can't be read."""
    found = (f"{'.'.join(map(str, one['loc'][1:])) or 'the body'}: {one['msg']}" for one in error.errors())
    return _problem("REQUEST_INVALID", "; ".join(found))


@app.exception_handler(UnicodeDecodeError)  # type: ignore[untyped-decorator]
def tell_it_is_no_text(_error: UnicodeDecodeError) -> Response[str]:
    """Say that a document isn't UTF-8; Powertools lets it go past what it checks."""
    return _problem("REQUEST_INVALID", "the body: it isn't UTF-8")


@app.not_found
def tell_nothing_is_here(_error: NotFoundError) -> Response[str]:
    """Say that there is no such route."""
    return _problem("NOT_FOUND")


@app.exception_handler(Exception)  # type: ignore[untyped-decorator]
def tell_fault(_error: Exception) -> Response[str]:
    """Say that it is the hub's fault, and keep what happened in the log."""
    logger.exception("the call failed")
    return _problem("HUB_FAULT")


def _caller(scopes: tuple[Scope, ...]) -> str:
    return access().admit(app.current_event.headers.get("authorization"), scopes)


def _content() -> bytes:
    """Return the body; the gateway decodes what it takes for text, and puts U+FFFD for what it couldn't decode."""
    event = app.current_event
    body = event.body or ""
    if event.is_base64_encoded:
        return base64.b64decode(body)
    if "\N{REPLACEMENT CHARACTER}" in body:
        raise ProblemError("FILE_NOT_BINARY")
    return body.encode()


def _problem(code: str, detail: str | None = None) -> Response[str]:
    problem = PROBLEMS[code]
    logger.info("problem answered", code=code)
    document = ProblemDocument.of(code, detail, app.current_event.request_context.request_id)
    headers = {"WWW-Authenticate": "Bearer"} if problem.status is HTTPStatus.UNAUTHORIZED else {}
    return Response(problem.status, MEDIA_TYPE, document.model_dump_json(), headers=headers)


def _submissions() -> DynamoSubmissionStore:
    return DynamoSubmissionStore(DynamoTable(dynamo_client(), settings().submissions_table))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
