"""What can be wrong with a line of a file in which a board tells its decisions."""

from cmehub.issues.entries import Entry

DECISIONS: dict[str, Entry] = {
    "DECISION_LINE_BROKEN": Entry(
        "This line can't be read as CSV; reading went on after line {value}.",
        "Put a text that holds commas, quotes or line breaks in double quotes, and double each quote in it.",
        heading="A line can't be read as CSV.",
    ),
    "ASK_UNKNOWN": Entry(
        "{board} was not asked a question of this name.", "Copy ask from the file of questions, as it stands there."
    ),
    "ROW_NOT_ASKED": Entry("The question has no such row.", "Copy row from the file of questions, beside its ask."),
    "DECISION_CONTRADICTS": Entry(
        "The row was decided before, in another way or for another reason; the first decision counts.",
        "Leave the line out. If the first decision was wrong, tell those who run the hub.",
    ),
}
