"""The boards as the site knows them: names, credit types and practice areas, from the newest rule packs."""

import json

from cmehub.rules.packs import board_codes, packs_of


def site_boards_text() -> str:
    """Return the file that the site is built with."""
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
