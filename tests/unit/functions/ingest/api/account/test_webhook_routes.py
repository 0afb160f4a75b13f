"""The API's routes for webhooks, over stores in memory."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.accounts.webhooks import MOST_WEBHOOKS, DisabledBecause
from cmehub.submissions.events import Attempt, Delivery, EventType, Failure
from cmehub.submissions.messages import ReplayMessage, WebhookTestMessage
from functions.ingest.api.account.provider_webhooks import MOST_ATTEMPTS
from local.in_memory.hub import MemoryHub
from tests.api_hub import Answer, ApiHub
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.webhook_api import URL, WebhookApi

ALL = ["records.validated", "records.decided", "submission.finished", "review.asked", "review.closed"]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WebhookApi:
    return WebhookApi(ApiHub(MemoryHub(), tmp_path, monkeypatch))


def told(answer: Answer) -> tuple[int, str, str]:
    return answer.status, answer.document["code"], answer.document["detail"]


def test_a_webhook_is_added_and_its_secret_is_shown_once(hub: WebhookApi) -> None:
    answer = hub.call("POST", "/v1/webhooks", {"url": URL})

    made = answer.document
    (kept,) = hub.webhooks.of_provider(PROVIDER_ID)
    assert (answer.status, answer.headers["Location"]) == (201, f"webhooks/{kept.webhook_id}")
    assert made.pop("secret") == kept.secret
    assert (kept.url, [*kept.events]) == (URL, ALL)
    assert made == {
        "webhook_id": kept.webhook_id,
        "url": URL,
        "events": ALL,
        "status": "enabled",
        "disabled_because": None,
        "disabled_at": None,
        "created_at": "2026-11-20T12:00:00Z",
        "old_secret_ends": None,
        "succeeded_at": None,
    }
    assert hub.call("GET", f"/v1/webhooks/{kept.webhook_id}").document == made
    assert hub.call("GET", "/v1/webhooks").document == {"webhooks": [made]}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"url": "http://lms.example.org/"}, "url: The address has to begin with https://."),
        ({"url": "https://127.0.0.1:9001/"}, "url: The address has to be a public one."),
        ({"url": "https://169.254.169.254/"}, "url: The address has to be a public one."),
        ({}, "url: Field required"),
        ({"url": URL, "events": []}, "events: "),
        ({"url": URL, "events": ["records.lost"]}, "events.0: "),
        ({"url": URL, "events": ["webhook.test"]}, "webhook.test comes when it is asked for"),
        ({"url": URL, "secret": "mine"}, "secret: "),
    ],
)
def test_what_is_wrong_with_a_webhook_is_said(hub: WebhookApi, wanted: Any, said: str) -> None:
    status, code, detail = told(hub.call("POST", "/v1/webhooks", wanted))

    assert (status, code) == (422, "REQUEST_INVALID")
    assert said in detail
    assert hub.webhooks.of_provider(PROVIDER_ID) == []


def test_a_change_is_checked_as_a_new_one(hub: WebhookApi) -> None:
    path = f"/v1/webhooks/{hub.added()['webhook_id']}"

    status, code, detail = told(hub.call("PATCH", path, {"url": "https://10.0.0.1/"}))

    assert (status, code, detail) == (422, "REQUEST_INVALID", "url: The address has to be a public one.")
    assert hub.call("GET", path).document["url"] == URL


def test_a_provider_has_ten_webhooks_at_most(hub: WebhookApi) -> None:
    for _ in range(MOST_WEBHOOKS):
        hub.added()

    answer = hub.call("POST", "/v1/webhooks", {"url": URL})
    assert told(answer)[:2] == (409, "WEBHOOKS_TOO_MANY")
    assert answer.document["detail"].startswith(f"{MOST_WEBHOOKS} are kept. Delete one")


def test_a_webhook_is_changed_in_what_is_named(hub: WebhookApi) -> None:
    webhook_id = hub.added()["webhook_id"]
    path = f"/v1/webhooks/{webhook_id}"

    events = hub.call("PATCH", path, {"events": ["submission.finished"]}).document
    moved = hub.call("PATCH", path, {"url": "https://other.example.org/"}).document
    off = hub.call("PATCH", path, {"enabled": False}).document
    hub.api.hub.now += HOUR
    on = hub.call("PATCH", path, {"enabled": True}).document

    assert (events["url"], events["events"]) == (URL, ["submission.finished"])
    assert (moved["url"], moved["events"]) == ("https://other.example.org/", ["submission.finished"])
    assert (off["status"], off["disabled_because"], off["disabled_at"]) == (
        "disabled",
        "by provider",
        "2026-11-20T12:00:00Z",
    )
    assert (on["status"], on["disabled_because"], on["disabled_at"]) == ("enabled", None, None)


def test_a_webhook_is_deleted(hub: WebhookApi) -> None:
    path = f"/v1/webhooks/{hub.added()['webhook_id']}"

    deleted = hub.call("DELETE", path)

    assert (deleted.status, deleted.text) == (204, "")
    assert [hub.call(method, path).status for method in ("GET", "DELETE")] == [404, 404]


def test_a_new_secret_leaves_the_old_one_a_day(hub: WebhookApi) -> None:
    made = hub.added()
    path = f"/v1/webhooks/{made['webhook_id']}"

    renewed = hub.call("POST", f"{path}/secret").document

    (kept,) = hub.webhooks.of_provider(PROVIDER_ID)
    assert (kept.secret, kept.old_secret) == (renewed["secret"], made["secret"])
    assert renewed["old_secret_ends"] == "2026-11-21T12:00:00Z"
    assert "secret" not in hub.call("GET", path).document


def test_a_test_is_queued(hub: WebhookApi) -> None:
    webhook_id = hub.added()["webhook_id"]

    answer = hub.call("POST", f"/v1/webhooks/{webhook_id}/test")

    assert (answer.status, answer.document) == (202, {"webhook_id": webhook_id, "asked_at": "2026-11-20T12:00:00Z"})
    assert hub.queue.messages == [WebhookTestMessage(provider_id=PROVIDER_ID, webhook_id=webhook_id, asked_at=hub.now)]


def test_a_replay_is_queued(hub: WebhookApi) -> None:
    webhook_id = hub.added()["webhook_id"]
    (event,) = hub.add_events(1)
    path = f"/v1/webhooks/{webhook_id}/replay"

    answers = [
        hub.call("POST", path, {"event_id": event.event_id}),
        hub.call("POST", path, {"since": "2026-11-19T07:00:00-05:00"}),
    ]

    assert [answer.status for answer in answers] == [202, 202]
    common = {"provider_id": PROVIDER_ID, "webhook_id": webhook_id, "asked_at": hub.now}
    assert hub.queue.messages == [
        ReplayMessage.model_validate(common | {"event_id": event.event_id}),
        ReplayMessage.model_validate(common | {"since": hub.now - 24 * HOUR}),
    ]


@pytest.mark.parametrize(
    ("wanted", "status", "code"),
    [
        ({}, 422, "REQUEST_INVALID"),
        ({"event_id": f"evt_{0:032x}", "since": "2026-11-19T00:00:00Z"}, 422, "REQUEST_INVALID"),
        ({"since": "2026-11-19T00:00:00"}, 422, "REQUEST_INVALID"),
        ({"event_id": "evt_unknown"}, 404, "NOT_FOUND"),
        ({"event_id": f"evt_{0:032x}"}, 409, "WEBHOOK_DISABLED"),
    ],
)
def test_a_replay_that_can_not_be_made(hub: WebhookApi, wanted: Any, status: int, code: str) -> None:
    webhook_id = hub.added()["webhook_id"]
    hub.add_events(1)
    hub.call("PATCH", f"/v1/webhooks/{webhook_id}", {"enabled": False})

    assert told(hub.call("POST", f"/v1/webhooks/{webhook_id}/replay", wanted))[:2] == (status, code)
    assert hub.queue.messages == []


def test_deliveries_are_told_the_newest_first_and_no_more_than_fifty(hub: WebhookApi) -> None:
    webhook_id = hub.added()["webhook_id"]
    for number in range(MOST_ATTEMPTS + 5):
        delivery = Delivery(
            webhook_id=webhook_id, event_id="evt_1", event_type=EventType.DECIDED, began_at=hub.now + number * HOUR
        )
        answer: dict[str, Any] = {"status": 204} if number % 2 else {"failure": Failure.TOO_SLOW}
        hub.events.add_attempt(Attempt(delivery=delivery, number=1, at=hub.now, milliseconds=number, **answer))

    found = hub.call("GET", f"/v1/webhooks/{webhook_id}/deliveries").document["deliveries"]

    assert [attempt["milliseconds"] for attempt in found] == [*range(54, 4, -1)]
    common = {"event_id": "evt_1", "event_type": "records.decided", "number": 1, "at": "2026-11-20T12:00:00Z"}
    assert found[0] == common | {
        "succeeded": False,
        "status": None,
        "failure": "no answer in time",
        "milliseconds": 54,
        "next_at": "2026-11-20T12:00:05Z",
    }
    assert found[1] == common | {
        "succeeded": True,
        "status": 204,
        "failure": None,
        "milliseconds": 53,
        "next_at": None,
    }


def test_only_the_newest_try_of_a_delivery_says_when_the_next_one_is(hub: WebhookApi) -> None:
    webhook_id = hub.added()["webhook_id"]
    delivery = Delivery(webhook_id=webhook_id, event_id="evt_1", event_type=EventType.DECIDED, began_at=hub.now)
    for number in (1, 2):
        at = hub.now + dt.timedelta(seconds=5 * (number - 1))
        hub.events.add_attempt(Attempt(delivery=delivery, number=number, at=at, milliseconds=1, status=500))
    path = f"/v1/webhooks/{webhook_id}/deliveries"

    def told_next() -> list[tuple[int, str | None]]:
        return [(told["number"], told["next_at"]) for told in hub.call("GET", path).document["deliveries"]]

    assert told_next() == [(2, "2026-11-20T12:05:05Z"), (1, None)]
    hub.call("PATCH", f"/v1/webhooks/{webhook_id}", {"enabled": False})
    assert told_next() == [(2, None), (1, None)], "nothing is tried at a disabled one"


def test_events_are_told_page_by_page_the_newest_first(hub: WebhookApi) -> None:
    events = hub.add_events(5)
    hub.add_events(1, OTHER_PROVIDER_ID)

    first = hub.call("GET", "/v1/events", limit="3")
    assert first.headers["Link"] == f'<?cursor={events[2].event_id}&limit=3>; rel="next"'
    second = hub.call("GET", "/v1/events", limit="3", cursor=events[2].event_id)

    assert "Link" not in second.headers
    told_events = [event["event_id"] for page in (first, second) for event in page.document["events"]]
    assert told_events == [event.event_id for event in events]
    assert first.document["events"][0] == {
        "event_id": events[0].event_id,
        "type": "records.decided",
        "at": "2026-11-20T16:00:00Z",
    }
    assert told(hub.call("GET", "/v1/events", cursor="evt_unknown"))[:2] == (404, "NOT_FOUND")


CALLS = [
    ("GET", "/v1/webhooks/{}", None),
    ("PATCH", "/v1/webhooks/{}", {"enabled": False}),
    ("DELETE", "/v1/webhooks/{}", None),
    ("POST", "/v1/webhooks/{}/test", None),
    ("POST", "/v1/webhooks/{}/secret", None),
    ("GET", "/v1/webhooks/{}/deliveries", None),
    ("POST", "/v1/webhooks/{}/replay", {"since": "2026-11-19T00:00:00Z"}),
]


@pytest.mark.parametrize(("method", "path", "document"), CALLS)
def test_another_providers_webhook_is_not_there(hub: WebhookApi, method: str, path: str, document: Any) -> None:
    hub.added()
    (kept,) = hub.webhooks.of_provider(PROVIDER_ID)
    of_other = hub.api.key(Scope.ADMIN, provider_id=OTHER_PROVIDER_ID)

    answer = hub.call(method, path.format(kept.webhook_id), document, of_other)

    assert told(answer)[:2] == (404, "NOT_FOUND")
    assert hub.webhooks.of_provider(PROVIDER_ID) == [kept]
    assert hub.call("GET", "/v1/webhooks", None, of_other).document == {"webhooks": []}
    assert hub.queue.messages == []


@pytest.mark.parametrize(
    ("method", "path", "document"),
    [*CALLS, ("GET", "/v1/webhooks", None), ("POST", "/v1/webhooks", {"url": URL}), ("GET", "/v1/events", None)],
)
def test_every_call_needs_the_scope_admin(hub: WebhookApi, method: str, path: str, document: Any) -> None:
    webhook_id = hub.added()["webhook_id"]
    others = hub.api.key(*(scope for scope in Scope if scope is not Scope.ADMIN))

    assert told(hub.call(method, path.format(webhook_id), document, others))[:2] == (403, "SCOPE_MISSING")
    assert hub.call(method, path.format(webhook_id), document).status < 300


def test_an_address_may_be_local_where_the_stack_is(hub: WebhookApi) -> None:
    hub.api.webhooks_may_be_local = True

    assert hub.added(url="http://127.0.0.1:8080/hook")["url"] == "http://127.0.0.1:8080/hook"
    hub.webhooks.disable(hub.webhooks.of_provider(PROVIDER_ID)[0], DisabledBecause.GONE, at=hub.now)
    assert hub.call("GET", "/v1/webhooks").document["webhooks"][0]["disabled_because"] == "gone"
