"""
The types that a row's fields have, read from the texts that senders write.

A text that can't be read raises a pydantic error whose type is a code of the issue catalogue.
"""

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from cmehub.people.states import state_letters
from cmehub.rules.packs import board_code, board_codes

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T].*)?")
_MONTH_DAY = re.compile(r"(?:--)?(\d{1,2})[/-](\d{1,2})(?:[/-]\d{2,4})?")
_DAY_MONTH = re.compile(r"(\d{1,2})-([A-Za-z]{3})")
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_AMOUNT = re.compile(r"[+-]?(\d{1,6}(\.\d{0,6})?|\.\d{1,6})")
_NINE_DIGITS = re.compile(r"[0-9]{9}")
_EXCEL_EPOCH = dt.date(1899, 12, 30)  # day 0 of Excel, which counts a 29 February 1900 that never was
_EXCEL_DAYS = range(20_000, 80_000)  # from 1954 to 2119: other numbers are no dates that anybody means
_ISO_LENGTH = 10
_LEAP_YEAR = 2000  # which has every birth day
_LONGEST_CACHED = 64
NAME_LIMIT = 300
_PLAIN_MARKS = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4\u0060\u2032"), "'") | dict.fromkeys(
    range(0x2010, 0x2016), "-"
)
_ANSWERS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_BLANKS = re.compile(r"\s+")


def wrong(expected: str, suggestion: str | None = None) -> PydanticCustomError:
    """Make the error of a field that reads other than expected, and what could stand there instead."""
    return PydanticCustomError("FIELD_FORMAT", "not as expected", {"expected": expected, "suggestion": suggestion})


def read_date(text: object) -> dt.date:
    """
    Read a date as ``YYYY-MM-DD``, ``M/D/YYYY`` or Excel's day number; a time behind it is dropped before any zone.

    Raises
    ------
    PydanticCustomError
        If the text is no date.
    """
    if isinstance(text, str):
        try:
            if text[4:5] == text[7:8] == "-" and text[_ISO_LENGTH : _ISO_LENGTH + 1] in ("", "T", " "):
                return dt.date.fromisoformat(text[:_ISO_LENGTH])
            if slashed := _SLASHED.fullmatch(text):
                month, day, year = map(int, slashed.groups())
                return dt.date(year, month, day)
            if text.isdecimal() and int(text) in _EXCEL_DAYS:
                return _EXCEL_EPOCH + dt.timedelta(days=int(text))
        except ValueError:
            pass
    raise wrong("a date such as 2026-05-31 or 5/31/2026")


def read_month_day(text: object) -> str:
    """
    Read a birth day as ``MM-DD`` from ``MM/DD``, ``MM-DD``, ``D-Mon`` or a whole date, whose year is not kept.

    ``D-Mon`` is what Excel makes of ``MM/DD`` in a CSV file that it saves.

    Raises
    ------
    PydanticCustomError
        If there is no such day.
    """
    if isinstance(text, str) and len(text) <= _LONGEST_CACHED and (read := _month_day(text)):
        return read
    raise wrong("a month and a day such as 02/29")


@lru_cache(maxsize=4096)
def _month_day(text: str) -> str | None:
    if named := _DAY_MONTH.fullmatch(text):
        text = f"{_MONTHS.get(named[2].capitalize(), 0)}/{named[1]}"
    whole = text[5:_ISO_LENGTH] if text[4:5] == "-" and text[:4].isdecimal() else text
    if found := _MONTH_DAY.fullmatch(whole):
        month, day = map(int, found.groups())
        try:
            return dt.date(_LEAP_YEAR, month, day).isoformat()[5:]
        except ValueError:
            return None
    return None


def read_amount(text: object) -> float:
    """
    Read an amount of credit; its sign and its step are judged by the rules, not here.

    Raises
    ------
    PydanticCustomError
        If the text is no plain decimal number.
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        return float(text)
    if isinstance(text, str) and _AMOUNT.fullmatch(text):
        return float(text)
    raise wrong("a number such as 1.25")


def read_activity_id(text: object) -> str:
    """Read an activity ID of nine digits; blanks and hyphens in it are dropped."""
    if isinstance(text, str):
        bare = text if text.isdecimal() else re.sub(r"[\s-]+", "", text)
        if _NINE_DIGITS.fullmatch(bare):
            return bare
    raise wrong("a 9-digit activity ID")


def read_text(text: object, limit: int = NAME_LIMIT) -> str:
    """Read a text, its blanks collapsed, without control characters and at most ``limit`` characters long."""
    if isinstance(text, str):
        read = text.strip()
        if "  " in read or not read.isprintable():
            read = _BLANKS.sub(" ", read)
            read = read if read.isprintable() else ""
        if 0 < len(read) <= limit:
            return read
    raise wrong(f"a text of at most {limit} characters")


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
PersonName = Annotated[str, BeforeValidator(read_person_name)]
Authority = Annotated[str, BeforeValidator(read_authority)]
LearnerAction = Annotated[str, _one_of("Add or Delete", add="add", delete="delete")]
ActivityAction = Annotated[str, _one_of("Add, Update or Delete", add="add", update="update", delete="delete")]
Completed = Annotated[str, _one_of("Completed", completed="Completed")]
Point = Annotated[str, _one_of("Point", point="Point", points="Point")]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
