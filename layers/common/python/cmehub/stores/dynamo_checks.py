"""Checks of licensees in the table ``accounts``, from which DynamoDB takes them out by itself."""

import datetime as dt
from collections.abc import Mapping
from itertools import islice

from cmehub.licensing.checks import CHECK_LIFE, Check, CheckProgress, CheckResult
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_COUNTS = {result: f"counted_{result.name.lower()}" for result in CheckResult}
_LAST = "~"
"""Behind every check's ID."""


class DynamoCheckStore:
    """See `cmehub.stores.checks.CheckStore`. Counts move in the transaction that first writes their portion."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def open(self, check: Check) -> None:
        item = with_body(_key(check), check.model_dump_json(), **_kept(check))
        self._table.put_if(item, "attribute_not_exists(pk)")

    def find(self, state: str, check_id: str) -> CheckProgress | None:
        item = self._table.get((_partition(state), check_id))
        return _progress(item) if item else None

    def of_state(self, state: str, *, before: str | None = None, limit: int) -> list[CheckProgress]:
        items = self._table.query_back(_partition(state), low=" ", high=before or _LAST)
        others = (item for item in items if item["sk"]["S"] != before)
        return [_progress(item) for item in islice(others, limit)]

    def add_staged(self, check: Check, *, licensees: int, portions: int, roster_size: int | None) -> None:
        values = {"licensees": number(licensees), "portions": number(portions)}
        if roster_size is not None:
            values["roster_size"] = number(roster_size)
        update = "SET " + ", ".join(f"{name} = :{name}" for name in values)
        self._table.update_if(_key(check), update, "attribute_not_exists(portions)", **values)

    def is_done(self, check: Check, portion: int) -> bool:
        return self._table.get(_portion_key(check, portion)) is not None

    def add_portion(
        self, check: Check, portion: int, counts: Mapping[CheckResult, int], *, with_email: int = 0
    ) -> None:
        added = {"done": 1, "with_email": with_email, **{_COUNTS[result]: count for result, count in counts.items()}}
        put = {
            "Put": {
                "TableName": self._table.name,
                "Item": key_of(_portion_key(check, portion)) | _kept(check),
                "ConditionExpression": "attribute_not_exists(pk)",
            }
        }
        count = {
            "Update": {
                "TableName": self._table.name,
                "Key": key_of(_key(check)),
                "UpdateExpression": "ADD " + ", ".join(f"{name} :{name}" for name in added),
                "ExpressionAttributeValues": {f":{name}": number(more) for name, more in added.items()},
            }
        }
        self._table.transact([put, count])

    def keep(self, check: Check, until: dt.datetime) -> None:
        update, kept = f"SET {KEPT_UNTIL} = :until", number(int(until.timestamp()))
        self._table.update_if(_key(check), update, "attribute_exists(pk)", until=kept)

    def finish(self, check: Check, at: dt.datetime) -> None:
        update = "SET finished_at = :at"
        self._table.update_if(_key(check), update, "attribute_not_exists(finished_at)", at=text(at.isoformat()))


def _progress(item: Item) -> CheckProgress:
    counts = {result: int(item[name]["N"]) for result, name in _COUNTS.items() if name in item}
    names = ("licensees", "portions", "roster_size", "done", "with_email")
    numbers = {name: int(item[name]["N"]) for name in names if name in item}
    return CheckProgress(
        check=Check.model_validate_json(body_of(item)),
        counts=counts,
        finished_at=dt.datetime.fromisoformat(item["finished_at"]["S"]) if "finished_at" in item else None,
        **numbers,
    )


def _kept(check: Check) -> Item:
    return {KEPT_UNTIL: number(int((check.asked_at + CHECK_LIFE).timestamp()))}


def _key(check: Check) -> Key:
    return _partition(check.state), check.check_id


def _partition(state: str) -> str:
    return f"checks#{state}"


def _portion_key(check: Check, portion: int) -> Key:
    return f"check#{check.state}#{check.check_id}", f"portion#{portion:06}"
