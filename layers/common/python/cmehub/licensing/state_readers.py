"""Who reads for a state's licensing board."""

import datetime as dt
from typing import NamedTuple

from cmehub.accounts.accesses import Reader
from cmehub.accounts.standing import Role, RoleKind
from cmehub.people.states import STATES
from cmehub.rules.requirements import RequirementPack, requirement_pack

_SYSTEM = "system"


class StateReader(NamedTuple):
    """
    Who reads for a state's licensing board, which sees its own licensees alone.

    Attributes
    ----------
    state
        Its letters.
    reader_id
        What is written down of who read: an officer's by `officer_id`, a board's own system's by `system_id`.
    """

    state: str
    reader_id: str


def officer_id(sub: str) -> str:
    """Return what is written down of an officer, whom the user pool calls so; never an e-mail address."""
    return f"officer {sub}"


def system_id(key_id: str) -> str:
    """Return what is written down of a board's own system that called with this key."""
    return f"{_SYSTEM} {key_id}"


def is_system(reader_id: str) -> bool:
    """Tell whether a board's own system read, and no officer."""
    return reader_id.partition(" ")[0] == _SYSTEM


def reader_kind(reader_id: str) -> Reader:
    """Return what the physician is told of who read."""
    return Reader.SYSTEM if is_system(reader_id) else Reader.OFFICER


def states_of(roles: tuple[Role, ...]) -> list[str]:
    """Return the letters of the states whose officer somebody with these roles is, in alphabetical order."""
    return sorted(role.at for role in roles if role.kind is RoleKind.OFFICER)


def state_packs(state: str, on: dt.date) -> tuple[RequirementPack, ...]:
    """Return what a state's boards ask on a day: its medical board, and one of osteopathic physicians' own."""
    packs = (requirement_pack(state, on, osteopathic=osteopathic) for osteopathic in (False, True))
    return tuple({pack.code: pack for pack in packs if pack}.values())


def licensing_name(state: str, on: dt.date) -> str:
    """Return who licenses a state's physicians, by its board's name where it has one alone."""
    packs = state_packs(state, on)
    return packs[0].name if len(packs) == 1 else f"Licensing boards of {STATES[state]}"
