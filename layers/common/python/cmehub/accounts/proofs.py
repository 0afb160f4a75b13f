"""Proofs: what somebody says so as to be known as a physician, and whom rosters know by it."""

import datetime as dt
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from cmehub.accounts.claims import TryOutcome
from cmehub.fields.types import Authority, MonthDay, PersonName, wrong
from cmehub.people.identity import IDENTITY_FIELDS, Person, agreeing
from cmehub.people.names import folded
from cmehub.people.npi import is_npi
from cmehub.people.roster_lookups import NPI
from cmehub.people.rosters import BirthKey, EntryKey, RosterEntry, bare_id, normal_entry_id
from cmehub.people.states import STATES
from cmehub.rules.packs import normal_id, rule_pack
from cmehub.stores import RosterStore

_LONGEST = 100
_ANY_AUTHORITY = "ABA"


class Proof(BaseModel):
    """
    Who somebody says to be.

    Attributes
    ----------
    birth_month_day
        ``MM-DD``.
    authority, number
        A board's code and the ID there, a state's letters and the licence number, or ``NPI`` and the NPI.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    given_name: Annotated[PersonName, Field(max_length=_LONGEST)]
    family_name: Annotated[PersonName, Field(max_length=_LONGEST)]
    birth_month_day: MonthDay
    authority: Authority
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST)]

    @field_validator("number")
    @classmethod
    def _normal(cls, number: str, info: ValidationInfo) -> str:
        """Return the number as rosters have it; what it has to look like is public, and so tells nothing."""
        authority = info.data.get("authority")
        if authority is None:
            return number
        if authority == NPI:
            npi = normal_id(number)
            if not is_npi(npi):
                raise wrong("an NPI, 10 digits of which the last is a check digit")
            return npi
        entry_id = normal_entry_id(authority, number)
        if authority not in STATES and not (pack := rule_pack(authority, dt.date.max)).takes_id(entry_id):
            raise wrong(pack.id_format.expected)
        return entry_id

    @property
    def person(self) -> Person:
        """Names and birth day."""
        return Person(self.given_name, self.family_name, self.birth_month_day)

    @property
    def key(self) -> EntryKey:
        """Where a roster has the person, if one does; of an NPI no entry lies there."""
        return EntryKey(self.authority, self.number)


class Proved(NamedTuple):
    """The roster entry that a proof leads to and with which it agrees, or what came of it instead."""

    entry: RosterEntry | None
    outcome: TryOutcome


def prove(rosters: RosterStore, proof: Proof) -> Proved:
    """
    Look up whom a proof is about: the number has to lead there, and both names and the birth day have to agree.

    Names agree as those of a learner's row do. The rosters are asked the same, whoever is found.
    """
    known = _with_npi(rosters, proof.number) if proof.authority == NPI else _with_id(rosters, proof)
    agree = [entry for entry in known if agreeing(proof.person, entry) == IDENTITY_FIELDS]
    if agree:
        return Proved(min(agree, key=lambda entry: entry.key), TryOutcome.CLAIMED)
    return Proved(None, TryOutcome.DISAGREES if known else TryOutcome.UNKNOWN)


def _with_npi(rosters: RosterStore, npi: str) -> list[RosterEntry]:
    known = rosters.with_npis([npi]).get(npi, [])
    if not known:  # The store reads the states of the rosters that know an NPI: here it reads one as well.
        rosters.rosters([_ANY_AUTHORITY])
    return known


def _with_id(rosters: RosterStore, proof: Proof) -> list[RosterEntry]:
    """Return who has the ID; if nobody has, who has more in front of it and the same birth day and family name."""
    exact = rosters.find([proof.key])
    day = BirthKey(proof.authority, proof.birth_month_day, folded(proof.family_name))
    namesakes = rosters.born([day])[day]
    if exact or not proof.number.isdecimal():
        return [*exact.values()]
    bare = proof.number.lstrip("0")
    lengthened = [entry for entry in namesakes if bare and bare_id(entry.entry_id) == bare]
    return lengthened if len(lengthened) == 1 else []
