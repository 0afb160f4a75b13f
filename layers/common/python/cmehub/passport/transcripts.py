"""A physician's own transcript: what was chosen of the credits, with what it comes to; pure, no I/O."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.claims import Sureness
from cmehub.learners.credits import COUNTING, Credit, CreditStatus
from cmehub.learners.transcripts import Span
from cmehub.passport.credits import Progress
from cmehub.passport.own_credits import OwnKind
from cmehub.passport.totals import Totals
from cmehub.people.roster_lookups import NPI
from cmehub.people.states import STATES
from cmehub.rules.packs import is_board

CreditKind = Literal["CME", "MOC"]


class TranscriptChoice(BaseModel):
    """
    What a transcript is to tell.

    Attributes
    ----------
    since, until
        The first and the last day of completion; null where that is open.
    boards
        Codes of the boards whose MOC credit is told; none means all.
    states
        Letters of the states for which CME credit was reported that is told, and ``NPI`` for that which names no
        state, as what follows from MOC credit does; none means all.
    kinds
        ``CME``, ``MOC``, or both.
    pending
        Whether credits are told too that wait for their board. They are marked, and in no sum.
    own
        Whether own credits are told too, in a part of their own.
    """

    model_config = ConfigDict(frozen=True)

    since: dt.date | None = None
    until: dt.date | None = None
    boards: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    kinds: tuple[CreditKind, ...] = ("CME", "MOC")
    pending: bool = False
    own: bool = False

    @property
    def span(self) -> Span:
        """The completion dates that are told."""
        return Span(first=self.since, last=self.until)

    def names(self, authority: str) -> bool:
        """Tell whether credit for a board or a state, or for ``NPI``, is told."""
        if is_board(authority):
            return "MOC" in self.kinds and (not self.boards or authority in self.boards)
        return "CME" in self.kinds and (not self.states or authority in self.states)

    def takes(self, credit: Credit) -> bool:
        """Tell whether a credit is told."""
        is_told = credit.status in COUNTING or (self.pending and credit.status is CreditStatus.SUBMITTED)
        authority = NPI if credit.derived else credit.board
        return is_told and self.span.holds(credit.completion_date) and self.names(authority)


def faults_of(choice: TranscriptChoice) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a choice, and the mend, by field."""
    if choice.since and choice.until and choice.until < choice.since:
        yield "until", f"{choice.until} lies before the first day, {choice.since}; give the last day"
    for board in choice.boards:
        if not is_board(board):
            yield "board", f"{board} is no board's code"
    for state in choice.states:
        if state not in STATES and state != NPI:
            yield "state", f"{state} is no state's letters; give those, or {NPI} for what names no state"


class KnownAs(BaseModel):
    """Under which ID a board or a state, or ``NPI``, knows the physician, and how sure it is that it is the holder."""

    model_config = ConfigDict(frozen=True)

    authority: str
    name: str
    number: str
    sureness: Sureness


class Physician(BaseModel):
    """Whom a transcript is about, named as a roster has it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    given_name: str
    family_name: str
    known_as: tuple[KnownAs, ...]


class ToldCredit(BaseModel):
    """
    One credit of an activity.

    Attributes
    ----------
    authority, authority_name
        Who it is for: a board's code, a state's letters, or ``NPI`` for CME credit that was reported for no state.
    derived
        Whether it is CME credit that follows from MOC credit, which was for that board.
    status
        ``accepted``, or ``pending`` while its board hasn't decided: then it counts nowhere.
    """

    model_config = ConfigDict(frozen=True)

    credit_id: str
    kind: CreditKind
    authority: str
    authority_name: str
    credit_type: str
    amount: float
    derived: bool
    status: Literal[Progress.ACCEPTED, Progress.PENDING]


class ToldActivity(BaseModel):
    """What one provider reported of one activity on one day."""

    model_config = ConfigDict(frozen=True)

    completed_on: dt.date
    activity_id: str
    title: str
    provider_id: str
    provider: str
    credits: tuple[ToldCredit, ...]


class ToldOwn(BaseModel):
    """A credit that the physician entered, and nobody has verified."""

    model_config = ConfigDict(frozen=True)

    completed_on: dt.date
    title: str
    amount: float
    kind: OwnKind


class PhysicianTranscript(BaseModel):
    """
    A transcript as a physician takes it along: the same in every format.

    Attributes
    ----------
    made_at
        When; what boards decide later isn't in it.
    physician
        Null of an account that is tied to nobody yet.
    choice
        What it was to tell.
    activities
        The newest completion first.
    own_credits
        The newest completion first; empty unless they were chosen.
    totals
        What is accepted comes to, and apart from it what the own credits do.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    made_at: dt.datetime
    physician: Physician | None
    choice: TranscriptChoice
    activities: tuple[ToldActivity, ...]
    own_credits: tuple[ToldOwn, ...]
    totals: Totals
