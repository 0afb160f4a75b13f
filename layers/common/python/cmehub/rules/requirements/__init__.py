"""
What states ask of their licensees, as data.

Each licensing board has one JSON file beside this module: a list of requirement packs with effective dates, as the
certifying boards have rule packs. Nothing in them is guessed: what wasn't found is null, and is told as not found.
"""

import datetime as dt
from functools import cache
from importlib import resources

from cmehub.rules.requirements.pack import Duty, RequirementPack, read_requirements

__all__ = [
    "Duty",
    "RequirementPack",
    "read_requirements",
    "requirement_codes",
    "requirement_pack",
    "requirement_packs",
]


@cache
def _packs() -> dict[str, tuple[RequirementPack, ...]]:
    files = [file for file in resources.files(__package__).iterdir() if file.name.endswith(".json")]
    packs = [read_requirements(file.read_bytes()) for file in sorted(files, key=lambda file: file.name)]
    return {of_board[0].code: of_board for of_board in packs}


@cache
def requirement_codes() -> tuple[str, ...]:
    """Return the codes of all boards that have requirement packs, in alphabetical order."""
    return tuple(sorted(_packs()))


def requirement_packs(code: str) -> tuple[RequirementPack, ...]:
    """Return all requirement packs of a board, the oldest first."""
    return _packs()[code]


def requirement_pack(state: str, on: dt.date, *, osteopathic: bool = False) -> RequirementPack | None:
    """
    Return what a state asks on a day; None if there is no file of it, or the day lies before all that is told.

    Parameters
    ----------
    state
        Its two letters.
    on
        The last day of a cycle.
    osteopathic
        Whether an osteopathic physician is asked; where one board licenses all, that makes no difference.
    """
    own = _packs().get(f"{state.lower()}-osteopathic") if osteopathic else None
    packs = own or _packs().get(state.lower(), ())
    return next((pack for pack in reversed(packs) if pack.effective_from <= on), None)
