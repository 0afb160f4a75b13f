"""Looking a licensee up on a state's own roster; names cost of a budget, since they can be guessed."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from cmehub.fields.types import MonthDay, PersonName, wrong
from cmehub.licensing.state_log import LookKind
from cmehub.licensing.state_readers import StateReader
from cmehub.people.identity import IDENTITY_FIELDS, Person, agreeing
from cmehub.people.names import folded
from cmehub.people.npi import is_npi
from cmehub.people.rosters import BirthKey, EntryKey, RosterEntry, normal_entry_id
from cmehub.rules.packs import normal_id
from cmehub.stores import RosterStore
from cmehub.stores.tries import TryStore

NAMES_PER_DAY = 100
"""So many names with birth days an officer may look up on a day of UTC; the same ones again cost nothing."""
_LONGEST = 100
_Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST)]
_PersonName = Annotated[PersonName, Field(max_length=_LONGEST)]


class Sought(BaseModel):
    """
    Whom an officer looks for: by the licence number, by the NPI, or by both names and the birth day.

    Attributes
    ----------
    birth_month_day
        ``MM-DD``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    licence: _Number | None = None
    npi: _Number | None = None
    given_name: _PersonName | None = None
    family_name: _PersonName | None = None
    birth_month_day: MonthDay | None = None

    @field_validator("npi")
    @classmethod
    def _normal(cls, npi: str | None) -> str | None:
        if npi is None:
            return None
        if not is_npi(normal := normal_id(npi)):
            raise wrong("an NPI, 10 digits of which the last is a check digit")
        return normal

    @model_validator(mode="after")
    def _in_one_way(self) -> Self:
        of_person = (self.given_name, self.family_name, self.birth_month_day)
        ways = [self.licence is not None, self.npi is not None, any(of_person)]
        if sum(ways) != 1 or (any(of_person) and not all(of_person)):
            raise ValueError("give licence, or npi, or given_name, family_name and birth_month_day together")
        return self

    @property
    def kind(self) -> LookKind:
        """By what is looked."""
        if self.licence:
            return LookKind.BY_LICENCE
        return LookKind.BY_NPI if self.npi else LookKind.BY_NAME

    @property
    def person(self) -> Person:
        """Names and birth day."""
        return Person(self.given_name or "", self.family_name or "", self.birth_month_day or "")


class NamesSpentError(Exception):
    """An officer has looked up as many names as can be on a day."""


@dataclass(frozen=True)
class LicenseeLookups:
    """Everything that looking licensees up needs."""

    rosters: RosterStore
    tries: TryStore

    def find(self, reader: StateReader, sought: Sought, day: dt.date) -> list[RosterEntry]:
        """
        Return who is meant on the state's own roster, in order of licence numbers.

        A name is written down before anybody is looked up, so that many at one moment gain nothing.

        Parameters
        ----------
        day
            In UTC, as budgets have it.

        Raises
        ------
        NamesSpentError
            If it is by name, and the day's names are spent.
        """
        state = reader.state
        if sought.licence:
            key = EntryKey(state, normal_entry_id(state, sought.licence))
            return [*self.rosters.find([key]).values()]
        if sought.npi:
            known = self.rosters.with_npis([sought.npi]).get(sought.npi, [])
            return [entry for entry in known if entry.authority == state]
        person = sought.person
        trial = _digest(state, folded(person.given_name), folded(person.family_name), person.birth_month_day)
        if not self.tries.admit(f"names#{reader.reader_id}", trial, day, most=NAMES_PER_DAY):
            raise NamesSpentError
        born_on = BirthKey(state, person.birth_month_day)
        return [entry for entry in self.rosters.born([born_on])[born_on] if agreeing(person, entry) == IDENTITY_FIELDS]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
