"""What the hub looks things up in: rosters, activities and providers, each in the table of its name."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from cmehub.activities import Activity
from cmehub.activity_rows import ActivityName
from cmehub.names import folded
from cmehub.providers import Provider
from cmehub.rosters import RosterEntry
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body

_DIPLOMATE = "diplomate"
_ACTIVITY = "activity"
_PROVIDER = "provider"


class DynamoRosterStore:
    """
    See `cmehub.stores.RosterStore`. A diplomate is one item, found by ID, and a pointer to it for each name.

    Pointers from former names stay; they lead to a diplomate of another name, who is left out.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def with_ids(self, board: str, board_ids: Collection[str]) -> dict[str, RosterEntry]:
        items = self._table.get_many([_board_id_key(board, one) for one in board_ids])
        found = (RosterEntry.model_validate_json(body_of(item)) for item in items.values())
        return {one.entry_id: one for one in found}

    def named(self, board: str, birth_month_day: str, family_name: str) -> list[RosterEntry]:
        partition = _name_partition(board, birth_month_day, family_name)
        found = self.with_ids(board, [item["sk"]["S"] for item in self._table.query(partition)])
        return [one for _, one in sorted(found.items()) if _name_partition_of(one) == partition]

    def put(self, diplomates: Iterable[RosterEntry]) -> int:
        return self._table.put_many(item for one in diplomates for item in _diplomate_items(one)) // 2


class DynamoActivityStore:
    """See `cmehub.stores.ActivityStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        items = self._table.get_many([_activity_key(one) for one in activity_ids])
        found = (Activity.model_validate_json(body_of(item)) for item in items.values())
        return {one.activity_id: one for one in found}

    def id_of(self, name: ActivityName) -> str | None:
        item = self._table.get(_name_key(name))
        return str(item["activity_id"]["S"]) if item else None

    def add(self, activity: Activity, name: ActivityName | None) -> bool:
        return self._table.transact(
            [
                {
                    "Put": {
                        "TableName": self._table.name,
                        "Item": item,
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                }
                for item in _activity_items(activity, name)
            ]
        )

    def replace(self, activity: Activity, name: ActivityName | None) -> None:
        self._table.put_many(_activity_items(activity, name))

    def note_learners(self, submission_id: str, chunk: int, activity_ids: Collection[str]) -> None:
        self._table.put_many(key_of((f"act#{one}", f"learners#{submission_id}#{chunk:05}")) for one in activity_ids)

    def has_learners(self, activity_id: str) -> bool:
        return next(self._table.query(f"act#{activity_id}", "learners#", limit=1), None) is not None


class DynamoProviderStore:
    """See `cmehub.stores.ProviderStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, provider_id: str) -> Provider | None:
        item = self._table.get((f"prov#{provider_id}", _PROVIDER))
        return Provider.model_validate_json(body_of(item)) if item else None

    def put(self, providers: Iterable[Provider]) -> int:
        return self._table.put_many(
            with_body((f"prov#{one.provider_id}", _PROVIDER), one.model_dump_json()) for one in providers
        )


def _diplomate_items(diplomate: RosterEntry) -> Iterator[Item]:
    body = diplomate.model_dump_json()
    yield with_body(_board_id_key(diplomate.authority, diplomate.entry_id), body)
    yield key_of((_name_partition_of(diplomate), diplomate.entry_id))


def _activity_items(activity: Activity, name: ActivityName | None) -> Iterator[Item]:
    body = activity.model_dump_json(exclude_defaults=True)
    index: dict[str, Any] = {
        "provider_id": text(activity.provider_id),
        "start_date": text(activity.start_date.isoformat()),
    }
    yield with_body(_activity_key(activity.activity_id), body, **index)
    if name is not None:
        yield {**key_of(_name_key(name)), "activity_id": text(activity.activity_id)}


def _board_id_key(board: str, board_id: str) -> Key:
    return f"id#{board}#{board_id}", _DIPLOMATE


def _name_partition(board: str, birth_month_day: str, family_name: str) -> str:
    return f"name#{board}#{birth_month_day}#{family_name}"


def _name_partition_of(diplomate: RosterEntry) -> str:
    return _name_partition(diplomate.authority, diplomate.birth_month_day, folded(diplomate.family_name))


def _activity_key(activity_id: str) -> Key:
    return f"act#{activity_id}", _ACTIVITY


def _name_key(name: ActivityName) -> Key:
    return (
        f"own#{name.provider_id}#{name.provider_activity_id}",
        f"{name.start_date.isoformat()}#{name.activity_format}",
    )
