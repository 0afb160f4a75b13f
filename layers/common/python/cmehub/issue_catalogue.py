"""Every issue and every board's reason: one sentence on what is wrong, one on how to mend it."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """What an issue does to its row or file: an error keeps it out, a warning lets it in, a note tells of a repair."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Entry(NamedTuple):
    """
    One kind of problem; the sentences are format strings.

    Attributes
    ----------
    message, fix
        What is wrong with one row or file, and how to mend it.
    severity
        What it does to its row or file.
    heading, mend
        What stands for the message and the fix where many rows are spoken of at once. They name no more than ``field``
        and ``board``; there is none where the sentence itself says nothing that only one row has.
    """

    message: str
    fix: str
    severity: Severity = Severity.ERROR
    heading: str | None = None
    mend: str | None = None


CATALOGUE: dict[str, Entry] = {
    # --- the file -------------------------------------------------------------------------------------------------
    "FILE_EMPTY": Entry("The file is empty.", "Send the file again; check that it was saved before it was sent."),
    "FILE_TOO_LARGE": Entry(
        "The file has {value} bytes; at most {limit} are read.", "Split the file and send the parts."
    ),
    "FILE_FORMAT_UNKNOWN": Entry(
        "The file is none of the formats that CME Hub reads.",
        "Send the ACCME Excel learner template or our activity template (.xlsx), a CSV or tab-delimited file with the "
        "learner template's headings, a tab-delimited activity file, or XML or JSON with the root ACCMELearnerReports "
        "or ACCMEActivities.",
    ),
    "FILE_BROKEN": Entry(
        "The file can't be read past row {rows_read}: {reason}.",
        "Mend the file there and send it again; rows that were already taken are recognised.",
    ),
    "FILE_WITHOUT_ROWS": Entry(
        "The file holds no rows.", "Put the data below the headings (or reports into the XML) and send it again."
    ),
    "XML_DOCTYPE": Entry(
        "The XML has a document type declaration, which is refused because it can be used for attacks.",
        "Take the <!DOCTYPE ...> line out; none of the formats needs it.",
    ),
    "ZIP_BOMB": Entry(
        "The workbook unpacks to {value} bytes, more than a workbook of this size can honestly hold.",
        "Save the data to a new workbook and send that.",
    ),
    "FILE_ENCRYPTED": Entry(
        "The file is encrypted or protected by a password.", "Take the password off and send the file again."
    ),
    "FILE_OLD_EXCEL": Entry(
        "The file is an Excel workbook of the format before 2007 (.xls).", "Save it as .xlsx and send that."
    ),
    "FILE_SHEET_TOO_WIDE": Entry(
        "A sheet reaches over {value}, most of it blank.",
        "Delete the columns and rows outside the data, save the workbook and send it again.",
    ),
    "FILE_TWO_SHEETS": Entry(
        "Two sheets of the workbook hold data; only one can be read.", "Put all rows into one sheet, or send two files."
    ),
    # --- any row --------------------------------------------------------------------------------------------------
    "FIELD_MISSING": Entry("{field} is empty.", "Fill in {field}."),
    "FIELD_FORMAT": Entry(
        "{field} reads “{value}”, which is not {expected}.",
        "Write {field} as {expected}.",
        heading="{field} can't be read.",
    ),
    "FIELD_REPAIRED": Entry(
        "{field} reads “{value}”; it was taken as {taken}, because {why}.",
        "Nothing needs to be done.",
        severity=Severity.NOTE,
        heading="{field} was read with a repair.",
    ),
    "DUPLICATE_ROW": Entry(
        "This row repeats row {first_row} of the same file.",
        "Leave out one of the two; row {first_row} was judged.",
        heading="The row repeats an earlier row of the same file.",
        mend="Leave out one of the two.",
    ),
    "PROVIDER_MISMATCH": Entry(
        "{field} names provider {value}, but the file came from provider {provider_id}.",
        "Send each provider's rows under that provider's own ID.",
        heading="{field} names another provider than the one that sent the file.",
    ),
    "COLUMN_COUNT": Entry(
        "The row has {value} columns; this template has at least {expected}.",
        "Leave every column in place, blank ones too, and send the row again.",
        heading="The row has too few columns for its template.",
    ),
    "TAB_TEMPLATE": Entry(
        "The row begins with “{value}”, which is no template.",
        "Begin each row with Template B, Template C or Template D, or in the oldest layout with the reporting year.",
        heading="The row begins with the name of no template.",
    ),
    "MOC_IN_TAB_FILE": Entry(
        "The row holds a MOC registration, which has no place in a tab-delimited file.",
        "Send the activity as XML, JSON or in the Excel template to register it for MOC.",
    ),
    # --- activities -----------------------------------------------------------------------------------------------
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
    "REMS_NOT_REGISTERED": Entry(
        "The REMS report is kept, but activity {value} isn't registered for a REMS.",
        "Send the activity again with its REMS and grant identifier.",
        severity=Severity.WARNING,
        heading="A REMS was reported for an activity that isn't registered for one.",
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
    "MOC_POINTS_OVER_CREDITS": Entry(
        "{field} for {board} is {value}, more than the {credits} credits of the activity.",
        "Check the points; boards seldom give more points than credits.",
        severity=Severity.WARNING,
        heading="{field} is more than the credits of the activity.",
    ),
    # --- learners, before any board is asked --------------------------------------------------------------------------
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
        "{field} is {value}, which is not a multiple of 0.25.",
        "Give the amount in steps of 0.25.",
        heading="{field} is not a multiple of 0.25.",
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
        "The record still waits for {board}, so it can't be deleted yet.", "Send the delete again once it is decided."
    ),
    "DELETE_UNKNOWN_RECORD": Entry(
        "No stored record has this learner, activity, completion date and credit.",
        "Write the row exactly as it was when it was added, with Delete as its action.",
    ),
    # --- learner matching -----------------------------------------------------------------------------------------
    "LEARNER_NO_MATCH": Entry(
        "No diplomate of {board} has this name and birth day.",
        "Check the name, the birth day and the board's ID with the learner. Only boards' rosters are known here: "
        "a licence or an NPI alone can't be checked.",
    ),
    "LEARNER_MULTIPLE_MATCHES": Entry(
        "A board's roster has several people with this name and birth day.",
        "Give the learner's certifying board and the ID there.",
    ),
    # --- reasons that boards give -------------------------------------------------------------------------------------
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
    "BEFORE_BOARD_START": Entry(
        "{board} takes completions from {start} on.", "Leave out the {board} credit for this completion."
    ),
}
