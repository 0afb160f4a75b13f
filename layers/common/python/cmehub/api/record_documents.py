"""Learner records as the API takes and tells them."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt

from cmehub.api.calls import ROWS_LIMIT
from cmehub.api.record_histories import RecordEvent
from cmehub.issues.issue import Issue
from cmehub.learners.credits import BoardStanding, CreditStatus, line_standing
from cmehub.learners.records import LINES_LIMIT, LearnerRecord
from cmehub.submissions.judged_chunks import row_status
from cmehub.submissions.submission import LineResult, LineStatus, RowResult

YesNo = StrictBool | str
Number = StrictInt | StrictFloat | str
_REPEATED = "ALREADY_REPORTED"


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LineInput(_Input):
    """
    One amount of one credit type.

    Attributes
    ----------
    board
        A certifying board's code, or for CME credit a state or ``NPI``.
    learner_id
        The learner's ID at that board, licence number or NPI.
    credit_type, amount
        In credits or points; steps of 0.25. A delete may leave both out.
    credit_id
        Your own ID of this credit: ``ccid:<domain>:<local id>``. A record that has any is known by them.
    """

    board: str
    learner_id: str | None = None
    credit_type: str | None = None
    amount: Number | None = None
    credit_id: str | None = None


class ParticipantInput(_Input):
    """The REMS part of a record; ``local_id_domain`` has the form ``idd:<domain name>:<identifier type>``."""

    local_id: str
    local_id_domain: str
    profession: str
    state: str | None = None
    dea_registration: str | None = None
    practice_area: str | None = None
    surgical_procedures: YesNo | None = None
    time_in_practice: str | None = None


class RecordInput(_Input):
    """
    One learner's completion of one activity.

    Attributes
    ----------
    action
        ``add`` or ``delete``.
    activity_id
        9 digits.
    completion_date
        ``YYYY-MM-DD``.
    birth_month_day
        ``MM-DD``; no year.
    board_total
        All points for the first board, if that is more than its largest line.
    permission_to_share
        Whether the learner permits to pass the completion on; without it, what the activity says counts.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "activity_id": "202699001",
                    "completion_date": "2026-05-05",
                    "given_name": "Mira",
                    "family_name": "Osei",
                    "birth_month_day": "02-29",
                    "credit_lines": [
                        {
                            "board": "ABA",
                            "learner_id": "35550001",
                            "credit_type": "Lifelong Learning",
                            "amount": 6.5,
                            "credit_id": "ccid:cme.example.org:A8-77-2",
                        }
                    ],
                }
            ]
        }
    )

    action: str = "add"
    activity_id: str | None = None
    completion_date: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    birth_month_day: str | None = None
    credit_lines: Annotated[tuple[LineInput, ...], Field(max_length=LINES_LIMIT)] = ()
    board_total: Number | None = None
    participant: ParticipantInput | None = None
    regulation_label: str | None = None
    regulation_url: str | None = None
    permission_to_share: YesNo | None = None


class RecordsInput(_Input):
    """Records that are saved by one call."""

    records: Annotated[tuple[RecordInput, ...], Field(min_length=1, max_length=ROWS_LIMIT)]


class SavedRecord(BaseModel):
    """
    What came of one record.

    Attributes
    ----------
    position
        Its place in the call, from 1; the issues' ``row`` is the same.
    status
        ``submitted`` until every board has answered, ``accepted`` where none is asked, ``refused`` if it wasn't taken.
    record
        What names it from now on; None if it wasn't taken.
    """

    position: int
    status: LineStatus
    record: str | None
    activity_id: str | None
    completion_date: dt.date | None
    credit_lines: tuple[LineResult, ...]
    issues: tuple[Issue, ...]

    @classmethod
    def of(cls, result: RowResult) -> "SavedRecord":
        """Return what is told of a row; that it was reported before is told in a header, for all rows."""
        return cls(
            position=result.row,
            status=row_status(result),
            record=result.record,
            activity_id=result.activity_id,
            completion_date=result.completion_date,
            credit_lines=result.credit_lines,
            issues=tuple(issue for issue in result.issues if issue.code != _REPEATED),
        )


class SavedRecords(BaseModel):
    """What came of the records of one call, in their order."""

    records: tuple[SavedRecord, ...]


class CreditLineView(BaseModel):
    """One amount of one credit type as it stands now; a rejection, of the credit or of its delete, has a reason."""

    board: str
    learner_id: str | None
    credit_type: str
    amount: float
    credit_id: str | None
    status: CreditStatus
    reason_code: str | None
    reason: str | None


class RecordView(BaseModel):
    """
    A stored record as it stands now.

    Attributes
    ----------
    submission_id
        The file or call that added it.
    reported_at, deleted_at
        When the hub took it and, if so, its delete, which counts once the boards agree.
    permission_to_share
        Whether the learner permits to pass the completion on, as the record or else its file or activity stated; None
        if nothing did.
    """

    record: str
    submission_id: str
    reported_at: dt.datetime
    deleted_at: dt.datetime | None
    activity_id: str
    completion_date: dt.date
    given_name: str
    family_name: str
    birth_month_day: str
    permission_to_share: bool | None
    credit_lines: tuple[CreditLineView, ...]

    @classmethod
    def of(cls, record: LearnerRecord, of_boards: dict[str, BoardStanding]) -> "RecordView":
        """Return what is told of a record that stands so at its boards."""
        row = record.row
        lines = (
            CreditLineView(
                board=line.board,
                learner_id=line.learner_id,
                credit_type=line.credit_type,
                amount=line.amount,
                credit_id=line.credit_id,
                **line_standing(record, line.board, of_boards)._asdict(),
            )
            for line in row.lines
        )
        return cls(
            record=record.origin.name,
            submission_id=record.origin.submission_id,
            reported_at=record.origin.at,
            deleted_at=record.deleted.at if record.deleted else None,
            activity_id=row.activity_id,
            completion_date=row.completion_date,
            given_name=row.given_name,
            family_name=row.family_name,
            birth_month_day=row.birth_month_day,
            permission_to_share=row.permission_to_share,
            credit_lines=tuple(lines),
        )


class RecordWithHistory(RecordView):
    """
    A stored record as it stands now, and how that came.

    Attributes
    ----------
    history
        The newest first; answers that are still awaited come before all.
    """

    history: tuple[RecordEvent, ...]


class RecordList(BaseModel):
    """Some of an activity's records."""

    records: tuple[RecordView, ...]
