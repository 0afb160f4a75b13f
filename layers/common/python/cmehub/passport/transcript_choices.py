"""What a physician's transcript is to tell; pure, no I/O."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cmehub.people.states import STATES
from cmehub.rules.packs import is_board

NO_STATE = "NPI"
"""What CME credit is reported under that is for no state."""

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

    def holds(self, day: dt.date) -> bool:
        """Tell whether what was completed on a day is told."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def names(self, authority: str) -> bool:
        """Tell whether credit for a board or a state, or for ``NPI``, is told."""
        if is_board(authority):
            return "MOC" in self.kinds and (not self.boards or authority in self.boards)
        return "CME" in self.kinds and (not self.states or authority in self.states)


def faults_of(choice: TranscriptChoice) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a choice, and the mend, by field."""
    if choice.since and choice.until and choice.until < choice.since:
        yield "until", f"{choice.until} lies before the first day, {choice.since}; give the last day"
    for board in choice.boards:
        if not is_board(board):
            yield "board", f"{board} is no board's code"
    for state in choice.states:
        if state not in STATES and state != NO_STATE:
            yield "state", f"{state} is no state's letters; give those, or {NO_STATE} for what names no state"
