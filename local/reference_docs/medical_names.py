"""What else names of ICD-10-CM are called: by the terms they include, the names above them, and their initials."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import simple_icd_10_cm

from cmehub.search.schema import all_words_of, stem, words_of

_CLINICAL = "ABCDEFGHIJKLMNOPQRST"
"""First letters of codes of what patients have; the others say how it came about."""
_BRACKETS = re.compile(r"\s*[\[(](.*?)[\])]")
_VAGUE = re.compile(
    r"\b(other|unspecified|specified|NOS|not|without|elsewhere|classif\w+|conditions?|encounter|sequela|history|initial"
    r"|left|right|bilateral|trimester|fetus \d|affected)\b",
    re.IGNORECASE,
)
"""Words of names that aren't what somebody would call it, or that name a rest."""
_SEVERAL = re.compile(r"\b(and|or)\b|,", re.IGNORECASE)
"""Of a name that stands above: what is below it is one of several, and isn't called by the others."""
_CONNECTING = re.compile(r"\b(of|in|with|due|and|to|by|or|on|for|from|as|the|at)\b|,", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_MOST_WORDS, _INITIALS = 8, range(4, 6)
_PLAIN = 2
"""Words of an included term that is long enough to be known in a title: ``Atlas`` is more than a vertebra."""


def medical_names() -> str:
    """Return the file: a name on each line, as stems in a row, and the words that find it besides its own."""
    besides: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for code in simple_icd_10_cm.get_all_codes():
        if code[0] in _CLINICAL and simple_icd_10_cm.is_category_or_subcategory(code):
            for name, others in _names(code):
                stems = _stems(name)
                known = besides[stems]
                known |= {word: None for other in others for word in words_of(other) if stem(word) not in stems}
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(("name", "besides"))
    lines.writerows((" ".join(stems), " ".join(sorted(words))) for stems, words in sorted(besides.items()) if words)
    return file.getvalue()


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
    """Yield the abbreviation that stands in brackets, and the initials of four or five words without small ones."""
    yield from filter(_ABBREVIATION.fullmatch, _BRACKETS.findall(described))
    words = all_words_of(name)
    if len(words) in _INITIALS and not _CONNECTING.search(name) and all(word.isalpha() for word in words):
        yield "".join(word[0] for word in words)


def _plain(name: str) -> str:
    return _BRACKETS.sub("", name)


def _usable(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if 0 < len(words_of(name)) <= _MOST_WORDS and not _VAGUE.search(name))


def _stems(name: str) -> tuple[str, ...]:
    return tuple(map(stem, words_of(name)))
