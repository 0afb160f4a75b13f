"""Synonyms: other words for what somebody may ask, reviewed by hand in ``synonyms.csv``."""

import csv
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from cmehub.search.schema import stem, words_of

_FILE = Path(__file__).with_name("synonyms.csv")
_BETWEEN = "|"

Phrase = tuple[str, ...]
"""Words, or the stems of words."""


def phrases_beginning(stems: Phrase, letters: str) -> Iterator[Phrase]:
    """Yield other phrases for those that begin with some stems and then with a longer word that begins with letters."""
    following = _beginnings().get(stems, [])
    for place in range(bisect_left(following, (letters,)), len(following)):
        word, others = following[place]
        if not word.startswith(letters):
            break
        yield from others


def phrase_words() -> Iterator[str]:
    """Yield the words of all phrases."""
    return (word for phrases in _lines() for phrase in phrases for word in phrase)


@cache
def _beginnings() -> Mapping[Phrase, list[tuple[str, tuple[Phrase, ...]]]]:
    """Return which words follow the stems of the first words of phrases, in order, with the other phrases."""
    known: defaultdict[Phrase, list[tuple[str, tuple[Phrase, ...]]]] = defaultdict(list)
    for phrases in _lines():
        for phrase in phrases:
            others = tuple(other for other in phrases if other != phrase)
            for place, word in enumerate(phrase):
                known[tuple(map(stem, phrase[:place]))].append((word, others))
    return {stems: sorted(following) for stems, following in known.items()}


@cache
def synonyms() -> tuple[Mapping[Phrase, tuple[Phrase, ...]], int]:
    """Return for the stems of each phrase the other phrases of its lines, and how many words the longest one has."""
    known: dict[Phrase, dict[Phrase, None]] = {}
    for phrases in _lines():
        for phrase in phrases:
            others = known.setdefault(tuple(map(stem, phrase)), {})
            others |= {other: None for other in phrases if other != phrase}
    return {stems: (*others,) for stems, others in known.items()}, max(map(len, known))


def _lines() -> Iterator[list[Phrase]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            phrases = line["phrases"].split(_BETWEEN)
            joined = [phrase.replace("-", "") for phrase in phrases if "-" in phrase]
            yield [*dict.fromkeys(words_of(phrase) for phrase in (*phrases, *joined))]
