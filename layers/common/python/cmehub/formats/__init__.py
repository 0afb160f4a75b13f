"""
The file formats that providers send, each read as a stream of rows in one common shape.

A format is recognised by content, never by a file's name. `learners`, `activities` and `matches` know what stands in
the rows of theirs; `workbook`, `text`, `xml` and `json_documents` read the files that carry them, within the limits of
`packages`. `templates` writes the workbooks that providers fill in.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cmehub.formats.headings import HeadingRow, plain_heading
from cmehub.issues.issue import FileError, Issue, file_issue
from cmehub.submissions.rows import Format, Row

_NOTHING = b" \t\r\n\0\x1a" + codecs.BOM_UTF16_LE
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE)
_XML_WORKBOOK = b"urn:schemas-microsoft-com:office:spreadsheet"


class OpenFile(NamedTuple):
    """
    A recognised file.

    Attributes
    ----------
    rows
        Raises `FileError` where the file can't be read further.
    notes
        What is to be told of the file as a whole; complete once the rows are read to their end.
    lines_read
        Returns how many lines were read so far, blank ones and headings included; None of a file that has no lines.
    headings
        How the headings of a table were read; None of a file that has none.
    """

    format: Format
    rows: Iterator[Row]
    notes: Sequence[Issue] = ()
    lines_read: Callable[[], int] | None = None
    headings: HeadingRow[Any] | None = None


def format_named(name: str) -> Format:
    """Return the format of that name; raises KeyError if there is none."""
    from cmehub.formats.activities.json import ACTIVITY_JSON
    from cmehub.formats.activities.text import ACTIVITY_TAB
    from cmehub.formats.activities.workbook import ACTIVITY_WORKBOOK
    from cmehub.formats.activities.xml import ACTIVITY_XML
    from cmehub.formats.api_json import API_ACTIVITIES, API_LEARNERS, API_MATCHES
    from cmehub.formats.learners.json import LEARNER_JSON
    from cmehub.formats.learners.workbook import LEARNER_WORKBOOK
    from cmehub.formats.learners.xml import LEARNER_XML
    from cmehub.formats.matches.columns import MATCH_CSV, MATCH_JSON, MATCH_TAB, MATCH_WORKBOOK
    from cmehub.formats.matches.xml import MATCH_XML
    from cmehub.formats.text import ACTIVITY_CSV, ACTIVITY_TABLE, LEARNER_CSV, LEARNER_TAB

    formats = (
        *(MATCH_WORKBOOK, MATCH_CSV, MATCH_TAB, MATCH_JSON, MATCH_XML),
        *(LEARNER_WORKBOOK, LEARNER_XML, LEARNER_CSV, LEARNER_TAB, LEARNER_JSON),
        *(ACTIVITY_XML, ACTIVITY_JSON, ACTIVITY_TAB, ACTIVITY_WORKBOOK, ACTIVITY_CSV, ACTIVITY_TABLE),
        *(API_LEARNERS, API_ACTIVITIES, API_MATCHES),
    )
    return {known.name: known for known in formats}[name]


def open_file(path: Path, learner_columns: Sequence[str] = (), headings: Mapping[str, str] | None = None) -> OpenFile:
    """
    Recognise a file by its content and open it for reading.

    Parameters
    ----------
    path
        Where it lies.
    learner_columns
        The headings of the columns in the provider's tab-delimited learner files that have no heading row.
    headings
        What the provider's own headings of any table mean: a template's heading, or nothing if it isn't to be read.

    Raises
    ------
    FileError
        If the file is empty, can't be read, or is none of the formats.
    """
    from cmehub.formats import json_documents, text, workbook, xml

    with path.open("rb") as file:
        head = file.read(512)
    if not head.removeprefix(codecs.BOM_UTF8).strip(_NOTHING):
        raise FileError(file_issue("FILE_EMPTY"))
    agreed = {plain_heading(heading): meant for heading, meant in (headings or {}).items()}
    if head.startswith(workbook.MAGIC):
        return workbook.open_workbook(path, agreed)
    if head.startswith(workbook.OLE_MAGIC):
        raise FileError(workbook.ole_issue(path))
    if xml.looks_like_xml(head):
        if _WEB_PAGE.search(head):
            raise FileError(file_issue("FILE_WEB_PAGE"))
        if _XML_WORKBOOK in head:
            raise FileError(file_issue("FILE_OTHER_WORKBOOK", value="XML Spreadsheet 2003"))
        return xml.open_xml(path)
    if json_documents.looks_like_json(head):
        return json_documents.open_json(path)
    return text.open_text(path, learner_columns, agreed)
