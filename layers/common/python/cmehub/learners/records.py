"""Learner records: one learner's completion of one activity, with its credit lines."""

import datetime as dt
import hashlib
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cmehub.fields.readings import Reading, read_in_part
from cmehub.fields.types import (
    ActivityId,
    Amount,
    Completed,
    Date,
    LearnerAction,
    MonthDay,
    Name,
    PersonName,
    YesNo,
    read_month_day,
    read_person_name,
)
from cmehub.learners.credit_lines import CME_CREDIT_TYPE, CreditLine
from cmehub.learners.rems import Participant
from cmehub.people.names import folded
from cmehub.people.npi import is_npi
from cmehub.people.rosters import EntryKey

LINES_LIMIT = 40


class LearnerRow(BaseModel):
    """
    One row of a learner file, its fields read but not yet judged.

    Attributes
    ----------
    action
        ``add`` or ``delete``; there is no edit.
    birth_month_day
        ``MM-DD``; the year is never kept.
    board_total
        All points for the row's first board, where the format has a column for it; otherwise the largest of its lines,
        since credit types overlap and don't add up.
    participant, regulation_label, regulation_url
        The REMS part of the report.
    permission_to_share
        Whether the learner permits to pass the completion on; in a stored record, what the closest statement about it
        said. It is no part of what is reported, so the hashes leave it out.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    action: LearnerAction
    activity_id: ActivityId
    provider_id: str | None = None
    status: Completed = "Completed"
    completion_date: Date
    given_name: PersonName
    family_name: PersonName
    birth_month_day: MonthDay
    board_total: Amount | None = None
    participant: Participant | None = None
    regulation_label: Name | None = None
    regulation_url: Name | None = None
    permission_to_share: YesNo | None = None
    lines: Annotated[tuple[CreditLine, ...], Field(max_length=LINES_LIMIT)]

    def boards(self) -> list[str]:
        """List the certifying boards that the row reports to, each once."""
        return list(dict.fromkeys(line.board for line in self.lines if line.is_moc))

    @property
    def credit_ids(self) -> list[str]:
        """The sender's own IDs of its credits."""
        return [line.credit_id for line in self.lines if line.credit_id]

    @property
    def normal_credit_ids(self) -> list[str]:
        """The sender's own IDs of its credits, as they are compared."""
        return [line.normal_credit_id for line in self.lines if line.credit_id]

    @property
    def has_learner_id(self) -> bool:
        """Tell whether the row gives any ID of its learner."""
        return any(line.learner_id for line in self.lines)

    @property
    def learner_ids(self) -> list[EntryKey]:
        """The IDs that the row gives of its learner, as rosters have them; those of NPIs under ``NPI``."""
        return [
            EntryKey("NPI" if is_npi(line.normal_learner_id) else line.board, line.normal_learner_id)
            for line in self.lines
            if line.learner_id
        ]

    @property
    def credits(self) -> tuple[CreditLine, ...]:
        """The lines that tell of credit: all of them, unless the row only deletes a record."""
        return self.lines

    def reported_to(self, board: str) -> dict[str, float]:
        """Return the amounts that the row reports to a board, by credit type."""
        return {line.credit_type: line.amount for line in self.lines if line.board == board}

    def credits_in_words(self) -> str:
        """Return what the row reports, such as ``ABIM Medical Knowledge 1.5``, in one line."""
        lines = [f"{line.board} {line.credit_type} {line.amount:g}" for line in self.credits]
        most = {board: max(self.reported_to(board).values()) for board in self.boards()[:1]}
        totals = [f"{board} {told:g} in all" for board, amount in most.items() if (told := self.points(board)) > amount]
        return ", ".join([*lines, *totals])

    def points(self, board: str) -> float:
        """Return all points that the row reports to a board or, of CME credit, for a state."""
        return self.points_by_board()[board]

    def points_by_board(self) -> dict[str, float]:
        """Return all points that the row reports, by board or, of CME credit, by state, in the order of its lines."""
        points: dict[str, float] = {}
        for line in self.lines:
            points[line.board] = max(points.get(line.board, 0), line.amount)
        for board in self.boards()[:1]:
            points[board] = max(points[board], self.board_total or 0)
        return points

    @cached_property
    def learner_hash(self) -> str:
        """What identifies the learner, as far as the row tells, as 24 hexadecimal digits."""
        ids = (":".join(key) for key in self.learner_ids)
        return learner_hash(self.given_name, self.family_name, self.birth_month_day, min(ids, default=""))

    @cached_property
    def report_hash(self) -> str:
        """
        What the row reports, whoever its learner is and however that is told, as 24 hexadecimal digits.

        CME credit is the physician's, whichever licence it is reported under.
        """
        lines = (
            f"{line.board if line.is_moc else 'CME'}|{line.credit_type.casefold()}|{line.amount:.2f}"
            for line in self.credits
        )
        totals = (f"{board}|{self.points(board):.2f}" for board in {line.board for line in self.credits if line.is_moc})
        rems = [self.participant.model_dump_json()] if self.participant else []
        return _digest(self.activity_id, self.completion_date.isoformat(), *sorted(lines), *sorted(totals), *rems)

    @cached_property
    def content_hash(self) -> str:
        """
        Everything that the row says, its learner's names and IDs too, as 24 hexadecimal digits.

        Equal for rows that differ in case, accents and marks only.
        """
        lines = sorted(
            "|".join((line.board, line.normal_learner_id, line.credit_type.casefold(), f"{line.amount:.2f}"))
            for line in self.lines
        )
        rems = [self.participant.model_dump_json()] if self.participant else []
        completion = (self.activity_id, self.completion_date.isoformat(), self.learner_hash)
        return _digest(*completion, str(self.board_total), *lines, *rems)

    @cached_property
    def record_id(self) -> str:
        """
        The ID of the record that this row adds or deletes.

        Follows the credit IDs if the sender gave them, otherwise what is reported, so that a repetition meets itself.
        Who the learner is has no part in it: the record lies under its learner.
        """
        credit_ids = sorted(self.normal_credit_ids)
        return _digest("ccid", self.activity_id, *credit_ids) if credit_ids else self.report_hash


def _name_or_none(text: object) -> str:
    return read_person_name(text) if text else ""


def _day_or_none(text: object) -> str:
    return read_month_day(text) if text else ""


class RemsLearnerRow(LearnerRow):
    """A REMS report without credit: its learner needs no name."""

    participant: Participant
    given_name: Annotated[str, BeforeValidator(_name_or_none)] = ""
    family_name: Annotated[str, BeforeValidator(_name_or_none)] = ""
    birth_month_day: Annotated[str, BeforeValidator(_day_or_none)] = ""
    lines: tuple[CreditLine, ...] = ()

    @cached_property
    def learner_hash(self) -> str:
        """What identifies the learner for its sender, as 24 hexadecimal digits."""
        return _digest("rems", self.participant.local_id_domain, self.participant.local_id)


class DeletedLine(CreditLine):
    """A credit line of a row that deletes a record: its amount may be left out, and then it tells an ID only."""

    credit_type: Name = CME_CREDIT_TYPE
    amount: Amount = 0


class DeletingRow(LearnerRow):
    """A row that deletes a record: it needs no more than tells which one."""

    lines: Annotated[tuple[DeletedLine, ...], Field(max_length=LINES_LIMIT)] = ()

    @property
    def credits(self) -> tuple[CreditLine, ...]:
        """The lines that have an amount."""
        return tuple(line for line in self.lines if line.amount)


def learner_row(fields: dict[str, Any]) -> LearnerRow:
    """
    Read a row's fields: as a REMS report if it has a participant and tells of no credit.

    Raises
    ------
    ValidationError
        If a field can't be read.
    """
    return _kind(fields).model_validate(fields)


def learner_reading(fields: dict[str, Any]) -> Reading[LearnerRow]:
    """Read a row's fields like `learner_row`, as far as they can be read."""
    return read_in_part(_kind(fields), fields)


def _kind(fields: dict[str, Any]) -> type[LearnerRow]:
    if fields.get("participant") and not fields.get("lines"):
        return RemsLearnerRow
    return DeletingRow if str(fields.get("action")).strip().casefold() == "delete" else LearnerRow


def learner_hash(given_name: str, family_name: str, birth_month_day: str, learner_id: str = "") -> str:
    """Return what identifies a learner of whom no more is told, as 24 hexadecimal digits."""
    return _digest(folded(given_name), folded(family_name), birth_month_day, learner_id)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


class Origin(BaseModel):
    """Where a record came from: a row in a chunk of a submission, and when the hub took it."""

    model_config = ConfigDict(frozen=True)

    submission_id: str
    chunk: int
    row: int
    at: dt.datetime

    @property
    def name(self) -> str:
        """What names the record that the row added, for its provider."""
        return f"{self.submission_id}-{self.chunk:05}-{self.row}"

    def is_beside(self, other: "Origin") -> bool:
        """Tell whether another row is in the same chunk."""
        return (self.submission_id, self.chunk) == (other.submission_id, other.chunk)


class LearnerRecord(BaseModel):
    """
    A stored learner record.

    Attributes
    ----------
    learner_key
        The matched physician, else what identifies the learner.
    record_id
        See `LearnerRow.record_id`.
    board_ids
        Under which ID each board keeps its ledger of the learner.
    origin, deleted
        The rows that added it and, if so, deleted it; the boards that accepted it have to agree to the delete.
    before
        What was stored under the same credit IDs until it was deleted, or rejected and replaced.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    learner_key: str
    record_id: str
    provider_id: str
    row: Annotated[LearnerRow | RemsLearnerRow, Field(union_mode="left_to_right")]
    board_ids: dict[str, str] = {}
    origin: Origin
    deleted: Origin | None = None
    before: "LearnerRecord | None" = None

    @property
    def is_matched(self) -> bool:
        """Whether a roster knows its learner; if not, it lies under what the row tells."""
        return self.learner_key != self.row.learner_hash
