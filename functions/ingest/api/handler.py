"""The function behind the API's routes for files, submissions and webhooks."""

import datetime as dt
import os
import time
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.access import Access
from cmehub.api.resolver import HubApi
from cmehub.api.tokens import CognitoTokens
from cmehub.runtime.clients import dynamo_client, s3_client, sqs_client
from cmehub.runtime.queues import SqsQueue
from cmehub.runtime.settings import Settings
from cmehub.stores import BoardStore
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_events import DynamoEventStore
from cmehub.stores.dynamo_keys import DynamoKeyStore
from cmehub.stores.dynamo_webhooks import DynamoWebhookStore
from functions.ingest.api.account.key_routes import KeyRing, add_key_routes
from functions.ingest.api.account.webhook_desk import WebhookDesk
from functions.ingest.api.account.webhook_routes import add_webhook_routes
from functions.ingest.api.code_routes import add_code_routes
from functions.ingest.api.description import add_description_routes
from functions.ingest.api.files.posted_files import Arrivals, PostedFiles, S3Arrivals
from functions.ingest.api.files.signed_uploads import S3SignedUploads, SignedUploads
from functions.ingest.api.files.submission_routes import add_submission_routes
from functions.ingest.api.files.submission_views import SubmissionViews
from functions.ingest.api.files.upload_places import UploadPlaces
from functions.ingest.api.files.upload_routes import add_upload_routes
from functions.ingest.api.sandbox.routes import SandboxFixtures, add_sandbox_routes
from functions.ingest.uploads.handler import ingestion

logger = Logger()


class ApiSettings(Settings):
    """Where this function reads from and writes to, beside what ingesting needs, and whether it is a sandbox's."""

    uploads_bucket: str
    providers_table: str
    boards_table: str
    events_queue_url: str
    webhooks_may_be_local: bool
    token_pool_id: str
    aws_region: str
    sandbox: bool = False


@cache
def settings() -> ApiSettings:
    """Return the settings, read once per process."""
    return ApiSettings.of(os.environ)


@cache
def access() -> Access:
    """Return who admits callers, made once per process."""
    keys = DynamoKeyStore(DynamoTable(dynamo_client(), settings().providers_table))
    tokens = CognitoTokens.of_pool(settings().token_pool_id, settings().aws_region, os.environ)
    return Access(keys, _now, tokens)


@cache
def arrivals() -> Arrivals:
    """Return where posted files are put, made once per process."""
    return S3Arrivals(s3_client(), settings().uploads_bucket)


@cache
def signed_uploads() -> SignedUploads:
    """Return where senders put files themselves, made once per process."""
    return S3SignedUploads(s3_client(), settings().uploads_bucket)


@cache
def boards() -> BoardStore:
    """Return the store of what boards are asked, made once per process."""
    return DynamoBoardStore(DynamoTable(dynamo_client(), settings().boards_table))


def posted_files() -> PostedFiles:
    """Return the logic of files that are posted."""
    return PostedFiles(arrivals(), ingestion(), pause)


def upload_places() -> UploadPlaces:
    """Return the logic of places for files."""
    return UploadPlaces(signed_uploads(), ingestion().submissions, ingestion().clock)


def submission_views() -> SubmissionViews:
    """Return the logic of what is told of submissions."""
    return SubmissionViews(ingestion().submissions, ingestion().objects, boards())


def pause(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


@cache
def webhook_desk() -> WebhookDesk:
    """Return the logic of webhooks, with its stores, made once per process."""
    providers = DynamoTable(dynamo_client(), settings().providers_table)
    return WebhookDesk(
        webhooks=DynamoWebhookStore(providers),
        events=DynamoEventStore(providers),
        queue=SqsQueue(sqs_client(), settings().events_queue_url),
        may_be_local=settings().webhooks_may_be_local,
        clock=_now,
    )


@cache
def key_ring() -> KeyRing:
    """Return the logic of keys, with its store, made once per process."""
    return KeyRing(DynamoKeyStore(DynamoTable(dynamo_client(), settings().providers_table)), _now)


@cache
def sandbox_fixtures() -> SandboxFixtures:
    """Return the logic of what is told of fixtures, made once per process."""
    return SandboxFixtures(settings().sandbox, _now)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    return app.answer(event, context)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


app = HubApi(logger, lambda: access())  # noqa: PLW0108
add_submission_routes(app, logger, posted_files, submission_views)
add_upload_routes(app, upload_places)
add_code_routes(app)
add_key_routes(app, lambda: key_ring())  # noqa: PLW0108
add_description_routes(app)
add_webhook_routes(app, lambda: webhook_desk())  # noqa: PLW0108
add_sandbox_routes(app, lambda: sandbox_fixtures())  # noqa: PLW0108
