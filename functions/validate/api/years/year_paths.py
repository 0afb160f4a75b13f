"""What the routes of years have in common: the year in the path, and who may sign."""

import datetime as dt
import re
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.api.access import ADMINISTERING, Caller
from cmehub.api.problems import ProblemError

_FIRST_YEAR = 2000
YearName = Annotated[str, Path(description="The year, such as 2026.")]
VersionName = Annotated[str, Path(description="Its number; the first is 1.")]


def year_in(text: str, today: dt.date) -> int:
    """
    Return the year that a path names.

    Raises
    ------
    ProblemError
        If it is none, or hasn't begun.
    """
    year = int(text) if re.fullmatch(r"[0-9]{4}", text) else 0
    if _FIRST_YEAR <= year <= today.year:
        return year
    raise ProblemError("NOT_FOUND", f"Ask for a year from {_FIRST_YEAR} to {today.year}.")


def version_in(text: str, year: int) -> int:
    """
    Return the number of a version that a path names.

    Raises
    ------
    ProblemError
        If it is none.
    """
    if text.isdecimal() and text.isascii():
        return int(text)
    raise ProblemError("NOT_FOUND", f"There is no version {text} of {year}.")


def as_contact(caller: Caller) -> Caller:
    """
    Return who calls if it is a primary contact.

    Raises
    ------
    ProblemError
        If it isn't: a system can't sign, whatever its key allows.
    """
    caller.may(ADMINISTERING)
    if caller.role is None:
        raise ProblemError("CONTACT_NEEDED")
    return caller
