"""How far a licensee's credits meet what a state asks in a cycle; pure, no I/O."""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from cmehub.activities.activity import StateContent
from cmehub.rules.requirements import requirement_pack
from cmehub.rules.requirements.licensee_cycles import Cycle, Licensee, Unknown, cycle_on
from cmehub.rules.requirements.pack import Duty, Hours, RequirementPack
from cmehub.rules.requirements.topics import states_in, topics_in

Reason = Literal["completed before", "completed after", "not Category 1", "about something else", "for another state"]


class EarnedCredit(NamedTuple):
    """
    An amount of credit that a licensee earned.

    Attributes
    ----------
    credit_id
        Names it in what is told.
    hours, category_1
        How much, and whether it is of Category 1 (AMA PRA, or AOA Category 1-A and 1-B).
    contents
        The domains and topics that the activity has for states.
    """

    credit_id: str
    completed: dt.date
    hours: float
    category_1: bool = True
    contents: tuple[StateContent, ...] = ()


class Span(NamedTuple):
    """The days in which something counts, both ends included; it has no beginning if it counts whenever it was."""

    starts: dt.date | None
    ends: dt.date


class Met(NamedTuple):
    """
    What is asked, and what there is of it.

    Attributes
    ----------
    asked
        Null if no number is told: then anything will do.
    counted, hours
        The credits that count, and their sum.
    uncounted
        The others, each with everything that speaks against it.
    """

    asked: float | None
    span: Span
    counted: tuple[str, ...]
    hours: float
    uncounted: tuple[tuple[str, tuple[Reason, ...]], ...]

    @property
    def left(self) -> float | None:
        """How many hours are missing; None if something is, and no number is told."""
        if self.asked is None:
            return 0 if self.counted else None
        return max(0, self.asked - self.hours)

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing, as far as reported credits tell."""
        return self.left == 0


class Standing(NamedTuple):
    """
    How a licensee stands by a pack.

    Attributes
    ----------
    cycle
        Or what has to be known to tell it; only duties once and for all are judged then.
    hours, category_1
        None if what the pack asks, or the cycle, isn't known.
    duties
        Those that hold in the cycle, in the pack's order.
    undecided
        Duties of which there is no telling whether they hold, since it isn't known when the licence was issued.
    """

    cycle: Cycle | Unknown
    hours: Met | None
    category_1: Met | None
    duties: tuple[tuple[Duty, Met], ...]
    undecided: tuple[Duty, ...]


class About(NamedTuple):
    """What an activity's domain and topic are about, by the names of duties, and the states they are for; none: all."""

    topics: frozenset[str]
    states: frozenset[str]


def topics_of(content: StateContent) -> About:
    """Return what a domain and a topic are about; one that names states is for these alone."""
    return About(
        topics_in(content.domain) | topics_in(content.topic), states_in(content.domain) | states_in(content.topic)
    )


def meets(duty: Duty, state: str, contents: Iterable[StateContent]) -> bool:
    """
    Tell whether an activity with these domains and topics is about what a state asks for.

    One that names states, as in “Florida: Medical Errors”, is for these alone.
    """
    return any(_is_about(duty, about) and _is_for(state, about) for about in map(topics_of, contents))


def _is_about(duty: Duty, about: About) -> bool:
    return not about.topics.isdisjoint(duty.topics)


def _is_for(state: str, about: About) -> bool:
    return not about.states or state in about.states


def is_asked_for(state: str, contents: Iterable[StateContent], on: dt.date) -> bool:
    """Tell whether a state asks, in cycles that end on a day, for something that an activity is about."""
    packs = [requirement_pack(state, on, osteopathic=osteopathic) for osteopathic in (False, True)]
    duties = [duty for pack in packs if pack for duty in pack.duties if duty.holds(on)]
    named = [*contents]
    return any(meets(duty, state, named) for duty in duties)


def standing(
    pack: RequirementPack,
    licensee: Licensee,
    credits_: Iterable[EarnedCredit],
    on: dt.date,
    *,
    chosen: Cycle | None = None,
) -> Standing:
    """
    Return how a licensee stands in the cycle in which a day lies.

    Parameters
    ----------
    chosen
        Days that are looked at instead of that cycle, whether they are one or not.
    """
    earned = sorted(credits_, key=lambda credit: (credit.completed, credit.credit_id))
    cycle = chosen or cycle_on(pack, licensee, on)
    if isinstance(cycle, Unknown):
        whenever = Span(None, on)
        once = tuple((duty, _met(duty, pack, whenever, earned)) for duty in pack.duties if _is_once(duty, on))
        return Standing(cycle, None, None, once, ())
    asked = _asked(pack, cycle)
    category_1 = pack.category_1 if asked is pack.hours else None
    held = [duty for duty in pack.duties if duty.holds(cycle.ends)]
    return Standing(
        cycle,
        _met_hours(asked, cycle, earned),
        _met_hours(category_1, cycle, earned, category_1=True),
        tuple(
            (duty, _met(duty, pack, _span(duty, cycle), earned))
            for duty in held
            if duty.when != "first cycle" or cycle.is_first
        ),
        tuple(duty for duty in held if duty.when == "first cycle" and cycle.is_first is None),
    )


def _is_once(duty: Duty, on: dt.date) -> bool:
    return duty.when == "once" and duty.holds(on)


def _asked(pack: RequirementPack, cycle: Cycle) -> Hours | None:
    """Return the hours that are asked in a cycle: another number in the first one, where that is told."""
    first = pack.first_renewal
    if not (cycle.is_first and first and first.hours is not None):
        return pack.hours
    return Hours(hours=first.hours, source=first.source, confidence=first.confidence)


def _met_hours(
    asked: Hours | None, cycle: Cycle, earned: list[EarnedCredit], *, category_1: bool = False
) -> Met | None:
    if asked is None:
        return None
    starts = years_before(cycle.ends, asked.over_years) if asked.over_years else cycle.starts
    span = Span(starts, cycle.ends)
    return _sum(asked.hours, span, earned, [[*_against(credit, span, category_1=category_1)] for credit in earned])


def _met(duty: Duty, pack: RequirementPack, span: Span, earned: list[EarnedCredit]) -> Met:
    reasons = [
        [*_against(credit, span, category_1=duty.category_1), *_beside_it(duty, pack.state, credit)]
        for credit in earned
    ]
    return _sum(duty.hours, span, earned, reasons)


def _sum(asked: float | None, span: Span, earned: list[EarnedCredit], reasons: list[list[Reason]]) -> Met:
    counted = [credit for credit, against in zip(earned, reasons, strict=True) if not against]
    return Met(
        asked=asked,
        span=span,
        counted=tuple(credit.credit_id for credit in counted),
        hours=sum(credit.hours for credit in counted),
        uncounted=tuple(
            (credit.credit_id, tuple(against)) for credit, against in zip(earned, reasons, strict=True) if against
        ),
    )


def _against(credit: EarnedCredit, span: Span, *, category_1: bool) -> Iterator[Reason]:
    if span.starts and credit.completed < span.starts:
        yield "completed before"
    if credit.completed > span.ends:
        yield "completed after"
    if category_1 and not credit.category_1:
        yield "not Category 1"


def _beside_it(duty: Duty, state: str, credit: EarnedCredit) -> Iterator[Reason]:
    if not meets(duty, state, credit.contents):
        is_about = any(_is_about(duty, about) for about in map(topics_of, credit.contents))
        yield "for another state" if is_about else "about something else"


def _span(duty: Duty, cycle: Cycle) -> Span:
    if duty.when == "once":
        return Span(None, cycle.ends)
    return Span(years_before(cycle.ends, duty.years) if duty.years else cycle.starts, cycle.ends)


def years_before(ends: dt.date, years: int) -> dt.date:
    """Return the first day of so many years that end on a day."""
    after = ends + dt.timedelta(days=1)
    if (after.month, after.day) == (2, 29) and not calendar.isleap(after.year - years):
        return dt.date(after.year - years, 3, 1)
    return after.replace(year=after.year - years)
