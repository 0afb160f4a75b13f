"""Audits: those drawn in a sample are told, and answer their licensing board; pure, no I/O."""

import datetime as dt
import hashlib
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints

from cmehub.fields.eastern import eastern_day
from cmehub.licensing.checks import Check
from cmehub.people.rosters import EntryKey

AUDIT_LIFE = dt.timedelta(days=366)
"""For so long after the beginning of its last day an audit is kept, with its answers: a year after that day."""

TOLD_WITHIN = dt.timedelta(days=60)
"""So long after a check those drawn can be told: its results have to be there until the last message has come."""

LONGEST_TIME = dt.timedelta(days=366)
"""To answer."""

LONGEST_WORDS = 2_000
"""Of the board."""

LONGEST_ANSWER = 4_000

_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
BoardWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_WORDS, pattern=_LINES)]
AnswerWords = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_ANSWER, pattern=_LINES)
]


class Audit(BaseModel):
    """
    That those drawn in a sample are told, and asked to answer.

    Attributes
    ----------
    check, licensees, portions
        The check of the sample, how many were drawn, and in how many portions they were looked at.
    told_by
        Who had them told, as the state's log has it.
    until
        The last day, US Eastern, on which they can answer.
    words
        What the board says to them.
    """

    model_config = ConfigDict(frozen=True)

    check: Check
    licensees: int
    portions: int
    told_by: str
    told_at: dt.datetime
    until: dt.date
    words: BoardWords = ""

    @property
    def kept_until(self) -> dt.datetime:
        """Until when it is kept."""
        return dt.datetime.combine(self.until, dt.time(), dt.UTC) + AUDIT_LIFE

    def takes_answers(self, at: dt.datetime) -> bool:
        """Tell whether those drawn can still answer at a moment."""
        return eastern_day(at) <= self.until


class AuditProgress(NamedTuple):
    """
    An audit, and how far it is; counted from facts that are written once.

    Attributes
    ----------
    told, with_email
        How many of those drawn see it by now in an account, if they have one; how many of these had an e-mail address
        on the state's roster.
    answered
        How many have answered.
    """

    audit: Audit
    told: int = 0
    with_email: int = 0
    answered: int = 0


class AuditedLicensee(BaseModel):
    """
    Somebody who was drawn.

    Attributes
    ----------
    licence
        As the state's roster has it.
    starts, ends
        The days that are looked at; None if the licensee's cycle isn't known.
    has_email
        Whether the state's roster had an e-mail address. Nothing here tells whether there is an account.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    state: str
    check_id: str
    licence: str
    family_name: str | None
    given_name: str | None
    starts: dt.date | None
    ends: dt.date | None
    has_email: bool

    @property
    def key(self) -> EntryKey:
        """What addresses the entry on the state's roster."""
        return EntryKey(self.state, self.licence)

    @property
    def audit_id(self) -> str:
        """What names it in addresses, which hold no number of a person."""
        return hashlib.sha256("\x1f".join((self.state, self.check_id, self.licence)).encode()).hexdigest()[:32]


class AuditAnswer(BaseModel):
    """What somebody who was drawn answered, the last time. It is the board's from then on, and names no account."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    words: AnswerWords
    at: dt.datetime
