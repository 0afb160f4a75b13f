"""Events and attempts to deliver them in the table ``providers``, which forgets them after 30 days."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, number, with_body
from cmehub.stores.tables import KEPT_UNTIL
from cmehub.submissions.events import EVENTS_KEPT, Attempt, Delivery, Event

_FIRST = "0"
_LAST = "~"


class DynamoEventStore:
    """See `cmehub.stores.webhooks.EventStore`. An event is stored twice, by its ID and by its time."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, event: Event) -> None:
        body = event.model_dump_json()
        keys = _id_key(event.provider_id, event.event_id), (f"events#{event.provider_id}", _place(event))
        self._table.put_many(_item(key, body, event.at) for key in keys)

    def find(self, provider_id: str, event_id: str) -> Event | None:
        item = self._table.get(_id_key(provider_id, event_id))
        return Event.model_validate_json(body_of(item)) if item else None

    def of_provider(
        self, provider_id: str, *, before: Event | None = None, since: dt.datetime | None = None
    ) -> Iterator[Event]:
        low = _moment(since) if since else _FIRST
        items = self._table.query_back(f"events#{provider_id}", low=low, high=_place(before) if before else _LAST)
        found = (Event.model_validate_json(body_of(item)) for item in items)
        return (event for event in found if event != before)

    def add_attempt(self, attempt: Attempt) -> None:
        key = f"attempts#{attempt.delivery.webhook_id}", f"{_start(attempt.delivery)}{attempt.number:02}"
        self._table.put_many([_item(key, attempt.model_dump_json(exclude_none=True), attempt.at)])

    def attempts_of(self, delivery: Delivery) -> list[Attempt]:
        items = self._table.query(f"attempts#{delivery.webhook_id}", _start(delivery))
        return [Attempt.model_validate_json(body_of(item)) for item in items]

    def attempts(self, webhook_id: str, limit: int) -> list[Attempt]:
        items = islice(self._table.query_back(f"attempts#{webhook_id}", low=_FIRST, high=_LAST), limit)
        return [Attempt.model_validate_json(body_of(item)) for item in items]


def _item(key: Key, body: str, at: dt.datetime) -> Item:
    return with_body(key, body, **{KEPT_UNTIL: number(int((at + EVENTS_KEPT).timestamp()))})


def _id_key(provider_id: str, event_id: str) -> Key:
    return f"prov#{provider_id}", f"event#{event_id}"


def _place(event: Event) -> str:
    return f"{_moment(event.at)}#{event.event_id}"


def _start(delivery: Delivery) -> str:
    return f"{_moment(delivery.began_at)}#{delivery.event_id}#"


def _moment(at: dt.datetime) -> str:
    """Return a time as text whose order is that of time."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
