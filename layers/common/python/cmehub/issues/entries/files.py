"""What can be wrong with a whole file."""

from cmehub.issues.entries import Entry, Severity
from cmehub.issues.entries.decisions import ONLY_IN_DECISION_FILES

FILES: dict[str, Entry] = {
    "FILE_EMPTY": Entry(
        "The file is empty.",
        "Send the file again; check that it was saved before it was sent.",
        example={},
    ),
    "FILE_TOO_LARGE": Entry(
        "The file has {value} bytes; at most {limit:,} are read.",
        "Split the file and send the parts.",
        example={"value": 2_150_000_000, "limit": 2_000_000_000},
        no_fixture="It takes more than 2 GB.",
    ),
    "FILE_FORMAT_UNKNOWN": Entry(
        "The file is none of the formats that CME Hub reads.",
        "Send the ACCME Excel learner template or our activity template (.xlsx), a CSV or tab-delimited file with the "
        "learner template's headings, a tab-delimited activity file, or XML or JSON with the root ACCMELearnerReports "
        "or ACCMEActivities.",
        example={},
    ),
    "FILE_BROKEN": Entry(
        "What was sent can't be read past row {rows_read}: {reason}.",
        "Mend it there and send it again; rows that were already taken are recognised.",
        example={"rows_read": 214, "reason": "line 6842 has an “&” that isn't written “&amp;”"},
    ),
    "DELETED_SINCE": Entry(
        "Some of what this file had stored was deleted since, by submission {others}.",
        "To store it again, send the same file into the folder again/, by hub submit --again, or with again=true.",
        severity=Severity.NOTE,
        heading="Some of what the file had stored was deleted since.",
        example={"value": "325808c91ed8f2a45ff5de0c3cfbbf62", "others": "400a39543c444c5230b9205ae2e0c394"},
    ),
    "FILE_WITHOUT_ROWS": Entry(
        "What was sent holds no rows.",
        "Put the data below the headings (or reports into the XML) and send it again.",
        example={},
    ),
    "XML_DOCTYPE": Entry(
        "The XML has a document type declaration, which is refused because it can be used for attacks.",
        "Take the <!DOCTYPE ...> line out; none of the formats needs it.",
        example={},
    ),
    "ZIP_BOMB": Entry(
        "The workbook unpacks to {value}; at most {limit:,} are read of one of this size.",
        "Save the data to a new workbook and send that.",
        example={"value": "5,000,000,000 bytes", "limit": 2_000_000_000},
    ),
    "FILE_ENCRYPTED": Entry(
        "The file is encrypted or protected by a password.",
        "Take the password off and send the file again.",
        example={},
    ),
    "FILE_OLD_EXCEL": Entry(
        "The file is an Excel workbook of the format before 2007 (.xls).",
        "Save it as .xlsx and send that.",
        example={},
    ),
    "FILE_OTHER_WORKBOOK": Entry(
        "The file is a workbook of another kind ({value}).",
        "Open it, save it as an Excel workbook (.xlsx), and send that.",
        example={"value": ".ods"},
    ),
    "FILE_ARCHIVE": Entry(
        "The file is an archive (.zip) with {value} in it.",
        "Unpack it and send what is in it.",
        example={"value": "learners.csv"},
    ),
    "FILE_WEB_PAGE": Entry(
        "The file is a web page.",
        "Send the data itself, as .xlsx or .csv; a page is often what came instead of a download, to sign in first.",
        example={},
    ),
    "FILE_SHEET_TOO_WIDE": Entry(
        "A sheet reaches over {value}, most of it blank; at most {limit:,} cells are read.",
        "Delete the columns and rows outside the data, save the workbook and send it again.",
        example={"value": "1,048,576 rows and 702 columns", "limit": 30_000_000},
    ),
    "FILE_OF_ANOTHER_PROVIDER": Entry(
        "What was sent names provider {value}, but it came from provider {provider_id}.",
        "Send it under the ID of the provider that it names, or write your own into it.",
        example={"value": "0008888", "provider_id": "0009999"},
    ),
    "FILE_TOO_MANY_SHEETS": Entry(
        "The workbook has {value} sheets; at most {limit} are looked through.",
        "Delete the sheets without rows for CME Hub and send the workbook again.",
        example={"value": 64, "limit": 50},
    ),
    "FILE_TWO_SHEETS": Entry(
        "Two sheets of the workbook hold data; only one can be read.",
        "Put all rows into one sheet, or send two files.",
        example={},
    ),
    "FILE_ENCODING": Entry(
        "The file is not text in UTF-8.",
        "Save it as CSV in UTF-8 and put it again.",
        example={},
        no_fixture=ONLY_IN_DECISION_FILES,
    ),
    "FILE_TWO_ENCODINGS": Entry(
        "The file is UTF-8, but for some lines, which were read as Windows-1252: {value}.",
        "Look at the names in these lines; next time, save the whole file as UTF-8.",
        severity=Severity.NOTE,
        example={"value": "3, 17"},
    ),
    "FILE_DATE_ORDER": Entry(
        "Row {first_row} has a date with the day in front, “{value}”; dates that may be read either way were read with "
        "the month in front, in rows {rows}.",
        "If they have the day in front too, delete what was accepted and send it again with dates such as 2026-04-13.",
        severity=Severity.WARNING,
        example={"first_row": 2, "value": "13/04/26", "rows": "3, 7"},
    ),
    "FILE_COLUMNS": Entry(
        "The first line of the file lacks {missing}.",
        "Name the columns ask, row, decision and reason in the first line.",
        example={"missing": "decision"},
        no_fixture=ONLY_IN_DECISION_FILES,
    ),
    "FILE_TOO_LONG": Entry(
        "The file has more than {limit:,} rows; those after row {value} weren't read.",
        "Send the rows after row {value} as a file of their own.",
        example={"value": 2_000_002, "limit": 2_000_000},
        no_fixture="It takes two million rows.",
    ),
}
