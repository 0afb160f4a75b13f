"""Whether somebody named by a sender is a person on a roster; pure, no I/O."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cmehub.people.names import fits_remains, folded, folded_parts, lacks_letters, may_be_called
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


class Likeness(IntEnum):
    """How much two names, or two people of one birth day, are alike."""

    NONE = 0
    SLIP = 1
    VARIANT = 2
    EQUAL = 3


class Person(NamedTuple):
    """Who a sender says that somebody is; ``birth_month_day`` is ``MM-DD``."""

    given_name: str
    family_name: str
    birth_month_day: str


def agreeing(person: Person, entry: RosterEntry) -> tuple[IdentityField, ...]:
    """Return the fields in which a person agrees with a roster, however loosely, in a fixed order."""
    crossed = _are_crossed(person, entry)
    agrees = (
        crossed or _given(person.given_name, entry.given_name) > Likeness.NONE,
        crossed or _family(person.family_name, entry) > Likeness.NONE,
        person.birth_month_day == entry.birth_month_day,
    )
    return tuple(field for field, does in zip(IDENTITY_FIELDS, agrees, strict=True) if does)


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

    Both names equal; or both spelt or called otherwise, or exchanged for each other; or one equal and a slip in the
    other. Whoever has another birth day isn't alike at all.
    """
    if person.birth_month_day != entry.birth_month_day:
        return Likeness.NONE
    given, family = _given(person.given_name, entry.given_name), _family(person.family_name, entry)
    alike = min(given, family)
    if alike is Likeness.SLIP and max(given, family) is not Likeness.EQUAL:
        alike = Likeness.NONE
    return max(alike, Likeness.VARIANT) if _are_crossed(person, entry) else alike


def most_alike(person: Person, entries: Iterable[RosterEntry], least: Likeness = Likeness.SLIP) -> list[RosterEntry]:
    """
    Return the entries that are most like a person; a looser likeness never adds to a closer one.

    Parameters
    ----------
    person, entries
        Who is looked for, and among whom.
    least
        How much alike somebody has to be.
    """
    found: dict[Likeness, list[RosterEntry]] = {}
    for entry in entries:
        found.setdefault(likeness(person, entry), []).append(entry)
    best = max(found, default=Likeness.NONE)
    return found[best] if best >= least else []


def _given(name: str, other: str) -> Likeness:
    if folded(name) == folded(other):
        return Likeness.EQUAL
    if lacks_letters(name) and fits_remains(name, other):
        return _of_remains(name)
    parts, others = folded_parts(name), folded_parts(other)
    shared = min(len(parts), len(others))
    if parts[:shared] == others[:shared] or may_be_called(parts[0], others[0]):
        return Likeness.VARIANT
    first, second = folded(name), folded(other)
    if _is_slip(first, second) and (first[0], first[-1]) == (second[0], second[-1]):
        return Likeness.SLIP
    return Likeness.NONE


def _family(name: str, entry: RosterEntry) -> Likeness:
    if folded(name) == folded(entry.family_name):
        return Likeness.EQUAL
    known = (entry.family_name, *entry.former_names)
    if lacks_letters(name) and any(fits_remains(name, known_name) for known_name in known):
        return _of_remains(name)
    if any(folded(name) == folded(known_name) or _share_parts(name, known_name) for known_name in known):
        return Likeness.VARIANT
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


def _are_crossed(person: Person, entry: RosterEntry) -> bool:
    return folded(person.given_name) == folded(entry.family_name) and folded(person.family_name) == folded(
        entry.given_name
    )
