"""Invented physicians, each a pure function of seed and number, and the board rosters they stand on."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from cmehub.people.rosters import RosterEntry, normal_entry_id
from local.sample_data.person_names import FAMILY_NAMES, GIVEN_NAMES
from local.sample_data.states import STATE_CODES

DEFAULT_SEED = 2026
SAMPLE_PHYSICIANS = 480
MOST_PHYSICIANS = 900_000

_PLACES: tuple[tuple[str, ...], ...] = (
    *(("ABIM",), ("ABP",), ("ABA",), ("ABIM",), ("ABS",), ("ABIM",), ("ABP",), ("ABA",), ("ABIM",), ()),
    *(
        ("ABIM",),
        ("ABP",),
        ("ABS",),
        ("ABA",),
        ("ABIM",),
        ("ABIM", "ABP"),
        ("ABP",),
        ("ABS",),
        ("ABA", "ABIM"),
        ("ABA",),
    ),
)
_BOARDS = ("ABA", "ABIM", "ABP", "ABS")
_LEAP_DAY_EVERY = 61
_WITH_EMAIL_EVERY = 2
"""Boards have the e-mail address of each other sample physician."""
_RENAMED_EVERY = 24
_SHORT_IDS_BELOW = 1_000
_STATES = tuple(STATE_CODES)


@dataclass(frozen=True, slots=True)
class SamplePhysician:
    """A physician with the identities that boards and states know."""

    number: int
    given_name: str
    family_name: str
    birth_month_day: str
    state: str
    licence_id: str
    npi: str
    board_ids: tuple[tuple[str, str], ...]
    former_names: tuple[str, ...]

    @property
    def state_letters(self) -> str:
        """The two letters of the state."""
        return STATE_CODES[self.state]

    def board_id(self, board: str) -> str:
        """Return this physician's ID at a board whose roster lists them."""
        return dict(self.board_ids)[board]


def npi_of(number: int) -> str:
    """Return an NPI with a right check digit, from the range starting with 2 that nobody has been given."""
    stem = f"29{number:07d}"
    total = 24
    for place, digit in enumerate(reversed(stem)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return f"{stem}{-total % 10}"


def _board_id(board: str, number: int) -> str:
    spread = number * 7919 % MOST_PHYSICIANS
    short = number < _SHORT_IDS_BELOW and number % 10 in {1, 3}
    if board == "ABA":
        return str(39_000_000 + spread)
    if board == "ABIM":
        return str(10_000 + number if short else 100_000 + spread)
    if board == "ABP":
        return str(200_000 + number if short else 9_000_000 + spread)
    return str(500_000 + number)


@lru_cache(maxsize=2 * SAMPLE_PHYSICIANS)
def physician(number: int, seed: int = DEFAULT_SEED) -> SamplePhysician:
    """Return the physician of this number, always the same for the same seed.

    Parameters
    ----------
    number
        From 0 to `MOST_PHYSICIANS` - 1; the first `SAMPLE_PHYSICIANS` stand on the sample rosters.
    seed
        Another seed gives other people under the same numbers and board IDs.
    """
    chance = int.from_bytes(hashlib.sha256(f"{seed}:{number}".encode()).digest())
    chance, given = divmod(chance, len(GIVEN_NAMES))
    chance, family = divmod(chance, len(FAMILY_NAMES))
    chance, state = divmod(chance, len(_STATES))
    chance, day = divmod(chance, 365)
    birthday = date(2001, 1, 1) + timedelta(days=day)
    return SamplePhysician(
        number=number,
        given_name=GIVEN_NAMES[given],
        family_name=FAMILY_NAMES[family],
        birth_month_day="02-29" if number % _LEAP_DAY_EVERY == 0 else f"{birthday:%m-%d}",
        state=_STATES[state],
        licence_id=f"35.{900_000 + number}" if number % 2 else f"MD{900_000 + number}",
        npi=npi_of(number),
        board_ids=tuple((board, _board_id(board, number)) for board in _PLACES[number % len(_PLACES)]),
        former_names=() if number % _RENAMED_EVERY else (FAMILY_NAMES[family - 1],),
    )


def roster_entries(physicians: int = SAMPLE_PHYSICIANS, seed: int = DEFAULT_SEED) -> Iterator[RosterEntry]:
    """Yield what rosters have of the first so many physicians, holding none of them in memory."""
    for number in range(physicians):
        person = physician(number, seed)
        known: dict[str, Any] = {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "birth_month_day": person.birth_month_day,
            "npi": person.npi,
            "former_names": person.former_names,
        }
        email = f"physician{number}@example.org" if number < SAMPLE_PHYSICIANS and number % _WITH_EMAIL_EVERY else None
        for board, board_id in person.board_ids:
            yield RosterEntry(authority=board, entry_id=board_id, state=person.state_letters, email=email, **known)
        licence_id = normal_entry_id(person.state_letters, person.licence_id)
        yield RosterEntry(authority=person.state_letters, entry_id=licence_id, **known)


def sample_rosters(physicians: int = SAMPLE_PHYSICIANS, seed: int = DEFAULT_SEED) -> dict[str, tuple[RosterEntry, ...]]:
    """Return the roster of each certifying board and of each state's licensing board, in order of their IDs."""
    rosters: dict[str, list[RosterEntry]] = {board: [] for board in (*_BOARDS, *STATE_CODES.values())}
    for entry in roster_entries(physicians, seed):
        rosters[entry.authority].append(entry)
    return {
        authority: tuple(sorted(entries, key=lambda entry: (len(entry.entry_id), entry.entry_id)))
        for authority, entries in rosters.items()
    }


class Cast:
    """Hands out physicians of one stretch of numbers, so that no two sample files share a learner.

    Parameters
    ----------
    numbers
        The stretch; `SAMPLE_PHYSICIANS` bounds it.
    seed
        The seed of the physicians.
    """

    def __init__(self, numbers: range, seed: int) -> None:
        self._waiting = [physician(number, seed) for number in numbers]

    def take(self, *boards: str) -> SamplePhysician:
        """Return the next physician who stands on exactly the rosters of these boards."""
        for place, person in enumerate(self._waiting):
            if tuple(board for board, _ in person.board_ids) == boards:
                return self._waiting.pop(place)
        raise LookupError(f"No sample physician is left who stands on {boards or 'no roster'}.")
