"""Reading a provider's year: the facts about it, and the activities that are of it."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import orjson

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.fields.eastern import eastern_day
from cmehub.stores import ActivityPlace, ActivityStore, ProviderStore
from cmehub.stores.teams import TeamStore
from cmehub.stores.years import YearStore
from cmehub.years.reporting_year import earliest_start, is_of, last_day
from cmehub.years.year_facts import YearFacts
from cmehub.years.year_report import YearReport

_READ_AT_ONCE = 100


@dataclass(frozen=True)
class YearReports:
    """Everything that reading a year needs."""

    years: YearStore
    activities: ActivityStore
    providers: ProviderStore
    teams: TeamStore
    clock: Callable[[], dt.datetime]

    def today(self) -> dt.date:
        """Return the day, US Eastern."""
        return eastern_day(self.clock())

    def read(self, provider_id: str, year: int) -> YearReport:
        """Return a year as it stands."""
        provider = self.providers.find(provider_id) or Provider(provider_id=provider_id, name="")
        found = sorted(self._of(provider_id, year), key=lambda activity: (activity.end_date, activity.activity_id))
        return YearReport(
            provider=provider,
            year=year,
            activities=tuple(found),
            facts=self.years.facts(provider_id, year),
            contacts_digest=self._contacts_digest(provider),
            before=self.years.facts(provider_id, year - 1).counts,
            today=self.today(),
        )

    def is_empty(self, provider_id: str, year: int) -> bool:
        """Tell whether nothing of a year is here: no activity, and nothing that was filled in."""
        is_filled = self.years.facts(provider_id, year) != YearFacts()
        return not is_filled and next(self._of(provider_id, year), None) is None

    def _of(self, provider_id: str, year: int) -> Iterator[Activity]:
        after: ActivityPlace | None = None
        while places := self.activities.of_provider(
            provider_id, earliest_start(year), last_day(year), after=after, limit=_READ_AT_ONCE
        ):
            for activity in self.activities.find([place.activity_id for place in places]).values():
                if activity.provider_id == provider_id and not activity.deleted_by and is_of(activity, year):
                    yield activity
            after = places[-1]

    def _contacts_digest(self, provider: Provider) -> str:
        team = sorted((contact.sub, contact.kind) for contact in self.teams.contacts(provider.provider_id))
        people = [contact.model_dump() for contact in provider.contacts]
        return hashlib.sha256(orjson.dumps([team, people], option=orjson.OPT_SORT_KEYS)).hexdigest()
