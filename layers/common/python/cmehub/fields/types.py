"""
The types that a row's fields have, read from the texts that senders write.

A text that can't be read raises a pydantic error whose type is a code of the issue catalogue.
"""

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from cmehub.fields.dates import date_in, month_day_in, turned
from cmehub.fields.plain_text import is_cell_error, is_formula
from cmehub.people.states import state_letters
from cmehub.rules.packs import board_code, board_codes

_AMOUNT = re.compile(r"[+-]?(\d{1,6}(\.\d{0,20})?|\.\d{1,20})")
_COMMA_AMOUNT = re.compile(r"(\d{1,6}),(\d{1,2})")
_STEPS = 4  # in a credit
_NOISE = 1e-6  # what a program's arithmetic may add to an amount, far less than any step
_NINE_DIGITS = re.compile(r"[0-9]{9}")
_LONGEST_CACHED = 64
NAME_LIMIT = 300
_PLAIN_MARKS = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4\u0060\u2032"), "'") | dict.fromkeys(
    range(0x2010, 0x2016), "-"
)
_ANSWERS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_NO_ID = re.compile(
    r"0+|[-\u2013\u2014.?_]+|n\.?/?\s?a\.?|none|nil|null|pending|unknown|tb[ad]|not (?:applicable|available|known)",
    re.IGNORECASE,
)
_AT_AN_END = frozenset("123456789")  # of an ID, as nearly always; no such word ends so
_OF_EXCEL = frozenset("#=")
_BLANKS = re.compile(r"\s+")


def wrong(expected: str, suggestion: str | None = None) -> PydanticCustomError:
    """Make the error of a field that reads other than expected, and what could stand there instead."""
    return PydanticCustomError("FIELD_FORMAT", "not as expected", {"expected": expected, "suggestion": suggestion})


def read_date(text: object) -> dt.date:
    """
    Read a date in one of the spellings of `cmehub.fields.dates`, or as Excel's day number; a time behind it is dropped.

    Raises
    ------
    PydanticCustomError
        If the text is no date.
    """
    if isinstance(text, str) and len(text) <= _LONGEST_CACHED and (read := _date(text)):
        return read
    raise _wrong_day(text, "a date", "2026-05-31 or 5/31/2026")


def read_month_day(text: object) -> str:
    """
    Read a birth day as ``MM-DD`` from a month and a day, or from a whole date, whose year is not kept.

    Raises
    ------
    PydanticCustomError
        If there is no such day.
    """
    if isinstance(text, str) and len(text) <= _LONGEST_CACHED and (read := _month_day(text)):
        return read
    raise _wrong_day(text, "a month and a day", "02/29")


_date = lru_cache(maxsize=4096)(date_in)
_month_day = lru_cache(maxsize=4096)(month_day_in)


def _wrong_day(text: object, kind: str, example: str) -> PydanticCustomError:
    """Make the error of a date; of one that is one with day and month exchanged, it says which has to stand first."""
    if isinstance(text, str) and (suggestion := turned(text)):
        order = "day first, since it has dots" if "." in text else "month first"
        return wrong(f"{kind} with the {order}", suggestion)
    return wrong(f"{kind} such as {example}")


def read_amount(text: object) -> float:
    """
    Read an amount of credit; its sign and its step are judged by the rules, not here.

    One that differs from a step of 0.25 by less than a millionth is taken as that step.

    Raises
    ------
    PydanticCustomError
        If the text is no plain decimal number.
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        return _without_noise(float(text))
    if isinstance(text, str) and len(text) <= _LONGEST_CACHED and (read := _amount(text)) is not None:
        return read
    comma = _COMMA_AMOUNT.fullmatch(text) if isinstance(text, str) else None
    raise wrong("a number such as 1.25", f"{comma[1]}.{comma[2]}" if comma else None)


@lru_cache(maxsize=4096)
def _amount(text: str) -> float | None:
    return _without_noise(float(text)) if _AMOUNT.fullmatch(text) else None


def _without_noise(amount: float) -> float:
    if not math.isfinite(amount):
        return amount
    step = round(amount * _STEPS) / _STEPS
    return step if abs(amount - step) < _NOISE else amount


def read_activity_id(text: object) -> str:
    """Read an activity ID of nine digits; blanks and hyphens in it are dropped."""
    if isinstance(text, str):
        bare = text if text.isdecimal() else re.sub(r"[\s-]+", "", text)
        if _NINE_DIGITS.fullmatch(bare):
            return bare
    raise wrong("a 9-digit activity ID")


def read_text(text: object, limit: int = NAME_LIMIT) -> str:
    """Read a text, its blanks collapsed, without control characters and at most ``limit`` characters long."""
    if isinstance(text, str) and (text[:1] not in _OF_EXCEL or not (is_cell_error(text) or is_formula(text))):
        read = text.strip()
        if "  " in read or not read.isprintable():
            read = _BLANKS.sub(" ", read)
            read = read if read.isprintable() else ""
        if 0 < len(read) <= limit:
            return read
    raise wrong(f"a text of at most {limit} characters")


def read_learner_id(text: object) -> str | None:
    """Read a learner's ID; words that say that there is none are None."""
    if text is None:  # in a record that was read before
        return None
    read = read_text(text)
    return None if read[-1] not in _AT_AN_END and _NO_ID.fullmatch(read) else read


def read_person_name(text: object) -> str:
    """Read a person's name; typographic apostrophes and hyphens become plain ones."""
    read = read_text(text)
    return read if read.isascii() else read.translate(_PLAIN_MARKS)


def read_authority(text: object) -> str:
    """Read who a credit is for: a board's code, a state's two letters, or ``NPI``."""
    if isinstance(text, str) and len(text) <= _LONGEST_CACHED and (authority := _authority(text)):
        return authority
    raise PydanticCustomError("BOARD_UNKNOWN", "no such board", {"known": ", ".join(board_codes())})


@lru_cache(maxsize=1024)
def _authority(text: str) -> str | None:
    return board_code(text) or state_letters(text) or ("NPI" if text.strip().upper() == "NPI" else None)


def read_yes_no(text: object) -> bool:
    """Read yes, no, true, false, 1 or 0; an answer that was read before stays as it is."""
    if isinstance(text, bool):
        return text
    if isinstance(text, str) and (meant := _ANSWERS.get(text.strip().casefold())) is not None:
        return meant
    raise wrong("yes or no")


def _one_of(expected: str, /, **spellings: str) -> Any:
    def read(text: object) -> str:
        if isinstance(text, str) and (meant := spellings.get(text) or spellings.get(text.strip().casefold())):
            return meant
        raise wrong(expected)

    return BeforeValidator(read)


Date = Annotated[dt.date, BeforeValidator(read_date)]
MonthDay = Annotated[str, BeforeValidator(read_month_day)]
Amount = Annotated[float, BeforeValidator(read_amount)]
ActivityId = Annotated[str, BeforeValidator(read_activity_id)]
Name = Annotated[str, BeforeValidator(read_text)]
LearnerId = Annotated[str | None, BeforeValidator(read_learner_id)]
PersonName = Annotated[str, BeforeValidator(read_person_name)]
Authority = Annotated[str, BeforeValidator(read_authority)]
LearnerAction = Annotated[str, _one_of("Add or Delete", add="add", delete="delete")]
ActivityAction = Annotated[str, _one_of("Add, Update or Delete", add="add", update="update", delete="delete")]
Completed = Annotated[str, _one_of("Completed", completed="Completed")]
Point = Annotated[str, _one_of("Point", point="Point", points="Point")]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
