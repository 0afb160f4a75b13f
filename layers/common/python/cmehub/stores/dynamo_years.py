"""Providers' years, in the table of the providers: one item for each fact, in a partition for each year."""

from collections.abc import Iterator

from cmehub.stores.dynamo import DynamoTable, with_body
from cmehub.years.year_facts import SENT, SentVersion, YearFact, YearFacts, year_fact


class DynamoYearStore:
    """See `cmehub.stores.years.YearStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, provider_id: str, year: int, fact: YearFact) -> bool:
        item = with_body((_partition(provider_id, year), fact.key), fact.model_dump_json())
        return self._table.put_if(item, "attribute_not_exists(pk)")

    def facts(self, provider_id: str, year: int) -> YearFacts:
        return YearFacts.of(self._facts(provider_id, year, ""))

    def versions(self, provider_id: str, year: int) -> list[SentVersion]:
        return [fact for fact in self._facts(provider_id, year, SENT) if isinstance(fact, SentVersion)]

    def _facts(self, provider_id: str, year: int, prefix: str) -> Iterator[YearFact]:
        found = self._table.query(_partition(provider_id, year), prefix)
        return (year_fact.validate_json(item["body"]["S"]) for item in found)


def _partition(provider_id: str, year: int) -> str:
    return f"year#{provider_id}#{year}"
