"""What a row's texts show before they are read: told with the row, whatever else is wrong with it."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import orjson

from cmehub.fields.dates import birth_year_in
from cmehub.fields.plain_text import is_cell_error, is_plain, plain, with_unseen
from cmehub.submissions.rows import READER_ISSUES, FieldName, Format, Location, Row

_NAMES = ("given_name", "family_name")
_BIRTH_DAY = "birth_month_day"
_LOST_LETTER = re.compile(r"\ufffd|[^\W\d_]\?|\?[^\W\d_]")
_KEPT_DIGITS = ("\"'", '"=\\"')
"""How JSON begins a text in which digits are kept as people do in Excel."""
_Terms = dict[str, Any]


def plain_row(row: Row, source: Format, today: dt.date) -> Row:
    """
    Return a row without what can't be seen, with notes and faults of its texts among what its reader found.

    A birth date may lie in this year, since Excel gives it to what is typed without one.
    """
    names = source.names_in(row.fields)
    found: list[_Terms] = []
    fields = row.fields if _is_plain(row.fields) else _plain(row.fields, (), names, found)
    found += _lost_letters(fields, names)
    written = fields.get(_BIRTH_DAY)
    if isinstance(written, str) and (birth_year_in(written) or 0) > today.year:
        found.append({"code": "BIRTH_DATE_FUTURE", "field": names((_BIRTH_DAY,)), "value": written})
    if not found:
        return row
    return Row(row.number, fields | {READER_ISSUES: [*fields.get(READER_ISSUES, ()), *found]})


def repaired(field: str, written: str, said: str, why: str) -> _Terms:
    """Return the terms of the note that a text was changed before it was read."""
    return {"code": "FIELD_REPAIRED", "field": field, "value": with_unseen(written), "taken": said, "why": why}


def _is_plain(fields: dict[str, Any]) -> bool:
    """Tell whether a row's texts are surely plain; one look at them together takes a third of the time of many."""
    together = orjson.dumps(fields, default=str).decode()
    return is_plain(together) and not any(beginning in together for beginning in _KEPT_DIGITS)


def _plain(value: Any, location: Location, names: FieldName, found: list[_Terms]) -> Any:
    """Return a value of a row, or what is made of it, with notes of what was changed."""
    if isinstance(value, str):
        if is_plain(value):
            return value
        said, why = plain(value)
        if why:
            found.append(repaired(names(location), value, said, why))
        return said
    if isinstance(value, dict):
        return {
            name: member if name == READER_ISSUES else _plain(member, (*location, name), names, found)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [_plain(member, (*location, place), names, found) for place, member in enumerate(value)]
    return value


def _lost_letters(fields: dict[str, Any], names: FieldName) -> Iterator[_Terms]:
    for name in _NAMES:
        written = fields.get(name)
        if not isinstance(written, str) or (written.isascii() and "?" not in written) or is_cell_error(written):
            continue
        meant = _decoded_again(written)
        if meant or _LOST_LETTER.search(written):
            yield {"code": "NAME_GARBLED", "field": names((name,)), "value": written, "suggestion": meant}


def _decoded_again(name: str) -> str | None:
    """Return what a name is if it is UTF-8 that was read as Windows-1252, or None."""
    try:
        return None if name.isascii() else name.encode("cp1252").decode()
    except UnicodeError:
        return None
