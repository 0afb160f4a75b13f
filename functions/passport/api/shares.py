"""The routes ``/v1/me/shares``, with which a transcript is shared, and ``/v1/shares``, with which it is read."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cmehub.api.contract import SIGNED_IN, Day, open_answers, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.passport.shares import (
    LONGEST_DAYS,
    USUAL_DAYS,
    Passcode,
    ReaderName,
    Share,
    ShareState,
    WantedShare,
    share_address,
)
from cmehub.passport.sharing import Asked, Sharing
from cmehub.passport.transcript_choices import CreditKind, TranscriptChoice, faults_of
from cmehub.passport.transcripts import PhysicianTranscript
from functions.passport.api.transcripts import Format, as_file, unprinted

_TAGS = ["Shares"]
_MOST_CODES = 60
_SharedForm = Literal[Format.JSON, Format.PDF, Format.CSV, Format.XLSX]


class GivenChoice(TranscriptChoice):
    """What the transcript tells, as in ``/v1/me/transcripts``."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = None
    until: Day | None = None
    boards: Annotated[tuple[str, ...], Field(max_length=_MOST_CODES)] = ()
    states: Annotated[tuple[str, ...], Field(max_length=_MOST_CODES)] = ()
    kinds: Annotated[tuple[CreditKind, ...], Field(min_length=1, max_length=2)] = ("CME", "MOC")


class GivenShare(BaseModel):
    """
    What is shared with whom.

    Attributes
    ----------
    reader
        Who is to read it: it stands in the list of who has looked.
    is_fixed
        Whether it stays as it is now; else it tells what is so whenever it is read.
    days
        After how many days it ends.
    passcode
        What the reader has to know beside the link. It is told to nobody again.
    """

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={
            "examples": [{"reader": "Credentialing, Mercy Hospital", "choice": {"since": "2026-01-01"}, "days": 30}]
        },
    )

    reader: ReaderName
    choice: GivenChoice = GivenChoice()
    is_fixed: bool = False
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] = USUAL_DAYS
    passcode: Passcode | None = None

    def wanted(self) -> WantedShare:
        """
        Return what is wanted.

        Raises
        ------
        ProblemError
            If the choice can't be.
        """
        if faults := [f"choice.{field}: {mend}" for field, mend in faults_of(self.choice)]:
            raise ProblemError("REQUEST_INVALID", "; ".join(faults))
        return WantedShare(
            reader=self.reader,
            choice=TranscriptChoice(**self.choice.model_dump()),
            is_fixed=self.is_fixed,
            days=self.days,
            passcode=self.passcode,
        )


class ToldShare(BaseModel):
    """
    A share.

    Attributes
    ----------
    views, viewed_at
        How often it was read, downloads among them, and when last. Each reading is among those who have looked.
    """

    share: str
    reader: str
    choice: TranscriptChoice
    is_fixed: bool
    has_passcode: bool
    state: ShareState
    made_at: dt.datetime
    ends_at: dt.datetime
    revoked_at: dt.datetime | None
    views: int
    viewed_at: dt.datetime | None

    @classmethod
    def of(cls, share: Share, now: dt.datetime) -> "ToldShare":
        """Return what is told of a share."""
        told = share.model_dump(exclude={"share_id", "sub", "digest", "passcode"})
        return cls(**told, share=share.share_id, has_passcode=share.passcode is not None, state=share.state(now))


class NewShare(ToldShare):
    """A share with its link, which is told this once."""

    url: str


class ToldShares(BaseModel):
    """The shares, the newest first; one that is over is listed for 30 days after its last day."""

    shares: tuple[ToldShare, ...]


class GivenReading(BaseModel):
    """
    What somebody wants to read.

    Attributes
    ----------
    token
        What stands behind the hash in the link.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    token: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    passcode: Annotated[str, StringConstraints(max_length=100)] | None = None


class GivenFile(GivenReading):
    """The same, as a file."""

    format: _SharedForm


class SharedTranscript(BaseModel):
    """
    What somebody may read.

    Attributes
    ----------
    reader
        For whom it was shared.
    ends_at
        Until when it can be read.
    """

    reader: str
    is_fixed: bool
    ends_at: dt.datetime
    transcript: PhysicianTranscript


def add_share_routes(app: HubApi, sharing: Callable[[], Sharing], site_url: Callable[[], str]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""
    _add_own_routes(app, sharing, site_url)
    _add_reader_routes(app, sharing)


def _add_own_routes(app: HubApi, sharing: Callable[[], Sharing], site_url: Callable[[], str]) -> None:
    @app.post(
        "/v1/me/shares",
        summary="Share a transcript",
        status_code=201,
        responses=person_answers(
            201,
            "The share, and its link.",
            "CLAIM_NEEDED",
            "CLAIM_NOT_CONFIRMED",
            "SHARES_TOO_MANY",
            "CREDENTIALS_SPENT",
        ),
        tags=_TAGS,
        operation_id="shareTranscript",
        security=SIGNED_IN,
    )
    def share(given: GivenShare) -> Response[NewShare]:
        """Make a link by which somebody outside reads a transcript, as it is now or as it is then."""
        made = sharing().make(app.person.sub, given.wanted())
        told = ToldShare.of(made.share, sharing().clock())
        return Response(
            201, "application/json", NewShare(**told.model_dump(), url=share_address(site_url(), made.token))
        )

    @app.get(
        "/v1/me/shares",
        summary="List my shares",
        responses=person_answers(200, "Your shares, the newest first."),
        tags=_TAGS,
        operation_id="listMyShares",
        security=SIGNED_IN,
    )
    def list_shares() -> ToldShares:
        """Tell what you share with whom, until when, and how often it was read."""
        now = sharing().clock()
        return ToldShares(
            shares=tuple(ToldShare.of(share, now) for share in sharing().shares.of_account(app.person.sub))
        )

    @app.delete(
        "/v1/me/shares/<share>",
        summary="End a share",
        status_code=204,
        responses=person_answers(204, "Nobody can read it any more.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="endShare",
        security=SIGNED_IN,
    )
    def revoke(share: Annotated[str, Path(description="`share` of the share.", max_length=64)]) -> Response[None]:
        """End a share at once: its link answers that it is over."""
        sharing().revoke(app.person.sub, share)
        return Response(204)


def _add_reader_routes(app: HubApi, sharing: Callable[[], Sharing]) -> None:
    problems = ("NOT_FOUND", "SHARE_OVER", "PASSCODE_NEEDED", "PASSCODE_WRONG", "PASSCODE_TRIES_SPENT")

    @app.post(
        "/v1/shares/read",
        summary="Read what was shared",
        responses=open_answers(200, "The transcript.", *problems),
        tags=_TAGS,
        operation_id="readShare",
    )
    def read(given: GivenReading) -> SharedTranscript:
        """Tell what a physician shared by a link. The physician sees that it was read."""
        share = sharing().opened(Asked(given.token, given.passcode))
        told = sharing().told(share)
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
        tags=_TAGS,
        operation_id="downloadShare",
    )
    def download(given: GivenFile) -> Response[str]:
        """Return the same as a file."""
        share = sharing().opened(Asked(given.token, given.passcode))
        form = Format(given.format)
        content = sharing().printed(share) if form is Format.PDF else unprinted(sharing().told(share), form)
        return as_file(app, content, form, sharing().clock())
