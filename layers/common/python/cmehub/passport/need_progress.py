"""How far a physician's credits have come toward each need; pure, no I/O."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from cmehub.learners.credits import COUNTING, Credit, CreditStatus, amounts_by_day, reported_last
from cmehub.learners.records import LearnerRecord
from cmehub.passport.credits import authority_name
from cmehub.passport.needs import Need, WantedNeed
from cmehub.rules.packs import Confidence

Unit = Literal["CME", "MOC"]
Phase = Literal["ahead", "running", "over"]
Completion = tuple[str, dt.date]
"""An activity and a day on which it was completed."""


_HOPEFUL = COUNTING | {CreditStatus.SUBMITTED}


class _Earned(NamedTuple):
    """What a completion is worth: what is accepted, and what it comes to once boards accept what is pending."""

    accepted: float
    expected: float


_Earnings = dict[Completion, _Earned]


class NeedLine(BaseModel):
    """
    One amount that is needed, and what there is of it.

    Attributes
    ----------
    unit
        ``MOC`` for a board's points, ``CME`` for AMA PRA Category 1 credits. The two are never added together.
    of
        The credit type or topic that is meant; null for all together.
    accepted, pending, missing
        What counts, what would be added if boards accepted it, and what is asked and doesn't count yet.
    """

    model_config = ConfigDict(frozen=True)

    unit: Unit
    of: str | None
    asked: float
    accepted: float
    pending: float
    missing: float


class Overlap(BaseModel):
    """Another need for which some completions count too; how many."""

    model_config = ConfigDict(frozen=True)

    need: str
    completions: int


class NeedProgress(BaseModel):
    """
    A need with its progress.

    Attributes
    ----------
    name
        What the board or state is called; null if the need names none.
    amount, of
        As the physician typed them; without an amount the lines tell what the board asks.
    phase
        Whether its days are still to come, or over, by the date in the US (Eastern).
    most_a_year
        More than these don't count of one calendar year.
    beside, source, confidence
        What the board asks too and reports don't tell, where that was read, and how sure it is: H in a primary text, M
        in a secondary or older one.
    overlaps
        Where the same completions count twice. What counts for a state and for a board is the same learning too.
    """

    model_config = ConfigDict(frozen=True)

    need: str
    authority: str | None
    name: str | None
    starts: dt.date
    ends: dt.date
    amount: float | None
    of: str | None
    phase: Phase
    lines: tuple[NeedLine, ...]
    most_a_year: float | None
    beside: str | None
    source: str | None
    confidence: Confidence | None
    overlaps: tuple[Overlap, ...]


class Earnings:
    """
    What a physician has earned on each day, read once for all needs.

    Parameters
    ----------
    records
        The physician's.
    credits_
        All credits that these tell of.
    topics
        Those of activities, by their IDs; only needs of a topic look at them.
    """

    def __init__(
        self,
        records: Collection[LearnerRecord],
        credits_: Collection[Credit],
        topics: Mapping[str, Collection[str]],
    ) -> None:
        own = [credit for credit in credits_ if not credit.derived and credit.status in _HOPEFUL]
        counting = {(credit.record_id, credit.board) for credit in own if credit.status in COUNTING}
        hopeful = {(credit.record_id, credit.board) for credit in own}
        reported = reported_last(records)
        accepted = amounts_by_day(reported, counting)
        expected = amounts_by_day(reported, hopeful)
        self._by_board: dict[str, _Earnings] = defaultdict(dict)
        self._cme: _Earnings = {}
        for completion, of_boards in expected.items():
            counted = accepted.get(completion, {})
            for board, amount in of_boards.items():
                self._by_board[board][completion] = _Earned(counted.get(board, 0), amount)
            # CME credit for several states is the same; where more MOC counts, the difference is CME credit too.
            self._cme[completion] = _Earned(max(counted.values(), default=0), max(of_boards.values()))
        self._by_type: dict[tuple[str, str], _Earnings] = defaultdict(dict)
        for credit in own:
            of_type = self._by_type[credit.board, credit.credit_type]
            completion = credit.activity_id, credit.completion_date
            before = of_type.get(completion, _Earned(0, 0))
            more = credit.amount if credit.status in COUNTING else 0
            of_type[completion] = _Earned(before.accepted + more, before.expected + credit.amount)
        self._topics = {activity_id: {*map(_folded, of)} for activity_id, of in topics.items()}

    def toward(self, need: WantedNeed, credit_type: str | None) -> _Earnings:
        """Return what there is in the days of a need, all of it or that of a board's credit type or of a topic."""
        if need.board is None:
            earned = self._cme
            if credit_type is not None:
                topic = _folded(credit_type)
                earned = {done: amount for done, amount in earned.items() if topic in self._topics.get(done[0], ())}
        elif credit_type is None:
            earned = self._by_board.get(need.board, {})
        else:
            earned = self._by_type.get((need.board, credit_type), {})
        return {done: amount for done, amount in earned.items() if need.starts <= done[1] <= need.ends}


def progress_toward(needs: Sequence[Need], earnings: Earnings, today: dt.date) -> tuple[NeedProgress, ...]:
    """
    Return how far each need has come, in the given order.

    Parameters
    ----------
    today
        In the US, Eastern.
    """
    earned = {need.need_id: {of: earnings.toward(need, of) for of in _asked(need)} for need in needs}
    completions = {
        need_id: {done for of_part in parts.values() for done, amount in of_part.items() if amount.accepted}
        for need_id, parts in earned.items()
    }
    return tuple(_progress(need, earned[need.need_id], completions, today) for need in needs)


def _progress(
    need: Need,
    earned: Mapping[str | None, _Earnings],
    completions: Mapping[str, set[Completion]],
    today: dt.date,
) -> NeedProgress:
    rule = need.rule
    shared = {
        other: len(completions[need.need_id] & of_other)
        for other, of_other in completions.items()
        if other != need.need_id
    }
    return NeedProgress(
        need=need.need_id,
        authority=need.authority,
        name=authority_name(need.authority, today) if need.authority else None,
        starts=need.starts,
        ends=need.ends,
        amount=need.amount,
        of=need.of,
        phase="ahead" if today < need.starts else "over" if today > need.ends else "running",
        lines=tuple(_line(need, of, asked, earned[of]) for of, asked in _asked(need).items()),
        most_a_year=rule.most_a_year if rule else None,
        beside=rule.beside if rule else None,
        source=rule.source if rule else None,
        confidence=rule.confidence if rule else None,
        overlaps=tuple(Overlap(need=other, completions=count) for other, count in shared.items() if count),
    )


def _asked(need: Need) -> dict[str | None, float]:
    """Return what is asked: all together first, then what has to be of a credit type."""
    if need.amount is not None:
        return {need.of: need.amount}
    asked: dict[str | None, float] = {}
    if need.rule:
        asked = {None: need.rule.amount}
        asked.update(need.rule.of_types)
    return asked


def _line(need: Need, of: str | None, asked: float, earned: _Earnings) -> NeedLine:
    most = need.rule.most_a_year if need.rule else None
    accepted = _sum({done: amount.accepted for done, amount in earned.items()}, most)
    expected = _sum({done: amount.expected for done, amount in earned.items()}, most)
    return NeedLine(
        unit="MOC" if need.board else "CME",
        of=of,
        asked=asked,
        accepted=accepted,
        pending=expected - accepted,
        missing=max(0, asked - accepted),
    )


def _sum(amounts: Mapping[Completion, float], most_a_year: float | None) -> float:
    of_years: dict[int, float] = defaultdict(float)
    for (_, day), amount in amounts.items():
        of_years[day.year] += amount
    return sum(amount if most_a_year is None else min(amount, most_a_year) for amount in of_years.values())


def _folded(topic: str) -> str:
    return " ".join(topic.split()).casefold()
