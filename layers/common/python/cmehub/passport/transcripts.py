"""A physician's own transcript: what was chosen of the credits, with what it comes to; pure, no I/O."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.claims import Sureness
from cmehub.passport.credits import Progress
from cmehub.passport.own_credits import OwnKind
from cmehub.passport.totals import Totals
from cmehub.passport.transcript_choices import CreditKind, TranscriptChoice


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


class TranscriptCredit(BaseModel):
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


class TranscriptActivity(BaseModel):
    """What one provider reported of one activity on one day."""

    model_config = ConfigDict(frozen=True)

    completed_on: dt.date
    activity_id: str
    title: str
    provider_id: str
    provider: str
    credits: tuple[TranscriptCredit, ...]


class TranscriptOwnCredit(BaseModel):
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
    activities: tuple[TranscriptActivity, ...]
    own_credits: tuple[TranscriptOwnCredit, ...]
    totals: Totals
