"""Why a board rejects a record."""

from cmehub.issues.entries import Entry

BOARDS: dict[str, Entry] = {
    "BOARD_ID_NOT_FOUND": Entry("{board} knows no diplomate with this ID.", "Ask the learner for their {board} ID."),
    "DIPLOMATE_NOT_FOUND": Entry(
        "{board} knows no diplomate, or several, with this name and birth day.", "Give the learner's {board} ID."
    ),
    "IDENTITY_MISMATCH": Entry(
        "{board} holds another {fields} for this ID.",
        "Check the ID, the name and the birth day with the learner.",
    ),
    "MAX_POINTS_REACHED": Entry(
        "With this record the learner would have more than the {maximum} points that the activity offers for {board}.",
        "Report only what is left, or delete the earlier record first.",
        heading="With this record the learner would have more points than the activity offers for {board}.",
    ),
    "DUPLICATE_SAME_DAY": Entry(
        "{board} takes one record per learner, activity and completion date.",
        "Put all credit of the day into one record: delete the earlier one, then send the sum.",
    ),
    "SAME_DAY_RECORD_LIMIT": Entry(
        "{board} takes two records of a day only if exactly one of them has {credit_type} credit.",
        "Send one record with the {credit_type} credit and one with the rest.",
        mend="Send one record with that credit type and one with the rest.",
    ),
    "RECORD_LIMIT": Entry(
        "{board} takes at most {limit} records of one learner for one activity.",
        "Put several completions into one record.",
        heading="{board} takes only so many records of one learner for one activity.",
    ),
    "DUPLICATE_ACTIVITY": Entry(
        "{board} took one record per learner and activity at that time.",
        "Put all credit of the activity into one record: delete the earlier one, then send the sum.",
    ),
    "BEFORE_BOARD_START": Entry(
        "{board} takes completions from {start} on.", "Leave out the {board} credit for this completion."
    ),
    "AFTER_BOARD_END": Entry(
        "{board} takes completions until {last_day} only.", "Leave out the {board} credit for this completion."
    ),
    "BOARD_OTHER_REASON": Entry(
        "{board} rejects it and says: “{reason}”.",
        "Mend what {board} names, or ask them, and send the row again.",
        heading="{board} rejects it for a reason of its own; the report and the fix-it workbook say which.",
    ),
}
