"""Synonyms: other words for what somebody may ask, reviewed by hand in ``synonyms.csv``."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cmehub.search.schema import stem, words_of

_FILE = Path(__file__).with_name("synonyms.csv")
_BETWEEN = "|"

Phrase = tuple[str, ...]
"""Words, or the stems of words."""


class Part(NamedTuple):
    """One or more words of a question that belong together, and other phrases for them."""

    words: Phrase
    others: tuple[Phrase, ...] = ()


def parts_of(words: Sequence[str], meant: Sequence[str] | None = None) -> list[Part]:
    """
    Cut a question into its words, and where there are synonyms into the longest phrases that have some.

    Parameters
    ----------
    meant
        The words as they are looked up among the phrases, where that is otherwise than they were typed.
    """
    stems = [stem(word) for word in meant or words]
    known, longest = synonyms()
    parts: list[Part] = []
    place = 0
    while place < len(words):
        end = next(
            (end for end in range(min(len(words), place + longest), place, -1) if (*stems[place:end],) in known), None
        )
        if end is None:
            parts.append(Part((words[place],)))
            place += 1
        else:
            parts.append(Part((*words[place:end],), known[*stems[place:end],]))
            place = end
    return parts


def phrase_word_like(word: str, distance: int) -> str | None:
    """Return the word of any phrase that a mistyped word is nearest to, if it is within a distance."""
    found = process.extractOne(word, _phrase_words(), scorer=OSA.distance, score_cutoff=distance)
    return found[0] if found else None


@cache
def _phrase_words() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for phrases in _lines() for phrase in phrases for word in phrase))


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
            yield [tuple(words_of(phrase)) for phrase in line["phrases"].split(_BETWEEN)]
