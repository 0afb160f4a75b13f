"""How to bring about the reasons for which boards reject a record."""

from typing import Any

from cmehub.people.rosters import RosterEntry
from cmehub.rules.judgement import ENTRIES_LIMIT
from cmehub.sandbox.people import ANESTHESIOLOGIST, INTERNIST, PEDIATRICIAN, STRANGER
from cmehub.sandbox.scene import CREDITS, Document, Recipe, Scene, file, line, records, registration
from cmehub.sandbox.steps import Shown, Step

_HEADINGS = (
    *("Record Action", "ACCME Activity ID", "Completion Date", "First Name", "Last Name", "Date of Birth"),
    *("Certifying Board", "Certifying Board ID", "Total Board Credits", "Credit Type"),
    "Credits Awarded for Credit Type",
)


def _rejected(title: str, person: RosterEntry, *lines: Document, **changes: Any) -> Recipe:
    """Return what reports one record that its board rejects."""
    return Recipe(title, lambda scene: [scene.saved(), records(scene.record(person, *lines, **changes))], Shown.REPORT)


def _together(title: str, person: RosterEntry, *of_records: list[Document]) -> Recipe:
    """Return what reports several records of one learner and day in one call."""
    return Recipe(
        title,
        lambda scene: [scene.saved(), records(*(scene.record(person, *lines) for lines in of_records))],
        Shown.REPORT,
    )


def _too_many(scene: Scene) -> list[Step]:
    """Return a file with one record more than a board takes of one learner; each has another amount or day."""
    registered = {"credits": ENTRIES_LIMIT, "registrations": [registration("ABIM", points=ENTRIES_LIMIT)]}
    person = INTERNIST
    known = (person.given_name, person.family_name, person.birth_month_day, person.authority, person.entry_id)
    rows = []
    for number in range(ENTRIES_LIMIT + 1):
        amount = f"{0.25 * (1 + number % 3)}"
        done = scene.day(-(number // 3))
        rows.append(("Add", scene.activity_id(), done, *known, amount, "Medical Knowledge", amount))
    text = "\n".join(map(",".join, (_HEADINGS, *rows)))
    return [scene.saved(**registered), file("learners.csv", text.encode())]


BOARDS: dict[str, Recipe] = {
    "BOARD_ID_NOT_FOUND": _rejected("An ID that the board doesn't know", STRANGER),
    "DIPLOMATE_NOT_FOUND": _rejected(
        "Somebody without an ID whose name the board doesn't know",
        STRANGER,
        line(STRANGER, board="ABS", learner_id=None, credit_type="Accredited CME"),
    ),
    "IDENTITY_MISMATCH": _rejected("Another birth day", INTERNIST, birth_month_day=STRANGER.birth_month_day),
    "MAX_POINTS_REACHED": _together(
        "More points in two records than the activity offers", INTERNIST, [line(INTERNIST, CREDITS)], [line(INTERNIST)]
    ),
    "DUPLICATE_SAME_DAY": _together(
        "Two records of one day", PEDIATRICIAN, [line(PEDIATRICIAN)], [line(PEDIATRICIAN, 2)]
    ),
    "SAME_DAY_RECORD_LIMIT": _together(
        "Three records of a day that can be split in two",
        ANESTHESIOLOGIST,
        [line(ANESTHESIOLOGIST), line(ANESTHESIOLOGIST, credit_type="Patient Safety")],
        [line(ANESTHESIOLOGIST, 2)],
        [line(ANESTHESIOLOGIST, 3)],
    ),
    "RECORD_LIMIT": Recipe("A file with 1,001 records of one learner", _too_many, Shown.REPORT),
}
