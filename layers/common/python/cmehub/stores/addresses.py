"""What addresses the things that stores keep, and what happens when somebody else was faster."""

import datetime as dt
from enum import Enum, auto
from typing import NamedTuple

from cmehub.learners.records import LearnerRecord
from cmehub.submissions.submission import Submission


class RecordKey(NamedTuple):
    """What addresses one learner record."""

    learner_key: str
    activity_id: str
    completion_date: dt.date
    record_id: str

    @classmethod
    def of(cls, record: LearnerRecord) -> "RecordKey":
        """Return the key of a record."""
        return cls(record.learner_key, record.row.activity_id, record.row.completion_date, record.record_id)


class UnmatchedClaim(NamedTuple):
    """What a record can be found by whose learner no roster knows; ``learner_id`` is normalised."""

    provider_id: str
    activity_id: str
    completion_date: dt.date
    birth_month_day: str
    learner_id: str

    @classmethod
    def all_of(cls, record: LearnerRecord) -> "set[UnmatchedClaim]":
        """Return every claim that leads to a record; none does to one whose learner is known."""
        row = record.row
        ids = set() if record.is_matched else {line.normal_learner_id for line in row.lines if line.learner_id}
        return {
            cls(record.provider_id, row.activity_id, row.completion_date, row.birth_month_day, learner_id)
            for learner_id in ids
        }


class ActivityPlace(NamedTuple):
    """Where an activity stands among its provider's, which are in order of their start and then of their IDs."""

    start_date: dt.date
    activity_id: str


class FilePlace(NamedTuple):
    """Where a file stands among its provider's, which are in order of their arrival."""

    received_at: dt.datetime
    submission_id: str

    @classmethod
    def of(cls, submission: Submission) -> "FilePlace":
        """Return the place of a submission that is a file."""
        return cls(submission.received_at, submission.submission_id)


class LedgerKey(NamedTuple):
    """What addresses one ledger."""

    board: str
    board_id: str
    activity_id: str


class LedgerChangedError(Exception):
    """Somebody else changed the ledger since it was read; read it again and decide anew."""


class ActivityChangedError(Exception):
    """Somebody else changed the activity since it was read; read it again and decide anew."""


class RosterChangedError(Exception):
    """Another load of the roster has begun since this one did."""


class MailClaim(Enum):
    """What came of asking to send a submission's mail."""

    CLAIMED = auto()
    SENT = auto()
    BUSY = auto()
