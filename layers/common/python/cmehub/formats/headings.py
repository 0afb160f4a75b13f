"""Headings of columns, compared without case and with single blanks."""

from functools import lru_cache

_LONGEST = 200


def plain_heading(heading: str) -> str:
    """Return a heading as it is compared; a longer text than any heading stays as it is."""
    return _plain(heading) if len(heading) <= _LONGEST else heading


@lru_cache(maxsize=4096)
def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()
