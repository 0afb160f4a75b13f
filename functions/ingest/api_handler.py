"""The function behind the API's routes for files and submissions."""

import datetime as dt
import os
from functools import cache
from typing import Annotated, Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.config import Config

from cmehub.api.access import READING, SENDING, Access
from cmehub.api.codes import Code, all_codes
from cmehub.api.contract import open_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi, content
from cmehub.reports import SubmissionReport
from cmehub.settings import Settings
from cmehub.stores.dynamo import DynamoTable, dynamo_client
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_keys import DynamoKeyStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions import AGAIN, DRY_RUN
from functions.ingest import api_description
from functions.ingest.file_names import name_in
from functions.ingest.posted_files import PostedFiles, Receipt, S3Arrivals, UploadPlace, UploadRequest
from functions.ingest.submission_views import SubmissionState, SubmissionViews

MOST_ROWS = 1000
"""Of a page of a report: Lambda's answers may have 6 MB."""

logger = Logger()


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


app = HubApi(logger, lambda: access())  # noqa: PLW0108


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
    return app.answer(event, context)


@app.post("/v1/submissions")
def post_file(
    dry_run: Annotated[bool, Query()] = False,
    again: Annotated[bool, Query()] = False,
) -> Response[Receipt]:
    """Take a file that is the body of the call."""
    provider_id = app.caller.may(SENDING)
    if dry_run and again:
        raise ProblemError("REQUEST_INVALID", "Give dry_run or again, not both: a dry run looks at the file anew.")
    folder = DRY_RUN if dry_run else AGAIN if again else None
    receipt = posted_files().take(
        provider_id, name_in(app.current_event.headers), content(app.current_event.raw_event), folder
    )
    logger.info("file taken in", submission_id=receipt.submission_id, provider_id=provider_id)
    # Relative to the call's own address, which may have a path of the gateway's before the API's.
    return Response(202, "application/json", receipt, headers={"Location": f"submissions/{receipt.submission_id}"})


@app.post("/v1/uploads")
def place_upload(wanted: UploadRequest) -> UploadPlace:
    """Return where to put a file that is too large for a call."""
    return posted_files().place(app.caller.may(SENDING), wanted)


@app.get("/v1/submissions/<submission_id>")
def tell_state(submission_id: str) -> SubmissionState:
    """Return how far a submission has come."""
    return submission_views().state(app.caller.may(READING), submission_id)


@app.get("/v1/submissions/<submission_id>/report")
def tell_report(
    submission_id: str,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS)] = MOST_ROWS,
) -> Response[SubmissionReport]:
    """Return a submission's report, at most so many rows of it; a full page names the next one in ``Link``."""
    report = submission_views().report(app.caller.may(READING), submission_id, after, limit)
    is_full = len(report.records) == limit
    link = {"Link": f'<?after={report.records[-1].row}&limit={limit}>; rel="next"'} if is_full else {}
    return Response(200, "application/json", report, headers=link)


@app.get("/v1/codes", summary="List the codes", tags=["Codes"], operation_id="listCodes")
def tell_codes() -> list[Code]:
    """Return every code of the API, with what it means and how to mend it."""
    return all_codes()


@app.get(
    "/v1/codes/<code>",
    summary="Explain a code",
    tags=["Codes"],
    operation_id="getCode",
    responses=open_answers(200, "What it means.", "NOT_FOUND"),
)
def tell_code(code: str) -> Code:
    """Return what a code means."""
    found = next((one for one in all_codes() if one.code == code), None)
    if found is None:
        raise ProblemError("NOT_FOUND")
    return found


@app.get("/v1/openapi.json", include_in_schema=False)
def tell_description() -> Response[str]:
    """Return the API's description in OpenAPI 3.1."""
    return Response(200, "application/json", api_description.document())


@app.get("/v1/docs", include_in_schema=False)
def show_description() -> Response[str]:
    """Return a page that shows the API's description."""
    headers = {"Content-Security-Policy": api_description.PAGE_POLICY}
    return Response(200, "text/html; charset=utf-8", api_description.page(), headers=headers)


def _submissions() -> DynamoSubmissionStore:
    return DynamoSubmissionStore(DynamoTable(dynamo_client(), settings().submissions_table))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
