"""
What else diseases are called: by what ICD-10-CM has beneath and above a name, its initials, and the Disease Ontology.

`disease_ontology.csv` has the names and the exact synonyms of the Human Disease Ontology, release of 2026-07-31, which
its makers put into the public domain (CC0, https://disease-ontology.org): those of diseases that ICD-10-CM has, too.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import simple_icd_10_cm

from cmehub.search.schema import all_words_of, stem, words_of
from cmehub.search.synonyms import phrase_words
from local.reference_docs.medical_words import medical_words

_ONTOLOGY = Path(__file__).with_name("disease_ontology.csv")
_CLINICAL = "ABCDEFGHIJKLMNOPQRST"
"""First letters of codes of what patients have; the others say how it came about."""
_BRACKETS = re.compile(r"\s*[\[(](.*?)[\])]")
_VAGUE = re.compile(
    r"\b(other|unspecified|specified|NOS|NEC|not|without|elsewhere|classif\w+|conditions?|encounter|sequela|history|initial"
    r"|left|right|bilateral|trimester|fetus \d|affected)\b",
    re.IGNORECASE,
)
"""Words of names that aren't what somebody would call it, or that name a rest."""
_SEVERAL = re.compile(r"\b(and|or)\b|,", re.IGNORECASE)
"""Of a name that stands above: what is below it is one of several, and isn't called by the others."""
_CONNECTING = re.compile(r"\b(of|in|with|due|and|to|by|or|on|for|from|as|the|at)\b|,", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_MOST_WORDS, _INITIALS, _INITIALS_OF_COMPOUNDS = 8, range(4, 6), range(3, 6)
_COMBINING, _SHORTEST_PART = "oi", 5
"""How a word ends that goes before another one in a compound, of which both give a letter: arterio-venous."""
_PLAIN = 2
"""Words of an included term that is long enough to be known in a title: ``Atlas`` is more than a vertebra."""


Stems = tuple[str, ...]


def medical_names() -> str:
    """Return the file: a name on each line, as stems in a row, and the words that find it besides its own."""
    besides: defaultdict[Stems, list[str]] = defaultdict(list)
    for code in simple_icd_10_cm.get_all_codes():
        if code[0] in _CLINICAL and simple_icd_10_cm.is_category_or_subcategory(code):
            for name, others in _names(code):
                besides[_stems(name)] += others
    synonymous = _synonymous()
    for stems in {*besides, *synonymous}:
        ends = ((start, end) for start in range(len(stems)) for end in range(start + 1, len(stems) + 1))
        besides[stems] += [other for start, end in ends for other in synonymous.get(stems[start:end], ())]
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(("name", "besides"))
    for stems, others in sorted(besides.items()):
        if words := {word for other in others for word in words_of(other) if stem(word) not in stems}:
            lines.writerow((" ".join(stems), " ".join(sorted(words))))
    return file.getvalue()


def _synonymous() -> dict[Stems, list[str]]:
    """Return what else each name of the ontology is called; letters that our own synonyms have mean what these say."""
    ours = {*phrase_words()}
    found: defaultdict[Stems, list[str]] = defaultdict(list)
    with _ONTOLOGY.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            names = [line["name"], *line["synonyms"].split("|")]
            told = [name for name in names if not (name.isupper() and name.casefold() in ours)]
            for name in _usable(names):
                if not name.isupper():
                    found[_stems(name)] += told
    return found


def _names(code: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the names of a code that titles may have, each with what else it is called."""
    described = simple_icd_10_cm.get_description(code)
    name, included = _plain(described), [*_usable(map(_plain, simple_icd_10_cm.get_inclusion_term(code)))]
    above = [upper for upper in _usable(_above(code)) if not _SEVERAL.search(upper)]
    if any(_usable([name])):
        yield name, [*included, *above, *_letters(described, name)]
    for term in included:
        if len(words_of(term)) >= _PLAIN:
            yield term, [*_usable([name]), *above]


def _above(code: str) -> Iterator[str]:
    """Yield the names of what a code belongs to, up to its category."""
    while simple_icd_10_cm.is_subcategory(code):
        code = simple_icd_10_cm.get_parent(code)
        yield _plain(simple_icd_10_cm.get_description(code))


def _letters(described: str, name: str) -> Iterator[str]:
    """Yield the abbreviation that stands in brackets, and the initials of the words before the first small one."""
    yield from filter(_ABBREVIATION.fullmatch, _BRACKETS.findall(described))
    words = all_words_of(_CONNECTING.split(name)[0])
    if len(words) > 1 and all(word.isalpha() for word in words):
        letters = "".join(map(_initials, words))
        if len(letters) in (_INITIALS_OF_COMPOUNDS if len(letters) > len(words) else _INITIALS):
            yield letters


def _initials(word: str) -> str:
    ends = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    parts = (word[end] for end in ends if word[end - 1] in _COMBINING and word[end:] in _known())
    return word[0] + next(parts, "")


@cache
def _known() -> frozenset[str]:
    return frozenset(medical_words().split())


def _plain(name: str) -> str:
    return _BRACKETS.sub("", name)


def _usable(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if 0 < len(words_of(name)) <= _MOST_WORDS and not _VAGUE.search(name))


def _stems(name: str) -> Stems:
    return tuple(map(stem, words_of(name)))
