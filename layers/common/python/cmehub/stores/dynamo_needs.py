"""Physicians' needs, in the table ``accounts``."""

import hashlib
from collections.abc import Collection
from typing import Any

from cmehub.passport.needs import Need, in_order
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body


class DynamoNeedStore:
    """
    See `cmehub.stores.needs.NeedStore`.

    A need is one item of its account. One item more has a digest of them all, so that two changes at the same time
    can't make one too many, or the same one twice.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def of_account(self, sub: str) -> list[Need]:
        items = self._table.query(_partition(sub), "need#")
        return in_order([Need.model_validate_json(body_of(item)) for item in items])

    def change(self, sub: str, before: Collection[Need], after: Collection[Need]) -> bool:
        if in_order(before) == in_order(after):
            return self.of_account(sub) == in_order(before)
        stays = {need.need_id for need in after}
        was = {need.need_id: need for need in before}
        changed = [need for need in after if was.get(need.need_id) != need]
        return self._table.transact(
            [
                self._guard(sub, before, after),
                *({"Put": {"TableName": self._table.name, "Item": _item(sub, need)}} for need in changed),
                *(self._delete(_key(sub, need_id)) for need_id in was.keys() - stays),
            ]
        )

    def _guard(self, sub: str, before: Collection[Need], after: Collection[Need]) -> Item:
        """Return the write that fails if the account has other needs by now; no item of it stays without needs."""
        key = (_partition(sub), "needs")
        unchanged: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if before:
            values = {":before": text(_digest(before))}
            unchanged = {"ConditionExpression": "body = :before", "ExpressionAttributeValues": values}
        if not after:
            return self._delete(key, **unchanged)
        return {"Put": {"TableName": self._table.name, "Item": with_body(key, _digest(after)), **unchanged}}

    def _delete(self, key: Key, **condition: Any) -> Item:
        return {"Delete": {"TableName": self._table.name, "Key": key_of(key), **condition}}


def _digest(needs: Collection[Need]) -> str:
    # Without defaults, so that a field which comes later changes no digest.
    bodies = "\n".join(need.model_dump_json(exclude_defaults=True) for need in in_order(needs))
    return hashlib.sha256(bodies.encode()).hexdigest()


def _item(sub: str, need: Need) -> Item:
    return with_body(_key(sub, need.need_id), need.model_dump_json())


def _key(sub: str, need_id: str) -> Key:
    return _partition(sub), f"need#{need_id}"


def _partition(sub: str) -> str:
    return f"acct#{sub}"
