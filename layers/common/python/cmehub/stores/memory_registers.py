"""Activities and providers in memory, for tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName, folded_id
from cmehub.learners.traces import parted
from cmehub.stores import ActivityChangedError, ActivityPlace


class MemoryActivityStore:
    """See `cmehub.stores.ActivityStore`."""

    def __init__(self) -> None:
        self._activities: dict[str, Activity] = {}
        self._ids: dict[ActivityName, str] = {}
        self._learners: dict[str, dict[tuple[str, int], bytes | None]] = defaultdict(dict)

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        return {
            activity_id: self._activities[activity_id]
            for activity_id in activity_ids
            if activity_id in self._activities
        }

    def all(self) -> Iterator[Activity]:
        yield from self._activities.values()

    def put(self, activities: Iterable[Activity]) -> int:
        given = [*activities]
        self._activities |= {activity.activity_id: activity for activity in given}
        return len(given)

    def id_of(self, name: ActivityName) -> str | None:
        return self._ids.get(name)

    def add(self, activity: Activity, name: ActivityName | None) -> bool:
        if activity.activity_id in self._activities or name in self._ids:
            return False
        self._activities[activity.activity_id] = activity
        if name is not None:
            self._ids[name] = activity.activity_id
        return True

    def replace(self, activity: Activity, name: ActivityName | None) -> None:
        stored = self._activities.get(activity.activity_id)
        if stored is None or stored.revision != activity.revision - 1:
            raise ActivityChangedError
        self._activities[activity.activity_id] = activity
        if name is not None:
            self._ids[name] = activity.activity_id

    def forget(self, name: ActivityName) -> None:
        self._ids.pop(name, None)

    def named(self, provider_id: str, provider_activity_id: str) -> list[str]:
        wanted = (provider_id, folded_id(provider_activity_id))
        found = [name for name in self._ids if (name.provider_id, name.own_id) == wanted]
        return [self._ids[name] for name in sorted(found, key=lambda name: (name.start_date, name.activity_format))]

    def of_provider(
        self, provider_id: str, since: dt.date, until: dt.date, *, after: ActivityPlace | None = None, limit: int
    ) -> list[ActivityPlace]:
        own = [activity for activity in self._activities.values() if activity.provider_id == provider_id]
        places = sorted(ActivityPlace(activity.start_date, activity.activity_id) for activity in own)
        return [place for place in places if since <= place.start_date <= until and (not after or place > after)][
            :limit
        ]

    def learner_chunks(
        self, activity_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> list[tuple[str, int]]:
        return [learner for learner in sorted(self._learners[activity_id]) if not after or learner > after][:limit]

    def note_learners(
        self, submission_id: str, chunk: int, activity_ids: Collection[str], traces: Mapping[str, bytes] | None = None
    ) -> None:
        for activity_id in activity_ids:
            self._learners[activity_id][submission_id, chunk] = traces[activity_id] if traces else None

    def traces(self, activity_id: str, *, most: int) -> set[bytes] | None:
        left = [*self._learners[activity_id].values()]
        if len(left) > most or None in left:
            return None
        return {found for text in left if text for found in parted(text)}

    def has_learners(self, activity_id: str) -> bool:
        return bool(self._learners[activity_id])


class MemoryProviderStore:
    """See `cmehub.stores.ProviderStore`."""

    def __init__(self) -> None:
        self._providers: dict[str, Provider] = {}

    def find(self, provider_id: str) -> Provider | None:
        return self._providers.get(provider_id)

    def replace(self, provider: Provider, known: Provider) -> bool:
        if self._providers.get(provider.provider_id) != known:
            return False
        self._providers[provider.provider_id] = provider
        return True

    def put(self, providers: Iterable[Provider]) -> int:
        given = [*providers]
        self._providers |= {provider.provider_id: provider for provider in given}
        return len(given)

    def ids(self) -> Iterator[str]:
        return iter(sorted(self._providers))
