"""Members of JSON objects: their names differ in case, and what they give twice is never chosen in silence."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from cmehub.formats.given_twice import given_twice
from cmehub.formats.json_values import Record, text_of

DEPTH_LIMIT = 40
_FAULTS = "FAULTS"
"""Under which name an object holds what it gives twice; no sender's name has upper case once it is folded."""

_BLANK: tuple[Any, ...] = (None, "", [], {})


class Members:
    """The members of an object as they came, for a parser that would keep the last of each name in a dictionary."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, Any]] = []

    def __setitem__(self, name: str, value: Any) -> None:
        self.pairs.append((name, value))


class DepthError(Exception):
    """A value nests deeper than `DEPTH_LIMIT`."""


def folded(value: Any, single: Collection[str], place: str = "", depth: int = 0) -> Any:
    """
    Return a value with every name in lower case and without outer blanks, since senders differ in both.

    A name that an object has twice with different values, and an array of different values under a name in ``single``,
    keeps the first; `faults_of` tells of it. ``single`` holds folded names of what is meant to be given once.

    Raises
    ------
    DepthError
        If it is too deep.
    """
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, Members | list):
        return value
    if depth > DEPTH_LIMIT:
        raise DepthError
    if isinstance(value, Members):
        return _object(value, single, place, depth)
    return [folded(element, single, place, depth + 1) for element in value]


def faults_of(value: Any, besides: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield the issues of what is given twice in a folded value, but for what stands under the names ``besides``."""
    if isinstance(value, dict):
        yield from value.get(_FAULTS, ())
        for name, member in value.items():
            if name not in besides and name != _FAULTS:
                yield from faults_of(member)
    elif isinstance(value, list):
        for element in value:
            yield from faults_of(element)


def _object(members: Members, single: Collection[str], place: str, depth: int) -> Record:
    record: Record = {}
    for written, value in members.pairs:
        name, field = written.strip().lower(), place + written.strip()
        elements = value if isinstance(value, list) else [value]
        is_one = name in single or elements is not value
        read = [
            folded(element, single, place if is_one or len(elements) == 1 else f"{field}[{number}]/", depth + 1)
            for number, element in enumerate(elements, start=1)
        ]
        if any(isinstance(member, dict) for member in read) and (unlike := [*no_objects(field, read)]):
            record.setdefault(_FAULTS, []).extend(unlike)
        for member in read if is_one else [read]:
            if member not in _BLANK and (first := record.setdefault(name, member)) != member:
                record.setdefault(_FAULTS, []).append(given_twice(field, _shown(first), _shown(member)))
    return record


def no_objects(field: str, elements: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the issues of elements that are no objects, as those beside them are."""
    for number, element in enumerate(elements, start=1):
        if not isinstance(element, dict) and element not in _BLANK:
            at = f"{field}[{number}]"
            yield {"code": "FIELD_FORMAT", "field": at, "value": _shown(element), "expected": "an object in braces"}


def _shown(value: Any) -> str:
    """Return a value as it is told; orjson, which reads no number of more than 64 bits, doesn't write one either."""
    return json.dumps(value, default=str, separators=(",", ":")) if isinstance(value, dict | list) else text_of(value)
