"""What the site knows of the boards' newest rule packs and of the lists that fields are chosen from."""

import json

from cmehub.activities.choices import ACTIVITY_FORMATS, DELIVERIES, FEES, REGISTRATIONS
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


def site_activity_choices_text() -> str:
    """Return the file of what the console's form for activities lets be chosen."""
    chosen = {
        "formats": [*ACTIVITY_FORMATS],
        "deliveries": DELIVERIES,
        "fees": FEES,
        "registrations": REGISTRATIONS,
        "credit_types": {
            code: [credit_type.name for credit_type in packs_of(code)[-1].credit_types] for code in board_codes()
        },
    }
    return json.dumps(chosen, indent=1, ensure_ascii=False) + "\n"
