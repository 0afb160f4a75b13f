"""What a record gives twice where one is meant, and not alike: nobody but its sender knows which is right."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

_SHOWN = 100
_BEFORE_DIFFERENCE = 30


def given_twice(field: str, value: str, other: str) -> dict[str, Any]:
    """
    Return the terms of the issue (see `cmehub.submissions.rows.READER_ISSUES`).

    Parameters
    ----------
    field
        The sender's own name of what was given twice.
    value, other
        Both texts; long ones are cut to where they begin to differ.
    """
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(value, other, strict=False))
    start = sum(1 for _ in alike) - _BEFORE_DIFFERENCE
    shown, other_shown = (_cut(text, start) for text in (value, other))
    return {"code": "GIVEN_TWICE", "field": field, "value": shown, "other": other_shown}


def unlike(field: str, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the terms of an issue for each text that isn't the first."""
    first, *others = [text for text in texts if text] or [""]
    yield from (given_twice(field, first, other) for other in others if other != first)


def _cut(text: str, start: int) -> str:
    begun = text if start <= 0 or len(text) <= _SHOWN else f"…{text[start:]}"
    return begun if len(begun) <= _SHOWN else f"{begun[:_SHOWN]}…"
