"""What can come of matching a learner."""

from cmehub.issue_entries import Entry

MATCHES: dict[str, Entry] = {
    "LEARNER_NO_MATCH": Entry(
        "No diplomate of {board} has this name and birth day.",
        "Check the name, the birth day and the board's ID with the learner. Only boards' rosters are known here: "
        "a licence or an NPI alone can't be checked.",
    ),
    "LEARNER_MULTIPLE_MATCHES": Entry(
        "A board's roster has several people with this name and birth day.",
        "Give the learner's certifying board and the ID there.",
    ),
}
