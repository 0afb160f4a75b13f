"""What can be wrong with the headings of a table."""

from cmehub.issues.entries import Entry, Severity

_HOW_TO_NAME = "the guide to the formats lists every heading and what else is understood"

HEADINGS: dict[str, Entry] = {
    "HEADINGS_MISSING": Entry(
        "Row {value} holds headings of a table of {kind}, but none that means {missing}; not understood: {found}.",
        f"Name the columns that hold them so and send the file again; {_HOW_TO_NAME}.",
        example={"value": 1, "kind": "learners", "missing": "Completion Date", "found": "“Day done”"},
    ),
    "HEADINGS_UNKNOWN": Entry(
        "None of the first {rows} rows holds headings that CME Hub knows; row {value} holds {found}.",
        "Put the headings of a template above the data. Learners need Record Action, ACCME Activity ID, Completion "
        "Date, First Name, Last Name and Date of Birth; activities need Record Action, Activity Title, Activity "
        f"Format, Start Date and End Date; {_HOW_TO_NAME}.",
        example={"value": 1, "rows": 15, "found": "“Vorname”, “Nachname”, “Punkte”"},
    ),
    "COLUMN_MISSING": Entry(
        "Row {value} of this table of {kind} needs {missing}, but there is no such column; it was read up to there.",
        f"Add the column and send the file again; {_HOW_TO_NAME}.",
        example={"value": 2, "kind": "learners", "missing": "Certifying Board ID"},
    ),
    "LICENCE_COLUMN_MISSING": Entry(
        "None of the first 15 rows names the column that holds licence numbers; row {value} holds {found}.",
        "Call the column Licence Number, or leave it alone in the file, and send it again.",
        example={"value": 1, "found": "“Name”, “City”"},
        no_fixture="Only a licensing board's officers send lists of licence numbers.",
    ),
    "COLUMN_TWICE": Entry(
        "Two headings in row {value}, “{first}” and “{second}”, both mean {heading}.",
        "Leave one of the two columns, or give the other another heading, and send the file again.",
        example={"value": 1, "first": "First Name", "second": "FIRST_NAME", "heading": "First Name"},
    ),
    "HEADINGS_REPAIRED": Entry(
        "These headings in row {value} were read by their meaning: {read}.",
        "Nothing needs to be done if that is what they mean; else give the columns other headings.",
        severity=Severity.NOTE,
        example={"value": 1, "read": "“FIRST_NAME” as First Name, “Fmily Name” as Last Name"},
    ),
    "CELLS_WITHOUT_HEADING": Entry(
        "Cells without a heading above them were not read: in row {value} first, in column {columns}.",
        "Give the column a heading; if the row has more cells than there are headings, look for an unquoted comma.",
        severity=Severity.NOTE,
        example={"value": 7, "columns": "15, 16"},
    ),
    "COLUMNS_NOT_READ": Entry(
        "These columns were not read: {unread}.",
        f"Nothing needs to be done if CME Hub has no use for them; {_HOW_TO_NAME}.",
        severity=Severity.NOTE,
        example={"value": 1, "unread": "“Shoe Size”, “Certifing Bord” (did you mean Certifying Board?)"},
    ),
}
