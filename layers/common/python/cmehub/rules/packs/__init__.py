"""
The certifying boards' rules, as data.

Each board has one JSON file beside this module: a list of rule packs with effective dates. A learner's completion date
picks the pack for a record, an activity's start date the pack for a registration.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources

from cmehub.rules.packs.pack import RulePack, pack_on, read_packs
from cmehub.rules.packs.rules import Confidence, CreditType, IdentityField, IdentityPolicy, Period, SameDayRule, Sourced

__all__ = [
    "Confidence",
    "CreditType",
    "IdentityField",
    "IdentityPolicy",
    "Packs",
    "Period",
    "RulePack",
    "SameDayRule",
    "Sourced",
    "board_code",
    "board_codes",
    "boards_taking",
    "formats_with_several_a_day",
    "is_board",
    "normal_id",
    "pack_on",
    "packs_of",
    "read_packs",
    "rule_pack",
]

Packs = Callable[[str, dt.date], RulePack]
"""Gives a board's rules on a day, as `rule_pack` does."""


def normal_id(board_id: str) -> str:
    """Take blanks and hyphens out of a board ID; leading zeroes stay."""
    return board_id if board_id.isalnum() else re.sub(r"[\s\u2010-\u2015-]+", "", board_id)


@cache
def _packs() -> dict[str, tuple[RulePack, ...]]:
    files = [file for file in resources.files(__package__).iterdir() if file.name.endswith(".json")]
    packs = [read_packs(file.read_bytes()) for file in sorted(files, key=lambda file: file.name)]
    return {of_board[0].board: of_board for of_board in packs}


@cache
def board_codes() -> tuple[str, ...]:
    """Return the codes of all boards that have rule packs, in alphabetical order."""
    return tuple(sorted(_packs(), key=str.casefold))


@cache
def _codes_folded() -> dict[str, str]:
    return {code.casefold(): code for code in board_codes()}


def board_code(name: str) -> str | None:
    """Return the code of a board written in any case; None if no board has it."""
    return _codes_folded().get(name.strip().casefold())


def is_board(code: str) -> bool:
    """Tell whether a board has exactly this code."""
    return code in _packs()


def boards_taking(on: dt.date) -> tuple[str, ...]:
    """Return the codes of the boards that take activities which start on a day."""
    packs = (rule_pack(board, on) for board in board_codes())
    return tuple(pack.board for pack in packs if pack.activities is None or pack.activities.holds(on))


@cache
def formats_with_several_a_day() -> frozenset[str]:
    """Return the activity formats of which a board takes several records of a learner's day."""
    return frozenset(
        activity_format
        for packs in _packs().values()
        for pack in packs
        if pack.same_day
        for activity_format in pack.same_day.exempt_formats
    )


def packs_of(board: str) -> tuple[RulePack, ...]:
    """Return all rule packs of a board, the oldest first."""
    return _packs()[board]


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
    return pack_on(_packs()[board], on)
