"""Providers' years in memory, for tests."""

from collections import defaultdict

from cmehub.years.year_facts import SentVersion, YearFact, YearFacts


class MemoryYearStore:
    """See `cmehub.stores.years.YearStore`."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, int], dict[str, YearFact]] = defaultdict(dict)

    def add(self, provider_id: str, year: int, fact: YearFact) -> bool:
        of_year = self._facts[provider_id, year]
        if fact.key in of_year:
            return False
        of_year[fact.key] = fact
        return True

    def facts(self, provider_id: str, year: int) -> YearFacts:
        of_year = self._facts[provider_id, year]
        return YearFacts.of(of_year[key] for key in sorted(of_year))

    def versions(self, provider_id: str, year: int) -> list[SentVersion]:
        return [*self.facts(provider_id, year).versions]
