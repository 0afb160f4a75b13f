"""People's names, folded so that spellings of one name meet."""

import re
import unicodedata
from functools import lru_cache

_SUFFIX = re.compile(r"[ ,]+(jr|sr|ii|iii|iv|md|do)\.?$")
_APART = re.compile(r"[^a-z0-9]+")
_UNDIVIDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
"""Letters that Unicode doesn't take apart, as people write them without their keys."""


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """
    Fold a name: no accents, case, blanks, hyphens, apostrophes or suffixes.

    Examples
    --------
    >>> folded("O'Neill-Núñez, Jr.")
    'oneillnunez'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = plain.translate(_UNDIVIDED).strip()
    bare = _APART.sub("", _SUFFIX.sub("", plain))
    return bare or plain
