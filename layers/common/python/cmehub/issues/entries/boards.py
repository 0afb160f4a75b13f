"""Why a board rejects a record."""

from cmehub.issues.entries import Entry
from cmehub.people.namesakes import MOST_NAMESAKES

BOARDS: dict[str, Entry] = {
    "BOARD_ID_NOT_FOUND": Entry(
        "{board} knows no diplomate with this ID, name and birth day.",
        "Check all of them with the learner; a spreadsheet may have dropped the ID's leading zeros.",
        example={"board": "ABIM"},
        fields=("learner_id", "given_name", "family_name", "birth_month_day"),
    ),
    "DIPLOMATE_NOT_FOUND": Entry(
        "{board} knows no diplomate, or several, with this name and birth day.",
        f"Give the learner's {{board}} ID; a name that more than {MOST_NAMESAKES} other diplomates have needs it.",
        example={"board": "ABS"},
        fields=("learner_id",),
    ),
    "IDENTITY_MISMATCH": Entry(
        "{board} holds another {fields} for this ID.",
        "Check the ID, the name and the birth day with the learner.",
        example={"board": "ABIM", "fields": "birth day"},
        fields=("learner_id", "given_name", "family_name", "birth_month_day"),
    ),
    "MAX_POINTS_REACHED": Entry(
        "With this record the learner would have more than the {maximum} points that the activity offers for {board}.",
        "Report only what is left, or delete the earlier record first.",
        example={"board": "ABA", "maximum": "6.5"},
        fields=("amount",),
        in_cells=False,
    ),
    "DUPLICATE_SAME_DAY": Entry(
        "{board} takes one record per learner, activity and completion date.",
        "Put all credit of the day into one record: delete the earlier one, then send the sum.",
        example={"board": "ABP"},
        fields=("completion_date",),
        in_cells=False,
    ),
    "SAME_DAY_RECORD_LIMIT": Entry(
        "{board} takes two records of a day only if exactly one of them has {credit_type} credit.",
        "Send one record with the {credit_type} credit and one with the rest.",
        mend="Send one record with that credit type and one with the rest.",
        example={"board": "ABA", "credit_type": "Patient Safety"},
        fields=("completion_date", "credit_type"),
        in_cells=False,
    ),
    "RECORD_LIMIT": Entry(
        "{board} takes at most {limit} records of one learner for one activity.",
        "Put several completions into one record.",
        example={"board": "ABP", "limit": "1000"},
        fields=("activity_id",),
        in_cells=False,
    ),
    "DUPLICATE_ACTIVITY": Entry(
        "{board} took one record per learner and activity at that time.",
        "Put all credit of the activity into one record: delete the earlier one, then send the sum.",
        example={"board": "ABP"},
        fields=("amount",),
        in_cells=False,
        no_fixture="ABP took one record of an activity before 2020 only, which can't be reported any more.",
    ),
    "BEFORE_BOARD_START": Entry(
        "{board} takes completions from {start} on.",
        "Leave out the {board} credit for this completion.",
        example={"board": "ABS", "start": "2021-03-01"},
        fields=("completion_date",),
        in_cells=False,
    ),
    "AFTER_BOARD_END": Entry(
        "{board} takes completions until {last_day} only.",
        "Leave out the {board} credit for this completion.",
        example={"board": "ABO", "last_day": "2025-12-31"},
        fields=("completion_date",),
        in_cells=False,
    ),
    "BOARD_OTHER_REASON": Entry(
        "{board} rejects it and says: “{reason}”.",
        "Mend what {board} names, or ask them, and send the row again.",
        example={"board": "ABS", "reason": "The certificate lapsed before this date"},
        fields=(),
        no_fixture="Only boards outside the hub have reasons of their own, and a sandbox asks none.",
    ),
}
