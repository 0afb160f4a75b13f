"""What PARS's clients send: documents and arguments, as XML or JSON, in whatever envelope."""

import base64
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

import orjson
from lxml import etree
from pydantic_core import PydanticCustomError

from cmehub.api.calls import ROWS_LIMIT
from cmehub.api.credentials import Credentials, parts
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import Event, content
from cmehub.fields.types import read_authority, read_date, read_month_day
from cmehub.formats.json_documents import looks_like_json, open_json
from cmehub.formats.json_faults import text_fault
from cmehub.formats.json_members import DEPTH_LIMIT
from cmehub.formats.xml import looks_like_xml, open_xml
from cmehub.formats.xml_faults import xml_fault
from cmehub.formats.xml_names import local_name
from cmehub.issues.issue import FileError
from cmehub.submissions.rows import Format, Kind, Row

_WHAT = {"activities": "ACCMEActivities", "learners": "ACCMELearnerReports", "matches": "LearnerMatchRequest"}
T = TypeVar("T")
_SNIFFED = 400  # which is a multiple of four, as base64 needs


class Media(StrEnum):
    """In what a document is written."""

    JSON = "application/json"
    XML = "application/xml"
    PDF = "application/pdf"


class SentRows(NamedTuple):
    """The rows of a document."""

    format: Format
    rows: list[Row]


def media_wanted(event: Event) -> Media:
    """Return in what a call is to be answered: as it asks, else as it is written, else as its address suggests."""
    headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
    for told in (headers.get("accept", ""), headers.get("content-type", "")):
        places = {media: told.find(media.name.lower()) for media in (Media.JSON, Media.XML)}
        named = [media for media, place in sorted(places.items(), key=lambda entry: entry[1]) if place >= 0]
        if named:
            return named[0]
    body = (event.get("body") or "")[:_SNIFFED]
    head = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    return Media.XML if looks_like_xml(head) or (not head and ".svc/" in event["rawPath"]) else Media.JSON


def sent_rows(event: Event, kind: Kind) -> SentRows:
    """
    Return the rows of the document that is a call's body.

    Raises
    ------
    ProblemError
        If it is no such document, can't be read to its end, or has no rows or too many.
    """
    body = content(event)
    expected = ProblemError("REQUEST_INVALID", f"Send {_WHAT[kind]} as XML or JSON.")
    open_ = open_xml if looks_like_xml(body[:512]) else open_json if looks_like_json(body[:512]) else None
    if open_ is None:
        raise expected
    with TemporaryDirectory() as folder:
        path = Path(folder, "document")
        path.write_bytes(body)
        try:
            file = open_(path)
            rows = [*islice(file.rows, ROWS_LIMIT + 1)]
        except FileError as error:
            if error.issue.code == "FILE_FORMAT_UNKNOWN":  # whose mend names workbooks too
                raise expected from error
            raise ProblemError("REQUEST_INVALID", error.issue.fix, issues=[error.issue]) from error
    if file.format.kind != kind or not rows:
        raise expected
    if len(rows) > ROWS_LIMIT:
        raise ProblemError("CONTENT_TOO_LARGE", f"Send at most {ROWS_LIMIT} at once, or all of them as a file.")
    return SentRows(file.format, rows)


def credentials_in_body(event: Event) -> Credentials | None:
    """Return the ``ProviderId``, ``User`` and ``Password`` that stand in a call's body, if they do."""
    if b"password" not in content(event).lower():
        return None
    given = Arguments.of_body(event)
    user, password = given.text("User"), given.text("Password")
    return parts(given.text("ProviderId"), user or "", password or "") if user or password else None


class Arguments:
    """What a call asks for, by names whose case doesn't matter: in its address, else in its body."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    @classmethod
    def of(cls, event: Event) -> "Arguments":
        """Return the arguments of a call."""
        query = event.get("queryStringParameters") or {}
        return cls(_first([*query.items(), *_leaves_of(content(event))]))

    @classmethod
    def of_body(cls, event: Event) -> "Arguments":
        """Return the arguments in the body of a call alone."""
        return cls(_first(_leaves_of(content(event))))

    def text(self, *names: str) -> str | None:
        """Return an argument that has one of these names."""
        return next((given for name in names if (given := self._given.get(name.lower()))), None)

    def needed(self, name: str) -> str:
        """
        Return an argument.

        Raises
        ------
        ProblemError
            If it isn't given.
        """
        if given := self.text(name):
            return given
        raise ProblemError("REQUEST_INVALID", f"{name}: it is missing")

    def day(self, *names: str) -> dt.date | None:
        """Return an argument that is a date; raises ProblemError if it isn't."""
        return self._read(read_date, names)

    def month_day(self, *names: str) -> str | None:
        """Return an argument that is a birth day, as ``MM-DD``; raises ProblemError if it isn't."""
        return self._read(read_month_day, names)

    def authority(self, *names: str) -> str | None:
        """Return an argument that is a board, a state or ``NPI``; raises ProblemError if it isn't."""
        given = self.text(*names)
        try:
            return None if given is None else read_authority(given)
        except PydanticCustomError as error:
            raise ProblemError("REQUEST_INVALID", f"{names[0]}: give a board, a state, or NPI") from error

    def _read(self, read: Callable[[object], T], names: tuple[str, ...]) -> T | None:
        given = self.text(*names)
        try:
            return None if given is None else read(given)
        except PydanticCustomError as error:
            expected = (error.context or {})["expected"]
            raise ProblemError("REQUEST_INVALID", f"{names[0]}: give {expected}") from error


def _first(pairs: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in pairs:
        found.setdefault(name.lower(), text.strip())
    return found


def _leaves_of(body: bytes) -> Iterator[tuple[str, str]]:
    """
    Yield the names and texts of a document that hold no others.

    Raises
    ------
    ProblemError
        If it can't be read, with the place where it breaks.
    """
    if looks_like_json(body[:512]):
        try:
            yield from _members(orjson.loads(body))
        except orjson.JSONDecodeError:
            fault = text_fault(body.decode("utf-8", "replace")) or "it isn't UTF-8"
            raise ProblemError("REQUEST_INVALID", f"the body: {fault}") from None
    elif looks_like_xml(body[:512]):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(body, parser)
        except etree.XMLSyntaxError as error:
            raise ProblemError("REQUEST_INVALID", f"the body: {xml_fault([*parser.error_log], error)}") from None
        for element in root.iter("*"):
            yield local_name(element.tag), element.text or ""
            for name, text in element.attrib.items():
                yield local_name(str(name)), str(text)


def _members(value: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > DEPTH_LIMIT:
        return
    if isinstance(value, dict):
        for inner, member in value.items():
            yield from _members(member, name if inner == "value" else inner, depth + 1)
    elif isinstance(value, list):
        for element in value:
            yield from _members(element, name, depth + 1)
    elif isinstance(value, str | int | float):
        yield name, str(value)
