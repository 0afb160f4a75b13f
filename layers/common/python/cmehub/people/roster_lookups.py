"""Whom rosters know of the people in a chunk, looked up for all of them at once."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from cmehub.people.identity import IDENTITY_FIELDS, Likeness, Person, agreeing, disagreements, most_alike, told_field
from cmehub.people.names import folded
from cmehub.people.namesakes import MOST_NAMESAKES
from cmehub.people.npi import is_npi
from cmehub.people.rosters import BirthKey, EntryKey, NameKey, RosterEntry, bare_id, normal_entry_id
from cmehub.people.states import STATES
from cmehub.rules.packs import IdentityPolicy, normal_id
from cmehub.stores import RosterStore
from cmehub.submissions.submission import MatchOutcome

NPI = "NPI"
BOARD_ID = "board ID"
LICENCE = "licence number"
STATE = "state"
NUMBERS = ((BOARD_ID,), (LICENCE,), (NPI,))
"""What is off alone, if a number isn't that of the person whose names and birth day were given."""


class ClaimedPerson(NamedTuple):
    """
    Whom a sender claims somebody to be.

    Attributes
    ----------
    authority
        Whose roster is to know the person: a board's code, a state's letters, or ``NPI`` for any roster by the NPI.
    entry_id
        The normalised ID at that board or state, if it was given.
    npi, state
        What else is known of the person.
    least
        How much alike somebody has to be who is found by name.
    """

    person: Person
    authority: str
    entry_id: str | None = None
    npi: str | None = None
    state: str | None = None
    least: Likeness = Likeness.SLIP


class RosterMatch(NamedTuple):
    """
    What came of a claim, and on which fields that rests; an entry without a match has the ID, but not the rest.

    Attributes
    ----------
    matched_on, mismatched
        What a sender may be told. ``mismatched`` is the one field that is off while the ID exists and the other two
        agree; or the number, if both names and the birth day are those of somebody with another. Of all else that is
        no match, both are empty, whether the ID exists or not.
    restored
        The ID as the roster has it, if the sender's lacks leading zeroes or the letters in front.
    """

    outcome: MatchOutcome
    entry: RosterEntry | None = None
    matched_on: tuple[str, ...] = ()
    mismatched: tuple[str, ...] = ()
    restored: str | None = None


def read_id(authority: str, text: str | None) -> tuple[str | None, str | None]:
    """Return the ID and the NPI that a sender's text for a roster's ID is: one of them, or neither."""
    if not text:
        return None, None
    if authority in {NPI, *STATES} and is_npi(npi := normal_id(text)):
        return None, npi
    return (None if authority == NPI else normal_entry_id(authority, text)), None


class RosterLookups:
    """
    The rosters' answers to all claims of a chunk.

    IDs and NPIs are looked up first; of claims that lack them, or whose entry disagrees, who has the same birth day and
    family name; and only for those without an ID among whom no name is equal, everybody with the birth day.
    """

    def __init__(self, rosters: RosterStore, claims: Collection[ClaimedPerson]) -> None:
        self._by_id = rosters.find({EntryKey(claim.authority, claim.entry_id) for claim in claims if claim.entry_id})
        by_npi = [claim for claim in claims if claim.npi and not claim.entry_id]
        some = rosters.any_with_npis({str(person.npi) for person in by_npi if person.authority == NPI})
        self._by_npi = {npi: [entry] for npi, entry in some.items()}
        self._by_npi |= rosters.with_npis({str(person.npi) for person in by_npi if not self._settled(person)})
        on_rosters = [claim for claim in claims if claim.authority != NPI]
        unproven = [claim for claim in on_rosters if not self._agrees(claim)]
        self._born = rosters.born({_names_day(claim) for claim in unproven})
        named = [claim for claim in unproven if not claim.entry_id and not self._with_npi(claim)]
        loosely = {_day(claim) for claim in named if claim.least < Likeness.EQUAL and not self._equal(claim)}
        self._born |= rosters.born(loosely)
        self._alike = {claim: self._most_alike(claim) for claim in named}
        found = ((claim, (*self._alike.get(claim, ()), *self._namesakes(claim))) for claim in unproven)
        self._bearers = rosters.bearers(
            {name for claim, some in found for entry in some for name in _names(claim, entry)}
        )

    def find(self, claim: ClaimedPerson, policy: IdentityPolicy) -> RosterMatch:
        """
        Return who a claim is about.

        Parameters
        ----------
        claim
            One of those given at first.
        policy
            Which fields have to agree with the entry that an ID or an NPI leads to.
        """
        field = NPI if not claim.entry_id else LICENCE if claim.authority in STATES else BOARD_ID
        entries = self._with_key(claim)
        if claim.entry_id and not entries and len(lengthened := self._of_longer_id(claim)) == 1:
            return _judged(claim, lengthened, field, policy)._replace(restored=lengthened[0].entry_id)
        if entries or claim.entry_id or claim.authority == NPI:
            found = _judged(claim, entries, field, policy)
        else:
            found = self._named(claim)
        if found.outcome is MatchOutcome.NO_MATCH and (claim.entry_id or claim.npi) and self._has_another_number(claim):
            return found._replace(matched_on=IDENTITY_FIELDS, mismatched=(field,))
        return found

    def _with_key(self, claim: ClaimedPerson) -> list[RosterEntry]:
        """Return who has the exact ID that was given, or else the NPI."""
        if not claim.entry_id:
            return self._with_npi(claim)
        entry = self._by_id.get(EntryKey(claim.authority, claim.entry_id))
        return [entry] if entry else []

    def _agrees(self, claim: ClaimedPerson) -> bool:
        return any(agreeing(claim.person, entry) == IDENTITY_FIELDS for entry in self._with_key(claim))

    def _has_another_number(self, claim: ClaimedPerson) -> bool:
        """Tell whether both names and the birth day are those of one person of the roster; names alone tell as much."""
        if claim.authority == NPI:
            return False
        alike = self._namesakes(claim)
        return len(alike) == 1 and not self._is_frequent(claim, alike[0])

    def _namesakes(self, claim: ClaimedPerson) -> list[RosterEntry]:
        """Return who has the names and the birth day, whatever their numbers."""
        return _in_state(claim, most_alike(claim.person, self._born[_names_day(claim)], Likeness.EQUAL))

    def _of_longer_id(self, claim: ClaimedPerson) -> list[RosterEntry]:
        """Return who has the name, the birth day and the ID but for what stands in front of its first other digit."""
        written = str(claim.entry_id)
        if not written.isdecimal():
            return []
        bare = written.lstrip("0")
        return [entry for entry in self._equal(claim) if bare and bare_id(entry.entry_id) == bare]

    def _with_npi(self, claim: ClaimedPerson) -> list[RosterEntry]:
        entries = self._by_npi.get(claim.npi, []) if claim.npi else []
        return [entry for entry in entries if claim.authority in {NPI, entry.authority}]

    def _settled(self, claim: ClaimedPerson) -> bool:
        """Tell whether it doesn't matter which other entries have the NPI: nobody has it, or somebody who agrees."""
        entries = self._by_npi.get(str(claim.npi), [])
        return claim.authority == NPI and all(agreeing(claim.person, entry) == IDENTITY_FIELDS for entry in entries)

    def _equal(self, claim: ClaimedPerson) -> list[RosterEntry]:
        return most_alike(claim.person, self._candidates(claim, _names_day(claim)), Likeness.EQUAL)

    def _named(self, claim: ClaimedPerson) -> RosterMatch:
        alike = self._alike[claim]
        on = (*IDENTITY_FIELDS, STATE) if claim.authority in STATES else IDENTITY_FIELDS
        if len(alike) > 1:
            return RosterMatch(MatchOutcome.MULTIPLE_MATCHES, matched_on=on)
        if not alike or self._is_frequent(claim, alike[0]):
            return RosterMatch(MatchOutcome.NO_MATCH)
        return RosterMatch(MatchOutcome.MATCH, alike[0], on)

    def _most_alike(self, claim: ClaimedPerson) -> list[RosterEntry]:
        alike = self._equal(claim)
        if not alike and claim.least < Likeness.EQUAL:
            alike = most_alike(claim.person, self._candidates(claim, _day(claim)), claim.least)
        return _in_state(claim, alike)

    def _is_frequent(self, claim: ClaimedPerson, entry: RosterEntry) -> bool:
        """Tell whether a stranger may well have the name by which an entry was found, and its birth day."""
        return sum(self._bearers[name] for name in _names(claim, entry)) - 1 > MOST_NAMESAKES

    def _candidates(self, claim: ClaimedPerson, key: BirthKey) -> Iterable[RosterEntry]:
        """Return who may be meant: nobody who has another NPI."""
        return (entry for entry in self._born[key] if not (claim.npi and entry.npi) or claim.npi == entry.npi)


def _judged(claim: ClaimedPerson, entries: list[RosterEntry], field: str, policy: IdentityPolicy) -> RosterMatch:
    """Judge the entries that an exact key leads to by the one that agrees best."""
    if not entries:
        return RosterMatch(MatchOutcome.NO_MATCH)
    off, entry = min(
        ((disagreements(policy, candidate, claim.person), candidate) for candidate in entries),
        key=lambda compared: (len(compared[0]), compared[1].key),
    )
    told = told_field(claim.person, entry)
    if off and not told:
        return RosterMatch(MatchOutcome.NO_MATCH, entry)
    outcome = MatchOutcome.NO_MATCH if off else MatchOutcome.MATCH
    return RosterMatch(outcome, entry, (field, *agreeing(claim.person, entry)), (told,) if told else ())


def _in_state(claim: ClaimedPerson, alike: list[RosterEntry]) -> list[RosterEntry]:
    """Return those of several namesakes who are in the state of the claim, or all if none is."""
    if len(alike) < 2:  # noqa: PLR2004
        return alike
    return [entry for entry in alike if entry.state and entry.state == claim.state] or alike


def _names(claim: ClaimedPerson, entry: RosterEntry) -> set[NameKey]:
    """Return the names of who was found, as the claim and as the roster have them."""
    return {NameKey.of(entry.authority, who.given_name, who.family_name) for who in (claim.person, entry)}


def _names_day(claim: ClaimedPerson) -> BirthKey:
    return _day(claim)._replace(family_name=folded(claim.person.family_name))


def _day(claim: ClaimedPerson) -> BirthKey:
    return BirthKey(claim.authority, claim.person.birth_month_day)
