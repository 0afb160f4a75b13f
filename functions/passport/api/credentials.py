"""The routes ``/v1/me/credentials``: signed credentials of somebody's own credits."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Self

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from cmehub.api.contract import SIGNED_IN, Day, person_answers
from cmehub.api.resolver import HubApi
from cmehub.credentials.issued import DocumentState, IssuedDocument, IssuedKind, verify_address
from cmehub.credentials.making import ChosenCredit, Issuer, MadeCredential, MakingCredentials
from cmehub.learners.transcripts import Span

_TAGS = ["Credentials"]
_MAKING = ("CLAIM_NEEDED", "CLAIM_NOT_CONFIRMED", "CREDITS_NONE", "CREDENTIALS_SPENT")
_Short = Annotated[str, Field(max_length=100)]


class CreditInput(BaseModel):
    """Which credit: its `record`, `board` and `credit_type`, as your list of credits tells them."""

    model_config = ConfigDict(extra="forbid")

    record: _Short
    board: _Short
    credit_type: _Short


class CredentialInput(BaseModel):
    """
    What a credential is to hold: all that was accepted in a span of time, or one credit.

    Attributes
    ----------
    since, until
        The first and the last completion date; one that is left out is open.
    credit
        The one credit; then there is no span.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"since": "2026-01-01", "until": "2026-12-31"}]}
    )

    since: Day | None = None
    until: Day | None = None
    credit: CreditInput | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if self.credit and (self.since or self.until):
            raise ValueError("give a span of time or a credit, not both")
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is later than until")
        return self


class CredentialView(BaseModel):
    """
    A document of yours that others can verify.

    Attributes
    ----------
    code
        What names it; `verify_url` leads to the page that tells how it stands.
    covers
        The first and the last day, with a slash between; of a badge, which credit.
    good_until
        When it expires.
    revoked_at
        When a credit that it holds was taken back or changed.
    superseded_at
        When a newer one took its place that says something else.
    """

    code: str
    kind: IssuedKind
    covers: str
    verify_url: str
    state: DocumentState
    issued_at: dt.datetime
    good_until: dt.datetime
    revoked_at: dt.datetime | None
    superseded_at: dt.datetime | None


class NewCredential(CredentialView):
    """
    A credential, which is handed out once: the hub keeps no copy.

    Attributes
    ----------
    token
        A signed token in the compact form of JSON Web Signatures.
    name
        Under which name it is saved.
    """

    token: str
    name: str


class CredentialList(BaseModel):
    """All of them that are kept, the last first."""

    credentials: tuple[CredentialView, ...]


def add_credential_routes(
    app: HubApi,
    making: Callable[[], MakingCredentials],
    issuer: Callable[[], Issuer],
    now: Callable[[], dt.datetime],
) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    def told(document: IssuedDocument) -> CredentialView:
        shown = document.model_dump(include={*CredentialView.model_fields} - {"verify_url", "state", "good_until"})
        return CredentialView(
            **shown,
            verify_url=verify_address(issuer().site_url, document.code),
            state=document.state(now()),
            good_until=document.good_until,
        )

    @app.post(
        "/v1/me/credentials",
        summary="Make a credential",
        status_code=201,
        responses=person_answers(201, "The credential.", *_MAKING),
        tags=_TAGS,
        operation_id="makeCredential",
        security=SIGNED_IN,
    )
    def make(given: CredentialInput) -> Response[NewCredential]:
        """
        Have the hub sign which credits of yours count, so that anybody can verify it without asking the hub about you.

        Of a span of time it is a Verifiable Credential, of one credit an Open Badge.
        """
        made = _made(making(), app.person.sub, given)
        answer = NewCredential(**told(made.document).model_dump(), token=made.token, name=_file_name(made.document))
        return Response(201, "application/json", answer)

    @app.get(
        "/v1/me/credentials",
        summary="List my credentials",
        responses=person_answers(200, "Those that are kept, the last first."),
        tags=_TAGS,
        operation_id="listMyCredentials",
        security=SIGNED_IN,
    )
    def list_own() -> CredentialList:
        """Tell of each document of yours that others can verify, also of those to print, and how it stands."""
        own = making().issuing.documents.of_account(app.person.sub)
        return CredentialList(credentials=tuple(map(told, own)))


def _made(making: MakingCredentials, sub: str, given: CredentialInput) -> MadeCredential:
    if given.credit:
        return making.badge(sub, ChosenCredit(**given.credit.model_dump()))
    return making.transcript(sub, Span(first=given.since, last=given.until))


def _file_name(document: IssuedDocument) -> str:
    return f"{document.kind}-{document.issued_at.date()}.jwt"
