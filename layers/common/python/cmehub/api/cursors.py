"""Where a list goes on, as a text that callers hand back unread."""

import base64
import binascii
from typing import Any

import orjson

from cmehub.api.problems import ProblemError


def written_cursor(*place: str | int) -> str:
    """Return a place in a list as a text for addresses."""
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def read_cursor(text: str, *kinds: type[str] | type[int]) -> tuple[Any, ...]:
    """
    Return the place that a text names, whose parts are of these kinds.

    Raises
    ------
    ProblemError
        If the text is no cursor of such a list.
    """
    try:
        place = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        place = None
    if not isinstance(place, list) or [type(part) for part in place] != [*kinds]:
        raise ProblemError("REQUEST_INVALID", "cursor: take it from the Link of the page before, unchanged")
    return tuple(place)
