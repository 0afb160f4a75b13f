"""What a state asks, and how far it is met, in words and numbers; pure, no I/O."""

import datetime as dt
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from cmehub.rules.packs import Confidence
from cmehub.rules.packs.rules import Sourced
from cmehub.rules.requirements import RequirementPack
from cmehub.rules.requirements.duties import Met, Standing
from cmehub.rules.requirements.licensee_cycles import Cycle
from cmehub.rules.requirements.sentences import category_1_in_words, duty_in_words, hours_in_words


class Asked(BaseModel):
    """
    One thing that the state asks, and how far it is met.

    Attributes
    ----------
    sentence
        What is asked, in words.
    only
        Whom it concerns, if not everybody: the hub doesn't know whether that is the licensee.
    asked, hours, left
        In hours; what is asked and missing is null where no number is told.
    starts, ends
        The days in which credits count for it; it has no beginning if they do whenever they were earned.
    counted
        The credits that count, by their IDs among those of the page.
    source, confidence
        Where it was read, and how sure it is: H in the board's own text, M in two others, L in one or none.
    """

    model_config = ConfigDict(frozen=True)

    sentence: str
    only: str | None = None
    asked: float | None
    hours: float
    left: float | None
    is_done: bool
    starts: dt.date | None
    ends: dt.date
    counted: tuple[str, ...]
    source: str
    confidence: Confidence


class AllAsked(NamedTuple):
    """
    Everything that a state asks in some days.

    Attributes
    ----------
    hours, category_1
        None if it isn't known how many.
    duties
        In the order of the standing's.
    undecided
        What would be asked in a first cycle, where it isn't known whether this is one.
    """

    hours: Asked | None
    category_1: Asked | None
    duties: tuple[Asked, ...]
    undecided: tuple[str, ...]

    @property
    def each(self) -> tuple[Asked, ...]:
        """Hours, Category 1 and duties, those that are told."""
        return tuple(asked for asked in (self.hours, self.category_1, *self.duties) if asked)


NOTHING_ASKED = AllAsked(None, None, (), ())
"""Where nothing is told of a state, or not of these days."""


def all_asked(pack: RequirementPack, standing: Standing) -> AllAsked:
    """Return what a pack asks, and how far a standing by it has come."""
    return AllAsked(
        _hours(pack, standing),
        _asked(category_1_in_words(pack), pack.category_1, standing.category_1)
        if pack.category_1 and standing.category_1
        else None,
        tuple(_asked(duty_in_words(duty), duty, met, duty.only) for duty, met in standing.duties),
        tuple(map(duty_in_words, standing.undecided)),
    )


def _hours(pack: RequirementPack, standing: Standing) -> Asked | None:
    if not (pack.hours and standing.hours and isinstance(standing.cycle, Cycle)):
        return None
    first = pack.first_renewal
    if standing.cycle.is_first and first and first.hours is not None:
        return _asked(first.told, first, standing.hours)
    return _asked(hours_in_words(pack.hours), pack.hours, standing.hours)


def _asked(sentence: str, rule: Sourced, met: Met, only: str | None = None) -> Asked:
    return Asked(
        sentence=sentence,
        only=only,
        asked=met.asked,
        hours=met.hours,
        left=met.left,
        is_done=met.is_done,
        starts=met.span.starts,
        ends=met.span.ends,
        counted=met.counted,
        source=rule.source,
        confidence=rule.confidence,
    )
