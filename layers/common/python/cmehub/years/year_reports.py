"""Reading a provider's year: the facts about it, and the activities that are of it."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import orjson

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.fields.eastern import eastern_day
from cmehub.stores import ActivityPlace, ActivityStore, ProviderStore
from cmehub.stores.teams import TeamStore
from cmehub.stores.years import YearStore
from cmehub.years.reporting_year import earliest_start, first_day, is_of, last_day
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

    def with_activities(self, provider_id: str, years: Collection[int]) -> set[int]:
        """
        Tell of which of these years there is an activity.

        Most start in their year. So those are read first, the last year's before others, and of each year few.
        """
        found: set[int] = set()
        for since, until in _spans(years):
            wanted = {year for year in years if since.year <= year}
            started = self._started(provider_id, since, until)
            while not wanted <= found and (activity := next(started, None)):
                found |= {year for year in years if is_of(activity, year)}
        return found

    def _of(self, provider_id: str, year: int) -> Iterator[Activity]:
        started = self._started(provider_id, earliest_start(year), last_day(year))
        return (activity for activity in started if is_of(activity, year))

    def _started(self, provider_id: str, since: dt.date, until: dt.date) -> Iterator[Activity]:
        after: ActivityPlace | None = None
        while places := self.activities.of_provider(provider_id, since, until, after=after, limit=_READ_AT_ONCE):
            for activity in self.activities.find([place.activity_id for place in places]).values():
                if activity.provider_id == provider_id and not activity.deleted_by:
                    yield activity
            after = places[-1]

    def _contacts_digest(self, provider: Provider) -> str:
        team = sorted((contact.sub, contact.kind) for contact in self.teams.contacts(provider.provider_id))
        people = [contact.model_dump() for contact in provider.contacts]
        return hashlib.sha256(orjson.dumps([team, people], option=orjson.OPT_SORT_KEYS)).hexdigest()


def _spans(years: Collection[int]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield when activities of years can have started: in each year, the last one first, and before them all."""
    if years:
        for year in range(max(years), min(years) - 1, -1):
            yield first_day(year), last_day(year)
        yield earliest_start(min(years)), last_day(min(years) - 1)
