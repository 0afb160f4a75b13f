"""Facts about providers' years."""

from typing import Protocol

from cmehub.years.year_facts import SentVersion, YearFact, YearFacts


class YearStore(Protocol):
    """Facts about providers' years, each under a key of its own."""

    def add(self, provider_id: str, year: int, fact: YearFact) -> bool:
        """Add a fact; False if one has its key, and then that one stays."""

    def facts(self, provider_id: str, year: int) -> YearFacts:
        """Return what is known of a year."""

    def versions(self, provider_id: str, year: int) -> list[SentVersion]:
        """Return what was sent of a year, the first version first."""
