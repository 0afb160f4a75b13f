"""From facts to the deliveries of the events that tell of them."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from cmehub.accounts.webhooks import DisabledBecause, Webhook
from cmehub.rules.packs import board_codes
from cmehub.stores.memory_webhooks import MemoryEventStore
from cmehub.submissions.events import EventType, event_key
from cmehub.submissions.messages import DeliveryMessage, EventMessage, ReplayMessage, WebhookTestMessage
from cmehub.submissions.reports import SubmissionReport
from functions.notify.webhooks.announcements import SubmissionUnknownError
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID, copy_of, stocked_hub
from tests.webhook_hub import WebhookHub

SECOND = dt.timedelta(seconds=1)


@pytest.fixture(scope="module")
def taken() -> tuple[MemoryHub, SubmissionReport]:
    """A hub that has taken a file, and what came of it; its events wait."""
    hub = stocked_hub()
    hub.event_messages.clear()
    return hub, hub.submit(SAMPLES / "learners.xml", PROVIDER_ID)


@pytest.fixture
def hub(taken: tuple[MemoryHub, SubmissionReport]) -> WebhookHub:
    fresh = copy_of(taken[0])
    fresh.event_messages.extend(taken[0].event_messages)
    return WebhookHub(fresh)


def announced(hub: WebhookHub) -> list[DeliveryMessage]:
    return [delivery for message in hub.hub.event_messages for delivery in hub.announce(message)]


def told(hub: WebhookHub, message: DeliveryMessage) -> Any:
    return json.loads(hub.hub.objects.get(event_key(message.provider_id, message.delivery.event_id)))


def test_each_fact_and_the_end_are_announced_once(hub: WebhookHub) -> None:
    webhook = hub.add()

    deliveries = announced(hub)

    boards = len(hub.hub.submissions.facts(hub.hub.event_messages[0].submission_id)[1])
    ids = {delivery.delivery.event_id for delivery in deliveries}
    type_of = {delivery.delivery.event_id: delivery.delivery.event_type for delivery in deliveries}
    types = Counter(type_of.values())
    assert boards > 2
    assert types == {EventType.VALIDATED: 1, EventType.DECIDED: boards, EventType.FINISHED: 1}
    assert {event.event_id for event in hub.events.of_provider(PROVIDER_ID)} == ids
    assert {delivery.delivery.webhook_id for delivery in deliveries} == {webhook.webhook_id}


def test_whoever_called_is_not_told_what_the_call_was_answered(hub: WebhookHub) -> None:
    hub.add()
    message = next(message for message in hub.hub.event_messages if message.event_type is EventType.VALIDATED)
    submission = hub.hub.submissions.find(message.submission_id)
    assert submission
    called = submission.model_copy(update={"submission_id": "c" * 32, "called": True})
    hub.hub.submissions.open(called)

    assert hub.announce(message.model_copy(update={"submission_id": called.submission_id})) == []
    assert list(hub.events.of_provider(PROVIDER_ID)) == []


def test_events_tell_what_the_report_tells(hub: WebhookHub, taken: tuple[MemoryHub, SubmissionReport]) -> None:
    report = taken[1]
    hub.add()

    said = [told(hub, message) for message in announced(hub)]

    common = {"submission_id": report.submission_id, "dry_run": False}
    assert all(event["data"].items() >= common.items() for event in said)
    (validated,) = [event["data"] for event in said if event["type"] == "records.validated"]
    assert [row["row"] for row in validated["rows"]] == [record.row for record in report.records]
    assert [[line["credit_id"] for line in row["credit_lines"]] for row in validated["rows"]] == [
        [line.credit_id for line in record.credit_lines] for record in report.records
    ]
    assert sum(line["credit_id"] is not None for row in validated["rows"] for line in row["credit_lines"]) > 5
    codes = [(row["row"], issue["code"]) for row in validated["rows"] for issue in row["issues"]]
    assert sorted(codes) == sorted((issue.row, issue.code) for issue in report.issues)
    decided = {
        (event["data"]["board"], row["row"], line["credit_type"], row["status"], row["reason_code"], row["reason"])
        for event in said
        if event["type"] == "records.decided"
        for row in event["data"]["rows"]
        for line in row["credit_lines"]
    }
    assert decided == {
        (line.board, record.row, line.credit_type, line.status, line.reason_code, line.reason)
        for record in report.records
        for line in record.credit_lines
        if line.status in ("accepted", "rejected") and line.board in board_codes()
    }
    (finished,) = {json.dumps(event["data"]) for event in said if event["type"] == "submission.finished"}
    assert json.loads(finished) == common | {
        "kind": "learners",
        "format": "learner-xml",
        "status": "finished",
        "rows": report.rows,
        "counts": report.counts.model_dump(),
    }


def test_events_name_no_learner(hub: WebhookHub) -> None:
    hub.add()

    said = "".join(str(told(hub, message)) for message in announced(hub))

    names = {record.row.family_name for record in hub.hub.records.all()} | {
        record.row.given_name for record in hub.hub.records.all()
    }
    assert len(names) > 5
    assert not [name for name in names if name in said]


def test_only_webhooks_that_listen_are_told_and_nobody_elses(hub: WebhookHub) -> None:
    finished, decided = hub.add(EventType.FINISHED), hub.add(EventType.DECIDED)
    hub.add(provider_id=OTHER_PROVIDER_ID)

    deliveries = {message.delivery.event_id: message.delivery for message in announced(hub)}.values()

    assert {(delivery.webhook_id, delivery.event_type) for delivery in deliveries} == {
        (finished.webhook_id, EventType.FINISHED),
        (decided.webhook_id, EventType.DECIDED),
    }


def test_without_webhooks_nothing_is_kept(hub: WebhookHub) -> None:
    hub.add(provider_id=OTHER_PROVIDER_ID)

    assert announced(hub) == []
    assert hub.hub.objects.keys("events/") == []
    assert [*hub.events.of_provider(PROVIDER_ID)] == []


def test_for_a_disabled_webhook_events_are_kept_and_not_delivered(hub: WebhookHub) -> None:
    webhook = hub.add(EventType.FINISHED)
    hub.webhooks.disable(webhook, DisabledBecause.BY_PROVIDER, at=hub.now)

    assert announced(hub) == []
    (kept,) = hub.events.of_provider(PROVIDER_ID)
    assert kept.type is EventType.FINISHED


def test_a_message_that_comes_again_later_makes_the_same_deliveries(hub: WebhookHub) -> None:
    hub.add()
    first = announced(hub)
    kept = [told(hub, message) for message in first]
    hub.now += dt.timedelta(hours=1)

    assert announced(hub) == first
    assert [told(hub, message) for message in first] == kept


def test_a_stop_between_the_object_and_its_item_changes_no_time(hub: WebhookHub) -> None:
    hub.add(EventType.FINISHED)
    first = announced(hub)
    hub.announcements = replace(hub.announcements, events=MemoryEventStore())
    hub.now += dt.timedelta(hours=1)

    assert announced(hub) == first


def test_an_event_of_a_submission_that_is_not_there_is_a_fault(hub: WebhookHub) -> None:
    hub.add()
    message = EventMessage(provider_id=PROVIDER_ID, submission_id="none", event_type=EventType.FINISHED)

    with pytest.raises(SubmissionUnknownError):
        hub.announce(message)


def test_a_test_is_for_its_webhook_alone_and_each_is_an_event_of_its_own(hub: WebhookHub) -> None:
    webhook = hub.add(EventType.FINISHED)
    hub.add()

    first, second = hub.test(webhook), hub.test(webhook)
    hub.now += SECOND
    later = hub.test(webhook)

    assert first.delivery.webhook_id == webhook.webhook_id
    assert first == second
    assert later.delivery.event_id != first.delivery.event_id
    assert told(hub, first) == {
        "type": "webhook.test",
        "timestamp": (hub.now - SECOND).isoformat(),
        "data": {"webhook_id": webhook.webhook_id},
    }


def test_nothing_comes_of_messages_for_a_webhook_that_is_gone(hub: WebhookHub) -> None:
    webhook = hub.add()
    announced(hub)
    hub.webhooks.remove(PROVIDER_ID, webhook.webhook_id)
    ids = {"provider_id": PROVIDER_ID, "webhook_id": webhook.webhook_id}

    assert hub.announce(WebhookTestMessage(**ids, asked_at=hub.now)) == []
    assert hub.announce(ReplayMessage(**ids, asked_at=hub.now, since=hub.hub.now)) == []


def replayed(hub: WebhookHub, webhook: Webhook, **what: Any) -> list[DeliveryMessage]:
    message = ReplayMessage(provider_id=webhook.provider_id, webhook_id=webhook.webhook_id, asked_at=hub.now, **what)
    return hub.announce(message)


def test_replay_since_a_time_brings_what_the_webhook_listens_to_the_oldest_first(hub: WebhookHub) -> None:
    all_ears, ends = hub.add(), hub.add(EventType.FINISHED)
    for message in hub.hub.event_messages:
        hub.announce(message)
        hub.now += SECOND
    hub.test(all_ears)
    oldest_first = [event for event in hub.events.of_provider(PROVIDER_ID) if event.type is not EventType.TEST][::-1]
    hub.now += SECOND

    everything = replayed(hub, all_ears, since=hub.hub.now)
    later = replayed(hub, all_ears, since=oldest_first[2].at)

    assert [delivery.delivery.event_id for delivery in everything] == [event.event_id for event in oldest_first]
    assert {delivery.delivery.began_at for delivery in everything} == {hub.now}
    assert later == everything[2:]
    assert {delivery.delivery.event_type for delivery in replayed(hub, ends, since=hub.hub.now)} == {EventType.FINISHED}
    assert replayed(hub, all_ears, since=hub.now) == []


def test_replay_of_one_event(hub: WebhookHub) -> None:
    webhook = hub.add()
    first = announced(hub)[0].delivery

    (again,) = replayed(hub, webhook, event_id=first.event_id)

    assert again.delivery == first.model_copy(update={"began_at": hub.now})
    assert replayed(hub, webhook, event_id="evt_unknown") == []
