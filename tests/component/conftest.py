"""The hub's functions as Lambda calls them, in an account of moto's."""

import datetime as dt
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from types import ModuleType
from typing import Any, cast

import boto3
import pytest
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext
from moto import mock_aws
from moto.ses.models import ses_backends

from cmehub.rules.packs import board_codes
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.dynamo_webhooks import DynamoWebhookStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions.messages import BoardMessage, ChunkMessage, NoticeMessage
from cmehub.submissions.reports import SubmissionReport, submission_report
from functions.board_dispatch.asking import handler as asking_handler
from functions.board_dispatch.callbacks import handler as callback_handler
from functions.board_dispatch.files import asks_handler as ask_files_handler
from functions.board_dispatch.files import decisions_handler as decision_files_handler
from functions.figures.months import handler as figures_handler
from functions.ingest.api import handler as api_handler
from functions.ingest.uploads import handler as upload_handler
from functions.licensing.checks import handler as checks_handler
from functions.notify.feedback import handler as feedback_handler
from functions.notify.mail import handler as notice_handler
from functions.notify.webhooks import deliveries_handler as delivery_handler
from functions.notify.webhooks import events_handler as event_handler
from functions.validate.chunks import handler as chunk_handler
from local.in_memory.tables import make_tables
from tests.aws import (
    ACCOUNT,
    EXCHANGE_BUCKET,
    FILES_BUCKET,
    UPLOADS_BUCKET,
    WORK_BUCKET,
    empty_bucket,
    make_buckets,
)
from tests.aws_events import REGION, Context, s3_event, sqs_event
from tests.sample_hub import PROVIDER_ID
from tests.stocked_tables import restock, stock

NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
QUEUES = (
    "uploads",
    "chunks",
    "notices",
    "events",
    "deliveries",
    "figures",
    "checks",
    *(f"board-{board}" for board in board_codes()),
)
SENDER = "hub@cme.example.org"
HANDLERS = (
    upload_handler,
    api_handler,
    chunk_handler,
    asking_handler,
    callback_handler,
    ask_files_handler,
    decision_files_handler,
    notice_handler,
    feedback_handler,
    event_handler,
    figures_handler,
    checks_handler,
    delivery_handler,
)
Handler = Callable[[dict[str, Any], LambdaContext], PartialItemFailureResponse]


@dataclass
class Cloud:
    """The account, and what a test does in it."""

    tables: dict[str, DynamoTable]
    urls: dict[str, str]
    s3: Any = field(default_factory=lambda: boto3.client("s3"))
    sqs: Any = field(default_factory=lambda: boto3.client("sqs"))

    def __post_init__(self) -> None:
        self.submissions = DynamoSubmissionStore(self.tables["submissions"])
        self.boards = DynamoBoardStore(self.tables["boards"])
        self.objects = S3WorkObjects(self.s3, WORK_BUCKET)
        self.exchange = S3WorkObjects(self.s3, EXCHANGE_BUCKET)

    def put_upload(self, key: str, content: bytes) -> str:
        """Put a file and return the body of the message that announces it."""
        return self._put(UPLOADS_BUCKET, key, content)

    def put_decisions(self, key: str, content: bytes) -> str:
        """Put a board's file and return the body of the message that announces it."""
        return self._put(EXCHANGE_BUCKET, key, content)

    def _put(self, bucket: str, key: str, content: bytes) -> str:
        put = self.s3.put_object(Bucket=bucket, Key=key, Body=content)
        announced = {
            "key": key,
            "size": len(content),
            "eTag": put["ETag"].strip('"'),
            "versionId": put["VersionId"],
        }
        return s3_event(announced, bucket=bucket)

    def call(self, handler: ModuleType, *bodies: str) -> PartialItemFailureResponse:
        handle = cast("Handler", handler.handle)
        return handle(sqs_event(bodies), cast("LambdaContext", Context()))

    def received(self, queue: str) -> list[str]:
        """Take every message out of a queue."""
        bodies: list[str] = []
        while messages := self.sqs.receive_message(QueueUrl=self.urls[queue], MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                bodies.append(message["Body"])
                self.sqs.delete_message(QueueUrl=self.urls[queue], ReceiptHandle=message["ReceiptHandle"])
        return bodies

    def chunk_messages(self) -> list[ChunkMessage]:
        return [ChunkMessage.model_validate_json(body) for body in self.received("chunks")]

    def board_messages(self) -> list[BoardMessage]:
        bodies = (body for board in board_codes() for body in self.received(f"board-{board}"))
        return [BoardMessage.model_validate_json(body) for body in bodies]

    def notices(self) -> list[NoticeMessage]:
        return [NoticeMessage.model_validate_json(body) for body in self.received("notices")]

    def items(self, *names: str) -> list[dict[str, Any]]:
        """Return everything in some tables, or in all that the functions write to."""
        return [
            item
            for name in names or ("records", "submissions", "boards", "activities")
            for item in sorted(
                boto3.client("dynamodb").scan(TableName=name)["Items"],
                key=lambda item: (item["pk"]["S"], item["sk"]["S"]),
            )
        ]

    def work(self) -> dict[str, bytes]:
        return {key: self.objects.get(key) for key in self.objects.keys("")}

    def report(self, submission_id: str) -> SubmissionReport:
        submission = self.submissions.find(submission_id)
        assert submission is not None
        return submission_report(submission, self.submissions, self.objects, self.boards)

    def mails(self) -> list[Any]:
        return list(ses_backends[ACCOUNT][REGION].sent_messages)

    def deliver_all(self, times: int = 1) -> None:
        """Deliver every message so many times, until none is left."""
        consumers = {"chunks": chunk_handler, "notices": notice_handler}
        consumers |= {f"board-{board}": asking_handler for board in board_codes()}
        while any(self._delivered(queue, handler, times) for queue, handler in consumers.items()):
            pass

    def _delivered(self, queue: str, handler: ModuleType, times: int) -> bool:
        bodies = self.received(queue)
        for body in bodies:
            for _ in range(times):
                assert self.call(handler, body) == {"batchItemFailures": []}
        return bool(bodies)


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the functions write to their logs."""
    written = io.StringIO()
    for handler in HANDLERS:
        monkeypatch.setattr(handler.logger.registered_handler, "stream", written)
    return written


@pytest.fixture(scope="module")
def account() -> Iterator[Cloud]:
    """An account with the sample providers, rosters and activities."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        tables = make_tables()
        make_buckets()
        boto3.client("sesv2").create_email_identity(EmailIdentity=SENDER)
        boto3.client("sesv2").create_configuration_set(ConfigurationSetName="mails")
        sqs = boto3.client("sqs")
        urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in QUEUES}
        stock(tables)
        yield Cloud(tables, urls)


@pytest.fixture
def cloud(account: Cloud, logs: io.StringIO) -> Iterator[Cloud]:
    """The account as it was at first, in which it is always the same moment."""
    with pytest.MonkeyPatch.context() as patch:
        replace_environment(patch, account.urls)
        clear_handlers()
        for module, factory in (
            (upload_handler, "ingestion"),
            (chunk_handler, "validation"),
            (asking_handler, "dispatch"),
            (ask_files_handler, "ask_files"),
        ):
            logic = replace(getattr(module, factory)(), clock=lambda: NOW)
            patch.setattr(module, factory, lambda logic=logic: logic)
        notice_handler.hub().clock = lambda: NOW
        yield account
    clear_handlers()
    empty(account)


def empty(account: Cloud) -> None:
    """Take out what a test left, and nothing that was there before."""
    restock("records", "submissions", "boards", "activities")
    webhooks = DynamoWebhookStore(account.tables["providers"])
    for webhook in chain(webhooks.of_provider(PROVIDER_ID), *webhooks.of_states().values()):
        webhooks.remove(webhook.provider_id, webhook.webhook_id)
    for bucket in (UPLOADS_BUCKET, WORK_BUCKET, EXCHANGE_BUCKET):
        empty_bucket(bucket)
    for queue in account.urls:
        account.received(queue)
    ses_backends[ACCOUNT][REGION].sent_messages.clear()


def replace_environment(patch: pytest.MonkeyPatch, urls: dict[str, str]) -> None:
    """Leave nothing in the environment but what the stack gives its functions."""
    credentials = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    for name in [*os.environ]:
        patch.delenv(name)
    settings = {
        "UPLOADS_BUCKET": UPLOADS_BUCKET,
        "WORK_BUCKET": WORK_BUCKET,
        "EXCHANGE_BUCKET": EXCHANGE_BUCKET,
        "FILES_BUCKET": FILES_BUCKET,
        "API_URL": "https://api.example.org",
        "GUIDE_URL": "https://guide.example.org/docs",
        "SITE_URL": "https://passport.example.org",
        "NEWS_GATHERING_SECONDS": "300",
        **{
            f"{name.upper()}_TABLE": name
            for name in ("records", "submissions", "boards", "rosters", "activities", "providers", "accounts")
        },
        "BOARD_RECOVERY_SECONDS": "30",
        "POWERTOOLS_METRICS_NAMESPACE": "CMEHub",
        "CHUNKS_QUEUE_URL": urls["chunks"],
        "NOTICES_QUEUE_URL": urls["notices"],
        "EVENTS_QUEUE_URL": urls["events"],
        "DELIVERIES_QUEUE_URL": urls["deliveries"],
        "FIGURES_QUEUE_URL": urls["figures"],
        "CHECKS_QUEUE_URL": urls["checks"],
        "SIGNING_KEYS": '["key"]',
        "WEBHOOKS_MAY_BE_LOCAL": "true",
        "BOARD_QUEUE_URLS": json.dumps({board: urls[f"board-{board}"] for board in board_codes()}),
        "CALL_MAILS_HOUR_SECONDS": "3600",
        "MAIL_SENDER": SENDER,
        "TOKEN_POOL_ID": f"{REGION}_pool",
        "PHYSICIANS_POOL_ID": f"{REGION}_people",
        "STAFF_POOL_ID": f"{REGION}_staff",
        "STAFF_CLIENT_ID": "console",
        "AWS_REGION": REGION,
        "MAIL_CONFIGURATION_SET": "mails",
    }
    for name, value in (credentials | settings).items():
        patch.setenv(name, value)


def clear_handlers() -> None:
    """Forget what the handlers keep for the life of a process."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("functions.") and name.endswith("handler"):
            for var in vars(module).values():
                if hasattr(var, "cache_clear"):
                    var.cache_clear()
