"""Gatherings of rejected calls in the table ``submissions``."""

import datetime as dt
import gzip
from collections.abc import Iterator
from typing import Any

from cmehub.stores import MailClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body
from cmehub.stores.dynamo_mails import add_mail, claim_mail
from cmehub.submissions.gatherings import Gathering, RejectedCall

_OPEN = "gathering_id = :id AND attribute_not_exists(closed)"
_CALL = "call#"
_CLOSED = "gathering_id = :id AND attribute_exists(closed)"


class DynamoGatheringStore:
    """
    See `cmehub.stores.gatherings.GatheringStore`.

    A provider's newest gathering is an item of its own. A call enters in one transaction with a condition on that item:
    what enters does so before it is closed, and who reads the calls afterwards sees all of them.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, call: RejectedCall, *, at: dt.datetime, hour: dt.timedelta) -> Gathering:
        while (gathering := self.of_call(call.submission_id)) is None:
            self._try_to_add(call, at, hour)
        return gathering

    def of_call(self, submission_id: str) -> Gathering | None:
        item = self._table.get(_membership_key(submission_id))
        return _gathering(item) if item else None

    def close(self, provider_id: str, gathering_id: str) -> None:
        key, about = _newest_key(provider_id), text(gathering_id)
        self._table.update_if(key, "SET closed = :yes", "gathering_id = :id", id=about, yes={"BOOL": True})

    def calls(self, gathering_id: str) -> Iterator[RejectedCall]:
        for item in self._table.query(f"gathering#{gathering_id}", _CALL):
            yield RejectedCall.model_validate_json(gzip.decompress(item["packed"]["B"]))

    def claim_mail(self, gathering_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._table, _mail_key(gathering_id), at=at, lease=lease)

    def add_mail(self, gathering_id: str, *, message_id: str, at: dt.datetime) -> None:
        add_mail(self._table, _mail_key(gathering_id), message_id=message_id, at=at)

    def _try_to_add(self, call: RejectedCall, at: dt.datetime, hour: dt.timedelta) -> None:
        """Add a call, unless the newest gathering is closed or another begins meanwhile."""
        key = _newest_key(call.provider_id)
        item = self._table.get(key)
        newest = _gathering(item) if item else None
        about: dict[str, Any] = {"TableName": self._table.name}
        if newest:
            about["ExpressionAttributeValues"] = {":id": text(newest.gathering_id)}
        if item and newest and "closed" not in item:
            is_open = about | {"Key": key_of(key), "ConditionExpression": _OPEN}
            self._add_to(newest, call, {"ConditionCheck": is_open})
        else:
            begun = Gathering.begun_by(call, newest, at=at, hour=hour)
            put = with_body(key, begun.model_dump_json(), gathering_id=text(begun.gathering_id))
            free = _CLOSED if newest else "attribute_not_exists(pk)"
            self._add_to(begun, call, {"Put": about | {"Item": put, "ConditionExpression": free}})

    def _add_to(self, gathering: Gathering, call: RejectedCall, condition: dict[str, Any]) -> None:
        membership = with_body(_membership_key(call.submission_id), gathering.model_dump_json())
        packed = gzip.compress(call.model_dump_json(exclude_defaults=True).encode())
        member = {**key_of(_call_key(gathering.gathering_id, call)), "packed": {"B": packed}}
        self._table.transact([self._put_new(membership), self._put_new(member), condition])

    def _put_new(self, item: Item) -> dict[str, Any]:
        table = self._table.name
        return {"Put": {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}


def _gathering(item: Item) -> Gathering:
    return Gathering.model_validate_json(body_of(item))


def _newest_key(provider_id: str) -> Key:
    return f"calls#{provider_id}", "gathering"


def _membership_key(submission_id: str) -> Key:
    return f"sub#{submission_id}", "gathering"


def _call_key(gathering_id: str, call: RejectedCall) -> Key:
    """Return the key of a call of a gathering; calls arrived in the order of their keys."""
    arrived = call.received_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return f"gathering#{gathering_id}", f"{_CALL}{arrived}#{call.submission_id}"


def _mail_key(gathering_id: str) -> Key:
    return f"gathering#{gathering_id}", "mail"
