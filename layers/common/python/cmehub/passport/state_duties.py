"""How far a physician's own credits meet what a state asks, duty by duty; pure, no I/O."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from cmehub.licensing.asked import NOTHING_ASKED, AllAsked, Asked, all_asked
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_standings import StateStanding, state_standing
from cmehub.licensing.state_credits import StateCredit
from cmehub.licensing.state_readers import licensing_name
from cmehub.passport.own_credits import OwnCredit, OwnKind
from cmehub.people.rosters import RosterEntry
from cmehub.people.states import STATES
from cmehub.rules.requirements.duties import EarnedCredit
from cmehub.rules.requirements.licensee_cycles import Licensee

Kept = Literal["reported", "not passed on", "own"]


class StateNeed(NamedTuple):
    """A state that asks something of a physician, and the days in which it does."""

    state: str
    span: ChosenSpan


class DutyCredit(BaseModel):
    """
    A credit that counts, or would count, for something.

    Attributes
    ----------
    amount
        AMA PRA Category 1 credits; of an own credit what the physician said.
    kept
        Whether a provider reported it, as the state's board sees it; or reported that it may not be passed on; or the
        physician entered it. The board sees the first kind alone.
    """

    model_config = ConfigDict(frozen=True)

    credit_id: str
    title: str
    completed_on: dt.date
    amount: float
    kept: Kept


class StateDuty(Asked):
    """
    One thing that a state asks.

    Attributes
    ----------
    topics
        What it is about, by the names that duties use; nothing if that doesn't matter.
    counted
        The credits that count, as the state's board sees them: ``hours`` is their sum.
    unseen
        Those that would count, and that the board doesn't see.
    """

    topics: tuple[str, ...]
    unseen: tuple[str, ...]


class StateDuties(BaseModel):
    """
    What a state asks of a physician in some days, and how far that is met.

    Attributes
    ----------
    board
        Whose requirements these are, by name.
    is_told
        Whether anything is told of what the state asks in these days.
    is_licensed
        Whether a claim is of a licence of the state: else its board doesn't see the physician here.
    degree_needed
        Whether the state has a board of osteopathic physicians' own, and its roster doesn't tell which one licenses;
        then these are the medical board's duties.
    is_withheld
        Whether the physician withholds all CME credits from the state: then its board sees none of these.
    asked
        The hours, those of Category 1, and each duty.
    undecided
        What would be asked in a first cycle, where it isn't known whether this is one.
    credits
        Those that ``asked`` names, the newest completion first.
    """

    model_config = ConfigDict(frozen=True)

    state: str
    name: str
    board: str
    starts: dt.date
    ends: dt.date
    is_told: bool
    is_licensed: bool
    degree_needed: bool
    is_withheld: bool
    asked: tuple[StateDuty, ...]
    undecided: tuple[str, ...]
    credits: tuple[DutyCredit, ...]


class PhysicianCredits(NamedTuple):
    """
    A physician's CME credits, as duties are judged by them.

    Attributes
    ----------
    seen
        What licensing boards see.
    not_passed_on
        What providers reported of learners who don't permit to pass it on.
    own
        What the physician entered.
    """

    seen: Collection[StateCredit]
    not_passed_on: Collection[StateCredit]
    own: Collection[OwnCredit]


def state_duties(
    need: StateNeed, credits_: PhysicianCredits, entry: RosterEntry | None, on: dt.date, *, is_withheld: bool
) -> StateDuties:
    """
    Return how far a physician meets what a state asks in some days, judged as an officer's page of these days is.

    Parameters
    ----------
    entry
        The physician's on the state's own roster; None if no claim is of one.
    on
        Today, US Eastern.
    """
    licensee = Licensee(entry.birth_month_day, entry.issued, entry.expires) if entry else Licensee()
    degree = entry.degree if entry else None

    def judged(earned: Iterable[EarnedCredit]) -> StateStanding:
        return state_standing(need.state, licensee, [*earned], on, chosen=need.span, degree=degree)

    found = judged(credit.earned for credit in credits_.seen)
    unseen = _told(judged([*(credit.earned for credit in credits_.not_passed_on), *map(_earned, credits_.own)]))
    told = _told(found)
    asked = tuple(
        StateDuty(**dict(part), topics=topics, unseen=beside.counted)
        for part, beside, topics in zip(told.each, unseen.each, _topics(found, told), strict=True)
    )
    named = {credit_id for part in asked for credit_id in (*part.counted, *part.unseen)}
    return StateDuties(
        state=need.state,
        name=STATES[need.state],
        board=found.pack.name if found.pack else licensing_name(need.state, on),
        starts=need.span.starts,
        ends=need.span.ends,
        is_told=found.pack is not None,
        is_licensed=entry is not None,
        degree_needed=found.degree_needed,
        is_withheld=is_withheld,
        asked=asked,
        undecided=told.undecided,
        credits=tuple(credit for credit in _each(credits_) if credit.credit_id in named),
    )


def _told(found: StateStanding) -> AllAsked:
    return all_asked(found.pack, found.standing) if found.pack and found.standing else NOTHING_ASKED


def _topics(found: StateStanding, told: AllAsked) -> list[tuple[str, ...]]:
    """Return the topics of each thing that is asked; hours may be about anything."""
    of_duties = [duty.topics for duty, _ in found.standing.duties] if found.standing else []
    return [*(() for asked in (told.hours, told.category_1) if asked), *of_duties]


def _earned(own: OwnCredit) -> EarnedCredit:
    """Return an own credit as duties are judged by it; nobody says what it is about."""
    return EarnedCredit(own.own_id, own.completed_on, own.amount, category_1=own.kind is OwnKind.CATEGORY_1)


def _each(credits_: PhysicianCredits) -> list[DutyCredit]:
    reported: list[tuple[StateCredit, Kept]] = [
        *((credit, "reported") for credit in credits_.seen),
        *((credit, "not passed on") for credit in credits_.not_passed_on),
    ]
    every = [
        DutyCredit(
            credit_id=credit.credit_id,
            title=credit.title,
            completed_on=credit.completed_on,
            amount=credit.amount,
            kept=kept,
        )
        for credit, kept in reported
    ] + [
        DutyCredit(credit_id=own.own_id, title=own.title, completed_on=own.completed_on, amount=own.amount, kept="own")
        for own in credits_.own
    ]
    return sorted(every, key=lambda credit: (-credit.completed_on.toordinal(), credit.credit_id))
