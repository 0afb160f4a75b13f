"""
What boards ask their diplomates to earn in a cycle, as data.

What states ask of their licensees will stand beside it, in requirement packs.
"""

import datetime as dt
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import Field, TypeAdapter

from cmehub.rules.packs import Period

_DAYS_OF_YEAR = 365.25
_Amount = Annotated[float, Field(gt=0)]


class CycleRule(Period):
    """
    What a board asks of a cycle whose last day lies in the period.

    Attributes
    ----------
    years
        How long the cycle is.
    amount
        MOC points at the board, all credit types together.
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
    """Return what is asked of a cycle of about these years; None if that isn't known."""
    years = round((last - first).days / _DAYS_OF_YEAR)
    return next(
        (rule for rule in cycle_rules() if (rule.board, rule.years) == (authority, years) and rule.holds(last)), None
    )
