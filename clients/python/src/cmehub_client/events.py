"""What webhooks are told, and whether it is the hub that tells it."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from cmehub_client.models import Counts, LineStatus, Severity


class EventIssue(BaseModel):
    """An issue of a row; its sentences stand in the report."""

    code: str
    severity: Severity
    field: str | None


class DecidedLine(BaseModel):
    """A credit line that a board decided on."""

    credit_type: str
    amount: float
    credit_id: str | None


class ValidatedLine(DecidedLine):
    """A credit line of a checked row."""

    board: str
    status: LineStatus


class ValidatedRow(BaseModel):
    """A row that was checked; ``record`` names the learner record that came of it."""

    row: int
    action: str | None
    activity_id: str | None
    record: str | None
    status: str
    credit_lines: list[ValidatedLine]
    issues: list[EventIssue]


class DecidedRow(BaseModel):
    """A row that a board decided on."""

    row: int
    action: str | None
    activity_id: str | None
    record: str | None
    status: Literal["accepted", "rejected"]
    reason_code: str | None
    reason: str | None
    credit_lines: list[DecidedLine]


class _OfSubmission(BaseModel):
    submission_id: str
    dry_run: bool


class ValidatedRows(_OfSubmission):
    """Up to 500 rows that were checked."""

    chunk: int
    rows: list[ValidatedRow]


class DecidedRows(_OfSubmission):
    """Up to 500 rows that a board has answered about."""

    chunk: int
    board: str
    rows: list[DecidedRow]


class FinishedSubmission(_OfSubmission):
    """A submission of which everything is decided."""

    kind: str | None
    format: str | None
    status: str
    rows: int
    counts: Counts


class ReviewOfActivity(BaseModel):
    """
    A review of an activity; its words are read by `cmehub_client.activities.Activities.reviews`.

    Attributes
    ----------
    board
        Who asks; None if it is whoever runs the hub.
    due
        The last day to answer.
    outcome
        ``met``, ``not_met`` or ``withdrawn``, once it is closed.
    """

    activity_id: str
    review_id: str
    board: str | None
    due: dt.date
    outcome: str | None


class LicenseeCredit(BaseModel):
    """A credit of a state's licensee; `cmehub_client.licensing.Licensing.credits` tells what it is now."""

    state: str
    licence: str
    credit_id: str
    activity_id: str
    completed_on: dt.date


class TestedWebhook(BaseModel):
    """The webhook that is tested."""

    webhook_id: str


class RecordsValidated(BaseModel):
    """The event ``records.validated``."""

    type: Literal["records.validated"]
    timestamp: AwareDatetime
    data: ValidatedRows


class RecordsDecided(BaseModel):
    """The event ``records.decided``."""

    type: Literal["records.decided"]
    timestamp: AwareDatetime
    data: DecidedRows


class SubmissionFinished(BaseModel):
    """The event ``submission.finished``."""

    type: Literal["submission.finished"]
    timestamp: AwareDatetime
    data: FinishedSubmission


class ReviewAsked(BaseModel):
    """The event ``review.asked``."""

    type: Literal["review.asked"]
    timestamp: AwareDatetime
    data: ReviewOfActivity


class ReviewClosed(BaseModel):
    """The event ``review.closed``."""

    type: Literal["review.closed"]
    timestamp: AwareDatetime
    data: ReviewOfActivity


class CreditAdded(BaseModel):
    """The event ``licensee.credit_added``."""

    type: Literal["licensee.credit_added"]
    timestamp: AwareDatetime
    data: LicenseeCredit


class CreditWithdrawn(BaseModel):
    """The event ``licensee.credit_withdrawn``."""

    type: Literal["licensee.credit_withdrawn"]
    timestamp: AwareDatetime
    data: LicenseeCredit


class WebhookTest(BaseModel):
    """The event ``webhook.test``."""

    type: Literal["webhook.test"]
    timestamp: AwareDatetime
    data: TestedWebhook


Event = (
    RecordsValidated
    | RecordsDecided
    | SubmissionFinished
    | ReviewAsked
    | ReviewClosed
    | CreditAdded
    | CreditWithdrawn
    | WebhookTest
)
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes) -> Event:
    """
    Return the event that a post tells of; the extra ``webhooks`` has to be installed.

    Keep the IDs (the header ``webhook-id``) of the events that you took: a post may come twice.

    Raises
    ------
    standardwebhooks.WebhookVerificationError
        If it isn't signed with the secret, or is more than five minutes old.
    """
    from standardwebhooks import Webhook

    Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})
    return _EVENT.validate_json(body)
