"""Webhooks by the client, and the events that they are told of."""

import datetime as dt
import json

import pytest
import time_machine
from cmehub.submissions.messages import EventMessage, ReplayMessage, WebhookTestMessage
from standardwebhooks import Webhook as Signer
from standardwebhooks import WebhookVerificationError

from clients.python.tests.memory_transport import MemoryTransport, lost_answer
from cmehub_client import (
    CmeHub,
    CreditAdded,
    CreditWithdrawn,
    Event,
    HubProblem,
    RecordsDecided,
    RecordsValidated,
    ReviewAsked,
    ReviewClosed,
    SubmissionFinished,
    WebhookTest,
    verify_webhook,
)
from cmehub_client.models import WebhookChange
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID, copy_of
from tests.webhook_api import URL, WebhookApi
from tests.webhook_hub import WebhookHub

ALL = ["records.validated", "records.decided", "submission.finished", "review.asked", "review.closed"]


@pytest.fixture
def desk(transport: MemoryTransport, monkeypatch: pytest.MonkeyPatch) -> WebhookApi:
    return WebhookApi(transport.api)


def test_a_webhook_is_added_changed_and_deleted(hub: CmeHub, desk: WebhookApi) -> None:
    added = hub.webhooks.add(URL)
    webhook_id = added.webhook_id
    assert (added.events, added.secret) == (ALL, desk.webhooks.of_provider(PROVIDER_ID)[0].secret)
    assert [webhook.webhook_id for webhook in hub.webhooks.list()] == [webhook_id]

    changed = hub.webhooks.change(webhook_id, WebhookChange(enabled=False))
    assert (changed.status, changed.url, changed.events) == ("disabled", URL, ALL)
    assert hub.webhooks.get(webhook_id) == changed
    assert hub.webhooks.renew_secret(webhook_id).secret != added.secret
    hub.webhooks.delete(webhook_id)

    assert [*hub.webhooks.list()] == []
    with pytest.raises(HubProblem, match="NOT_FOUND"):
        hub.webhooks.get(webhook_id)


def test_a_webhook_listens_to_what_it_is_said_to(hub: CmeHub, desk: WebhookApi) -> None:
    assert hub.webhooks.add(URL, ["submission.finished"]).events == ["submission.finished"]


def test_a_webhook_is_not_added_twice(hub: CmeHub, desk: WebhookApi, transport: MemoryTransport) -> None:
    transport.lost = [lost_answer()]

    with pytest.raises(type(lost_answer())):
        hub.webhooks.add(URL)

    assert len(hub.webhooks.list()) == 1


def test_tests_and_replays_are_asked_for(hub: CmeHub, desk: WebhookApi) -> None:
    webhook_id = hub.webhooks.add(URL).webhook_id
    (event,) = desk.add_events(1)
    since = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)

    promised = hub.webhooks.test(webhook_id)
    hub.webhooks.replay(webhook_id, event_id=event.event_id)
    hub.webhooks.replay(webhook_id, since=since)

    assert promised.webhook_id == webhook_id
    test, replay, all_since = desk.queue.messages
    assert isinstance(test, WebhookTestMessage)
    assert isinstance(replay, ReplayMessage)
    assert isinstance(all_since, ReplayMessage)
    assert (replay.event_id, all_since.since) == (event.event_id, since)
    assert [*hub.webhooks.deliveries(webhook_id)] == []


def test_events_are_listed_over_all_pages(hub: CmeHub, desk: WebhookApi, transport: MemoryTransport) -> None:
    made = desk.add_events(5)
    transport.page_size = 2

    assert [event.event_id for event in hub.webhooks.events()] == [event.event_id for event in made]


def told_events(stocked: MemoryHub) -> list[Event]:
    """Return everything that a webhook is posted of a file and of a test."""
    hub = copy_of(stocked)
    submission = hub.submit(SAMPLES / "learners.xml", PROVIDER_ID)
    webhooks = WebhookHub(hub)
    webhook = webhooks.add()
    deliveries = [webhooks.test(webhook)]
    for message in hub.event_messages:
        if isinstance(message, EventMessage) and message.submission_id == submission.submission_id:
            deliveries += webhooks.announce(message)
    for delivery in deliveries:
        webhooks.deliver(delivery)
    with time_machine.travel(webhooks.now):
        return [verify_webhook(webhook.secret, received.headers, received.body) for received in webhooks.posts.made]


def test_every_event_of_a_file_is_read_as_what_it_is(stocked: MemoryHub) -> None:
    events = told_events(stocked)

    (validated,) = (event for event in events if isinstance(event, RecordsValidated))
    decided = [event for event in events if isinstance(event, RecordsDecided)]
    (finished,) = (event for event in events if isinstance(event, SubmissionFinished))
    (test,) = (event for event in events if isinstance(event, WebhookTest))
    assert len(validated.data.rows) == finished.data.rows == 29
    assert finished.data.counts.accepted > 0
    assert {row.status for event in decided for row in event.data.rows} == {"accepted", "rejected"}
    assert any(row.reason_code for event in decided for row in event.data.rows)
    assert test.data.webhook_id.startswith("wh_")


@pytest.mark.parametrize(
    ("kind", "outcome", "read"), [("review.asked", None, ReviewAsked), ("review.closed", "met", ReviewClosed)]
)
def test_an_event_of_a_review_is_read_as_what_it_is(kind: str, outcome: str | None, read: type) -> None:
    data = {"activity_id": "202612345", "review_id": "ABIM-1", "board": "ABIM", "due": "2026-12-20", "outcome": outcome}
    body = json.dumps({"type": kind, "timestamp": "2026-11-26T12:00:00Z", "data": data}).encode()
    at = dt.datetime.now(dt.UTC)
    signature = Signer(SECRET).sign("evt_1", at, body.decode())
    headers = {"webhook-id": "evt_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}

    event = verify_webhook(SECRET, headers, body)

    assert isinstance(event, read)
    assert isinstance(event, ReviewAsked | ReviewClosed)
    assert (event.data.review_id, event.data.due, event.data.outcome) == ("ABIM-1", dt.date(2026, 12, 20), outcome)


@pytest.mark.parametrize(
    ("kind", "read"), [("licensee.credit_added", CreditAdded), ("licensee.credit_withdrawn", CreditWithdrawn)]
)
def test_an_event_of_a_licensee_is_read_as_what_it_is(kind: str, read: type) -> None:
    data = {"state": "OH", "licence": "35900001", "activity_id": "202699001", "completed_on": "2026-05-05"}
    told = {"type": kind, "timestamp": "2026-11-26T12:00:00Z", "data": data | {"credit_id": "202699001-20260505"}}
    body, at = json.dumps(told).encode(), dt.datetime.now(dt.UTC)
    signature = Signer(SECRET).sign("evt_1", at, body.decode())
    headers = {"webhook-id": "evt_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}

    event = verify_webhook(SECRET, headers, body)

    assert isinstance(event, read)
    assert isinstance(event, CreditAdded | CreditWithdrawn)
    assert (event.data.licence, event.data.completed_on) == ("35900001", dt.date(2026, 5, 5))


SECRET = "whsec_3kLZ4vY6Xo0mB1yQ2cF7rT9uW8eN5aSdHjKlPqGvIxM="
BODY = b'{"type": "webhook.test", "timestamp": "2026-11-26T12:00:00Z", "data": {"webhook_id": "wh_1"}}'


def signed(at: dt.datetime, secret: str = SECRET) -> dict[str, str]:
    return {
        "Webhook-Id": "evt_1",
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": Signer(secret).sign("evt_1", at, BODY.decode()),
    }


def test_a_post_is_good_if_it_is_fresh_and_signed_with_the_secret() -> None:
    now = dt.datetime.now(dt.UTC)

    event = verify_webhook(SECRET, signed(now), BODY)

    assert isinstance(event, WebhookTest)
    other = "whsec_" + "A" * 32
    for headers, body in (
        (signed(now), BODY.replace(b"wh_1", b"wh_2")),
        (signed(now, other), BODY),
        (signed(now - dt.timedelta(minutes=6)), BODY),
        ({}, BODY),
    ):
        with pytest.raises(WebhookVerificationError):
            verify_webhook(SECRET, headers, body)
