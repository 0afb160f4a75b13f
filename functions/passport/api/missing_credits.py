"""The routes ``/v1/me/missing-credits``: asking providers for what isn't there."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, ConfigDict, Field

from cmehub.api.contract import SIGNED_IN, Day, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.passport.asking_for_credits import AskingForCredits
from cmehub.passport.credits import ProviderContact, provider_contact
from cmehub.passport.missing_credits import (
    LONGEST_WORDS,
    Letter,
    MissingCredit,
    MissingStatus,
    ProviderAnswer,
    Words,
    what_to_do,
)
from cmehub.stores import ProviderStore

_TAGS = ["Missing credits"]
_REFUSALS = (
    "CLAIM_NEEDED",
    "ACTIVITY_UNKNOWN",
    "COMPLETION_DAY_WRONG",
    "CREDIT_THERE",
    "MISSING_CREDIT_OPEN",
    "MISSING_CREDITS_TOO_MANY",
)


class MissingCreditInput(BaseModel):
    """
    What somebody completed that isn't there.

    Attributes
    ----------
    words
        What the provider should know, such as the number of a certificate; it is sent with the request.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"activity_id": "202699001", "completed_on": "2026-10-03", "words": "Certificate 4711."}]
        },
    )

    activity_id: Annotated[str, Field(pattern=r"^\d{9}$")]
    completed_on: Day
    words: Annotated[Words, Field(max_length=LONGEST_WORDS)] = ""


class MyMissingCreditView(BaseModel):
    """
    A request for a missing credit.

    Attributes
    ----------
    due_on
        Until the end of this day, US Eastern, the provider has time to answer.
    mailed_at, reminded_at
        When the provider's mails went out; null while they haven't, or if nobody can be written to.
    answer
        The provider's last one. The request is open until the record is here, even if it was said to be reported.
    can_do
        What the physician can do, once the request has ended without the credit.
    """

    missing_credit: str
    activity_id: str
    title: str
    provider: ProviderContact
    completed_on: dt.date
    words: str
    asked_at: dt.datetime
    due_on: dt.date
    mailed_at: dt.datetime | None
    reminded_at: dt.datetime | None
    status: MissingStatus
    answer: ProviderAnswer | None
    ended_at: dt.datetime | None
    can_do: str | None

    @classmethod
    def of(cls, request: MissingCredit, provider: ProviderContact) -> "MyMissingCreditView":
        """Return what is told of a request."""
        known = request.model_dump(
            include={"activity_id", "title", "completed_on", "words", "asked_at", "due_on", "status", "ended_at"}
        )
        return cls(
            **known,
            missing_credit=request.missing_id,
            provider=provider,
            answer=request.answer,
            mailed_at=request.sent_at(Letter.REQUEST),
            reminded_at=request.sent_at(Letter.REMINDER),
            can_do=what_to_do(request.status, provider.name, provider.email),
        )


class MyMissingCreditList(BaseModel):
    """All requests that are kept, the newest first."""

    missing_credits: tuple[MyMissingCreditView, ...]


def add_missing_credit_routes(
    app: HubApi, asking: Callable[[], AskingForCredits], providers: Callable[[], ProviderStore]
) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.post(
        "/v1/me/missing-credits",
        summary="Ask for a missing credit",
        status_code=201,
        responses=person_answers(201, "The request; its provider gets a mail.", *_REFUSALS),
        tags=_TAGS,
        operation_id="askForCredit",
        security=SIGNED_IN,
    )
    def ask(given: MissingCreditInput) -> Response[MyMissingCreditView]:
        """
        Ask the provider of an activity for a credit of yours that isn't there.

        The provider is told your name, the IDs of yours that it needs to report you, the activity, the day and your
        words, and has 10 business days.
        """
        request = asking().ask(app.person.sub, given.activity_id, given.completed_on, given.words)
        return Response(201, "application/json", told(request))

    @app.get(
        "/v1/me/missing-credits",
        summary="List what I have asked for",
        responses=person_answers(200, "Your requests, the newest first."),
        tags=_TAGS,
        operation_id="listMissingCredits",
        security=SIGNED_IN,
    )
    def list_missing() -> MyMissingCreditList:
        """Tell of your requests that are open or ended within a year, and what came of them."""
        return MyMissingCreditList(missing_credits=tuple(map(told, asking().ends.of_account(app.person.sub))))

    @app.delete(
        "/v1/me/missing-credits/<missing_credit>",
        summary="Withdraw a request",
        status_code=204,
        responses=person_answers(204, "It is withdrawn.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="withdrawMissingCredit",
        security=SIGNED_IN,
    )
    def withdraw(
        missing_credit: Annotated[str, Path(description="What the request is called.", max_length=64)],
    ) -> Response[None]:
        """End an open request of yours; the provider isn't reminded of it, and can't answer it any more."""
        if not asking().ends.withdraw(app.person.sub, missing_credit):
            raise ProblemError("NOT_FOUND")
        return Response(204)

    def told(request: MissingCredit) -> MyMissingCreditView:
        provider = providers().find(request.provider_id)
        return MyMissingCreditView.of(request, provider_contact(request.provider_id, provider))
