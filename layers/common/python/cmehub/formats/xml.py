"""XML from strangers: read as a stream, without entities, document types or network."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from lxml import etree

from cmehub.formats import OpenFile
from cmehub.formats.activities.xml import ACTIVITY_XML, activity_rows
from cmehub.formats.learners.xml import LEARNER_XML, learner_rows
from cmehub.formats.matches.xml import MATCH_ELEMENTS, MATCH_ROOTS, MATCH_XML, match_rows
from cmehub.formats.xml_faults import xml_fault
from cmehub.formats.xml_names import local_name
from cmehub.issues.issue import FileError, file_issue
from cmehub.submissions.rows import Format, Row

REPORT_LIMIT = 1_000_000
_ENVELOPE_LIMIT = 30
"""Among so many elements stands the first that tells the format; a client's own may be around it."""


class _Records(NamedTuple):
    """The records of a format: their elements' names, and how the rows of one are read, given its place in the file."""

    format: Format
    elements: tuple[str, ...]
    rows: Callable[[etree._Element, int], Iterator[dict[str, Any]]]


_LEARNERS = _Records(LEARNER_XML, ("ActivityReport",), learner_rows)
_ACTIVITIES = _Records(ACTIVITY_XML, ("MedicalEducationMetrics",), activity_rows)
_RECORDS = {
    **dict.fromkeys(("accmelearnerreports", "activityreports", "activityreport"), _LEARNERS),
    **dict.fromkeys(("accmeactivities", "medicaleducationmetrics"), _ACTIVITIES),
    **dict.fromkeys(MATCH_ROOTS, _Records(MATCH_XML, MATCH_ELEMENTS, match_rows)),
}
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def looks_like_xml(head: bytes) -> bool:
    """Tell whether a file's first bytes could begin an XML document in UTF-8, UTF-16 or a relative of ASCII."""
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return head.lstrip(b" \t\r\n\x00").startswith(b"<")


def open_xml(path: Path) -> OpenFile:
    """
    Open an XML file as the format that its root element, or one of the first within it, stands for.

    Raises
    ------
    FileError
        If the file has a document type, no readable root, or no element that a format begins with.
    """
    with path.open("rb") as file:
        source = _Source(file)
        found = None
        try:
            for _, element in islice(source.parse(events=("start",)), _ENVELOPE_LIMIT):
                if element.getroottree().docinfo.doctype:
                    raise FileError(file_issue("XML_DOCTYPE"))
                if found := _RECORDS.get(local_name(str(element.tag))):
                    break
        except etree.XMLSyntaxError as error:
            raise source.broken(error) from error
    if found is None:
        raise FileError(file_issue("FILE_FORMAT_UNKNOWN"))
    return OpenFile(found.format, _rows(path, found))


def _rows(path: Path, records: _Records) -> Iterator[Row]:
    """Yield the rows of each record, whose elements may have any namespace, forgetting those before it."""
    tags = [tag for name in records.elements for tag in (f"{{*}}{name}", name)]
    with path.open("rb") as file:
        source = _Source(file)
        try:
            for _, element in source.parse(events=("end",), tag=tags):
                source.next_report()
                for fields in records.rows(element, source.reports):
                    source.rows += 1
                    yield Row(source.rows, fields)
                element.clear()
                _forget_before(element)
        except etree.XMLSyntaxError as error:
            raise source.broken(error) from error


def _forget_before(element: etree._Element) -> None:
    """Delete what stands before an element, and before whatever it stands in."""
    while (parent := element.getparent()) is not None:
        while element.getprevious() is not None:
            del parent[0]
        element = parent


class _Source:
    """
    The bytes of an XML file, which end where one report has too many.

    Attributes
    ----------
    reports, rows
        How many were read.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._parser: etree.iterparse[tuple[str, etree._Element]] | None = None
        self.reports = 0
        self.rows = 0
        self._since_report = 0

    def parse(self, **options: object) -> "etree.iterparse[tuple[str, etree._Element]]":
        """Return the parser's events, without entities and network."""
        self._parser = etree.iterparse(
            self,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            **options,
        )
        return self._parser

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; none where what follows would hurt whoever parses it, or the parser gave up."""
        if self._since_report > REPORT_LIMIT or any(entry.level == etree.ErrorLevels.FATAL for entry in self._log()):
            return b""
        piece = self._file.read(size)
        self._since_report += len(piece)
        return piece

    def next_report(self) -> None:
        """Count a report that was read."""
        self.reports += 1
        self._since_report = 0

    def broken(self, error: etree.XMLSyntaxError) -> FileError:
        """Say where the XML breaks off."""
        reason = xml_fault(self._log(), error)
        if self._since_report > REPORT_LIMIT:
            reason = f"no report ends within {REPORT_LIMIT:,} bytes after it"
        return FileError(file_issue("FILE_BROKEN", rows_read=self.rows, reason=reason))

    def _log(self) -> list[etree._LogEntry]:
        return [] if self._parser is None else [*self._parser.error_log]
