"""Headings of columns, known by their meaning: however they are spelt, by another name, or with one slip."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache
from os.path import commonprefix
from typing import Generic, NamedTuple, TypeVar

from cmehub.issues.issue import FileError, file_issue
from cmehub.submissions.rows import Kind

FIX_IT_HEADINGS = ("Row in your file", "What is wrong", "Suggestion")
"""The columns that a fix-it workbook has beside those of its template; they come back with it and are left alone."""
_LONGEST = 200
"""The most characters of a heading; a longer text is none."""
_FEWEST_LETTERS = 8
"""A shorter heading with a slip may as well be another word, as county is for country."""
_FEWEST_KNOWN = 2
"""In a row with fewer known headings, which most likely holds data, nobody looks for slips."""
_NEAR = 0.8
_MOST_TOLD = 20

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

K = TypeVar("K", bound=Hashable)


class _Likeness(IntEnum):
    """How a heading was known: by what was agreed with its sender, by its own words, or by a synonym or a slip."""

    AGREED, WORDS, MEANING = range(3)


class NamedColumn(NamedTuple, Generic[K]):
    """
    A column by its names.

    Attributes
    ----------
    column
        What the table has there.
    heading
        As the template has it; of a group of columns that repeats, that of the first.
    synonyms
        What else means it.
    numbered
        Whether it repeats with other numbers.
    repeats
        Whether it may stand there many times under the same heading.
    """

    column: K
    heading: str
    synonyms: tuple[str, ...] = ()
    numbered: bool = False
    repeats: bool = False

    def headed(self, number: int) -> str:
        """Return the heading with the number of a group."""
        return re.sub(r"\d+", str(number), self.heading, count=1) if self.numbered and number else self.heading


class Found(NamedTuple, Generic[K]):
    """A heading that was known: where it stands, as written, and the column, its group's number and its own heading."""

    place: int
    written: str
    column: K
    number: int
    heading: str
    likeness: _Likeness

    @property
    def is_as_written(self) -> bool:
        """Tell whether it stands there as the template has it, or as was agreed."""
        return self.likeness is _Likeness.AGREED or " ".join(self.written.split()) == self.heading


class HeadingRow(NamedTuple, Generic[K]):
    """
    What a row of headings holds.

    Attributes
    ----------
    found
        The headings that were known, in their order.
    unread
        The others, each with the question whether another was meant, if several may have been or it is there already.
    twice
        Two headings as written and the one that both mean, if there are such.
    names
        The headings of the table by their plain names.
    """

    found: tuple[Found[K], ...]
    unread: tuple[tuple[str, str], ...]
    twice: tuple[str, str, str] | None
    names: Mapping[str, str]

    def read_otherwise(self) -> str:
        """Tell which headings were read otherwise than written, if there are any."""
        told = [f"“{found.written}” as {found.heading}" for found in self.found if not found.is_as_written]
        return _listed(told, len(told))

    def not_read(self) -> str:
        """Tell which headings were not known, if there are any, and what may have been meant."""
        headed = {found.heading for found in self.found}
        free = {name: heading for name, heading in self.names.items() if heading not in headed}
        told = [f"“{written}”{question or _near(written, free)}" for written, question in self.unread[:_MOST_TOLD]]
        return _listed(told, len(self.unread))


class Headings(Generic[K]):
    """The headings of one kind of table."""

    def __init__(self, columns: Iterable[NamedColumn[K]]) -> None:
        self._columns = tuple(columns)
        self._words: dict[str, set[int]] = defaultdict(set)
        self._meanings: dict[str, set[int]] = defaultdict(set)
        self._numbered = {place for place, column in enumerate(self._columns) if column.numbered}
        for place, column in enumerate(self._columns):
            for name in (column.heading, *column.synonyms):
                keys = self._words if name == column.heading else self._meanings
                for key in _keys(_words(name)):
                    keys[key].add(place)
            if column.numbered:
                for key in _keys(_without_number(_words(column.heading))):
                    self._meanings[key].add(place)
        self._columns_of = lru_cache(maxsize=4096)(self._find)
        self._with_slip = lru_cache(maxsize=4096)(self._find_slip)
        self._names = {_joined(_words(column.heading)): column.heading for column in self._columns}
        self._of_length: dict[int, list[str]] = defaultdict(list)
        for key in dict.fromkeys((*self._words, *self._meanings)):
            if " " not in key:
                self._of_length[len(key)].append(key)

    def read(self, cells: Sequence[str], agreed: Mapping[str, str] | None = None) -> HeadingRow[K]:
        """
        Find the columns that cells are the headings of.

        Parameters
        ----------
        cells
            Texts without outer blanks.
        agreed
            What a sender's own headings mean, by their plain form; nothing if they are to be left alone.
        """
        agreed = {**_LEFT_ALONE, **(agreed or {})}
        known = {}
        for place, written in enumerate(cells):
            if written and (meant := agreed.get(plain_heading(written), written)):
                known[place] = (meant, *self._columns_of(meant))
        if sum(bool(columns) for _, _, columns in known.values()) >= _FEWEST_KNOWN:
            for place, (meant, likeness, columns) in known.items():
                known[place] = (meant, likeness, columns or self._with_slip(meant))
        found: list[Found[K]] = []
        unread: list[tuple[str, str]] = []
        for place, (meant, likeness, columns) in known.items():
            written = cells[place]
            if len(columns) == 1:
                ((at, number),) = columns
                column = self._columns[at]
                how = likeness if meant is written else _Likeness.AGREED
                found.append(Found(place, written, column.column, number, column.headed(number), how))
            else:
                headings = [self._columns[at].headed(number) for at, number in sorted(columns)]
                unread.append((written, f" (did you mean {' or '.join(headings)}?)" if headings else ""))
        return self._settled(found, unread)

    def _settled(self, found: list[Found[K]], unread: list[tuple[str, str]]) -> HeadingRow[K]:
        """Leave the likest heading of each column; two that are as like as each other are told."""
        repeating = {column.column for column in self._columns if column.repeats}
        best: dict[tuple[K, int], Found[K]] = {}
        twice = None
        for heading in sorted(found, key=lambda heading: heading.likeness):
            first = best.setdefault((heading.column, heading.number), heading)
            if first is heading or heading.column in repeating:
                continue
            if first.likeness is heading.likeness:
                twice = twice or (first.written, heading.written, first.heading)
            else:
                unread.append((heading.written, f" (is it {heading.heading}? That column is there already)"))
        kept = {id(heading) for heading in best.values()}
        left = tuple(heading for heading in found if id(heading) in kept or heading.column in repeating)
        return HeadingRow(left, tuple(unread), twice, self._names)

    def _find(self, heading: str) -> tuple[_Likeness, frozenset[tuple[int, int]]]:
        """Return the columns that a heading may mean, each with the number of its group."""
        if len(heading) <= _LONGEST:
            forms = [*_forms(heading)]
            for likeness, names in ((_Likeness.WORDS, self._words), (_Likeness.MEANING, self._meanings)):
                if columns := {column for form, number in forms for column in self._among(names, _keys(form), number)}:
                    return likeness, frozenset(columns)
        return _Likeness.MEANING, frozenset()

    def _find_slip(self, heading: str) -> frozenset[tuple[int, int]]:
        """Return the columns that a heading may mean that has one slip."""
        return frozenset(
            column
            for form, number in (_forms(heading) if len(heading) <= _LONGEST else ())
            for names in (self._words, self._meanings)
            for column in self._among(names, self._slips(_joined(form)), number)
        )

    def _among(self, names: Mapping[str, set[int]], keys: Iterable[str], number: int) -> set[tuple[int, int]]:
        places = {place for key in keys for place in names.get(key, ())}
        if number:
            return {(place, number) for place in places & self._numbered}
        # A heading of a group that has no number is that of the first.
        return {(place, int(place in self._numbered)) for place in places}

    def _slips(self, joined: str) -> Iterable[str]:
        for length in range(len(joined) - 1, len(joined) + 2):
            for name in self._of_length.get(length, ()):
                if len(name) >= _FEWEST_LETTERS and _is_slip(joined, name):
                    yield name


def missing_columns(row: int, kind: Kind, headings: Sequence[str]) -> FileError:
    """Return what to raise at a row that needs columns which the table hasn't."""
    return FileError(file_issue("COLUMN_MISSING", value=row, kind=kind, missing=", ".join(headings)))


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """Return a heading as it is compared where no meaning is looked for: without case and with single blanks."""
    return " ".join(heading.split()).casefold()


_LEFT_ALONE = dict.fromkeys(map(plain_heading, FIX_IT_HEADINGS), "")


@lru_cache(maxsize=4096)
def _words(heading: str) -> tuple[str, ...]:
    bare = _HINTS.sub(" ", _WORD_BOUNDS.sub(" ", heading).casefold())
    words = (_singular(word) for word in _WORDS.findall(bare))
    return tuple(_SAME_WORDS.get(word, word) for word in words if word not in _WITHOUT_MEANING)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > len("gas") else word


def _keys(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the words in any order, and without the blanks between them."""
    return " ".join(("", *sorted(words))), _joined(words)


def _joined(words: tuple[str, ...]) -> str:
    return "".join(words)


def _forms(heading: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words of a heading and 0, then with each number taken for the first of a group, and that number."""
    words = _words(heading)
    yield words, 0
    for place, word in enumerate(words):
        if word.isdecimal() and 0 < int(word) < 10_000:  # noqa: PLR2004 - as many groups as a sheet may have
            yield (*words[:place], "1", *words[place + 1 :]), int(word)


def _without_number(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word != "1")


def _is_slip(written: str, name: str) -> bool:
    """Tell whether a letter is missing, too many or another, or two have changed places; digits always agree."""
    same = len(commonprefix((written, name)))  # noqa: RUF071 - of texts, which are no paths
    rest, other = written[same:], name[same:]
    is_near = rest[1:] in (other, other[1:]) or rest == other[1:] or (rest[:2], rest[2:]) == (other[1::-1], other[2:])
    return is_near and _digits(written) == _digits(name)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _near(written: str, names: Mapping[str, str]) -> str:
    joined = _joined(_words(written)) if len(written) <= _LONGEST else ""
    near = get_close_matches(joined, [name for name in names if _digits(name) == _digits(joined)], n=1, cutoff=_NEAR)
    return f" (did you mean {names[near[0]]}?)" if near else ""


def _listed(told: Sequence[str], count: int) -> str:
    more = f" and {count - _MOST_TOLD:,} more" if count > _MOST_TOLD else ""
    return ", ".join(told[:_MOST_TOLD]) + more
