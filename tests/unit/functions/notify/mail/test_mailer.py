"""The notices function as AWS runs it: an SQS event in, a mail out through SES."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parseaddr
from typing import Any, cast

import boto3
import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from moto import mock_aws
from moto.ses.models import RawMessage, ses_backends
from moto.sqs.models import sqs_backends
from pydantic import BaseModel

from cmehub.accounts.claims import Claim
from cmehub.accounts.contact_mails import ContactMailKind, ContactMailPreferences
from cmehub.accounts.deliverability import MailFeedback
from cmehub.accounts.standing import Role, RoleKind
from cmehub.issues.issue import file_issue
from cmehub.passport.mail_preferences import Rhythm
from cmehub.passport.mailings import FileNews
from cmehub.stores.dynamo_registers import DynamoProviderStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.submissions.messages import (
    GatheringMessage,
    MailBouncedMessage,
    MissingCreditMessage,
    MissingCreditsDueMessage,
    NoticeMessage,
    PhysicianMailMessage,
)
from functions.notify.mail import handler
from functions.notify.mail.handler import call_notices, contact_mails, handle, hub, outbox, submission_notices
from functions.notify.mail.notices import MAIL_LEASE
from functions.notify.mail.settings import settings
from local.in_memory.tables import make_tables
from tests.aws import FILES_BUCKET, UPLOADS_BUCKET, WORK_BUCKET, make_buckets
from tests.examples import a_missing_credit
from tests.notify_hub import HOUR, NOW, PROVIDER, PROVIDER_ID, SENDER, a_rejected_call, a_submission, parsed, text_of

ACCOUNT = "123456789012"
REGION = "us-east-1"


@pytest.fixture
def submissions(monkeypatch: pytest.MonkeyPatch) -> Iterator[DynamoSubmissionStore]:
    with mock_aws():
        tables = make_tables()
        make_buckets()
        boto3.client("sesv2").create_email_identity(EmailIdentity=SENDER)
        DynamoProviderStore(tables["providers"]).put([PROVIDER])
        for name, value in {
            "WORK_BUCKET": WORK_BUCKET,
            "UPLOADS_BUCKET": UPLOADS_BUCKET,
            "API_URL": "https://api.example.org",
            "GUIDE_URL": "https://guide.example.org/docs",
            "SITE_URL": "https://passport.example.org",
            "NEWS_GATHERING_SECONDS": "300",
            "SUBMISSIONS_TABLE": tables["submissions"].name,
            "PROVIDERS_TABLE": tables["providers"].name,
            "ACTIVITIES_TABLE": tables["activities"].name,
            "ACCOUNTS_TABLE": tables["accounts"].name,
            "ROSTERS_TABLE": tables["rosters"].name,
            "RECORDS_TABLE": tables["records"].name,
            "FILES_BUCKET": FILES_BUCKET,
            "PHYSICIANS_POOL_ID": f"{REGION}_people",
            "STAFF_POOL_ID": f"{REGION}_staff",
            "NOTICES_QUEUE_URL": boto3.client("sqs").create_queue(QueueName="notices")["QueueUrl"],
            "CALL_MAILS_HOUR_SECONDS": "3600",
            "MAIL_SENDER": SENDER,
            "MAIL_CONFIGURATION_SET": "hub",
        }.items():
            monkeypatch.setenv(name, value)
        for kept in (settings, hub, outbox, call_notices, contact_mails, submission_notices):
            kept.cache_clear()
        yield DynamoSubmissionStore(tables["submissions"])
        for kept in (settings, hub, outbox, call_notices, contact_mails, submission_notices):
            kept.cache_clear()


def finish(submissions: DynamoSubmissionStore, submission_id: str) -> None:
    submissions.open(a_submission(submission_id=submission_id, format=None, kind=None))
    submissions.add_staged(submission_id, chunks=0, rows=0, issues=[file_issue("FILE_FORMAT_UNKNOWN")], at=NOW)


def deliver(*submission_ids: str) -> list[str]:
    """Deliver notices in one batch and return the submissions whose notices are to come again."""
    messages = [NoticeMessage(submission_id=submission_id, provider_id=PROVIDER_ID) for submission_id in submission_ids]
    return [submission_ids[int(place)] for place in deliver_messages(*messages)]


def deliver_messages(*messages: BaseModel) -> list[str]:
    """Deliver messages in one batch and return the places of those that are to come again."""
    records = [
        {"messageId": str(place), "eventSource": "aws:sqs", "body": message.model_dump_json()}
        for place, message in enumerate(messages)
    ]
    answer: dict[str, Any] = dict(handle({"Records": records}, cast("LambdaContext", None)))
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def sent() -> list[RawMessage]:
    return [message for message in ses_backends[ACCOUNT][REGION].sent_messages if isinstance(message, RawMessage)]


def delayed() -> list[tuple[str, int]]:
    """Return the messages that wait, and by how many whole seconds they were put off."""
    waiting = sqs_backends[ACCOUNT][REGION].get_queue("notices")._messages
    return [(message.body, int(message.delayed_until - (message.sent_timestamp or 0)) // 1000) for message in waiting]


def test_the_mail_reaches_the_contact_as_it_was_kept(submissions: DynamoSubmissionStore) -> None:
    finish(submissions, "first")
    assert deliver("first") == []
    assert deliver("first") == []
    [raw] = sent()
    assert raw.source == SENDER
    assert {parseaddr(destination)[1] for destination in raw.destinations} == {"paula@cme.example.org"}
    message = parsed(raw.raw_data.encode())
    assert message["Subject"] == "Nothing could be taken from your file: spring-2026.xlsx"
    assert "Send the ACCME Excel learner template" in text_of(message)
    kept = boto3.client("s3").get_object(Bucket=WORK_BUCKET, Key=f"mails/{PROVIDER_ID}/first.eml")["Body"].read()
    assert kept == raw.raw_data.encode()


def test_only_the_busy_one_of_a_batch_is_looked_at_later(submissions: DynamoSubmissionStore) -> None:
    for submission_id in ("busy", "free"):
        finish(submissions, submission_id)
    submissions.claim_mail("busy", at=hub().clock(), lease=MAIL_LEASE)
    assert deliver("busy", "free") == []
    notice = NoticeMessage(submission_id="busy", provider_id=PROVIDER_ID)
    assert delayed() == [(notice.model_dump_json(), MAIL_LEASE.total_seconds())]
    assert [parsed(message.raw_data.encode())["X-CME-Hub-Submission"] for message in sent()] == ["free"]


def test_a_gathering_is_looked_at_when_it_is_due_and_its_mail_reaches_the_contact(
    submissions: DynamoSubmissionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = [NOW + HOUR - dt.timedelta(seconds=60, milliseconds=1)]
    monkeypatch.setattr(hub(), "clock", lambda: moments[-1])
    gathering = hub().gatherings.add(a_rejected_call("first"), at=NOW, hour=HOUR)
    message = GatheringMessage(provider_id=PROVIDER_ID, gathering_id="first", due_at=gathering.due_at)
    assert deliver_messages(message) == []
    moments.append(NOW + HOUR)
    assert deliver_messages(message) == []

    assert delayed() == [(message.model_dump_json(), 61)]
    [raw] = sent()
    assert {parseaddr(destination)[1] for destination in raw.destinations} == {"paula@cme.example.org"}
    assert "record first-00001-1" in text_of(parsed(raw.raw_data.encode()))


def test_logs_hold_ids_and_no_names(submissions: DynamoSubmissionStore, caplog: pytest.LogCaptureFixture) -> None:
    finish(submissions, "first")
    deliver("first")
    logged = str([vars(record) for record in caplog.records])
    assert "'submission_id': 'first'" in logged
    for name in ("Paula", "paula@", "spring-2026"):
        assert name not in logged


def test_the_daily_call_has_providers_reminded_of_missing_credits(
    submissions: DynamoSubmissionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = a_missing_credit()
    authority, entry_id = request.physician
    claim = Claim(
        claim_id="c1",
        authority=authority,
        entry_id=entry_id,
        linked=(request.physician,),
        since=NOW,
        linked_at=NOW,
    )
    hub().accounts.change(request.sub, None, claim)
    hub().missing_credits.open(request)
    moment = dt.datetime.combine(request.remind_on, dt.time(12), dt.UTC)
    monkeypatch.setattr(hub(), "missing_credit_ends", replace(hub().missing_credit_ends, clock=lambda: moment))

    assert deliver_messages(MissingCreditsDueMessage()) == []

    reminder = MissingCreditMessage(provider_id=PROVIDER_ID, sub=request.sub, missing_id="m1", reminder=True)
    assert [body for body, _ in delayed()] == [reminder.model_dump_json()]


def test_mails_that_came_back_are_sent_on_whatever_they_were_about(
    submissions: DynamoSubmissionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's mail bounces at once; the gathering's once both contacts are known."""
    monkeypatch.setattr(hub(), "clock", lambda: NOW + HOUR)
    finish(submissions, "first")
    deliver("first")
    hub().gatherings.add(a_rejected_call("call"), at=NOW, hour=HOUR)
    deliver_messages(GatheringMessage(provider_id=PROVIDER_ID, gathering_id="call", due_at=NOW + HOUR))
    bounced = [MailBouncedMessage(message_id=mail.id) for mail in sent()]

    hub().mail_feedback.note("paula@cme.example.org", MailFeedback.BOUNCE, NOW + HOUR)
    assert deliver_messages(*bounced, *bounced, MailBouncedMessage(message_id="of nobody")) == []

    assert [parseaddr(mail.destinations[0])[1] for mail in sent()] == [
        *["paula@cme.example.org"] * 2,
        *["viktor@cme.example.org"] * 2,
    ]
    subjects = [str(parsed(mail.raw_data.encode())["Subject"]) for mail in sent()]
    assert subjects[:2] == subjects[2:]


def test_an_optional_mail_reaches_a_contact_at_the_address_of_the_account(
    submissions: DynamoSubmissionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handler, "email_in", lambda _pool: lambda sub: f"{sub}@cme.example.org")
    contact_mails.cache_clear()
    moments = [NOW]
    monkeypatch.setattr(hub(), "clock", lambda: moments[-1])
    finish(submissions, "first")
    hub().standings.give("rae", Role(kind=RoleKind.VIEWER, at=PROVIDER_ID))
    wanted = ContactMailPreferences(to_mend=Rhythm.AT_ONCE)
    hub().physician_mails.put_contact_preferences("rae", PROVIDER_ID, wanted)
    news = FileNews(submission_id="first", provider_id=PROVIDER_ID, rows=0, to_mend=0, is_whole=False)
    contact_mails().add(news)
    moments.append(NOW + dt.timedelta(seconds=300))
    message = PhysicianMailMessage(sub="rae", kind=ContactMailKind.TO_MEND, due_at=moments[-1])

    assert [body for body, _ in delayed()] == [message.model_dump_json()]
    assert deliver_messages(message, message) == []
    [mail] = sent()
    assert parseaddr(mail.destinations[0])[1] == "rae@cme.example.org"
    assert "Nothing could be taken" in text_of(parsed(mail.raw_data.encode()))


def test_copies_go_with_the_mail_in_one_call(submissions: DynamoSubmissionStore) -> None:
    hub().providers.put([PROVIDER.model_copy(update={"copies": ("office@cme.example.org",)})])
    finish(submissions, "first")
    deliver("first")
    [raw] = sent()
    assert {parseaddr(destination)[1] for destination in raw.destinations} == {
        "paula@cme.example.org",
        "office@cme.example.org",
    }
