"""Submissions: what a provider sent, and the facts from which its state follows."""

import datetime as dt
import hashlib
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from cmehub.issues.issue import Issue
from cmehub.submissions.row_statuses import RowStatuses
from cmehub.submissions.rows import Kind
from cmehub.submissions.upload_folders import (
    PERMISSION_DENIED,
    PERMISSION_GIVEN,
    is_meant_anew,
    mended,
    stated_permission,
)


class SubmissionStatus(StrEnum):
    """How far a submission has come."""

    READING = "reading"
    VALIDATING = "validating"
    AWAITING_BOARDS = "awaiting boards"
    FINISHED = "finished"


class LineStatus(StrEnum):
    """What became of a credit line: refused by the hub, or submitted and then accepted or rejected."""

    REFUSED = "refused"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Submission(BaseModel):
    """
    One thing that a provider sent.

    Attributes
    ----------
    submission_id
        See `submission_id`.
    key_id
        The key with which it was called, or `cmehub.accounts.contacts.contact_id` of who called, if it is a call.
    upload_key
        Where the file lies in the uploads bucket.
    called, content_digest
        Whether it came by a call that was answered at once, not as a file, and the SHA-256 of what the call asked for.
    dry_run
        Whether it is only judged: no activity, record or decision of a board is stored, and no mail is sent.
    kind, format
        None until the file is recognised, and for good if it can't be.
    activities_listed
        The provider's own default for the public listing of activities whose file has no place for it.
    chunks
        How many chunks the file gave; None until it is read to its end.
    headings
        What the provider's own headings meant when the file was read first: read anew after a breakdown, it comes to
        the same rows. None of a file that wasn't read yet.
    held
        The chunks of rows that follow a delete of the same learner's record in an earlier chunk: they are validated
        only when everything else of the file is decided.
    rows
        Rows read so far in whole chunks that have been validated, and of the whole file once it is read.
    lines
        Of a text file that is read to its end, how many lines were read, blank ones and headings included.
    issues
        Problems of the file as a whole.
    chunks_done, requests_made, requests_answered
        How many chunks are validated, how many asks of boards came of them, and how many are answered.
    changed_at
        When the last fact was added.
    """

    model_config = ConfigDict(frozen=True)

    submission_id: str
    provider_id: str
    key_id: str | None = None
    upload_key: str
    received_at: dt.datetime
    changed_at: dt.datetime
    called: bool = False
    content_digest: str | None = None
    dry_run: bool = False
    kind: Kind | None = None
    format: str | None = None
    activities_listed: bool | None = None
    headings: dict[str, str] | None = None
    chunks: int | None = None
    held: tuple[int, ...] = ()
    rows: int = 0
    lines: int | None = None
    issues: tuple[Issue, ...] = ()
    chunks_done: int = 0
    requests_made: int = 0
    requests_answered: int = 0

    @property
    def status(self) -> SubmissionStatus:
        """The status, which follows from the facts."""
        if self.chunks is None:
            return SubmissionStatus.READING
        if self.chunks_done < self.chunks:
            return SubmissionStatus.VALIDATING
        if self.requests_answered < self.requests_made:
            return SubmissionStatus.AWAITING_BOARDS
        return SubmissionStatus.FINISHED

    @property
    def permission_to_share(self) -> bool | None:
        """What the file's place says of its learners' permission to share, as `stated_permission` reads it."""
        return stated_permission(self.upload_key)

    @property
    def mends(self) -> str | None:
        """The submission whose rows these are, with other values, as the file's place says."""
        return mended(self.upload_key)

    @property
    def may_release_held(self) -> bool:
        """Whether everything but held chunks is decided; no held chunk is validated before that."""
        if self.chunks is None:
            return False
        others_done = self.chunks_done >= self.chunks - len(self.held)
        return others_done and self.requests_answered == self.requests_made


class ChunkFact(BaseModel):
    """
    A chunk has been validated.

    Attributes
    ----------
    last_row
        The highest number of its rows; None of a chunk that was validated before this was noted.
    boards
        Those that are asked about its rows.
    statuses
        What its rows came to then; None of a chunk that was validated before this was noted.
    """

    model_config = ConfigDict(frozen=True)

    chunk: int
    rows: int
    last_row: int | None = None
    boards: tuple[str, ...] = ()
    dry_run: bool = False
    statuses: RowStatuses | None = None


class AnswerFact(BaseModel):
    """A board has answered about a chunk."""

    model_config = ConfigDict(frozen=True)

    chunk: int
    board: str


class LineResult(BaseModel):
    """What became of one credit line; with the sender's own ID of the credit, if there is one."""

    model_config = ConfigDict(frozen=True)

    board: str
    credit_type: str
    amount: float
    credit_id: str | None = None
    status: LineStatus
    reason_code: str | None = None
    reason: str | None = None


class MatchOutcome(StrEnum):
    """What came of matching a learner; the words are those of MedBiquitous' activity report service."""

    MATCH = "match"
    NO_MATCH = "no_match"
    MULTIPLE_MATCHES = "multiple_matches"
    INVALID = "invalid"


class MatchResult(BaseModel):
    """
    Whether a learner is known, and on which of the sender's fields that rests.

    ``mismatched`` names the only field that is off, never what stands on the roster; see `RosterMatch`.
    """

    model_config = ConfigDict(frozen=True)

    result: MatchOutcome
    matched_on: tuple[str, ...] = ()
    mismatched: tuple[str, ...] = ()


class RowResult(BaseModel):
    """
    What became of one row.

    A row without credit lines (an activity, or a learner row that can't be read) is refused if it has an error.

    Attributes
    ----------
    record
        The name of the learner record that the row added, deleted or repeats: see
        `cmehub.learners.records.Origin.name`.
    learner_key, record_id
        Where that record lies, beside the row's activity and date.
    activity_format
        Of the activity, as it was when the row was validated; None of a row that is refused before it is looked up.
    adds_activity
        Whether the row added its activity.
    """

    model_config = ConfigDict(frozen=True)

    row: int
    action: str | None = None
    activity_id: str | None = None
    completion_date: dt.date | None = None
    credit_lines: tuple[LineResult, ...] = ()
    match: MatchResult | None = None
    record: str | None = None
    learner_key: str | None = None
    record_id: str | None = None
    activity_format: str | None = None
    adds_activity: bool = False
    issues: tuple[Issue, ...] = ()


ONLY_CHUNK = 1
"""The number of the chunk that a call's rows are."""


def call_id(provider_id: str, key: str) -> str:
    """
    Derive the ID of a submission that is a call.

    Parameters
    ----------
    provider_id, key
        Who calls, and what no other call of theirs has: its Idempotency-Key, else the ID of the request.
    """
    return hashlib.sha256("\x1f".join((provider_id, "call", key)).encode()).hexdigest()[:32]


def submission_id(provider_id: str, content_digest: str, upload_key: str = "", version: str | None = None) -> str:
    """
    Derive a submission's ID: a file sent again has the same ID, unless its folder says that it is meant.

    Parameters
    ----------
    provider_id, content_digest
        Who sent it, and the SHA-256 of what was sent.
    upload_key, version
        Where it was put. Each upload into the folders ``again`` and ``dry-run`` is a submission of its own, and so
        are the same bytes with another statement about permission, or that mend another submission.
    """
    parts = [provider_id, content_digest]
    if is_meant_anew(upload_key):
        parts += [upload_key, version or ""]
    elif mends := mended(upload_key):
        parts.append(mends)
    elif (permission := stated_permission(upload_key)) is not None:
        parts.append(PERMISSION_GIVEN if permission else PERMISSION_DENIED)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def chunk_key(submission: str, chunk: int) -> str:
    """Return where a chunk's rows are staged."""
    return f"chunks/{submission}/{chunk:05}.jsonl.gz"


def results_key(submission: str, chunk: int) -> str:
    """Return where the results of a chunk's rows lie."""
    return f"results/{submission}/{chunk:05}.jsonl.gz"


def requests_key(submission: str, chunk: int, board: str) -> str:
    """Return where the requests of an ask lie."""
    return f"requests/{submission}/{chunk:05}/{board}.jsonl.gz"


def decisions_key(submission: str, chunk: int, board: str) -> str:
    """Return where a board's decisions about a chunk lie."""
    return f"decisions/{submission}/{chunk:05}/{board}.jsonl.gz"


def fix_it_key(provider_id: str, submission: str) -> str:
    """Return where the fix-it workbook of a submission lies."""
    return f"fix-it/{provider_id}/{submission}.xlsx"
