"""Needs: how much credit a physician has to earn in a span of days, for a board, a state or anybody; pure, no I/O."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

from cmehub.people.states import STATES
from cmehub.rules.cycles import CycleRule, cycle_rule
from cmehub.rules.packs import is_board, rule_pack

MOST_NEEDS = 50
"""Of an account."""

LONGEST_YEARS = 20
MOST_AMOUNT = 1_000
_STEP = 0.25

Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class WantedNeed(BaseModel):
    """
    What a physician says of a need.

    Attributes
    ----------
    authority
        Who asks for it: a board's code, then MOC points there are meant, or a state's letters; null if that doesn't
        matter. All but boards ask for AMA PRA Category 1 credits.
    starts, ends
        The first and the last day on which something completed counts.
    amount
        How much. Null is what the board or state asks in a cycle of that length, where that is known.
    of
        What it has to be about, if not anything: a board's credit type, else a topic that activities are given.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    authority: str | None = None
    starts: dt.date
    ends: dt.date
    amount: float | None = None
    of: Topic | None = None

    @property
    def board(self) -> str | None:
        """The board whose MOC points are meant; None if CME credits are."""
        return self.authority if self.authority and is_board(self.authority) else None

    @property
    def rule(self) -> CycleRule | None:
        """What the board or state asks, unless the physician says how much."""
        return cycle_rule(self.authority, self.starts, self.ends) if self.amount is None else None

    def is_same(self, other: "WantedNeed") -> bool:
        """Tell whether two needs ask for the same."""
        fields = set(WantedNeed.model_fields)
        return self.model_dump(include=fields) == other.model_dump(include=fields)

    def tidied(self) -> Self:
        """Return the need with a board's credit type as the board writes it."""
        name = rule_pack(self.board, self.ends).credit_type(self.of) if self.board and self.of else None
        return self.model_copy(update={"of": name}) if name else self


class Need(WantedNeed):
    """A need that is kept."""

    need_id: str
    made_at: dt.datetime


def faults_of(wanted: WantedNeed) -> dict[str, str]:
    """Return what is wrong with a need, and the mend, by field."""
    return dict(_faults(wanted))


def _faults(wanted: WantedNeed) -> Iterator[tuple[str, str]]:
    authority, amount = wanted.authority, wanted.amount
    if authority is not None and not wanted.board and authority not in STATES:
        yield "authority", f"{authority} is no board's code and no state's letters; choose one, or none"
    if wanted.ends < wanted.starts:
        yield "ends", f"{wanted.ends} lies before the first day, {wanted.starts}; give the last day of the cycle"
    elif (wanted.ends - wanted.starts).days > LONGEST_YEARS * 366:
        yield "ends", f"{wanted.ends} is more than {LONGEST_YEARS} years after the first day, {wanted.starts}"
    elif amount is None and wanted.of:
        yield "amount", f"say how much of {wanted.of}"
    elif amount is None and wanted.rule is None:
        whose = f"{authority} asks of a cycle of that length" if authority else "is asked"
        yield "amount", f"say how much; what {whose} is not known here"
    if amount is not None and not (0 < amount <= MOST_AMOUNT and amount % _STEP == 0):
        yield "amount", f"{amount:g} can't be; give up to {MOST_AMOUNT:,}, in steps of {_STEP}"
    if wanted.board and wanted.of:
        pack = rule_pack(wanted.board, wanted.ends)
        if pack.credit_type(wanted.of) is None:
            yield "of", f"{wanted.board} has no credit type {wanted.of}; it has {', '.join(pack.types_on(wanted.ends))}"


def in_order(needs: Iterable[Need]) -> list[Need]:
    """Return needs as they are listed: the first to end comes first."""
    return sorted(needs, key=lambda need: (need.ends, need.made_at, need.need_id))
