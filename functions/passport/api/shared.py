"""The routes ``/v1/shares``, with which a shared transcript is read."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from cmehub.accounts.accesses import place_of
from cmehub.api.contract import open_answers
from cmehub.api.resolver import HubApi
from cmehub.passport.reading_shares import Asked, ReadingShares
from cmehub.passport.transcripts import PhysicianTranscript
from functions.passport.api.shares import TAGS
from functions.passport.api.transcripts import TranscriptFormat, as_file, unprinted

_SharedForm = Literal[TranscriptFormat.JSON, TranscriptFormat.PDF, TranscriptFormat.CSV, TranscriptFormat.XLSX]
_Secret = Annotated[str, StringConstraints(min_length=1, max_length=100)]
_Passcode = Annotated[str, StringConstraints(max_length=100)] | None


class LinkInput(BaseModel):
    """
    Who wants to read.

    Attributes
    ----------
    token
        What stands behind the hash in the link.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    token: _Secret
    passcode: _Passcode = None


class ReadingInput(LinkInput):
    """
    The same, and of a share for one reader the ticket that was answered when a code was asked for.

    Attributes
    ----------
    code
        The code that was mailed. Once it was right, the ticket is enough for half an hour.
    """

    ticket: _Secret | None = None
    code: Annotated[str, StringConstraints(max_length=20)] | None = None


class FileInput(ReadingInput):
    """The same, as a file."""

    format: _SharedForm


class AskedCode(BaseModel):
    """
    That a code is on its way, to the address that the physician gave.

    Attributes
    ----------
    ticket
        With which the code counts, and with nothing else. Keep it for as long as you read.
    """

    ticket: str


class SharedTranscript(BaseModel):
    """
    What somebody may read.

    Attributes
    ----------
    reader
        For whom it was shared.
    ends_at
        Until when it can be read; null if the physician said no day.
    """

    reader: str
    is_fixed: bool
    ends_at: dt.datetime | None
    transcript: PhysicianTranscript


def add_shared_routes(app: HubApi, reading: Callable[[], ReadingShares]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""
    link_problems = ("NOT_FOUND", "SHARE_OVER", "PASSCODE_NEEDED", "PASSCODE_WRONG", "PASSCODE_TRIES_SPENT")
    problems = (*link_problems, "SHARE_CODE_NEEDED", "CODE_WRONG")

    @app.post(
        "/v1/shares/code",
        summary="Ask for a code to read what was shared",
        status_code=202,
        responses=open_answers(202, "The code is on its way.", *link_problems, "SHARE_CODES_SPENT"),
        tags=TAGS,
        operation_id="askForShareCode",
    )
    def ask_for_code(given: LinkInput) -> Response[AskedCode]:
        """Have a code mailed to the address that the physician gave, which is told to nobody here."""
        ticket = reading().ask_for_code(Asked(given.token, given.passcode))
        return Response(202, "application/json", AskedCode(ticket=ticket))

    @app.post(
        "/v1/shares/read",
        summary="Read what was shared",
        responses=open_answers(200, "The transcript.", *problems),
        tags=TAGS,
        operation_id="readShare",
    )
    def read(given: ReadingInput) -> SharedTranscript:
        """Tell what a physician shared by a link. The physician sees that it was read."""
        asked = asked_by(given)
        share = reading().opened(asked)
        told = reading().told(share, asked.place)
        return SharedTranscript(reader=share.reader, is_fixed=share.is_fixed, ends_at=share.ends_at, transcript=told)

    @app.post(
        "/v1/shares/file",
        summary="Download what was shared",
        responses=open_answers(200, "", *problems, "TRANSCRIPT_TOO_LARGE", "CREDENTIALS_SPENT")
        | {
            200: {
                "description": "The transcript as a file.",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        },
        tags=TAGS,
        operation_id="downloadShare",
    )
    def download(given: FileInput) -> Response[str]:
        """Return the same as a file."""
        asked = asked_by(given)
        share = reading().opened(asked)
        form = TranscriptFormat(given.format)
        if form is TranscriptFormat.PDF:
            content = reading().printed(share, asked.place)
        else:
            content = unprinted(reading().told(share, asked.place), form)
        return as_file(app, content, form, reading().clock())

    def asked_by(given: ReadingInput) -> Asked:
        code = "".join(given.code.split()) if given.code else None
        # The edge puts both in the place of whatever a browser sends; who calls past the edge can say any place.
        headers = app.current_event.headers
        place = place_of(headers.get("cloudfront-viewer-country"), headers.get("cloudfront-viewer-country-region"))
        return Asked(given.token, given.passcode, given.ticket, code, place)
