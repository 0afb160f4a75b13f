"""People's names, folded so that spellings of one name meet."""

import re
import unicodedata
from functools import cache, lru_cache

from nicknames import NickNamer, name_triplets

from cmehub.people.spellings import NO_NICKNAMES, SPANISH_NICKNAMES, SPELLINGS

_TITLES = frozenset("dr doctor prof professor mr mrs ms miss".split())  # noqa: SIM905 - easier to read
_DEGREES = frozenset(
    """
    jr sr ii iii iv md do phd mbbs mbchb dds dmd dpm dnp od pharmd mph mba ms msc esq pa pac rn np aprn crna fnp fnpbc
    facc facep facog facp facs faafp faap frcp frcs
    """.split()  # noqa: SIM905 - easier to read
)
_IN_CAPITALS = frozenset({"do", "pa"})
"""Degrees that are names, too: Do and Pa are no degrees."""
_UNKNOWN = frozenset({"fnu", "lnu"})
_BETWEEN_WORDS = re.compile(r"[\s,]+")
_APART = re.compile(r"[^a-z0-9]+")
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")
_LOST = re.compile("[?\ufffd]+")
"""What stands in a text for letters that its encoding lost; a letter of UTF-8 may leave one mark or several."""
_UNDIVIDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
"""Letters that Unicode doesn't take apart, as people write them without their keys."""


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """
    Fold a name: no accents, case, blanks, hyphens, apostrophes, titles, degrees or suffixes.

    Examples
    --------
    >>> folded("Dr. O'Neill-Núñez, Jr., MD"), folded("Do, DO"), folded("Do")
    ('oneillnunez', 'do', 'do')
    """
    plain = _plain(_bare(name))
    return _APART.sub("", plain) or plain


@lru_cache(maxsize=4096)
def folded_parts(name: str) -> tuple[str, ...]:
    """
    Fold the parts of a name that stand between blanks and hyphens.

    Examples
    --------
    >>> folded_parts("O'Neill-Núñez, Jr.")
    ('oneill', 'nunez')
    """
    parts = (_APART.sub("", part) for part in _BETWEEN.split(_plain(_bare(name))))
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


@lru_cache(maxsize=4096)
def sole_name(given_name: str, family_name: str) -> str | None:
    """
    Return the folded name of who has only one; None for anybody else.

    Passports say ``FNU`` and ``LNU`` for a name that isn't there; others write the one name twice.

    Examples
    --------
    >>> sole_name("FNU", "Suresh"), sole_name("Suresh", "Suresh"), sole_name("Suresh", "Kumar")
    ('suresh', 'suresh', None)
    """
    names = {folded(given_name), folded(family_name)} - _UNKNOWN
    return next(iter(names)) if len(names) == 1 else None


def may_be_called(name: str, other: str) -> bool:
    """Tell whether one of two folded given names is another spelling or a nickname of the other."""
    return name != other and (other in _called_otherwise(name) or name in _called_otherwise(other))


def is_listed(name: str) -> bool:
    """Tell whether a folded given name is one that the lists of spellings and nicknames have."""
    return name in _listed()


@cache
def _listed() -> frozenset[str]:
    nicknames = (name for pair in name_triplets() for name in (pair.name1, pair.name2))
    return frozenset(nicknames).union(*SPELLINGS)


@lru_cache(maxsize=4096)
def _called_otherwise(name: str) -> frozenset[str]:
    spellings = _by_spelling().get(name, frozenset({name}))
    english = (_nick_namer().nicknames_of(spelling) - NO_NICKNAMES for spelling in spellings)
    return spellings.union(SPANISH_NICKNAMES.get(name, "").split(), *english)


@cache
def _nick_namer() -> NickNamer:
    return NickNamer()


@cache
def _by_spelling() -> dict[str, frozenset[str]]:
    return {name: spellings for spellings in SPELLINGS for name in spellings}


def _bare(name: str) -> str:
    """Return a name without the titles before and the degrees and suffixes behind it, if anything else is left."""
    words = [word for word in _BETWEEN_WORDS.split(name) if word]
    count = len(words)
    while len(words) > 1 and _is_degree(words[-1]):
        words.pop()
    while len(words) > 1 and _letters(words[0]).casefold() in _TITLES:
        words.pop(0)
    return " ".join(words) if len(words) < count else name


def _is_degree(word: str) -> bool:
    letters = _letters(word)
    return letters.casefold() in _DEGREES and (letters.casefold() not in _IN_CAPITALS or letters.isupper())


def _letters(word: str) -> str:
    return word.replace(".", "").replace("-", "")


def _plain(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return plain.translate(_UNDIVIDED).strip()
