"""Accreditors, in the table of the providers: one item for each, and one for each provider that it accredits."""

from collections.abc import Iterable

from cmehub.accounts.accreditors import Accreditor
from cmehub.stores.dynamo import DynamoTable, Key, body_of, key_of, with_body

_ACCREDITORS = "accreditors"


class DynamoAccreditorStore:
    """See `cmehub.stores.accreditors.AccreditorStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, accreditor_id: str) -> Accreditor | None:
        item = self._table.get((_ACCREDITORS, accreditor_id))
        return Accreditor.model_validate_json(body_of(item)) if item else None

    def all(self) -> list[Accreditor]:
        return [Accreditor.model_validate_json(body_of(item)) for item in self._table.query(_ACCREDITORS)]

    def put(self, accreditor: Accreditor) -> None:
        self._table.put_many([with_body((_ACCREDITORS, accreditor.accreditor_id), accreditor.model_dump_json())])

    def end(self, accreditor_id: str) -> None:
        self.remove(accreditor_id, self.providers(accreditor_id))
        self._table.delete((_ACCREDITORS, accreditor_id))

    def providers(self, accreditor_id: str) -> list[str]:
        return [item["sk"]["S"] for item in self._table.query(f"accreditor#{accreditor_id}")]

    def accredits(self, accreditor_id: str, provider_id: str) -> bool:
        return self._table.get(_accredited(accreditor_id, provider_id)) is not None

    def add(self, accreditor_id: str, provider_ids: Iterable[str]) -> None:
        self._table.put_many(key_of(_accredited(accreditor_id, provider_id)) for provider_id in provider_ids)

    def remove(self, accreditor_id: str, provider_ids: Iterable[str]) -> None:
        self._table.delete_many(_accredited(accreditor_id, provider_id) for provider_id in provider_ids)


def _accredited(accreditor_id: str, provider_id: str) -> Key:
    return f"accreditor#{accreditor_id}", provider_id
