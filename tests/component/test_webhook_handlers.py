"""Events and deliveries as AWS runs them (in moto): from a file that is taken to a signed post."""

import datetime as dt
import io
import time
from collections import Counter
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from moto.sqs.models import sqs_backends

from cmehub.accounts.webhooks import MOST_TRIES, DisabledBecause, Webhook, make_webhook
from cmehub.people.states import STATES
from cmehub.stores.dynamo_events import DynamoEventStore
from cmehub.stores.dynamo_webhooks import DynamoWebhookStore
from cmehub.submissions.events import STATE_EVENTS, Attempt, EventType, Failure
from cmehub.submissions.messages import DeliveryMessage, WebhookTestMessage
from functions.ingest.uploads import handler as upload_handler
from functions.notify.webhooks import deliveries_handler as delivery_handler
from functions.notify.webhooks import events_handler as event_handler
from local.sample_data.activities import sample_activities
from local.sample_data.sample_files import SAMPLES
from tests.aws import ACCOUNT
from tests.aws_events import REGION, Context, failed_messages, sqs_event
from tests.component.conftest import NOW, Cloud
from tests.sample_hub import PROVIDER_ID, sample_entries
from tests.webhook_hub import EVENTS, Receiver

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

HEADINGS = "Record Action,ACCME Activity ID,Completion Date,First Name,Last Name,Date of Birth,Licensing State,"
HEADINGS += "Licensing ID or NPI,Number of CME Credits"


@pytest.fixture
def webhooks(cloud: Cloud) -> DynamoWebhookStore:
    return DynamoWebhookStore(cloud.tables["providers"])


@pytest.fixture
def events(cloud: Cloud) -> DynamoEventStore:
    return DynamoEventStore(cloud.tables["providers"])


def added(webhooks: DynamoWebhookStore, url: str) -> Webhook:
    webhook = make_webhook(PROVIDER_ID, url, EVENTS, NOW - dt.timedelta(days=1))
    webhooks.add(webhook)
    return webhook


def queued(cloud: Cloud, times: int = 1) -> list[str]:
    """Announce every event that waits so many times, and return the deliveries that come of it."""
    for body in cloud.received("events"):
        for _ in range(times):
            assert cloud.call(event_handler, body) == {"batchItemFailures": []}
    return cloud.received("deliveries")


def test_a_file_is_told_of_in_signed_posts_once_for_each_event_however_often_messages_come(
    cloud: Cloud, webhooks: DynamoWebhookStore, logs: io.StringIO
) -> None:
    with Receiver.started() as receiver:
        webhook = added(webhooks, receiver.url)
        upload = cloud.put_upload(f"{PROVIDER_ID}/learners.xml", (SAMPLES / "learners.xml").read_bytes())
        cloud.call(upload_handler, upload)
        cloud.deliver_all(times=2)
        for body in queued(cloud, times=2):
            assert cloud.call(delivery_handler, body) == {"batchItemFailures": []}

    ids = [post.headers["webhook-id"] for post in receiver.received]
    said = [post.verified(webhook.secret) for post in receiver.received]
    assert len(set(ids)) == len(ids)
    boards = len({event["data"]["board"] for event in said if event["type"] == "records.decided"})
    assert boards > 2
    assert Counter(event["type"] for event in said) == {
        "records.validated": 1,
        "records.decided": boards,
        "submission.finished": 1,
    }
    assert webhook.secret not in logs.getvalue()


def test_a_file_is_told_to_the_states_whose_licensees_it_is_about_once_however_often_messages_come(
    cloud: Cloud, webhooks: DynamoWebhookStore, events: DynamoEventStore
) -> None:
    for state in STATES:
        webhooks.add(make_webhook(state, "https://board.example.org", STATE_EVENTS, NOW))
    licensee = next(entry for entry in sample_entries() if entry.authority == "OH")
    activity = next(
        activity
        for activity in sample_activities()
        if not activity.missing_for_active() and dt.date(2026, 1, 1) <= activity.end_date < NOW.date()
    )
    names = f"{licensee.given_name},{licensee.family_name},{licensee.birth_month_day}"
    row = f"Add,{activity.activity_id},{activity.end_date},{names},OH,{licensee.entry_id},1"
    upload = cloud.put_upload(f"{PROVIDER_ID}/learners.csv", f"{HEADINGS}\n{row}\n".encode())
    cloud.call(upload_handler, upload)
    cloud.deliver_all()

    deliveries = [*map(DeliveryMessage.model_validate_json, queued(cloud, times=2))]

    told = {message.delivery.event_id: message.provider_id for message in deliveries}
    assert [*told.values()] == ["OH"]
    kept = [event for state in STATES for event in events.of_provider(state)]
    assert {event.event_id: event.provider_id for event in kept} == told
    assert {event.type for event in kept} == {EventType.CREDIT_ADDED}


@pytest.fixture
def failing(cloud: Cloud, webhooks: DynamoWebhookStore) -> DeliveryMessage:
    """A delivery to a webhook where nobody answers, in its queue."""
    webhook = added(webhooks, "http://127.0.0.1:9/")
    cloud.call(
        event_handler,
        WebhookTestMessage(provider_id=PROVIDER_ID, webhook_id=webhook.webhook_id, asked_at=NOW).model_dump_json(),
    )
    (body,) = cloud.received("deliveries")
    message = DeliveryMessage.model_validate_json(body)
    no_test = message.delivery.model_copy(update={"event_type": EventType.FINISHED})
    message = message.model_copy(update={"delivery": no_test})
    cloud.sqs.send_message(QueueUrl=cloud.urls["deliveries"], MessageBody=message.model_dump_json())
    return message


def received(cloud: Cloud) -> dict[str, Any]:
    """Receive the one message that waits, and return it as Lambda gives it to the function."""
    (message,) = cloud.sqs.receive_message(QueueUrl=cloud.urls["deliveries"], VisibilityTimeout=600)["Messages"]
    event = sqs_event([message["Body"]])
    event["Records"][0]["receiptHandle"] = message["ReceiptHandle"]
    return event


def seconds_hidden() -> float:
    (message,) = sqs_backends[ACCOUNT][REGION].queues["deliveries"]._messages
    return message.visible_at / 1000 - time.time()


def test_a_try_that_fails_lets_its_message_come_again_after_a_pause(
    cloud: Cloud, failing: DeliveryMessage, events: DynamoEventStore
) -> None:
    event = received(cloud)

    answer = delivery_handler.handle(event, cast("LambdaContext", Context()))

    assert failed_messages(answer) == ["message-0"]
    assert 2 < seconds_hidden() <= 6
    attempts = events.attempts_of(failing.delivery)
    assert [(attempt.number, attempt.failure) for attempt in attempts] == [(1, Failure.NO_CONNECTION)]


def test_the_last_try_disables_the_webhook_and_tells_the_contact(
    cloud: Cloud, failing: DeliveryMessage, events: DynamoEventStore, webhooks: DynamoWebhookStore
) -> None:
    for number in range(1, MOST_TRIES):
        events.add_attempt(Attempt(delivery=failing.delivery, number=number, at=NOW, milliseconds=1, status=500))

    for _ in range(2):
        assert cloud.call(delivery_handler, failing.model_dump_json()) == {"batchItemFailures": []}

    (webhook,) = webhooks.of_provider(PROVIDER_ID)
    assert webhook.disabled_because is DisabledBecause.FAILING
    (mail,) = cloud.mails()
    assert f"Webhook {webhook.webhook_id}" in mail.raw_data
