"""The routes ``/v1/me/audits``: what licensing boards ask those whom they drew for an audit."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Self

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, ConfigDict

from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.resolver import HubApi
from cmehub.licensing.audits import AnswerWords
from cmehub.licensing.state_readers import licensing_name
from cmehub.passport.answering_audits import AnsweringAudits, OwnAudit
from cmehub.people.states import STATES

_TAGS = ["Licensing boards"]
AuditName = Annotated[str, Path(description="`audit` of an audit.", max_length=64)]


class AuditAnswerInput(BaseModel):
    """What you answer; it takes the place of what you answered before."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"words": "Ten more hours in March. The certificates come by post."}]},
    )

    words: AnswerWords


class MyAuditView(BaseModel):
    """
    An audit for which you were drawn.

    Attributes
    ----------
    board
        Who asks.
    licence
        Your licence, as the board has it.
    on
        In which cycle of your licence credits are looked at: that of this day.
    starts, ends
        The days that are looked at; null if the cycle isn't known.
    until
        The last day, US Eastern, on which you can answer.
    is_open
        Whether that day isn't over.
    words
        What the board says; it may be empty.
    answer, answered_at
        What you answered, the last time.
    kept_until
        Until when it is kept.
    """

    audit: str
    state: str
    name: str
    board: str
    licence: str
    on: dt.date
    starts: dt.date | None
    ends: dt.date | None
    told_at: dt.datetime
    until: dt.date
    is_open: bool
    words: str
    answer: str | None
    answered_at: dt.datetime | None
    kept_until: dt.datetime

    @classmethod
    def of(cls, own: OwnAudit, at: dt.datetime) -> Self:
        """Return what is told of an audit at a moment."""
        audit, licensee, answer = own
        return cls(
            audit=licensee.audit_id,
            state=licensee.state,
            name=STATES[licensee.state],
            board=licensing_name(licensee.state, audit.check.on),
            licence=licensee.licence,
            on=audit.check.on,
            starts=licensee.starts,
            ends=licensee.ends,
            told_at=audit.told_at,
            until=audit.until,
            is_open=audit.takes_answers(at),
            words=audit.words,
            answer=answer.words if answer else None,
            answered_at=answer.at if answer else None,
            kept_until=audit.kept_until,
        )


class MyAuditList(BaseModel):
    """All that are kept, the latest first."""

    audits: tuple[MyAuditView, ...]


def add_audit_routes(app: HubApi, answering: Callable[[], AnsweringAudits]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/me/audits",
        summary="List audits that concern me",
        responses=person_answers(200, "The audits of licensing boards for which you were drawn."),
        tags=_TAGS,
        operation_id="listMyAudits",
        security=SIGNED_IN,
    )
    def list_audits() -> MyAuditList:
        """Tell of the audits for which you were drawn, by licences that a confirmed claim of yours names."""
        return MyAuditList(audits=tuple(map(told, answering().of_account(app.person.sub))))

    @app.put(
        "/v1/me/audits/<audit>/answer",
        summary="Answer an audit",
        responses=person_answers(200, "The audit with your answer.", "NOT_FOUND", "AUDIT_OVER"),
        tags=_TAGS,
        operation_id="answerAudit",
        security=SIGNED_IN,
    )
    def answer(audit: AuditName, given: AuditAnswerInput) -> MyAuditView:
        """
        Answer the board, or change the answer, until the last day.

        The board reads the answer and nothing else of your account, and you see each reading. It stays with the board
        when the account ends.
        """
        return told(answering().answer(app.person.sub, audit, given.words))

    def told(own: OwnAudit) -> MyAuditView:
        return MyAuditView.of(own, answering().clock())
