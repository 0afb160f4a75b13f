"""What can come of matching a learner."""

from cmehub.issues.entries import Entry
from cmehub.people.namesakes import MOST_NAMESAKES

MATCHES: dict[str, Entry] = {
    "LEARNER_NO_MATCH": Entry(
        "No diplomate of {board} has this name and birth day.",
        "Check the name and the birth day with the learner, and give an ID: the board's, the state and the licence "
        "number, or the NPI. "
        f"A name that more than {MOST_NAMESAKES} others on the roster have needs one.",
        example={"board": "ABIM"},
    ),
    "NPI_NOT_FOUND": Entry(
        "No roster has somebody with this NPI, name and birth day.",
        "Check the NPI with the learner, or give the state and the licence number, or the board and the ID there.",
        example={"field": "Licensing ID or NPI"},
    ),
    "NUMBER_NOT_THEIRS": Entry(
        "{field} is not the number of the person with this name and birth day.",
        "Ask the learner for it, or leave it out.",
        example={"field": "Certifying Board ID"},
        fields=("learner_id",),
    ),
    "NOT_LOOKED_UP": Entry(
        "Nobody was looked up: {spent} today.",
        "Check what was looked up in vain before, and send this again when the day is over (UTC).",
        heading="Nobody was looked up: as much was tried in vain today as may be.",
        example={"spent": "the 1,000 look-ups that you may make in vain are spent"},
        in_cells=False,
        no_fixture="It takes as much as MATCHES_EXHAUSTED does.",
    ),
    "LEARNER_MULTIPLE_MATCHES": Entry(
        "A board's roster has several people with this name and birth day.",
        "Give the learner's certifying board and the ID there.",
        example={},
    ),
}
