"""The routes ``/v1/me/shares``, with which a transcript is shared."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Self

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, ConfigDict, Field, model_validator

from cmehub.api.contract import SIGNED_IN, Day, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.fields.mail_address import MailAddress
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
from cmehub.passport.sharing import Sharing
from cmehub.passport.transcript_choices import CreditKind, TranscriptChoice, faults_of

TAGS = ["Shares"]
_MOST_CODES = 60
ShareId = Annotated[str, Path(description="`share` of the share.", max_length=64)]


class ChoiceInput(TranscriptChoice):
    """What the transcript tells, as in ``/v1/me/transcripts``."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = None
    until: Day | None = None
    boards: Annotated[tuple[str, ...], Field(max_length=_MOST_CODES)] = ()
    states: Annotated[tuple[str, ...], Field(max_length=_MOST_CODES)] = ()
    kinds: Annotated[tuple[CreditKind, ...], Field(min_length=1, max_length=2)] = ("CME", "MOC")


class ShareInput(BaseModel):
    """
    What is shared with whom.

    Attributes
    ----------
    reader
        Who is to read it: it stands in the list of who has looked.
    is_fixed
        Whether it stays as it is now; else it tells what is so whenever it is read.
    email
        For one reader: each reading takes a code that is mailed there. Left out, whoever has the link reads.
    days
        After how many days it ends; ``null`` if it stands until you end it, which only one for one reader can, as of
        now.
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
    choice: ChoiceInput = ChoiceInput()
    is_fixed: bool = False
    email: MailAddress | None = None
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = USUAL_DAYS
    passcode: Passcode | None = None

    @model_validator(mode="after")
    def _ends_some_day(self) -> Self:
        if self.days is None and (self.email is None or self.is_fixed):
            raise ValueError("days: give a number, unless it is for one reader (email) and as of now")
        return self

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
            email=self.email,
            days=self.days,
            passcode=self.passcode,
        )


class ShareView(BaseModel):
    """
    A share.

    Attributes
    ----------
    email
        Of one for one reader, where the codes go.
    ends_at
        When it ends; null if it stands until you end it.
    views, viewed_at
        How often it was read, downloads among them, and when last. Each reading is among those who have looked.
    """

    share: str
    reader: str
    email: str | None
    choice: TranscriptChoice
    is_fixed: bool
    has_passcode: bool
    state: ShareState
    made_at: dt.datetime
    ends_at: dt.datetime | None
    revoked_at: dt.datetime | None
    views: int
    viewed_at: dt.datetime | None

    @classmethod
    def of(cls, share: Share, now: dt.datetime) -> "ShareView":
        """Return what is told of a share."""
        told = share.model_dump(exclude={"share_id", "sub", "digest", "mailed", "passcode"})
        return cls(**told, share=share.share_id, has_passcode=share.passcode is not None, state=share.state(now))


class NewShare(ShareView):
    """A share with its link, which is told this once."""

    url: str


class ShareList(BaseModel):
    """The shares, the newest first; one that is over or ended is listed for 30 days more."""

    shares: tuple[ShareView, ...]


def add_share_routes(app: HubApi, sharing: Callable[[], Sharing], site_url: Callable[[], str]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

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
        tags=TAGS,
        operation_id="shareTranscript",
        security=SIGNED_IN,
    )
    def share(given: ShareInput) -> Response[NewShare]:
        """Make a link by which somebody outside reads a transcript, as it is now or as it is then."""
        made = sharing().make(app.person.sub, given.wanted())
        told = ShareView.of(made.share, sharing().clock())
        return Response(
            201, "application/json", NewShare(**told.model_dump(), url=share_address(site_url(), made.token))
        )

    @app.get(
        "/v1/me/shares",
        summary="List my shares",
        responses=person_answers(200, "Your shares, the newest first."),
        tags=TAGS,
        operation_id="listMyShares",
        security=SIGNED_IN,
    )
    def list_shares() -> ShareList:
        """Tell what you share with whom, until when, and how often it was read."""
        now = sharing().clock()
        return ShareList(
            shares=tuple(ShareView.of(share, now) for share in sharing().shares.of_account(app.person.sub))
        )

    @app.delete(
        "/v1/me/shares/<share>",
        summary="End a share",
        status_code=204,
        responses=person_answers(204, "Nobody can read it any more.", "NOT_FOUND"),
        tags=TAGS,
        operation_id="endShare",
        security=SIGNED_IN,
    )
    def revoke(share: ShareId) -> Response[None]:
        """End a share at once: its link answers that it is over."""
        sharing().revoke(app.person.sub, share)
        return Response(204)

    @app.post(
        "/v1/me/shares/<share>/mail",
        summary="Have the link of a share mailed",
        status_code=202,
        responses=person_answers(
            202, "The mail goes to the address that the share has.", "NOT_FOUND", "SHARE_OVER", "SHARE_MAILS_SPENT"
        ),
        tags=TAGS,
        operation_id="mailShare",
        security=SIGNED_IN,
    )
    def mail(share: ShareId) -> Response[None]:
        """Have the hub mail a link of a share to its one reader; a passcode isn't in the mail."""
        sharing().mail(app.person.sub, share)
        return Response(202)
