"""Own credits, in the table ``accounts``."""

from typing import Any

from cmehub.passport.own_credits import MOST_OWN, OwnCredit
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.own_credits import by_completion


class DynamoOwnCreditStore:
    """
    See `cmehub.stores.own_credits.OwnCreditStore`.

    A credit is one item of its account; another one counts them.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, credit: OwnCredit) -> bool:
        free = "attribute_not_exists(credits) OR credits < :most"
        counted = self._count(credit.sub, 1, {":most": number(MOST_OWN)}, ConditionExpression=free)
        return self._table.transact([counted, self._put(credit, "attribute_not_exists(pk)")])

    def find(self, sub: str, own_id: str) -> OwnCredit | None:
        item = self._table.get(_key(sub, own_id))
        return OwnCredit.model_validate_json(body_of(item)) if item else None

    def of_account(self, sub: str) -> list[OwnCredit]:
        items = self._table.query(_partition(sub), "own#")
        own = (OwnCredit.model_validate_json(body_of(item)) for item in items)
        return sorted(own, key=by_completion, reverse=True)

    def change(self, before: OwnCredit, after: OwnCredit) -> bool:
        return self._table.put_if(_item(after), "body = :before", before=_body(before))

    def delete(self, credit: OwnCredit) -> bool:
        gone = {
            "TableName": self._table.name,
            "Key": key_of(_key(credit.sub, credit.own_id)),
            "ConditionExpression": "body = :before",
            "ExpressionAttributeValues": {":before": _body(credit)},
        }
        return self._table.transact([self._count(credit.sub, -1, {}), {"Delete": gone}])

    def _put(self, credit: OwnCredit, condition: str) -> Item:
        return {"Put": {"TableName": self._table.name, "Item": _item(credit), "ConditionExpression": condition}}

    def _count(self, sub: str, step: int, values: Item, **condition: Any) -> Item:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": key_of((_partition(sub), "own-count")),
                "UpdateExpression": "ADD credits :step",
                "ExpressionAttributeValues": {":step": number(step), **values},
                **condition,
            }
        }


def _item(credit: OwnCredit) -> Item:
    return with_body(_key(credit.sub, credit.own_id), credit.model_dump_json())


def _body(credit: OwnCredit) -> Item:
    return text(credit.model_dump_json())


def _partition(sub: str) -> str:
    return f"acct#{sub}"


def _key(sub: str, own_id: str) -> Key:
    return _partition(sub), f"own#{own_id}"
