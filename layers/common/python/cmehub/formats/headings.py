"""Headings of columns, known by their meaning: however they are spelt, by another name, or with one slip."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from cmehub.formats.heading_words import digits_of, is_slip, keys_of, numbered_forms, words_of
from cmehub.issues.issue import FileError, file_issue
from cmehub.submissions.rows import Kind

FIX_IT_HEADINGS = ("Row in your file", "What is wrong", "Suggestion")
"""The columns that a fix-it workbook has beside those of its template; they come back with it and are left alone."""
_LONGEST = 200
"""The most characters of a heading; a longer text is none."""
_FEWEST_LETTERS = 8
"""A shorter heading with a slip may as well be another word, as county is for country."""
FEWEST_HEADINGS = 2
"""A row in which fewer are known is no row of headings, and nobody looks for slips there."""
_NEAR = 0.8
_MOST_TOLD = 20

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


class Unread(NamedTuple):
    """A heading that was not read, the headings that it may mean, and whether the one that it means is there."""

    written: str
    meant: tuple[str, ...] = ()
    is_there: bool = False

    def __str__(self) -> str:
        """Return it with the question which heading was meant, if there is one."""
        if self.is_there:
            return f"“{self.written}” (is it {self.meant[0]}? That column is there already)"
        return f"“{self.written}”" + (f" (did you mean {' or '.join(self.meant)}?)" if self.meant else "")


class HeadingRow(NamedTuple, Generic[K]):
    """
    What a row of headings holds.

    Attributes
    ----------
    found
        The headings that were known, in their order.
    unread
        The others.
    twice
        Two headings as written and the one that both mean, if there are such.
    names
        The headings of the table by their plain names.
    """

    found: tuple[Found[K], ...]
    unread: tuple[Unread, ...]
    twice: tuple[str, str, str] | None
    names: Mapping[str, str]

    def read_otherwise(self) -> str:
        """Tell which headings were read otherwise than written, if there are any."""
        told = [f"“{found.written}” as {found.heading}" for found in self.found if not found.is_as_written]
        return _listed(told, len(told))

    def not_read(self) -> str:
        """Tell which headings were not known, if there are any, and what may have been meant."""
        return _listed([*map(str, self.likely(_MOST_TOLD))], len(self.unread))

    def likely(self, count: int) -> list[Unread]:
        """Return so many of the headings that were not known, with the nearest that isn't there where none is told."""
        headed = {found.heading for found in self.found}
        free = {name: heading for name, heading in self.names.items() if heading not in headed}
        return [
            unread if unread.meant else Unread(unread.written, _near(unread.written, free))
            for unread in self.unread[:count]
        ]


class Headings(Generic[K]):
    """The headings of one kind of table."""

    def __init__(self, columns: Iterable[NamedColumn[K]]) -> None:
        self._columns = tuple(columns)
        self._words: dict[str, set[int]] = defaultdict(set)
        self._meanings: dict[str, set[int]] = defaultdict(set)
        self._repeating = {column.column for column in self._columns if column.repeats}
        self._numbered = {place for place, column in enumerate(self._columns) if column.numbered}
        for place, column in enumerate(self._columns):
            for name in (column.heading, *column.synonyms):
                keys = self._words if name == column.heading else self._meanings
                for key in keys_of(words_of(name)):
                    keys[key].add(place)
            if column.numbered:
                for key in keys_of(tuple(word for word in words_of(column.heading) if word != "1")):
                    self._meanings[key].add(place)
        self._columns_of = lru_cache(maxsize=4096)(self._find)
        self._with_slip = lru_cache(maxsize=4096)(self._find_slip)
        self._names = {"".join(words_of(column.heading)): column.heading for column in self._columns}
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
        if sum(bool(columns) for _, _, columns in known.values()) >= FEWEST_HEADINGS:
            for place, (meant, likeness, columns) in known.items():
                known[place] = (meant, likeness, columns or self._with_slip(meant))
        found: list[Found[K]] = []
        unread: list[Unread] = []
        for place, (meant, likeness, columns) in known.items():
            written = cells[place]
            if len(columns) == 1:
                ((at, number),) = columns
                column = self._columns[at]
                how = likeness if meant is written else _Likeness.AGREED
                found.append(Found(place, written, column.column, number, column.headed(number), how))
            else:
                unread.append(
                    Unread(written, tuple(self._columns[at].headed(number) for at, number in sorted(columns)))
                )
        return self._settled(found, unread)

    def knows(self, heading: str) -> bool:
        """Tell whether a heading is known without a slip."""
        return bool(self._columns_of(heading)[1])

    def _settled(self, found: list[Found[K]], unread: list[Unread]) -> HeadingRow[K]:
        """Leave the likest heading of each column; two that are as like as each other are told."""
        best: dict[tuple[K, int], Found[K]] = {}
        twice = None
        for heading in sorted(found, key=lambda heading: heading.likeness):
            first = best.setdefault((heading.column, heading.number), heading)
            if first is heading or heading.column in self._repeating:
                continue
            if first.likeness is heading.likeness:
                twice = twice or (first.written, heading.written, first.heading)
            else:
                unread.append(Unread(heading.written, (heading.heading,), is_there=True))
        kept = {id(heading) for heading in best.values()}
        left = tuple(heading for heading in found if id(heading) in kept or heading.column in self._repeating)
        return HeadingRow(left, tuple(unread), twice, self._names)

    def _find(self, heading: str) -> tuple[_Likeness, frozenset[tuple[int, int]]]:
        """Return the columns that a heading may mean, each with the number of its group."""
        if len(heading) <= _LONGEST:
            forms = [*numbered_forms(heading)]
            for likeness, names in ((_Likeness.WORDS, self._words), (_Likeness.MEANING, self._meanings)):
                if columns := {
                    column for form, number in forms for column in self._among(names, keys_of(form), number)
                }:
                    return likeness, frozenset(columns)
        return _Likeness.MEANING, frozenset()

    def _find_slip(self, heading: str) -> frozenset[tuple[int, int]]:
        """Return the columns that a heading may mean that has one slip."""
        return frozenset(
            column
            for form, number in (numbered_forms(heading) if len(heading) <= _LONGEST else ())
            for names in (self._words, self._meanings)
            for column in self._among(names, self._slips("".join(form)), number)
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
                if len(name) >= _FEWEST_LETTERS and is_slip(joined, name):
                    yield name


def missing_columns(row: int, kind: Kind, headings: Sequence[str]) -> FileError:
    """Return what to raise at a row that needs columns which the table hasn't."""
    return FileError(file_issue("COLUMN_MISSING", value=row, kind=kind, missing=", ".join(headings)))


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """Return a heading as it is compared where no meaning is looked for: without case and with single blanks."""
    return " ".join(heading.split()).casefold()


_LEFT_ALONE = dict.fromkeys(map(plain_heading, FIX_IT_HEADINGS), "")


def _near(written: str, names: Mapping[str, str]) -> tuple[str, ...]:
    name = "".join(words_of(written)) if len(written) <= _LONGEST else ""
    near = get_close_matches(name, [other for other in names if digits_of(other) == digits_of(name)], 1, _NEAR)
    return tuple(names[name] for name in near)


def _listed(told: Sequence[str], count: int) -> str:
    more = f" and {count - _MOST_TOLD:,} more" if count > _MOST_TOLD else ""
    return ", ".join(told[:_MOST_TOLD]) + more
