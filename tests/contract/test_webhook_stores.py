import datetime as dt

from cmehub.accounts.providers import Provider
from cmehub.accounts.webhooks import DisabledBecause, Webhook, make_webhook
from cmehub.submissions.events import Attempt, Delivery, Event, EventType, Failure
from tests.contract.conftest import Stores
from tests.examples import PROVIDER_ID

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
OTHER_PROVIDER = "0000001"


def added(stores: Stores, provider_id: str = PROVIDER_ID, at: dt.datetime = AT) -> Webhook:
    webhook = make_webhook(provider_id, "https://lms.example.org/hook", (EventType.FINISHED,), at)
    stores.webhooks.add(webhook)
    return webhook


def found(stores: Stores, webhook: Webhook) -> Webhook:
    stored = stores.webhooks.find(webhook.provider_id, webhook.webhook_id)
    assert stored is not None
    return stored


def an_event(number: int, at: dt.datetime, provider_id: str = PROVIDER_ID) -> Event:
    return Event(event_id=f"evt_{number:032x}", provider_id=provider_id, type=EventType.DECIDED, at=at)


def a_delivery(number: int = 1, webhook_id: str = "wh_1", began_at: dt.datetime = AT) -> Delivery:
    return Delivery(
        webhook_id=webhook_id, event_id=f"evt_{number:032x}", event_type=EventType.DECIDED, began_at=began_at
    )


def an_attempt(delivery: Delivery, number: int = 1) -> Attempt:
    return Attempt(delivery=delivery, number=number, at=AT + number * HOUR, milliseconds=12, status=503)


def test_a_webhook_is_found_by_its_provider_alone(stores: Stores) -> None:
    webhook = added(stores)

    assert stores.webhooks.find(PROVIDER_ID, webhook.webhook_id) == webhook
    assert stores.webhooks.find(OTHER_PROVIDER, webhook.webhook_id) is None


def test_a_provider_has_its_own_webhooks_alone_the_oldest_first(stores: Stores) -> None:
    later, earlier = added(stores, at=AT + HOUR), added(stores)
    added(stores, OTHER_PROVIDER)
    stores.providers.put([Provider(provider_id=PROVIDER_ID, name="Example")])
    stores.events.add(an_event(1, AT))

    assert stores.webhooks.of_provider(PROVIDER_ID) == [earlier, later]
    assert stores.webhooks.of_provider("0000002") == []


def test_the_webhooks_of_all_states_are_found_at_once_and_no_provider_s(stores: Stores) -> None:
    added(stores)
    later, earlier, of_texas = added(stores, "OH", AT + HOUR), added(stores, "OH"), added(stores, "TX")

    assert stores.webhooks.of_states() == {"OH": [earlier, later], "TX": [of_texas]}
    assert stores.webhooks.of_provider("OH") == [earlier, later]
    assert stores.webhooks.find("OH", of_texas.webhook_id) is None
    assert stores.webhooks.remove("TX", of_texas.webhook_id)
    assert stores.webhooks.of_states().keys() == {"OH"}


def test_a_change_leaves_the_state_as_it_is(stores: Stores) -> None:
    webhook = added(stores)
    stores.webhooks.note_success(webhook, at=AT + HOUR)
    stores.webhooks.disable(webhook, DisabledBecause.GONE, at=AT + 2 * HOUR)
    wanted = {"url": "https://other.example.org/", "events": (EventType.DECIDED,)}

    assert stores.webhooks.change(webhook.model_copy(update=wanted).with_new_secret(AT))

    changed = found(stores, webhook)
    assert (changed.url, changed.events) == ("https://other.example.org/", (EventType.DECIDED,))
    assert (changed.old_secret, changed.old_secret_ends) == (webhook.secret, AT + 24 * HOUR)
    assert changed.secret != webhook.secret
    assert changed.succeeded_at == AT + HOUR
    assert (changed.disabled_at, changed.disabled_because) == (AT + 2 * HOUR, DisabledBecause.GONE)


def test_a_webhook_that_is_taken_out_does_not_come_back(stores: Stores) -> None:
    webhook = added(stores)

    assert stores.webhooks.remove(PROVIDER_ID, webhook.webhook_id)
    assert not stores.webhooks.remove(PROVIDER_ID, webhook.webhook_id)
    assert not stores.webhooks.change(webhook)
    stores.webhooks.disable(webhook, DisabledBecause.GONE, at=AT)
    stores.webhooks.enable(webhook, at=AT)
    stores.webhooks.note_told(webhook, at=AT)
    stores.webhooks.note_success(webhook, at=AT)

    assert stores.webhooks.find(PROVIDER_ID, webhook.webhook_id) is None


def test_the_first_reason_for_which_a_webhook_is_disabled_stays(stores: Stores) -> None:
    webhook = added(stores)

    stores.webhooks.disable(webhook, DisabledBecause.FAILING, at=AT + HOUR)
    stores.webhooks.disable(webhook, DisabledBecause.BY_PROVIDER, at=AT + 2 * HOUR)

    disabled = {"disabled_at": AT + HOUR, "disabled_because": DisabledBecause.FAILING}
    assert found(stores, webhook) == webhook.model_copy(update=disabled)


def test_one_that_is_enabled_again_is_as_new(stores: Stores) -> None:
    webhook = added(stores)
    stores.webhooks.disable(webhook, DisabledBecause.FAILING, at=AT + HOUR)
    stores.webhooks.note_told(webhook, at=AT + HOUR)
    assert found(stores, webhook).told_at == AT + HOUR

    stores.webhooks.enable(webhook, at=AT + 2 * HOUR)
    stores.webhooks.enable(webhook, at=AT + 3 * HOUR)
    stores.webhooks.note_told(webhook, at=AT + 3 * HOUR)

    assert found(stores, webhook) == webhook.model_copy(update={"enabled_at": AT + 2 * HOUR})


def test_one_at_a_time_may_tell_the_provider_until_it_is_told(stores: Stores) -> None:
    webhook = added(stores)
    minute = HOUR / 60

    def claimed(at: dt.datetime) -> bool:
        return stores.webhooks.claim_telling(webhook, at=at, lease=minute)

    assert not claimed(AT)
    stores.webhooks.disable(webhook, DisabledBecause.GONE, at=AT)
    assert [claimed(AT), claimed(AT + minute / 2), claimed(AT + minute)] == [True, False, True]
    stores.webhooks.enable(webhook, at=AT + minute)
    stores.webhooks.disable(webhook, DisabledBecause.GONE, at=AT + minute)
    assert claimed(AT + minute)
    stores.webhooks.note_told(webhook, at=AT + minute)
    assert not claimed(AT + HOUR)


def test_the_latest_success_is_kept(stores: Stores) -> None:
    webhook = added(stores)
    for at, kept in ((AT + HOUR, AT + HOUR), (AT, AT + HOUR), (AT + 2 * HOUR, AT + 2 * HOUR)):
        stores.webhooks.note_success(webhook, at=at)

        assert found(stores, webhook).succeeded_at == kept


def test_an_event_is_found_by_its_provider_alone_however_often_it_is_added(stores: Stores) -> None:
    event = an_event(1, AT)
    for _ in range(2):
        stores.events.add(event)

    assert stores.events.find(PROVIDER_ID, event.event_id) == event
    assert stores.events.find(OTHER_PROVIDER, event.event_id) is None
    assert [*stores.events.of_provider(PROVIDER_ID)] == [event]


def test_events_come_the_newest_first_from_one_and_down_to_a_time(stores: Stores) -> None:
    second = dt.timedelta(seconds=1)
    events = [an_event(number, AT + number * second / 2) for number in range(5)]
    events.insert(2, an_event(9, events[1].at))
    for event in reversed(events):
        stores.events.add(event)
    stores.events.add(an_event(7, AT, OTHER_PROVIDER))

    newest_first = events[::-1]
    assert [*stores.events.of_provider(PROVIDER_ID)] == newest_first
    assert [*stores.events.of_provider(PROVIDER_ID, before=events[2])] == events[1::-1]
    assert [*stores.events.of_provider(PROVIDER_ID, since=events[1].at)] == newest_first[:-1]
    assert [*stores.events.of_provider(PROVIDER_ID, before=events[4], since=events[3].at)] == [events[3]]


def test_a_delivery_has_its_own_attempts_in_order(stores: Stores) -> None:
    delivery = a_delivery()
    attempts = [an_attempt(delivery, number) for number in range(1, 12)]
    for attempt in reversed(attempts):
        stores.events.add_attempt(attempt)
    for other in (a_delivery(2), a_delivery(webhook_id="wh_2"), a_delivery(began_at=AT + HOUR)):
        stores.events.add_attempt(an_attempt(other))

    assert stores.events.attempts_of(delivery) == attempts


def test_attempts_at_a_webhook_come_the_newest_delivery_first(stores: Stores) -> None:
    failed = an_attempt(a_delivery(1)).model_copy(update={"status": None, "failure": Failure.TOO_SLOW})
    attempts = [failed, an_attempt(a_delivery(1), 2), an_attempt(a_delivery(2, began_at=AT + HOUR))]
    for attempt in attempts:
        stores.events.add_attempt(attempt)
    stores.events.add_attempt(an_attempt(a_delivery(webhook_id="wh_2")))

    assert stores.events.attempts("wh_1", 10) == attempts[::-1]
    assert stores.events.attempts("wh_1", 2) == attempts[:0:-1]
