"""What can be wrong with a line of a file in which a board tells its decisions."""

from cmehub.issues.entries import Entry

ONLY_IN_DECISION_FILES = "Only a file in which a board tells its decisions has it."

DECISIONS: dict[str, Entry] = {
    "DECISION_LINE_BROKEN": Entry(
        "This line can't be read as CSV; reading went on after line {value}.",
        "Put a text that holds commas, quotes or line breaks in double quotes, and double each quote in it.",
        heading="A line can't be read as CSV.",
        example={"value": 3},
        no_fixture=ONLY_IN_DECISION_FILES,
    ),
    "ASK_UNKNOWN": Entry(
        "{board} was not asked a question of this name.",
        "Copy ask from the file of questions, as it stands there.",
        example={"board": "ABS"},
        no_fixture=ONLY_IN_DECISION_FILES,
    ),
    "ROW_NOT_ASKED": Entry(
        "The question has no such row.",
        "Copy row from the file of questions, beside its ask.",
        example={},
        no_fixture=ONLY_IN_DECISION_FILES,
    ),
    "DECISION_CONTRADICTS": Entry(
        "The row was decided before, in another way or for another reason; the first decision counts.",
        "Leave the line out. If the first decision was wrong, tell those who run the hub.",
        example={},
        no_fixture=ONLY_IN_DECISION_FILES,
    ),
}
