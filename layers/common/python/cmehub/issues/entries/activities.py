"""What can be wrong with an activity."""

from cmehub.issues.entries import Entry, Severity

ACTIVITIES: dict[str, Entry] = {
    "ACTIVITY_DATES": Entry(
        "The activity ends on {value}, {why}.",
        "Correct the start or the end date of the activity.",
        heading="The activity ends before it starts, or too long after.",
        example={"field": "endDateTime", "value": "2026-05-03", "why": "before it starts"},
    ),
    "ACTIVITY_INCOMPLETE": Entry(
        "The activity is kept as a Draft: it has no {missing}.",
        "Add what is missing and send the activity again; learners can be reported once it is Active.",
        severity=Severity.WARNING,
        example={"value": "202612345", "missing": "description, activity URL"},
    ),
    "ACTIVITY_NOT_CLOSED": Entry(
        "The activity is kept, but not closed: it has no {missing}.",
        "Add what is missing and send the activity again with the request to close it.",
        severity=Severity.WARNING,
        example={"value": "202612345", "missing": "measured outcome, number of physicians"},
    ),
    "ACTIVITY_FIELD_LOCKED": Entry(
        "{field} can't become {value}, because learners were reported: {why}.",
        "Keep what was registered, or delete the learners' records first.",
        heading="{field} can't be changed like this, because learners were reported.",
        example={"field": "End Date", "value": "2026-10-31", "why": "it was 2026-11-30, and may only become later"},
        against_stored=True,
    ),
    "PARTICIPANTS_LOWERED": Entry(
        "{field} is {value}, less than the {stored} that were reported before.",
        "Check the number: an enduring material's learners are counted from its start.",
        severity=Severity.WARNING,
        heading="{field} is less than what was reported before.",
        example={"field": "Physicians", "value": 19, "stored": 20},
    ),
    "ACTIVITY_HAS_LEARNERS": Entry(
        "Activity {value} has learners reported, so it can't be deleted.",
        "Leave the activity as it is; its end date closes it for learners.",
        heading="The activity has learners reported, so it can't be deleted.",
        example={"value": "202612345"},
        against_stored=True,
        in_cells=False,
    ),
    "CREDIT_TYPE_UNKNOWN": Entry(
        "{board} has no credit type “{value}”.",
        "Use one of: {offered}.",
        heading="{field} is no credit type of {board}.",
        example={
            "field": "MOCCreditType",
            "value": "Part IX",
            "board": "ABIM",
            "offered": "Medical Knowledge, Practice Assessment, Patient Safety",
        },
    ),
    "BOARD_TAKES_NO_ACTIVITY": Entry(
        "The activity starts on {value}; {board} takes activities that start {period}.",
        "Leave out the registration for {board}.",
        heading="{field} is outside the dates for {board}, which takes activities that start {period}.",
        example={"field": "startDateTime", "value": "2024-11-04", "board": "ABPMR", "period": "from 2025-01-01 on"},
    ),
    "CONTENT_AREAS_TOO_MANY": Entry(
        "The activity names {value} areas of the content outline of {board}, which takes at most {most}.",
        "Keep the {most} that say most about the activity.",
        heading="The activity names more areas of the content outline of {board} than the {most} that it takes.",
        example={"field": "keyword/@source", "value": 3, "board": "ABA", "most": 2},
    ),
    "PRACTICE_AREA_UNKNOWN": Entry(
        "“{value}” is no practice area of {boards}.",
        "Use the board's own name; its page in the guide lists them.",
        severity=Severity.WARNING,
        heading="{field} is no practice area of the boards that the activity is registered for.",
        example={"field": "specialty", "value": "Cardiac Anaesthetics", "boards": "ABA"},
    ),
    "POINTS_DEFAULTED": Entry(
        "{field} for {board} is empty; it was taken as {taken}, the credits of the activity.",
        "Nothing needs to be done, unless the board is to give fewer points.",
        severity=Severity.NOTE,
        heading="{field} is empty and was taken as the credits of the activity.",
        example={"field": "mocPoints", "board": "ABA", "taken": "6.5"},
    ),
    "CREDIT_TYPE_UNUSUAL": Entry(
        "{value} alone is unusual for {board} in the format {activity_format}.",
        "Check the credit type: it usually goes with {formats}.",
        severity=Severity.WARNING,
        heading="The credit type in {field} is unusual for the format of the activity.",
        mend="Check the credit type of the registration.",
        example={
            "field": "MOCCreditType",
            "value": "Practice Assessment",
            "board": "ABIM",
            "activity_format": "Live Course",
            "formats": "Performance/Quality Improvement",
        },
    ),
    "MOC_POINTS_OVER_CREDITS": Entry(
        "{field} for {board} is {value}, more than the {credits} credits of the activity.",
        "Check the points; boards seldom give more points than credits.",
        severity=Severity.WARNING,
        heading="{field} is more than the credits of the activity.",
        example={"field": "mocPoints", "value": "8", "board": "ABS", "credits": "6.5"},
    ),
}
