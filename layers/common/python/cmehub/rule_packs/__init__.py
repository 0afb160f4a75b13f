"""
The certifying boards' rules, as data.

Each board has one JSON file beside this module: a list of rule packs with effective dates. A learner's completion date
picks the pack for a record, an activity's start date the pack for a registration.
"""

import datetime as dt
import re
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

IdentityField = Literal["family name", "given name", "birth day"]


class Sourced(BaseModel):
    """A rule that says where it was read and how sure that is (H read in a primary text, M secondary, L inferred)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    confidence: Literal["H", "M", "L"]


class IdFormat(Sourced):
    """What a board's IDs look like once blanks and hyphens are taken out."""

    pattern: str
    expected: str
    required: bool


class CreditType(Sourced):
    """
    A credit type; ``counts_within`` names the type whose amount already includes this one.

    ``aliases`` are other spellings seen in files.
    """

    name: str
    aliases: tuple[str, ...] = ()
    counts_within: str | None = None


class IdentityPolicy(Sourced):
    """Which fields have to agree with the roster: every one of ``all_of`` and, if given, one of ``any_of``."""

    all_of: tuple[IdentityField, ...] = ()
    any_of: tuple[IdentityField, ...] = ()


class SameDayRule(Sourced):
    """
    One record per diplomate, activity and completion date.

    ``exempt_formats`` are activity formats that the rule does not touch. ``split_type`` is a credit type that allows a
    second record on a day when the activity offers it and exactly one of the two records has it.
    """

    exempt_formats: tuple[str, ...] = ()
    split_type: str | None = None


class RulePack(BaseModel):
    """One board's rules for completions from ``effective_from`` on, until the next pack of the board."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    board: str
    name: str
    effective_from: dt.date
    starts: dt.date | None = None
    id_format: IdFormat
    credit_types: tuple[CreditType, ...]
    identity: IdentityPolicy
    same_day: SameDayRule | None = None

    @cached_property
    def _types(self) -> dict[str, str]:
        return {_plain(spelling): one.name for one in self.credit_types for spelling in (one.name, *one.aliases)}

    @cached_property
    def _id_pattern(self) -> re.Pattern[str]:
        return re.compile(self.id_format.pattern)

    def credit_type(self, spelling: str) -> str | None:
        """Return the board's name of a credit type in any case, with or without a bracketed suffix; None if none."""
        return self._types.get(_plain(spelling))

    def takes_id(self, board_id: str) -> bool:
        """Tell whether a normalised ID has the board's format."""
        return self._id_pattern.fullmatch(board_id) is not None


class _PackFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    packs: tuple[RulePack, ...]


@lru_cache(maxsize=1024)
def _plain(spelling: str) -> str:
    bare = re.sub(r"\s*\(.*\)\s*$", "", spelling)
    return re.sub(r"[\s\u2010-\u2015-]+", " ", bare).strip().casefold()


def normal_id(board_id: str) -> str:
    """Take blanks and hyphens out of a board ID; leading zeroes stay."""
    return board_id if board_id.isalnum() else re.sub(r"[\s\u2010-\u2015-]+", "", board_id)


@cache
def _packs() -> dict[str, tuple[RulePack, ...]]:
    files = [one for one in resources.files(__package__).iterdir() if one.name.endswith(".json")]
    packs = [_PackFile.model_validate_json(one.read_bytes()).packs for one in sorted(files, key=lambda one: one.name)]
    return {of_board[0].board: tuple(sorted(of_board, key=lambda one: one.effective_from)) for of_board in packs}


@cache
def board_codes() -> tuple[str, ...]:
    """Return the codes of all boards that have rule packs, in alphabetical order."""
    return tuple(sorted(_packs()))


@cache
def _codes_folded() -> dict[str, str]:
    return {code.casefold(): code for code in board_codes()}


def board_code(name: str) -> str | None:
    """Return the code of a board written in any case; None if no board has it."""
    return _codes_folded().get(name.strip().casefold())


@lru_cache(maxsize=4096)
def rule_pack(board: str, on: dt.date) -> RulePack:
    """
    Return the rules of a board that hold on a day.

    Parameters
    ----------
    board
        A code from `board_codes`.
    on
        Completion date of a learner, or start date of an activity.
    """
    packs = _packs()[board]
    return next((pack for pack in reversed(packs) if pack.effective_from <= on), packs[0])
