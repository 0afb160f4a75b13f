"""People's names, folded so that spellings of one name meet."""

import re
import unicodedata
from functools import cache, lru_cache

from nicknames import NickNamer

_SUFFIX = re.compile(r"[ ,]+(jr|sr|ii|iii|iv|md|do)\.?$")
_APART = re.compile(r"[^a-z0-9]+")
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")
_LOST = re.compile("[?\ufffd]+")
"""What stands in a text for letters that its encoding lost; a letter of UTF-8 may leave one mark or several."""
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
    plain = _plain(name)
    return _APART.sub("", _SUFFIX.sub("", plain)) or plain


@lru_cache(maxsize=4096)
def folded_parts(name: str) -> tuple[str, ...]:
    """
    Fold the parts of a name that stand between blanks and hyphens.

    Examples
    --------
    >>> folded_parts("O'Neill-Núñez, Jr.")
    ('oneill', 'nunez')
    """
    parts = (_APART.sub("", part) for part in _BETWEEN.split(_SUFFIX.sub("", _plain(name))))
    return tuple(part for part in parts if part) or (folded(name),)


def lacks_letters(name: str) -> bool:
    """Tell whether marks stand in a name for letters that an encoding lost."""
    return _LOST.search(name) is not None


@lru_cache(maxsize=4096)
def fits_remains(name: str, other: str) -> bool:
    """
    Tell whether a name that lacks letters may be another one.

    Examples
    --------
    >>> fits_remains("Garc?a", "García"), fits_remains("Garc?a", "Garcias")
    (True, False)
    """
    kept = [re.escape(_APART.sub("", _plain(part))) for part in _LOST.split(name)]
    lost = [f"[a-z]{{1,{2 * len(marks)}}}" for marks in _LOST.findall(name)]
    pattern = "".join(part for pair in zip(kept, [*lost, ""], strict=True) for part in pair)
    return re.fullmatch(pattern, folded(other)) is not None


def may_be_called(name: str, other: str) -> bool:
    """Tell whether one of two folded given names is a nickname of the other."""
    return other in _nicknames_of(name) or name in _nicknames_of(other)


@lru_cache(maxsize=4096)
def _nicknames_of(name: str) -> set[str]:
    return _nick_namer().nicknames_of(name)


@cache
def _nick_namer() -> NickNamer:
    return NickNamer()


def _plain(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return plain.translate(_UNDIVIDED).strip()
