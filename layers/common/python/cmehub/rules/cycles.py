"""
What boards ask their diplomates to earn in a cycle, as data.

What states ask of their licensees stands in requirement packs; it is told here in the same form.
"""

import datetime as dt
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import Field, TypeAdapter

from cmehub.rules.packs import Confidence, Period
from cmehub.rules.requirements import RequirementPack, requirement_pack
from cmehub.rules.requirements.sentences import duty_in_words

_DAYS_OF_YEAR = 365.25
_Amount = Annotated[float, Field(gt=0)]


class CycleRule(Period):
    """
    What a board or a state asks of a cycle whose last day lies in the period.

    Attributes
    ----------
    board
        Its code, or the state's letters.
    years
        How long the cycle is.
    amount
        MOC points at the board, all credit types together; of a state, its hours.
    of_types
        How many of them have to be of a credit type.
    most_a_year
        More than these don't count of one calendar year.
    beside
        What is asked too, and can't be told from what is reported.
    """

    board: str
    years: int
    amount: _Amount
    of_types: dict[str, _Amount] = Field(default_factory=dict)
    most_a_year: _Amount | None = None
    beside: str | None = None


@cache
def cycle_rules() -> tuple[CycleRule, ...]:
    """Return all that is known of boards' cycles; of a board that isn't there no clear text was found."""
    document = resources.files(__package__).joinpath("cycles.json").read_bytes()
    return TypeAdapter(tuple[CycleRule, ...]).validate_json(document)


def cycle_rule(authority: str | None, first: dt.date, last: dt.date) -> CycleRule | None:
    """Return what a board or a state asks of a cycle of about these years; None if that isn't known."""
    years = round((last - first).days / _DAYS_OF_YEAR)
    pack = requirement_pack(authority, last) if authority else None
    if pack:
        return _rule_of_state(pack, years)
    return next(
        (rule for rule in cycle_rules() if (rule.board, rule.years) == (authority, years) and rule.holds(last)), None
    )


def _rule_of_state(pack: RequirementPack, years: int) -> CycleRule | None:
    hours, length = pack.hours, pack.length
    if not (hours and length and hours.hours):
        return None
    if years != (hours.over_years or length.years):
        return None
    duties = " ".join(map(duty_in_words, pack.duties))
    beside = (hours.beside, duties and f"Of topics: {duties}", _OSTEOPATHIC if _has_another(pack) else None)
    return CycleRule(
        board=pack.state,
        years=years,
        amount=hours.hours,
        beside=" ".join(filter(None, beside)) or None,
        source="; ".join(dict.fromkeys((hours.source, length.source))),
        confidence=max(hours.confidence, length.confidence, key=_SURE_FIRST.index),
    )


def _has_another(pack: RequirementPack) -> bool:
    return requirement_pack(pack.state, pack.effective_from, osteopathic=True) is not pack


_SURE_FIRST: tuple[Confidence, ...] = ("H", "M", "L")
_OSTEOPATHIC = "Osteopathic physicians have a board of their own there, which may ask for something else."
