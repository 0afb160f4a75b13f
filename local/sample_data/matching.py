"""
A state's roster, and learners as providers would tell them: a labelled set to measure matching with.

Each learner is of one kind, which says how what the provider wrote differs from the roster, and comes with the entry
that is meant, if there is one. The shares of the kinds are guesses at what files hold. In three rows of ten something
is written otherwise than on the roster, and one in fifty is about somebody who isn't on it. Half of the rows bring a
licence number and one in seven an NPI; the others have nothing but name, birth day and state.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from random import Random
from string import ascii_lowercase
from typing import NamedTuple, Protocol

from cmehub.people.identity import Person
from cmehub.people.rosters import RosterEntry
from local.sample_data.physicians import npi_of
from local.sample_data.us_names import UsNames

STATE = "OH"
_UNDIVIDED = str.maketrans("øØłŁđ", "oOlLd")
_LICENCE, _NPI = 0.5, 0.15
_WITH_NPI, _RENAMED, _TWINS = 0.9, 0.04, 0.005
_TRIES = 1_000
"""How often somebody is looked for whom a kind changes: no Chinese name in Latin letters has accents to lose."""
_FIRST_LICENCE = 35_100_000
_NOT_GIVEN = 5_000_000
_ALIKE = {
    "Daniel": "Danielle", "Eric": "Erica", "Julian": "Juliana", "Maria": "Mario", "Karen": "Karin", "Brian": "Ryan",
    "Alexander": "Alexandra", "John": "Joan", "Christian": "Christina", "Carolyn": "Caroline", "Michael": "Michelle",
    "Patrick": "Patricia", "Samuel": "Samantha", "Robert": "Roberta", "Stephen": "Stephanie", "Paul": "Paula",
}  # fmt: skip
_CALLED = {
    "William": "Bill", "Robert": "Bob", "Richard": "Rick", "James": "Jim", "Michael": "Mike", "Elizabeth": "Liz",
    "Katherine": "Kate", "Jennifer": "Jen", "Joseph": "Joe", "Thomas": "Tom", "Christopher": "Chris", "Daniel": "Dan",
    "David": "Dave", "Matthew": "Matt", "Anthony": "Tony", "Steven": "Steve", "Kenneth": "Ken", "Edward": "Ted",
    "Margaret": "Peggy", "Patricia": "Trish", "Deborah": "Debbie", "Susan": "Sue", "Kimberly": "Kim", "Jessica": "Jess",
    "Samantha": "Sam", "Rebecca": "Becky", "Gregory": "Greg", "Timothy": "Tim", "Jeffrey": "Jeff", "Benjamin": "Ben",
    "Nicholas": "Nick", "Jonathan": "Jon", "Charles": "Chuck", "Donald": "Don", "Amanda": "Mandy", "Pamela": "Pam",
}  # fmt: skip
"""What people are called; written down without a look at the list that the hub uses."""


class ReportedLearner(NamedTuple):
    """
    A learner as a provider tells them.

    Attributes
    ----------
    kind
        A key of `KINDS`.
    number
        The licence number or NPI, if it was given.
    meant
        The entry of the roster; None for somebody who isn't on it.
    """

    kind: str
    person: Person
    number: str | None
    meant: RosterEntry | None


class NameSource(Protocol):
    """What draws names of a population."""

    def given_name(self) -> str:
        """Return a given name."""

    def family_name(self) -> str:
        """Return a family name."""


class Draw:
    """Chance, and the names that it gives."""

    def __init__(self, seed: int, population: Callable[[Random], NameSource] = UsNames) -> None:
        self.random = Random(seed)
        self.names = population(self.random)

    def day(self) -> str:
        """Return a birth day."""
        return f"{dt.date(2000, 1, 1) + dt.timedelta(days=self.random.randrange(366)):%m-%d}"

    def slip(self, name: str) -> str:
        """Return a name with one letter more, less, other, or exchanged with the next."""
        place = self.random.randrange(len(name))
        letter = self.random.choice(ascii_lowercase)
        before, here, after = name[:place], name[place], name[place + 1 :]
        exchanged = before + after[:1] + here + after[1:]
        shorter = before + after or name  # no name is empty
        return self.random.choice((before + letter + here + after, shorter, before + letter + after, exchanged))

    def alike(self, given_name: str) -> str:
        """Return another given name, which differs little if that can be."""
        return _ALIKE.get(given_name) or self.names.given_name()


def _exact(_: Draw, entry: RosterEntry) -> Person:
    return Person(entry.given_name, entry.family_name, entry.birth_month_day)


def _capitals(_: Draw, entry: RosterEntry) -> Person:
    return Person(entry.given_name.upper(), entry.family_name.upper(), entry.birth_month_day)


def _accents(_: Draw, entry: RosterEntry) -> Person:
    return Person(_plain(entry.given_name), _plain(entry.family_name), entry.birth_month_day)


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.translate(_UNDIVIDED)) if c.isascii())


def _marks(draw: Draw, entry: RosterEntry) -> Person:
    marks = str.maketrans(dict.fromkeys("-' ", draw.random.choice(("", " "))))
    family_name = entry.family_name if _has_suffix(entry) else entry.family_name.translate(marks)
    return Person(entry.given_name, family_name, entry.birth_month_day)


def _suffix(draw: Draw, entry: RosterEntry) -> Person:
    family_name = entry.family_name.rsplit(" ", 1)[0].rstrip(",") if _has_suffix(entry) else entry.family_name
    added = draw.random.choice(("", " Jr.", ", III", " MD"))
    return Person(entry.given_name, family_name + added, entry.birth_month_day)


def _has_suffix(entry: RosterEntry) -> bool:
    return entry.family_name.endswith((".", "I"))


def _nickname(_: Draw, entry: RosterEntry) -> Person:
    return Person(_CALLED.get(entry.given_name, entry.given_name), entry.family_name, entry.birth_month_day)


def _middle(draw: Draw, entry: RosterEntry) -> Person:
    second = draw.random.choice((draw.names.given_name(), draw.random.choice(ascii_lowercase).upper() + "."))
    return Person(f"{entry.given_name} {second}", entry.family_name, entry.birth_month_day)


def _slip(draw: Draw, entry: RosterEntry) -> Person:
    if draw.random.random() < 0.5:  # noqa: PLR2004
        return Person(draw.slip(entry.given_name), entry.family_name, entry.birth_month_day)
    return Person(entry.given_name, draw.slip(entry.family_name), entry.birth_month_day)


def _two_slips(draw: Draw, entry: RosterEntry) -> Person:
    return Person(draw.slip(entry.given_name), draw.slip(entry.family_name), entry.birth_month_day)


def _crossed(_: Draw, entry: RosterEntry) -> Person:
    return Person(entry.family_name, entry.given_name, entry.birth_month_day)


def _part(draw: Draw, entry: RosterEntry) -> Person:
    return Person(entry.given_name, draw.random.choice(entry.family_name.split("-")), entry.birth_month_day)


def _doubled(draw: Draw, entry: RosterEntry) -> Person:
    return Person(entry.given_name, f"{entry.family_name}-{draw.names.family_name()}", entry.birth_month_day)


def _former(_: Draw, entry: RosterEntry) -> Person:
    return Person(entry.given_name, (*entry.former_names, entry.family_name)[0], entry.birth_month_day)


def _new_name(draw: Draw, entry: RosterEntry) -> Person:
    return Person(entry.given_name, draw.names.family_name(), entry.birth_month_day)


def _other_day(draw: Draw, entry: RosterEntry) -> Person:
    return Person(entry.given_name, entry.family_name, draw.day())


def _twin_elsewhere(draw: Draw, entry: RosterEntry) -> Person:
    return Person(draw.alike(entry.given_name), entry.family_name, entry.birth_month_day)


def _stranger(draw: Draw, _: RosterEntry) -> Person:
    return Person(draw.names.given_name(), draw.names.family_name(), draw.day())


KINDS: dict[str, tuple[float, Callable[[Draw, RosterEntry], Person]]] = {
    "exact": (70, _exact),
    "capitals": (8, _capitals),
    "accents lost": (3, _accents),
    "hyphens, blanks": (2, _marks),
    "suffix": (1.5, _suffix),
    "nickname": (4, _nickname),
    "middle name": (3, _middle),
    "one slip": (2, _slip),
    "two slips": (0.3, _two_slips),
    "crossed names": (0.6, _crossed),
    "part of a name": (0.6, _part),
    "name added": (0.6, _doubled),
    "former name": (0.8, _former),
    "unknown new name": (0.4, _new_name),
    "other birth day": (0.5, _other_day),
    "wrong number": (0.4, _exact),
    "twin": (0.4, _exact),
    "twin not listed": (0.3, _twin_elsewhere),
    "stranger": (1.6, _stranger),
}
"""How many rows of a hundred are of each kind, and what a provider writes for an entry of the roster."""

_NOT_LISTED = {"stranger", "twin not listed"}
_UNCHANGED = {"exact", "twin", "wrong number", "stranger"}


class MatchingSet:
    """
    A state's roster and any number of learners, the same for the same seed.

    Attributes
    ----------
    roster
        The entries; a twin stands behind their twin.
    """

    def __init__(self, people: int, seed: int = 2026, population: Callable[[Random], NameSource] = UsNames) -> None:
        self._draw = Draw(seed, population)
        self.roster: list[RosterEntry] = []
        self._twins: list[RosterEntry] = []
        while len(self.roster) < people:
            given_name, family_name, day = _stranger(self._draw, _NOBODY)
            entry = self._add(given_name, family_name, day)
            if self._draw.random.random() < _TWINS:
                self._twins += [entry, self._add(self._draw.alike(given_name), family_name, day)]

    def learners(self, count: int) -> Iterator[ReportedLearner]:
        """Yield so many learners."""
        shares = [share for share, _ in KINDS.values()]
        for kind in self._draw.random.choices([*KINDS], shares, k=count):
            yield self._learner(kind)

    def _learner(self, kind: str) -> ReportedLearner:
        change = KINDS[kind][1]
        among = self._twins if kind == "twin" else self.roster
        for _ in range(_TRIES):
            meant = self._draw.random.choice(among)
            person = change(self._draw, meant)
            if kind in _UNCHANGED or person != _exact(self._draw, meant):
                break
        else:
            return self._learner("exact")
        if kind in _NOT_LISTED:
            return ReportedLearner(kind, person, self._number(None), None)
        number = self._wrong(meant) if kind == "wrong number" else self._number(meant)
        return ReportedLearner(kind, person, number, meant)

    def _number(self, of: RosterEntry | None) -> str | None:
        chance, other = self._draw.random.random(), self._draw.random.randrange(_NOT_GIVEN, 2 * _NOT_GIVEN - 1)
        if chance < _LICENCE:
            return _written(of.entry_id if of else str(_FIRST_LICENCE + other))
        if chance < _LICENCE + _NPI:
            return of.npi if of else npi_of(other)
        return None

    def _wrong(self, meant: RosterEntry) -> str:
        place = self._draw.random.randrange(2, len(meant.entry_id))
        digit = (int(meant.entry_id[place]) + self._draw.random.randrange(1, 10)) % 10
        return _written(f"{meant.entry_id[:place]}{digit}{meant.entry_id[place + 1 :]}")

    def _add(self, given_name: str, family_name: str, day: str) -> RosterEntry:
        number, random = len(self.roster), self._draw.random
        entry = RosterEntry(
            authority=STATE,
            entry_id=str(_FIRST_LICENCE + number),
            given_name=given_name,
            family_name=family_name,
            birth_month_day=day,
            npi=npi_of(number) if random.random() < _WITH_NPI else None,
            former_names=(self._draw.names.family_name(),) if random.random() < _RENAMED else (),
        )
        self.roster.append(entry)
        return entry


_NOBODY = RosterEntry(authority=STATE, entry_id="", given_name="", family_name="", birth_month_day="")


def _written(licence: str) -> str:
    return f"{licence[:2]}.{licence[2:]}"
