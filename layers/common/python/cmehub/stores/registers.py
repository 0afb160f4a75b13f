"""Activities and providers."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName
from cmehub.stores.addresses import ActivityPlace


class ActivityStore(Protocol):
    """Activities, and which chunks reported learners of them."""

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        """Return those of the activities that are stored, by ID."""

    def all(self) -> Iterator[Activity]:
        """Yield every stored activity as it is now or was since the call, in no order: it reads the whole table."""

    def put(self, activities: Iterable[Activity]) -> int:
        """Store activities that go by no name, over those with their IDs, and return how many they were."""

    def id_of(self, name: ActivityName) -> str | None:
        """Return the ID of the activity that the provider calls so."""

    def add(self, activity: Activity, name: ActivityName | None) -> bool:
        """Store a new activity and its name; False if its ID or name is taken, and then nothing is stored."""

    def replace(self, activity: Activity, name: ActivityName | None) -> None:
        """
        Store an activity over its last revision; an older name of it goes on leading to it until it is forgotten.

        Raises
        ------
        ActivityChangedError
            If the stored one isn't of the revision before.
        """

    def forget(self, name: ActivityName) -> None:
        """Let a name lead to no activity."""

    def named(self, provider_id: str, provider_activity_id: str) -> list[str]:
        """Return the IDs of the activities that a provider calls so, in order of their start."""

    def of_provider(
        self, provider_id: str, since: dt.date, until: dt.date, *, after: ActivityPlace | None = None, limit: int
    ) -> list[ActivityPlace]:
        """
        Return a provider's activities that start between two days, in order, from behind a place on.

        An index tells them, so that one that was stored or moved this moment may be missing or stand where it was.
        """

    def learner_chunks(
        self, activity_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> list[tuple[str, int]]:
        """Return the chunks that reported learners of an activity, as submission and number, from behind one on."""

    def note_learners(
        self, submission_id: str, chunk: int, activity_ids: Collection[str], traces: Mapping[str, bytes] | None = None
    ) -> None:
        """Note for which activities a chunk adds learner records, and by activity their traces (`learners.traces`)."""

    def traces(self, activity_id: str, *, most: int) -> set[bytes] | None:
        """Return the traces of an activity's records; None if more chunks than ``most`` left any, or one left none."""

    def has_learners(self, activity_id: str) -> bool:
        """Tell whether any learner of the activity was ever reported."""


class ProviderStore(Protocol):
    """Accredited providers."""

    def find(self, provider_id: str) -> Provider | None:
        """Return a provider."""

    def replace(self, provider: Provider, known: Provider) -> bool:
        """Store a provider in the place of what is known of it; False if it isn't so any more."""

    def put(self, providers: Iterable[Provider]) -> int:
        """Store providers and return how many they were."""

    def ids(self) -> Iterator[str]:
        """Yield the IDs of all providers that were ever put, in their order."""
