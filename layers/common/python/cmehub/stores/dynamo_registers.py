"""Activities and providers, each in the table of its name."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName, folded_id
from cmehub.learners.traces import parted
from cmehub.stores import ActivityChangedError, ActivityPlace
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body

_ACTIVITY = "activity"
_PROVIDER = "provider"
_PROVIDERS = "providers"


class DynamoActivityStore:
    """See `cmehub.stores.ActivityStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        items = self._table.get_many([_activity_key(activity_id) for activity_id in activity_ids])
        found = (Activity.model_validate_json(body_of(item)) for item in items.values())
        return {activity.activity_id: activity for activity in found}

    def all(self) -> Iterator[Activity]:
        return (Activity.model_validate_json(body_of(item)) for item in self._table.scan(_ACTIVITY, consistent=True))

    def put(self, activities: Iterable[Activity]) -> int:
        return self._table.put_many(item for activity in activities for item in _activity_items(activity, None))

    def id_of(self, name: ActivityName) -> str | None:
        keys = _name_keys(name)
        found = self._table.get_many(keys)
        return next((str(found[key]["activity_id"]["S"]) for key in keys if key in found), None)

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
        """Put the activity, then its name: only the first can find that somebody else was faster."""
        item, *of_name = _activity_items(activity, name)
        if not self._table.put_if(item, "revision = :before", before=number(activity.revision - 1)):
            raise ActivityChangedError
        self._table.put_many(of_name)

    def forget(self, name: ActivityName) -> None:
        self._table.delete_many(_name_keys(name))

    def named(self, provider_id: str, provider_activity_id: str) -> list[str]:
        written = dict.fromkeys((provider_activity_id, folded_id(provider_activity_id)))
        found = [item for own_id in written for item in self._table.query(f"own#{provider_id}#{own_id}")]
        found.sort(key=lambda item: item["sk"]["S"])
        return [*dict.fromkeys(item["activity_id"]["S"] for item in found if "activity_id" in item)]

    def of_provider(
        self, provider_id: str, since: dt.date, until: dt.date, *, after: ActivityPlace | None = None, limit: int
    ) -> list[ActivityPlace]:
        if since > until:
            return []
        start: dict[str, Any] = {"ExclusiveStartKey": _index_key(provider_id, after)} if after else {}
        found = self._table.client.query(
            TableName=self._table.name,
            IndexName="by_provider",
            KeyConditionExpression="provider_id = :provider AND start_date BETWEEN :since AND :until",
            ExpressionAttributeValues={
                ":provider": text(provider_id),
                ":since": text(since.isoformat()),
                ":until": text(until.isoformat()),
            },
            Limit=limit,
            **start,
        )
        return [
            ActivityPlace(dt.date.fromisoformat(item["start_date"]["S"]), item["pk"]["S"].removeprefix("act#"))
            for item in found["Items"]
        ]

    def learner_chunks(
        self, activity_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> list[tuple[str, int]]:
        partition = f"act#{activity_id}"
        last = _learners_key(activity_id, *after) if after else None
        found = self._table.query(partition, "learners#", limit, after=last)
        return [(submission, int(chunk)) for _, submission, chunk in (item["sk"]["S"].split("#") for item in found)]

    def note_learners(
        self, submission_id: str, chunk: int, activity_ids: Collection[str], traces: Mapping[str, bytes] | None = None
    ) -> None:
        def note(activity_id: str) -> Item:
            left: Item = {"traces": {"B": traces[activity_id]}} if traces else {}
            return {**key_of(_learners_key(activity_id, submission_id, chunk)), **left}

        self._table.put_many(note(activity_id) for activity_id in activity_ids)

    def traces(self, activity_id: str, *, most: int) -> set[bytes] | None:
        notes = [*self._table.query(f"act#{activity_id}", "learners#", most + 1)]
        if len(notes) > most or not all("traces" in note for note in notes):
            return None
        return {found for note in notes for found in parted(bytes(note["traces"]["B"]))}

    def has_learners(self, activity_id: str) -> bool:
        return next(self._table.query(f"act#{activity_id}", "learners#", limit=1), None) is not None


class DynamoProviderStore:
    """See `cmehub.stores.ProviderStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, provider_id: str) -> Provider | None:
        item = self._table.get((f"prov#{provider_id}", _PROVIDER))
        return Provider.model_validate_json(body_of(item)) if item else None

    def replace(self, provider: Provider, known: Provider) -> bool:
        key = f"prov#{provider.provider_id}", _PROVIDER
        item = self._table.get(key)
        if item is None or Provider.model_validate_json(body_of(item)) != known:
            return False
        return self._table.put_if(with_body(key, provider.model_dump_json()), "body = :known", known=item["body"])

    def put(self, providers: Iterable[Provider]) -> int:
        given = [*providers]
        # What leads to a provider is there before it, so that a stop between the two leaves none without.
        self._table.put_many(key_of((_PROVIDERS, provider.provider_id)) for provider in given)
        return self._table.put_many(
            with_body((f"prov#{provider.provider_id}", _PROVIDER), provider.model_dump_json()) for provider in given
        )

    def ids(self) -> Iterator[str]:
        return (item["sk"]["S"] for item in self._table.query(_PROVIDERS))


def _activity_items(activity: Activity, name: ActivityName | None) -> Iterator[Item]:
    body = activity.model_dump_json(exclude_defaults=True)
    index: dict[str, Any] = {
        "provider_id": text(activity.provider_id),
        "start_date": text(activity.start_date.isoformat()),
        "revision": number(activity.revision),
    }
    yield with_body(_activity_key(activity.activity_id), body, **index)
    if name is not None:
        yield {**key_of(_name_key(name, name.own_id)), "activity_id": text(activity.activity_id)}


def _activity_key(activity_id: str) -> Key:
    return f"act#{activity_id}", _ACTIVITY


def _learners_key(activity_id: str, submission_id: str, chunk: int) -> Key:
    return f"act#{activity_id}", f"learners#{submission_id}#{chunk:05}"


def _index_key(provider_id: str, place: ActivityPlace) -> Item:
    indexed = {"provider_id": text(provider_id), "start_date": text(place.start_date.isoformat())}
    return {**key_of(_activity_key(place.activity_id)), **indexed}


def _name_keys(name: ActivityName) -> list[Key]:
    """Return where a name may lie: names were kept as they were written until case stopped to matter."""
    return [*dict.fromkeys((_name_key(name, name.provider_activity_id), _name_key(name, name.own_id)))]


def _name_key(name: ActivityName, own_id: str) -> Key:
    return (
        f"own#{name.provider_id}#{own_id}",
        f"{name.start_date.isoformat()}#{name.activity_format}",
    )
