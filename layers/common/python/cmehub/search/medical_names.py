"""Names of ICD-10-CM that a title has, and the words that find them besides their own: seasickness, GVHD."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from cmehub.search.schema import stem, words_of

_FILE = Path(__file__).with_name("medical_names.csv")
_DISEASE_WORDS = Path(__file__).with_name("disease_words.txt")
"""Made from the ICD-10-CM, which the National Center for Health Statistics gives to the public (`make generate`)."""


def words_besides(title: str) -> Iterator[str]:
    """Yield the words by which somebody may look for what a title names, if they aren't its own."""
    known, longest = _names()
    stems = tuple(map(stem, words_of(title)))
    start = 0
    while start < len(stems):
        ends = range(min(len(stems), start + longest), start, -1)
        end = next((end for end in ends if stems[start:end] in known), None)
        if end:
            yield known[stems[start:end]]
        start = end or start + 1


@cache
def disease_stems() -> frozenset[str]:
    """Return the stems of all words that stand in names of diseases."""
    return frozenset(_DISEASE_WORDS.read_text("utf-8").split())


@cache
def _names() -> tuple[Mapping[tuple[str, ...], str], int]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        known = {tuple(line["name"].split()): line["besides"] for line in csv.DictReader(file)}
    return known, max(map(len, known))
