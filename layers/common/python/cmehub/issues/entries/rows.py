"""What can be wrong with a row of any kind."""

from cmehub.issues.entries import Entry, Severity

ROWS: dict[str, Entry] = {
    "FIELD_MISSING": Entry(
        "{field} is empty.",
        "Fill in {field}.",
        example={"field": "Last Name"},
    ),
    "FIELD_FORMAT": Entry(
        "{field} reads “{value}”, which is not {expected}.",
        "Write {field} as {expected}.",
        heading="{field} can't be read.",
        example={
            "field": "Completion Date",
            "value": "2026/05",
            "expected": "a date such as 2026-05-31 or 5/31/2026",
        },
    ),
    "FIELD_REPAIRED": Entry(
        "{field} reads “{value}”; it was taken as {taken}, because {why}.",
        "Nothing needs to be done.",
        severity=Severity.NOTE,
        heading="{field} was read with a repair.",
        example={"field": "Completion Date", "value": "46173", "taken": "2026-05-31", "why": "Excel counts days"},
    ),
    "GIVEN_TWICE": Entry(
        "{field} is given twice: “{value}” and “{other}”.",
        "Leave the right one.",
        heading="{field} is given twice, and not alike.",
        example={"field": "CompletedDateTime", "value": "2026-11-01", "other": "2026-11-20"},
    ),
    "QUOTE_NOT_CLOSED": Entry(
        "In line {line}, the quotation mark that begins {field} isn't closed: “{value}”.",
        "Close it or take it away, and send the row again; the lines after it were read as rows of their own.",
        heading="A quotation mark that begins {field} isn't closed in its line.",
        example={"field": "First Name", "value": "Thandiwe,Osei,06/15", "line": 2},
    ),
    "LINE_ENCODING": Entry(
        "Line {line} is neither UTF-8 nor Windows-1252.",
        "Save the file as UTF-8 and send the row again.",
        heading="The line is neither UTF-8 nor Windows-1252.",
        example={"line": 3},
    ),
    "FILE_CUT_OFF": Entry(
        "The file ends in line {line}, within a character; what followed didn't arrive.",
        "Send the whole file again.",
        heading="The file ends within a character; what followed didn't arrive.",
        example={"line": 412},
    ),
    "CELL_ERROR": Entry(
        "{field} holds “{value}”, which Excel shows where it has no value.",
        "Write the value itself: in Excel, mend the formula, or widen the column if it shows #### only.",
        heading="{field} holds an error of Excel.",
        example={"field": "Certifying Board ID", "value": "#N/A"},
    ),
    "FORMULA_NOT_COMPUTED": Entry(
        "{field} holds the formula “{value}” without its result.",
        "Write the value itself; a workbook that Excel has opened and saved holds it beside the formula.",
        heading="{field} holds a formula without its result.",
        example={"field": "Number of CME Credits", "value": "=SUM(I3:I9)"},
    ),
    "NAME_GARBLED": Entry(
        "{field} reads “{value}”; a letter seems to have been lost on the way.",
        "Write the name with its letters, and save or send it as UTF-8.",
        severity=Severity.NOTE,
        heading="In {field}, a letter seems to have been lost on the way.",
        example={"field": "First Name", "value": "Bj?rn"},
    ),
    "BIRTH_DATE_FUTURE": Entry(
        "{field} reads “{value}”, a year that is yet to come.",
        "Write month and day alone, as text, such as 02/29: of 2/29 typed without a year, Excel makes 1 February 2029.",
        heading="{field} is in a year that is yet to come.",
        example={"field": "Date of Birth", "value": "2029-02-01"},
    ),
    "DUPLICATE_ROW": Entry(
        "This row repeats row {first_row}, which was sent with it.",
        "Leave out one of the two; row {first_row} was judged.",
        heading="The row repeats an earlier row that was sent with it.",
        mend="Leave out one of the two.",
        example={"first_row": 3},
    ),
    "PROVIDER_MISMATCH": Entry(
        "{field} names provider {value}, but the row came from provider {provider_id}.",
        "Send each provider's rows under that provider's own ID.",
        heading="{field} names another provider than the one that sent the row.",
        in_cells=False,
        example={"field": "ProviderID", "value": "0008888", "provider_id": "0009999"},
    ),
    "COLUMN_COUNT": Entry(
        "The row has {value} columns; this template has at least {expected}.",
        "Leave every column in place, blank ones too, and send the row again.",
        heading="The row has fewer than the {expected} columns of its template.",
        example={"field": "Template", "value": 31, "expected": 47},
    ),
    "TAB_TEMPLATE": Entry(
        "The row begins with “{value}”, which is no template.",
        "Begin each row with Template B, Template C or Template D, or in the oldest layout with the reporting year.",
        heading="The row begins with the name of no template.",
        example={"field": "Template", "value": "Template X"},
    ),
    "MOC_IN_TAB_FILE": Entry(
        "The row holds a MOC registration, which has no place in a tab-delimited file.",
        "Send the activity as XML, JSON or in the Excel template to register it for MOC.",
        example={"field": "Template"},
    ),
}
