"""Requests for missing credits, in the table ``accounts``."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

from cmehub.passport.missing_credits import ENDED_LIFE, LINK_LIFE, MOST_OPEN, MissingCredit
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_DUE = "missing-due"
_LINK = "link"
_ENDED = "ended#"
_OWN_LINK = "missing-link#"


class DynamoMissingCreditStore:
    """
    See `cmehub.stores.missing_credits.MissingCreditStore`.

    A request is one item of its account. While it is open, its completion stands in one set of the account, which keeps
    the second and the twenty-first out; one item leads to it from its provider, and one from the day on which something
    has to be done, so that nothing is ever scanned for. Once it has ended, one leads to it from its provider and that
    moment. A link is known to its account too, which takes it out.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def open(self, request: MissingCredit) -> bool:
        free = "attribute_not_exists(completions) OR (NOT contains(completions, :this) AND size(completions) < :most)"
        values = {**_completion(request), ":this": text(_named(request)), ":most": number(MOST_OPEN)}
        taken = self._update(_open_key(request.sub), "ADD completions :one", values, ConditionExpression=free)
        new = {"ConditionExpression": "attribute_not_exists(pk)"}
        actions = [taken, self._put(_item(request), **new), self._put(_pointer(_provider_key(request), request))]
        return self._table.transact([*actions, *self._moved(None, request)])

    def find(self, sub: str, missing_id: str) -> MissingCredit | None:
        item = self._table.get((_partition(sub), f"missing#{missing_id}"))
        return MissingCredit.model_validate_json(body_of(item)) if item else None

    def of_account(self, sub: str) -> list[MissingCredit]:
        items = self._table.query(_partition(sub), "missing#")
        own = [MissingCredit.model_validate_json(body_of(item)) for item in items]
        return sorted(own, key=lambda request: (request.asked_at, request.missing_id), reverse=True)

    def of_provider(self, provider_id: str) -> list[MissingCredit]:
        return [*self._led_to(self._table.query(f"provider#{provider_id}", "missing#"))]

    def ended(self, provider_id: str, *, before: tuple[str, str] | None = None, limit: int) -> list[MissingCredit]:
        partition = f"provider#{provider_id}"
        high = _ended_sort(before) if before else f"{_ENDED}~"
        found = self._table.query_back(partition, low=_ENDED, high=high)
        # The place itself is among what is queried.
        pointers = (item for item in found if item["sk"]["S"] != high)
        return [*self._led_to(islice(pointers, limit))]

    def due(self, until: dt.date) -> Iterator[MissingCredit]:
        return self._led_to(self._table.query_back(_DUE, low="0", high=f"{until}$"))

    def change(self, before: MissingCredit, after: MissingCredit) -> bool:
        actions = [self._put(_item(after), **_as_it_was(before)), *self._moved(before, after)]
        if before.is_open and not after.is_open:
            actions.append(self._delete(_provider_key(before)))
            actions.append(self._update(_open_key(after.sub), "DELETE completions :one", _completion(after)))
        if before.ended_place != after.ended_place:
            actions += [self._delete(key) for key in _ended_keys(before)]
            actions += [self._put({**_pointer(key, after), **_kept(after)}) for key in _ended_keys(after)]
        return self._table.transact(actions)

    def add_link(self, request: MissingCredit, digest: str, at: dt.datetime) -> None:
        kept = {KEPT_UNTIL: number(int((at + LINK_LIFE).timestamp()))}
        own_key = _partition(request.sub), f"{_OWN_LINK}{digest}"
        self._table.put_many([{**_pointer(key, request), **kept} for key in (own_key, _link_key(digest))])

    def of_link(self, digest: str, at: dt.datetime) -> MissingCredit | None:
        item = self._table.get(_link_key(digest))
        # DynamoDB takes an item out some time after its end.
        if item is None or int(item[KEPT_UNTIL]["N"]) <= at.timestamp():
            return None
        return next(self._led_to(iter([item])), None)

    def forget(self, sub: str) -> None:
        # A provider may answer meanwhile, which moves what leads to a request: then it is read again.
        while own := self.of_account(sub):
            for request in own:
                self._table.transact(self._deleted(request))
        self._table.delete(_open_key(sub))
        links = [item["sk"]["S"] for item in self._table.query(_partition(sub), _OWN_LINK)]
        self._table.delete_many([_link_key(link.removeprefix(_OWN_LINK)) for link in links])
        self._table.delete_many([(_partition(sub), link) for link in links])

    def _led_to(self, pointers: Iterator[Item]) -> Iterator[MissingCredit]:
        keys = [(_partition(item["sub"]["S"]), f"missing#{item['missing_id']['S']}") for item in pointers]
        found = self._table.get_many(keys)
        return (MissingCredit.model_validate_json(body_of(found[key])) for key in keys if key in found)

    def _moved(self, before: MissingCredit | None, after: MissingCredit) -> list[Item]:
        """Return the writes that let the day on which something has to be done lead to a request."""
        old, new = before and before.look_on, after.look_on
        if old == new:
            return []
        left = [self._delete(_due_key(after, old))] if old else []
        return [*left, *([self._put(_pointer(_due_key(after, new), after))] if new else [])]

    def _deleted(self, request: MissingCredit) -> list[Item]:
        """Return the writes that take a request out, as it is, with what leads to it."""
        own = self._delete((_partition(request.sub), f"missing#{request.missing_id}"), **_as_it_was(request))
        due = [self._delete(_due_key(request, request.look_on))] if request.look_on else []
        ended = [self._delete(key) for key in _ended_keys(request)]
        return [own, self._delete(_provider_key(request)), *due, *ended]

    def _put(self, item: Item, **condition: Any) -> Item:
        return {"Put": {"TableName": self._table.name, "Item": item, **condition}}

    def _delete(self, key: Key, **condition: Any) -> Item:
        return {"Delete": {"TableName": self._table.name, "Key": key_of(key), **condition}}

    def _update(self, key: Key, update: str, values: Item, **condition: Any) -> Item:
        change = {"UpdateExpression": update, "ExpressionAttributeValues": values, **condition}
        return {"Update": {"TableName": self._table.name, "Key": key_of(key), **change}}


def _item(request: MissingCredit) -> Item:
    key = _partition(request.sub), f"missing#{request.missing_id}"
    return with_body(key, request.model_dump_json(), **_kept(request))


def _kept(request: MissingCredit) -> Item:
    ended = request.ended_at
    return {KEPT_UNTIL: number(int((ended + ENDED_LIFE).timestamp()))} if ended else {}


def _as_it_was(request: MissingCredit) -> Item:
    was = {":before": text(request.model_dump_json())}
    return {"ConditionExpression": "body = :before", "ExpressionAttributeValues": was}


def _pointer(key: Key, request: MissingCredit) -> Item:
    return {**key_of(key), "sub": text(request.sub), "missing_id": text(request.missing_id)}


def _partition(sub: str) -> str:
    return f"acct#{sub}"


def _link_key(digest: str) -> Key:
    return f"missing#{digest}", _LINK


def _open_key(sub: str) -> Key:
    return _partition(sub), "missing-open"


def _provider_key(request: MissingCredit) -> Key:
    return f"provider#{request.provider_id}", f"missing#{request.due_on}#{request.missing_id}"


def _ended_keys(request: MissingCredit) -> list[Key]:
    place = request.ended_place
    return [(f"provider#{request.provider_id}", _ended_sort(place))] if place else []


def _ended_sort(place: tuple[str, str]) -> str:
    return _ENDED + "#".join(place)


def _due_key(request: MissingCredit, day: dt.date) -> Key:
    return _DUE, f"{day}#{request.missing_id}"


def _completion(request: MissingCredit) -> Item:
    return {":one": {"SS": [_named(request)]}}


def _named(request: MissingCredit) -> str:
    return f"{request.activity_id}#{request.completed_on}"
