"""Portions of something long, for whoever takes only so many at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def portions(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the items in portions of a size, the last perhaps smaller (Python has this as ``batched`` since 3.12)."""
    remaining = iter(items)
    while portion := tuple(islice(remaining, size)):
        yield portion
