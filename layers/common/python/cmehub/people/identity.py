"""Whether somebody named by a sender is a person on a roster; pure, no I/O."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cmehub.people.names import (
    fits_remains,
    folded,
    folded_parts,
    is_listed,
    lacks_letters,
    may_be_called,
    sole_name,
)
from cmehub.people.rosters import RosterEntry
from cmehub.rules.packs import IdentityField, IdentityPolicy

LICENSING_IDENTITY = IdentityPolicy(
    all_of=("birth day",),
    any_of=("given name", "family name"),
    source="no text found; who has the number, the day and one of the names is hardly anybody else",
    confidence="L",
)
"""Who counts as identified by a licence number or an NPI."""

IDENTITY_FIELDS: tuple[IdentityField, ...] = ("given name", "family name", "birth day")
_SHORTEST_WITH_A_SLIP = 5
_FEWEST_REMAINS = 2
_PARTICLES = frozenset(
    "al bin da das de del della den der di do dos du el ibn la las le los san st ten ter van von y".split()  # noqa: SIM905 - easier to read
)
_MIDDLE = frozenset({"thi", "van"})
"""Vietnamese middle names that tell women from men and are often left out; they stand before the given name."""


class Likeness(IntEnum):
    """How much two names, or two people of one birth day, are alike."""

    NONE = 0
    SLIP = 1
    PART = 2
    VARIANT = 3
    EQUAL = 4


class Person(NamedTuple):
    """Who a sender says that somebody is; ``birth_month_day`` is ``MM-DD``."""

    given_name: str
    family_name: str
    birth_month_day: str


def agreeing(person: Person, entry: RosterEntry) -> tuple[IdentityField, ...]:
    """Return the fields in which a person agrees with a roster, however loosely, in a fixed order."""
    placed = _placed_otherwise(person, entry) > Likeness.NONE
    agrees = (
        placed or _given(person.given_name, entry.given_name) > Likeness.NONE,
        placed or _family(person.family_name, entry) > Likeness.NONE,
        person.birth_month_day == entry.birth_month_day,
    )
    return tuple(field for field, does in zip(IDENTITY_FIELDS, agrees, strict=True) if does)


def bears(given_name: str, family_name: str, entry: RosterEntry) -> bool:
    """Tell whether both names agree with a roster's, however loosely."""
    agrees = agreeing(Person(given_name, family_name, ""), entry)
    return "given name" in agrees and "family name" in agrees


def disagreements(policy: IdentityPolicy, entry: RosterEntry, person: Person) -> tuple[IdentityField, ...]:
    """
    Return the fields that a policy needs and that don't agree with the roster.

    Never the roster's values, and not to be told to whoever asks: see `told_field`.
    """
    differing = set(IDENTITY_FIELDS).difference(agreeing(person, entry))
    off = tuple(field for field in policy.all_of if field in differing)
    if policy.any_of and differing.issuperset(policy.any_of):
        off += policy.any_of
    return off


def told_field(person: Person, entry: RosterEntry) -> IdentityField | None:
    """
    Return the field to name to a sender who gave the ID of an entry: the only one that disagrees with it.

    Of several, or of none, nothing is named: from an ID alone, nobody is to find out the names and the birth day.
    """
    agrees = agreeing(person, entry)
    differing = [field for field in IDENTITY_FIELDS if field not in agrees]
    return differing[0] if len(differing) == 1 else None


def likeness(person: Person, entry: RosterEntry) -> Likeness:
    """
    Return how much a person known by name and birth day alone is like somebody on a roster.

    Both names equal; or both spelt or called otherwise, or placed otherwise in the two fields; or one equal and a slip
    in the other. Whoever has another birth day isn't alike at all.
    """
    if person.birth_month_day != entry.birth_month_day:
        return Likeness.NONE
    given = _given(person.given_name, entry.given_name)
    family = _family(person.family_name, entry) if given else Likeness.NONE
    alike = min(given, family)
    if alike is Likeness.SLIP and max(given, family) is not Likeness.EQUAL:
        alike = Likeness.NONE
    return alike if alike >= Likeness.VARIANT else max(alike, _placed_otherwise(person, entry))


def most_alike(person: Person, entries: Iterable[RosterEntry], least: Likeness = Likeness.SLIP) -> list[RosterEntry]:
    """
    Return the entries that are most like a person; a looser likeness never adds to a closer one.

    A slip, or a part of a family name, is no proof where strangers may well share what is left of the names: who is
    alike so loosely is found only if nobody else bears any part of either name.

    Parameters
    ----------
    person, entries
        Who is looked for, and among whom: everybody on a roster with one birth day, a sample of how frequent names are.
    least
        How much alike somebody has to be.
    """
    found: dict[Likeness, list[RosterEntry]] = {}
    for entry in entries:
        found.setdefault(likeness(person, entry), []).append(entry)
    best = max(found, default=Likeness.NONE)
    if best < least or best is Likeness.NONE:
        return []
    if best <= Likeness.PART and len(found[best]) == 1:
        others = (entry for entries in found.values() for entry in entries if entry is not found[best][0])
        return [] if _are_frequent(person, found[best][0], others) else found[best]
    return found[best]


def _are_frequent(person: Person, entry: RosterEntry, others: Iterable[RosterEntry]) -> bool:
    """Tell whether others bear a part of a person's names, as they are written or as the roster has them."""
    given = {*folded_parts(person.given_name), *folded_parts(entry.given_name)}
    family = {*folded_parts(person.family_name), *folded_parts(entry.family_name)} - _PARTICLES
    return any(
        not given.isdisjoint(folded_parts(other.given_name)) or not family.isdisjoint(folded_parts(other.family_name))
        for other in others
    )


def _given(name: str, other: str) -> Likeness:
    if folded(name) == folded(other):
        return Likeness.EQUAL
    if lacks_letters(name) and fits_remains(name, other):
        return _of_remains(name)
    parts, others = _called(name), _called(other)
    shared = min(len(parts), len(others))
    if (parts[0] == others[0] or may_be_called(parts[0], others[0])) and parts[1:shared] == others[1:shared]:
        return Likeness.VARIANT
    first, second = folded(name), folded(other)
    if (first[:1], first[-1:]) != (second[:1], second[-1:]) or not _is_slip(first, second):
        return Likeness.NONE
    return Likeness.NONE if is_listed(first) and is_listed(second) else Likeness.SLIP


def _called(given_name: str) -> tuple[str, ...]:
    """Return the parts of a given name, without the Vietnamese middle name before it."""
    parts = folded_parts(given_name)
    return parts[1:] if len(parts) > 1 and parts[0] in _MIDDLE else parts


def _family(name: str, entry: RosterEntry) -> Likeness:
    if folded(name) == folded(entry.family_name):
        return Likeness.EQUAL
    known = (entry.family_name, *entry.former_names)
    if lacks_letters(name) and any(fits_remains(name, known_name) for known_name in known):
        return _of_remains(name)
    if any(folded(name) == folded(known_name) for known_name in known):
        return Likeness.VARIANT
    if any(_share_parts(name, known_name) for known_name in known):
        return Likeness.PART
    return Likeness.SLIP if _is_slip(folded(name), folded(entry.family_name)) else Likeness.NONE


def _of_remains(name: str) -> Likeness:
    """Return how alike a name is of which letters were lost: what is left of it has to say something."""
    return Likeness.VARIANT if sum(map(str.isalpha, name)) >= _FEWEST_REMAINS else Likeness.SLIP


def _share_parts(name: str, other: str) -> bool:
    """Tell whether one family name is a part of the other, particles aside: García and García-López."""
    parts, others = set(folded_parts(name)) - _PARTICLES, set(folded_parts(other)) - _PARTICLES
    return bool(parts and others) and (parts <= others or others <= parts)


def _is_slip(name: str, other: str) -> bool:
    """Tell whether a letter more, less, other or exchanged with its neighbour makes one name of the other."""
    shortest = min(len(name), len(other))
    return shortest >= _SHORTEST_WITH_A_SLIP and OSA.distance(name, other, score_cutoff=1) <= 1


def _placed_otherwise(person: Person, entry: RosterEntry) -> Likeness:
    """
    Return how alike names are whose parts stand in the other field.

    The two are exchanged, with a slip in one of them at most; or a part is moved, as the middle name of a Vietnamese or
    the first family name of a Spaniard; or there is but one name, and it stands in either field.
    """
    given, family = folded(person.given_name), folded(person.family_name)
    known_given, known_family = folded(entry.given_name), folded(entry.family_name)
    exchanged = Likeness.NONE
    if given == known_family:
        exchanged = _given(person.family_name, entry.given_name)
    if family == known_given:
        exchanged = max(exchanged, _given(person.given_name, entry.family_name))
    if len(given) + len(family) == len(known_given) + len(known_family) and _parts(person) == _parts(entry):
        exchanged = Likeness.VARIANT
    sole = sole_name(person.given_name, person.family_name)
    if sole and sole == sole_name(entry.given_name, entry.family_name):
        exchanged = Likeness.VARIANT
    return min(exchanged, Likeness.VARIANT)


def _parts(of: Person | RosterEntry) -> list[str]:
    return sorted((*folded_parts(of.given_name), *folded_parts(of.family_name)))
