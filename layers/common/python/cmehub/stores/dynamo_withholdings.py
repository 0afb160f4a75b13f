"""Which states physicians withhold credits from, in the table ``accounts``."""

from collections.abc import Collection

from cmehub.licensing.withholdings import Withholding
from cmehub.stores.dynamo import DynamoTable, Key, body_of, with_body


class DynamoWithholdingStore:
    """See `cmehub.stores.withholdings.WithholdingStore`. Each is one item of its account."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def of_account(self, sub: str) -> list[Withholding]:
        items = self._table.query(_partition(sub), "withheld#")
        return [Withholding.model_validate_json(body_of(item)) for item in items]

    def from_state(self, state: str, subs: Collection[str]) -> set[str]:
        by_key = {_key(sub, state): sub for sub in subs}
        return {by_key[key] for key in self._table.get_many([*by_key])}

    def put(self, sub: str, withholding: Withholding) -> None:
        item = with_body(_key(sub, withholding.state), withholding.model_dump_json())
        self._table.put_if(item, "attribute_not_exists(pk)")

    def remove(self, sub: str, state: str) -> None:
        self._table.delete(_key(sub, state))


def _key(sub: str, state: str) -> Key:
    return _partition(sub), f"withheld#{state}"


def _partition(sub: str) -> str:
    return f"acct#{sub}"
