"""What the site knows of the boards' newest rule packs, and of states."""

import json

from cmehub.people.states import STATES
from cmehub.rules.packs import board_codes, packs_of


def site_states_text() -> str:
    """Return the file of states that the site is built with."""
    states = [{"code": letters, "name": name} for letters, name in STATES.items()]
    return json.dumps(states, indent=1) + "\n"


def site_boards_text() -> str:
    """Return the file of boards that the site is built with."""
    boards = []
    for code in board_codes():
        pack = packs_of(code)[-1]
        boards.append(
            {
                "code": code,
                "name": pack.name,
                "areas": [*pack.practice_areas.names] if pack.practice_areas else [],
            }
        )
    return json.dumps(boards, indent=1, ensure_ascii=False) + "\n"
