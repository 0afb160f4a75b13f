"""Values of JSON documents, whose names are folded to lower case, as texts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Record = dict[str, Any]
_WRAPPERS = ("value", "string")


def text_of(value: Any) -> str:
    """Return a text, number or truth value as text, also from within ``{"value": ...}``; blank for anything else."""
    if isinstance(value, dict):
        value = next((value[name] for name in _WRAPPERS if name in value), None)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def texts_of(value: Any) -> list[str]:
    """Return the texts of an array, or of a single value."""
    return [text for element in (value if isinstance(value, list) else [value]) if (text := text_of(element))]


def object_of(value: Any) -> Record:
    """Return an object, or the first of an array; empty if there is none."""
    return next(objects_of(value), {})


def objects_of(value: Any) -> Iterator[Record]:
    """Yield the objects of an array, or a single one."""
    for element in value if isinstance(value, list) else [value]:
        if isinstance(element, dict):
            yield element


def path_of(record: Record, *names: str) -> Record:
    """Return the object at a path of names; empty where the path ends before."""
    for name in names:
        record = object_of(record.get(name))
    return record


def without_blanks(fields: Record) -> Record:
    """Return the fields without blank texts, empty lists and objects, and nulls."""
    return {name: kept for name, field in fields.items() if (kept := _kept(field)) not in ("", [], {}, None)}


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return without_blanks(value)
    if isinstance(value, list):
        return [_kept(element) for element in value]
    return value
