"""Webhooks in the table ``providers``: beside their provider, and those of all states together."""

import datetime as dt
from typing import Any

from cmehub.accounts.webhooks import DisabledBecause, Webhook
from cmehub.people.states import STATES
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, text, with_body

_OF_STATES = "states"
"""The partition of all states' webhooks: each chunk and each answer asks which there are."""

_MOMENTS = ("enabled_at", "disabled_at", "told_at", "succeeded_at")
_STATE = {*_MOMENTS, "disabled_because"}


class DynamoWebhookStore:
    """See `cmehub.stores.webhooks.WebhookStore`. The state of a webhook stands in attributes of its own."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, provider_id: str, webhook_id: str) -> Webhook | None:
        item = self._table.get(_key(provider_id, webhook_id))
        return _webhook(item) if item else None

    def of_provider(self, provider_id: str) -> list[Webhook]:
        return self._found(*_key(provider_id, ""))

    def of_states(self) -> dict[str, list[Webhook]]:
        of_states: dict[str, list[Webhook]] = {}
        for webhook in self._found(_OF_STATES, ""):
            of_states.setdefault(webhook.provider_id, []).append(webhook)
        return of_states

    def add(self, webhook: Webhook) -> None:
        state = {name: text(moment.isoformat()) for name in _MOMENTS if (moment := getattr(webhook, name))}
        self._table.put_many([with_body(_key_of(webhook), _body(webhook), **state)])

    def change(self, webhook: Webhook) -> bool:
        return self._update(webhook, "SET body = :body", "attribute_exists(pk)", body=text(_body(webhook)))

    def remove(self, provider_id: str, webhook_id: str) -> bool:
        there = self.find(provider_id, webhook_id) is not None
        self._table.delete(_key(provider_id, webhook_id))
        return there

    def enable(self, webhook: Webhook, *, at: dt.datetime) -> None:
        self._update(
            webhook,
            "SET enabled_at = :at REMOVE disabled_at, disabled_because, told_at, telling_ends",
            "attribute_exists(disabled_at)",
            at=text(at.isoformat()),
        )

    def disable(self, webhook: Webhook, because: DisabledBecause, *, at: dt.datetime) -> None:
        self._update(
            webhook,
            "SET disabled_at = :at, disabled_because = :because",
            "attribute_exists(pk) AND attribute_not_exists(disabled_at)",
            at=text(at.isoformat()),
            because=text(because),
        )

    def claim_telling(self, webhook: Webhook, *, at: dt.datetime, lease: dt.timedelta) -> bool:
        return self._update(
            webhook,
            "SET telling_ends = :ends",
            "attribute_exists(disabled_at) AND attribute_not_exists(told_at) "
            "AND (attribute_not_exists(telling_ends) OR telling_ends <= :at)",
            at=text(at.isoformat()),
            ends=text((at + lease).isoformat()),
        )

    def note_told(self, webhook: Webhook, *, at: dt.datetime) -> None:
        self._update(webhook, "SET told_at = :at", "attribute_exists(disabled_at)", at=text(at.isoformat()))

    def note_success(self, webhook: Webhook, *, at: dt.datetime) -> None:
        self._update(
            webhook,
            "SET succeeded_at = :at",
            "attribute_exists(pk) AND (attribute_not_exists(succeeded_at) OR succeeded_at < :at)",
            at=text(at.isoformat()),
        )

    def _found(self, partition: str, prefix: str) -> list[Webhook]:
        found = map(_webhook, self._table.query(partition, prefix))
        return sorted(found, key=lambda webhook: (webhook.created_at, webhook.webhook_id))

    def _update(self, webhook: Webhook, update: str, condition: str, **values: Any) -> bool:
        return self._table.update_if(_key_of(webhook), update, condition, **values)


def _webhook(item: Item) -> Webhook:
    state: dict[str, Any] = {name: item[name]["S"] for name in _STATE if name in item}
    body = Webhook.model_validate_json(body_of(item))
    return Webhook.model_validate(body.model_dump() | state)


def _body(webhook: Webhook) -> str:
    return webhook.model_dump_json(exclude=_STATE - {"enabled_at"}, exclude_none=True)


def _key_of(webhook: Webhook) -> Key:
    return _key(webhook.provider_id, webhook.webhook_id)


def _key(provider_id: str, webhook_id: str) -> Key:
    if provider_id in STATES:
        return _OF_STATES, f"hook#{provider_id}#{webhook_id}"
    return f"prov#{provider_id}", f"hook#{webhook_id}"
