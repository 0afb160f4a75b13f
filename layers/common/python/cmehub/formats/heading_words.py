"""The words of a heading, without what doesn't change its meaning."""

import re
from collections.abc import Iterator
from functools import lru_cache
from os.path import commonprefix

_WORD_BOUNDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_HINTS = re.compile(
    r"\(e?s\)|\bm{1,2}[/.\- ]?d{1,2}(?:[/.\- ]?y{2,4})?\b|\by{4}[/.\- ]?m{2}[/.\- ]?d{2}\b|\byes ?/ ?no\b|\by ?/ ?n\b"
    r"|\brequired\b|\boptional\b|\bmandatory\b|\bif (?:any|applicable)\b"
)
_WORDS = re.compile(r"[^\W\d_]+|\d+|#")
_WITHOUT_MEANING = {"a", "an", "of", "the"}
_SAME_WORDS = {
    "#": "number", "no": "number", "num": "number", "nr": "number", "identifier": "id", "identification": "id",
    "licence": "license", "licensing": "license", "licensure": "license", "licensed": "license",
}  # fmt: skip


@lru_cache(maxsize=4096)
def words_of(heading: str) -> tuple[str, ...]:
    """Return the words of a heading: without case, plural, hints such as ``(MM/DD)`` and other spellings of a word."""
    bare = _HINTS.sub(" ", _WORD_BOUNDS.sub(" ", heading).casefold())
    words = (_singular(word) for word in _WORDS.findall(bare))
    return tuple(_SAME_WORDS.get(word, word) for word in words if word not in _WITHOUT_MEANING)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > len("gas") else word


def keys_of(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the words in any order, and without the blanks between them."""
    return " ".join(("", *sorted(words))), "".join(words)


def numbered_forms(heading: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words of a heading and 0, then with each number taken for the first of a group, and that number."""
    words = words_of(heading)
    yield words, 0
    for place, word in enumerate(words):
        if word.isdecimal() and 0 < int(word) < 10_000:  # noqa: PLR2004 - as many groups as a sheet may have
            yield (*words[:place], "1", *words[place + 1 :]), int(word)


def is_slip(written: str, name: str) -> bool:
    """Tell whether a letter is missing, too many or another, or two have changed places; digits always agree."""
    same = len(commonprefix((written, name)))  # noqa: RUF071 - of texts, which are no paths
    rest, other = written[same:], name[same:]
    is_near = rest[1:] in (other, other[1:]) or rest == other[1:] or (rest[:2], rest[2:]) == (other[1::-1], other[2:])
    return is_near and digits_of(written) == digits_of(name)


def digits_of(text: str) -> str:
    """Return the digits of a text, which a slip leaves as they are."""
    return "".join(filter(str.isdecimal, text))
