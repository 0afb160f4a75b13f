"""Credit IDs, each of which belongs to one record of its provider as long as that record stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmehub.issues.issue import Issue, row_issue
from cmehub.learners.credits import CreditStatus, line_standing, standings_of
from cmehub.learners.records import LearnerRow
from cmehub.stores import LedgerStore, RecordKey, RecordStore

_GONE = {CreditStatus.DELETED, CreditStatus.REJECTED}


@dataclass(frozen=True)
class CreditIds:
    """The credit IDs of a provider."""

    records: RecordStore
    ledgers: LedgerStore
    provider_id: str

    def taken(self, rows: Sequence[tuple[int, LearnerRow]]) -> dict[int, list[Issue]]:
        """
        Say of which rows that add a record a credit ID belongs to another record, stored or told by a row before.

        The record that a row itself repeats has the same credit IDs; whether it may is judged elsewhere.
        """
        adding = [(number, row) for number, row in rows if row.action == "add"]
        stored = self.records.with_credit_ids(
            self.provider_id, {credit_id for _, row in adding for credit_id in row.credit_ids}
        )
        standing = self._standing(
            key
            for _, row in adding
            for credit_id in row.credit_ids
            if (key := stored.get(credit_id)) and key.record_id != row.record_id
        )
        issues: dict[int, list[Issue]] = {}
        told: dict[str, tuple[int, str]] = {}
        for number, row in adding:
            for credit_id in row.credit_ids:
                first, record_id = told.setdefault(credit_id, (number, row.record_id))
                if record_id != row.record_id:
                    status = f"reported by row {first}"
                elif (key := stored.get(credit_id)) in standing and key.record_id != row.record_id:
                    status = standing[key]
                else:
                    continue
                issue = row_issue("CREDIT_ID_TAKEN", number, value=credit_id, status=status)
                issues.setdefault(number, []).append(issue)
        return issues

    def _standing(self, keys: Iterable[RecordKey]) -> dict[RecordKey, str]:
        """Return how those of the records stand, in words, that are neither deleted nor rejected."""
        records = [*self.records.find({*keys}).values()]
        standing: dict[RecordKey, str] = {}
        for record, of_boards in zip(records, standings_of(records, self.ledgers), strict=True):
            statuses = {line_standing(record, line.board, of_boards).status for line in record.row.lines}
            if not statuses <= _GONE:
                waits = CreditStatus.SUBMITTED in statuses
                standing[RecordKey.of(record)] = "still waiting for a board" if waits else "accepted"
        return standing
