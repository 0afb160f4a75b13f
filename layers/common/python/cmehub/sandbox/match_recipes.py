"""How to bring about what can come of matching a learner."""

from typing import Any

from cmehub.people.rosters import RosterEntry
from cmehub.sandbox.people import INTERNIST, STRANGER, TWIN, UNKNOWN_NPI
from cmehub.sandbox.scene import Recipe, call


def _matched(title: str, person: RosterEntry, **known: Any) -> Recipe:
    learner = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_month_day": person.birth_month_day,
        **known,
    }
    return Recipe(title, lambda _scene: [call("/v1/matches", {"learners": [learner]})])


MATCHES: dict[str, Recipe] = {
    "LEARNER_NO_MATCH": _matched("Somebody whom the board doesn't know", STRANGER, board="ABIM"),
    "NPI_NOT_FOUND": _matched("An NPI that no roster has", STRANGER, licence=UNKNOWN_NPI),
    "NUMBER_NOT_THEIRS": _matched(
        "An ID that isn't that of the person named", INTERNIST, board="ABIM", board_id=STRANGER.entry_id
    ),
    "LEARNER_MULTIPLE_MATCHES": _matched("Two diplomates of one name and birth day", TWIN, board="ABIM"),
}
