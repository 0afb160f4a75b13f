"""Credit IDs, each of which belongs to one record of its provider as long as that record stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.issues.issue import Issue, row_issue
from cmehub.learners.credits import CreditStatus, line_standing, standings_of
from cmehub.learners.records import LearnerRow
from cmehub.stores import LedgerStore, RecordKey, RecordStore

_GONE = {CreditStatus.DELETED, CreditStatus.REJECTED}


class AddingRow(NamedTuple):
    """
    A row that adds a record.

    Attributes
    ----------
    keys
        Where the record that the row repeats lies, if there is one.
    credit_ids
        Its credit IDs as they are compared, and as they are written.
    """

    number: int
    keys: set[RecordKey]
    credit_ids: dict[str, str]

    @classmethod
    def of(cls, number: int, row: LearnerRow, keys: set[RecordKey]) -> "AddingRow":
        """Return what is to be known of a row."""
        return cls(number, keys, dict(zip(row.normal_credit_ids, row.credit_ids, strict=True)))


@dataclass(frozen=True)
class CreditIds:
    """The credit IDs of a provider."""

    records: RecordStore
    ledgers: LedgerStore

    def taken(self, adding: Sequence[AddingRow], stored: Mapping[str, RecordKey]) -> dict[int, list[Issue]]:
        """
        Say of which rows a credit ID belongs to another record, stored or told by a row before.

        The record that a row itself repeats has the same credit IDs; whether it may is judged elsewhere.

        Parameters
        ----------
        adding
            Rows that add a record.
        stored
            Where the records lie that have the rows' credit IDs.
        """
        standing = self._standing(
            key
            for row in adding
            for credit_id in row.credit_ids
            if (key := stored.get(credit_id)) and key not in row.keys
        )
        issues: dict[int, list[Issue]] = {}
        told: dict[str, AddingRow] = {}
        for row in adding:
            for credit_id, written in row.credit_ids.items():
                first = told.setdefault(credit_id, row)
                if first.keys.isdisjoint(row.keys):
                    status = f"reported by row {first.number}"
                elif (key := stored.get(credit_id)) in standing and key not in row.keys:
                    status = standing[key]
                else:
                    continue
                issue = row_issue("CREDIT_ID_TAKEN", row.number, value=written, status=status)
                issues.setdefault(row.number, []).append(issue)
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
