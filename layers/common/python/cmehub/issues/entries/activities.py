"""What can be wrong with an activity."""

from cmehub.issues.entries import Entry, Severity

ACTIVITIES: dict[str, Entry] = {
    "ACTIVITY_DATES": Entry(
        "The activity ends on {value}, {why}.",
        "Correct the start or the end date of the activity.",
        heading="The activity ends before it starts, or too long after.",
    ),
    "ACTIVITY_INCOMPLETE": Entry(
        "The activity is kept as a Draft: it has no {missing}.",
        "Add what is missing and send the activity again; learners can be reported once it is Active.",
        severity=Severity.WARNING,
    ),
    "ACTIVITY_NOT_CLOSED": Entry(
        "The activity is kept, but not closed: it has no {missing}.",
        "Add what is missing and send the activity again with the request to close it.",
        severity=Severity.WARNING,
    ),
    "ACTIVITY_FIELD_LOCKED": Entry(
        "{field} can't become {value}, because learners were reported: {why}.",
        "Keep what was registered, or delete the learners' records first.",
        heading="{field} can't be changed like this, because learners were reported.",
    ),
    "PARTICIPANTS_LOWERED": Entry(
        "{field} is {value}, less than the {stored} that were reported before.",
        "Check the number: an enduring material's learners are counted from its start.",
        severity=Severity.WARNING,
        heading="{field} is less than what was reported before.",
    ),
    "ACTIVITY_HAS_LEARNERS": Entry(
        "Activity {value} has learners reported, so it can't be deleted.",
        "Leave the activity as it is; its end date closes it for learners.",
        heading="The activity has learners reported, so it can't be deleted.",
    ),
    "CREDIT_TYPE_UNKNOWN": Entry(
        "{board} has no credit type “{value}”.",
        "Use one of: {offered}.",
        heading="{field} is no credit type of the board.",
    ),
    "BOARD_TAKES_NO_ACTIVITY": Entry(
        "The activity starts on {value}; {board} takes activities that start {period}.",
        "Leave out the registration for {board}.",
        heading="The board takes no activities that start on the date in {field}.",
        mend="Leave out the registration for the board.",
    ),
    "CONTENT_AREAS_TOO_MANY": Entry(
        "The activity names {value} areas of the content outline of {board}, which takes at most {most}.",
        "Keep the {most} that say most about the activity.",
        heading="The activity names more areas of the board's content outline than it takes.",
        mend="Keep those that say most about the activity.",
    ),
    "PRACTICE_AREA_UNKNOWN": Entry(
        "“{value}” is no practice area of {boards}.",
        "Use the board's own name; its page in the guide lists them.",
        severity=Severity.WARNING,
        heading="{field} is no practice area of the boards that the activity is registered for.",
    ),
    "POINTS_DEFAULTED": Entry(
        "{field} for {board} is empty; it was taken as {taken}, the credits of the activity.",
        "Nothing needs to be done, unless the board is to give fewer points.",
        severity=Severity.NOTE,
        heading="{field} is empty and was taken as the credits of the activity.",
    ),
    "CREDIT_TYPE_UNUSUAL": Entry(
        "{value} alone is unusual for {board} in the format {activity_format}.",
        "Check the credit type: it usually goes with {formats}.",
        severity=Severity.WARNING,
        heading="The credit type in {field} is unusual for the format of the activity.",
        mend="Check the credit type of the registration.",
    ),
    "MOC_POINTS_OVER_CREDITS": Entry(
        "{field} for {board} is {value}, more than the {credits} credits of the activity.",
        "Check the points; boards seldom give more points than credits.",
        severity=Severity.WARNING,
        heading="{field} is more than the credits of the activity.",
    ),
}
