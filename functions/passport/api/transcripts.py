"""The route ``/v1/me/transcripts``: what somebody who signed in takes along of the own credits."""

import datetime as dt
import json
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from cmehub.api.contract import SIGNED_IN, Day, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.passport.issuing_prints import IssuingPrints
from cmehub.passport.making_transcripts import MakingTranscripts
from cmehub.passport.transcript_choices import CreditKind, TranscriptChoice, faults_of
from cmehub.passport.transcripts import PhysicianTranscript

_MOST = 60
_JSON = "application/json"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TranscriptFormat(StrEnum):
    """In which form a transcript is handed out; ``accme`` is the shape of ACCME's draft."""

    JSON = "json"
    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"
    ACCME = "accme"


_MEDIA_TYPES = {
    TranscriptFormat.JSON: _JSON,
    TranscriptFormat.PDF: "application/pdf",
    TranscriptFormat.CSV: "text/csv; charset=utf-8",
    TranscriptFormat.XLSX: _XLSX,
    TranscriptFormat.ACCME: _JSON,
}
_BINARY = (TranscriptFormat.PDF, TranscriptFormat.XLSX)
_LARGEST = 4_000_000
"""Bytes of an answer that isn't packed: a function's has at most 6 MB, and binary ones grow by a third."""
_CONTENT: dict[str, Any] = {
    _JSON: {"model": PhysicianTranscript},
    **{
        media_type: {"schema": {"type": "string", "format": "binary"}}
        for media_type in ("application/pdf", "text/csv", _XLSX)
    },
}
Codes = Annotated[list[str], Query(max_length=_MOST, description="Several are one or the other; none is all.")]


class WritingTranscripts(NamedTuple):
    """What makes transcripts, and what prints them."""

    making: MakingTranscripts
    prints: IssuingPrints


def add_transcript_routes(app: HubApi, writing: Callable[[], WritingTranscripts]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.get(
        "/v1/me/transcripts",
        summary="Take my credits along",
        responses=person_answers(200, "", "REQUEST_INVALID", "TRANSCRIPT_TOO_LARGE", "CREDENTIALS_SPENT")
        | {200: {"description": "The transcript, in the form that was asked for.", "content": _CONTENT}},
        tags=["Transcripts"],
        operation_id="makeMyTranscript",
        security=SIGNED_IN,
    )
    def make(
        *,
        since: Annotated[Day | None, Query(description="Completed on this day or later.")] = None,
        until: Annotated[Day | None, Query(description="Completed on this day or before.")] = None,
        board: Codes = [],  # noqa: B006 - Powertools wants the default itself, and nobody changes it
        state: Codes = [],  # noqa: B006
        kind: Annotated[list[CreditKind], Query(description="`CME`, `MOC`, or both.")] = ["CME", "MOC"],  # noqa: B006
        pending: Annotated[bool, Query(description="Tell also what waits for its board, marked.")] = False,
        own: Annotated[bool, Query(description="Tell also your own credits, in a part of their own.")] = False,
        form: Annotated[
            TranscriptFormat | None,
            Query(alias="format", description="In which form; else the first one that `Accept` names, or `json`."),
        ] = None,
    ) -> Response[str]:
        """
        Tell what was accepted of your credits in a span of time: to read, to print, as a table or for programs.

        Whatever the form, it is the same credits in the same order. ACCME's draft has no place for what is pending or
        own; it tells what is accepted alone.
        """
        choice = TranscriptChoice(
            since=since,
            until=until,
            boards=tuple(sorted({*board})),
            states=tuple(sorted({*state})),
            kinds=tuple(sorted({*kind})),
            pending=pending,
            own=own,
        )
        if faults := [f"{field}: {mend}" for field, mend in faults_of(choice)]:
            raise ProblemError("REQUEST_INVALID", "; ".join(faults))
        wanted = form or _accepted(app.current_event.headers.get("accept", ""))
        return written(app, writing(), app.person.sub, choice, wanted)


def written(
    app: HubApi, writing: WritingTranscripts, sub: str, choice: TranscriptChoice, wanted: TranscriptFormat
) -> Response[str]:
    """
    Answer with a transcript in a form.

    Raises
    ------
    ProblemError
        If it is larger than a function's answer can be.
    """
    now = writing.making.clock()
    if wanted is TranscriptFormat.ACCME:
        shape = writing.making.in_accmes_shape(sub, choice)
        return as_file(app, json.dumps(shape).encode(), wanted, now)
    made = writing.making.of_account(sub, choice)
    if wanted is TranscriptFormat.PDF:
        return as_file(app, writing.prints.printed(sub, made, counted_for=f"prints#{sub}"), wanted, now)
    return as_file(app, unprinted(made.told, wanted), wanted, now)


def as_file(app: HubApi, content: bytes, form: TranscriptFormat, at: dt.datetime) -> Response[str]:
    """
    Answer with a transcript that is written, as a file with the day in its name.

    Raises
    ------
    ProblemError
        If it is larger than a function's answer can be.
    """
    if len(content) > _LARGEST and "gzip" not in app.current_event.headers.get("accept-encoding", ""):
        raise ProblemError("TRANSCRIPT_TOO_LARGE")
    name = f"transcript-{at.date()}.{'json' if form is TranscriptFormat.ACCME else form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    if form in _BINARY:
        return app.binary(content, _MEDIA_TYPES[form], headers)
    return Response(200, _MEDIA_TYPES[form], content.decode(), headers=headers)


def unprinted(told: PhysicianTranscript, form: TranscriptFormat) -> bytes:
    """Return a transcript as JSON or as a table; what makes tables is loaded when it is needed."""
    if form is TranscriptFormat.JSON:
        return told.model_dump_json().encode()
    from cmehub.passport.transcript_tables import transcript_csv, transcript_workbook

    return transcript_csv(told) if form is TranscriptFormat.CSV else transcript_workbook(told)


def _accepted(header: str) -> TranscriptFormat:
    """Return the first form whose media type a header names; JSON if it names none of them."""
    named = [media_range.split(";")[0].strip().lower() for media_range in header.split(",")]
    forms = {media_type.split(";")[0]: form for form, media_type in reversed(_MEDIA_TYPES.items())}
    return next((forms[media_type] for media_type in named if media_type in forms), TranscriptFormat.JSON)
