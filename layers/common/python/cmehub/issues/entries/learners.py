"""What can be wrong with a learner row before any board is asked."""

from cmehub.issues.entries import Entry, Severity

LEARNERS: dict[str, Entry] = {
    "ACTIVITY_NOT_FOUND": Entry(
        "No activity has the ID {value}.",
        "Use the 9-digit activity ID that CME Hub gave when the activity was sent.",
        heading="No activity has the ID in {field}.",
    ),
    "NOT_YOUR_ACTIVITY": Entry(
        "Activity {value} belongs to another provider.",
        "Check the activity ID; report only your own activities.",
        heading="The activity belongs to another provider.",
    ),
    "ACTIVITY_NOT_ACTIVE": Entry(
        "Activity {value} is still a Draft, so it takes no learners.",
        "Complete the activity, then send this row again.",
        heading="The activity is still a Draft, so it takes no learners.",
    ),
    "BOARD_UNKNOWN": Entry(
        "{field} reads “{value}”, which is neither a board, a state, nor NPI.",
        "Use one of: {known}, or a state.",
        heading="{field} is neither a board, a state, nor NPI.",
    ),
    "BOARD_NOT_REGISTERED": Entry(
        "Activity {activity_id} is not registered for {value}.",
        "Register the activity for {value}, or leave out the {value} credit.",
        heading="The activity is not registered for the board.",
        mend="Register the activity for the board, or leave out the board's credit.",
    ),
    "CREDIT_TYPE_NOT_OFFERED": Entry(
        "The activity does not offer the credit type “{value}” for {board}.",
        "Use one of: {offered}.",
        heading="The activity does not offer the board's credit type in {field}.",
    ),
    "CREDIT_NOT_POSITIVE": Entry(
        "{field} is {value}.",
        "Give an amount above zero.",
        heading="{field} is zero or less.",
    ),
    "CREDIT_INCREMENT": Entry(
        "{field} is {value}, which is not a multiple of {step}.",
        "Give the amount in steps of {step}.",
        heading="{field} is not in the steps that credit is given in.",
    ),
    "CREDIT_PARTIAL": Entry(
        "{field} is {value}; {board} took only the whole {maximum} points of an activity at that time.",
        "Give {maximum}, or leave out the {board} credit.",
        heading="{field} is only a part of the activity's points, which the board didn't take at that time.",
        mend="Give all points of the activity, or leave out the board's credit.",
    ),
    "CREDIT_COMBO_INVALID": Entry(
        "{board} doesn't take {credit_type} like this: {why}.",
        "Report the credit types together as the board does; its page in the guide says how.",
        heading="The board doesn't take its credit types in this combination.",
    ),
    "CREDIT_TYPE_RETIRED": Entry(
        "{board} gave “{value}” until {last_day} only.",
        "Use a credit type that the board gives on that date, or leave the credit out.",
        heading="The credit type in {field} is one that the board no longer gave on that date.",
    ),
    "CREDIT_TYPE_NOT_YET": Entry(
        "{board} gives “{value}” from {start} on only.",
        "Use a credit type that the board gives on that date, or leave the credit out.",
        heading="The credit type in {field} is one that the board didn't give yet on that date.",
    ),
    "CREDIT_OVER_ACTIVITY_MAX": Entry(
        "{field} is {value}; the activity offers at most {maximum} for {board}.",
        "Give at most {maximum}.",
        heading="{field} is more than the activity offers.",
        mend="Give at most what the activity offers.",
    ),
    "CREDIT_OVER_TOTAL": Entry(
        "{field} is {value}, more than the board total of {total}.",
        "The total covers every credit type: raise the total or lower the amount.",
        heading="{field} is more than the board total of the row.",
    ),
    "BOARD_ID_FORMAT": Entry(
        "{field} reads “{value}”; {board} IDs have {expected}.",
        "Ask the learner for the ID.",
        heading="{field} does not look like an ID of that board.",
    ),
    "COMPLETION_IN_FUTURE": Entry(
        "{field} is {value}, which is in the future.",
        "Report a completion once it has happened.",
        heading="{field} is in the future.",
    ),
    "COMPLETION_OUTSIDE_ACTIVITY": Entry(
        "{field} is {value}; the activity runs from {start} to {end}.",
        "Correct the date or the activity ID.",
        heading="{field} is not within the dates of the activity.",
    ),
    "REPORTING_WINDOW_CLOSED": Entry(
        "Completions of {year} could be reported until {closed_on}.",
        "The year can no longer be reported.",
        heading="Completions of that year could be reported until 31 March two years later.",
    ),
    "LICENSEE_NOT_FOUND": Entry(
        "The licensing board of {board} knows no licensee with this {fields}.",
        "Check the state, the licence number, the name and the birth day with the learner.",
    ),
    "LICENSEE_AMBIGUOUS": Entry(
        "The licensing board of {board} has several licensees with this name and birth day.",
        "Give the learner's licence number or NPI.",
    ),
    "LICENSEE_MISMATCH": Entry(
        "{field} leads to somebody with another {fields}.",
        "Check the number, the name and the birth day with the learner.",
    ),
    "LICENSEE_UNCHECKED": Entry(
        "The licence was not checked: {why}.",
        "Nothing needs to be done.",
        severity=Severity.NOTE,
        heading="The licence was not checked, because no roster could tell.",
    ),
    "ALREADY_REPORTED": Entry(
        "The same record was reported before; it was not stored a second time.",
        "Nothing needs to be done.",
        severity=Severity.WARNING,
    ),
    "CREDIT_ID_TAKEN": Entry(
        "The credit ID {value} belongs to another record, which is {status}.",
        "Give this credit an ID of its own, or delete the other record first.",
        heading="The credit ID belongs to another record.",
    ),
    "DELETE_NOT_ALLOWED_PENDING": Entry(
        "The record, or an earlier delete of it, still waits for {board}.", "Send the delete again once it is decided."
    ),
    "ADD_NOT_ALLOWED_PENDING": Entry(
        "The delete of the same record still waits for {board}.", "Send the row again once the delete is decided."
    ),
    "DELETE_NOT_ACCEPTED": Entry(
        "The record was rejected, so there is nothing to delete.",
        "Leave the row out; a corrected record can be added at once.",
    ),
    "DELETE_UNKNOWN_RECORD": Entry(
        "No stored record has this learner, activity, completion date and credit.",
        "Write the row exactly as it was when it was added, with Delete as its action.",
    ),
    "REPORTED_LATE": Entry(
        "The completion of {value} was reported more than {days} days later.",
        "Nothing needs to be done; report soon after a completion, so that learners see their credit in time.",
        severity=Severity.NOTE,
        heading="Completions were reported more than a month later.",
    ),
    "REPORTED_AFTER_YEAR_END": Entry(
        "The completion of {value} was reported after {last_day}, by when {board} wants to have it.",
        "Nothing can be done; tell the learner that it may not count for {year}.",
        severity=Severity.NOTE,
        heading="Completions were reported after the day by which their board wants to have them.",
        mend="Nothing can be done; tell the learners that they may not count for that year.",
    ),
    "POINTS_FOR_ONE_DAY": Entry(
        "{value} points are reported for one day; {board} seldom counts more than {points}.",
        "Check the completion date and the points; if the activity took several days, tell the learner.",
        severity=Severity.WARNING,
        heading="More points are reported for one day than the board usually counts.",
    ),
    "REMS_NOT_REGISTERED": Entry(
        "The REMS report is kept, but activity {value} isn't registered for a REMS.",
        "Send the activity again with its REMS and grant identifier.",
        severity=Severity.WARNING,
        heading="A REMS was reported for an activity that isn't registered for one.",
    ),
}
