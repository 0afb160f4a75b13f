"""The state of circuits in memory."""

import datetime as dt

from aws_lambda_powertools.utilities.circuit_breaker import CircuitState
from aws_lambda_powertools.utilities.circuit_breaker.persistence import (
    CircuitBreakerPersistenceLayer,
    CircuitStateRecord,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence.base import CircuitBreakerExistingLockError


class MemoryCircuits(CircuitBreakerPersistenceLayer):
    """Circuits of boards, with the promises of the table that holds them on AWS."""

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, CircuitStateRecord] = {}

    def _get_record(self, name: str) -> CircuitStateRecord | None:
        return self.records.get(name)

    def _put_record(
        self, record: CircuitStateRecord, condition: str | None = None, expected_opened_at: int | None = None
    ) -> None:
        if condition == "half_open" and not self._may_probe(self.records[record.name], expected_opened_at):
            raise CircuitBreakerExistingLockError
        self.records[record.name] = record

    def _update_record(self, record: CircuitStateRecord) -> None:
        self.records[record.name] = record

    def _may_probe(self, stored: CircuitStateRecord, opened_at: int | None) -> bool:
        if stored.state is CircuitState.OPEN:
            return stored.half_open_owner is None and stored.opened_at == opened_at
        lease_ends = stored.probe_lease_expiry
        return lease_ends is not None and lease_ends <= dt.datetime.now().timestamp()  # noqa: DTZ005
