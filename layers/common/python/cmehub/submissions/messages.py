"""What the queues carry: pointers to work, never the work itself, and no personal data."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cmehub.accounts.standing import Role
from cmehub.accounts.team import TeamChange
from cmehub.passport.mailings import AnyMailKind
from cmehub.submissions.events import Delivery, EventType


class _AnyMessage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1


class _Message(_AnyMessage):
    provider_id: str


class _SubmissionMessage(_Message):
    submission_id: str


class ChunkMessage(_SubmissionMessage):
    """A chunk is staged and waits to be validated."""

    type: Literal["chunk"] = "chunk"
    chunk: int
    key: str
    digest: str


class BoardMessage(_SubmissionMessage):
    """
    A board is asked about the rows of one chunk; in a dry run, what it would say.

    ``parked`` is how often the ask was put off because the board was down.
    """

    type: Literal["board_request"] = "board_request"
    chunk: int
    board: str
    key: str
    digest: str
    dry_run: bool = False
    parked: int = 0


class NoticeMessage(_SubmissionMessage):
    """A submission is finished, and its provider may have to be told."""

    type: Literal["submission_finished"] = "submission_finished"


class ReviewNoticeMessage(_Message):
    """A provider has to be told that an activity of its is reviewed."""

    type: Literal["review_asked"] = "review_asked"
    activity_id: str
    review_id: str


class ReviewEventMessage(_Message):
    """A review of an activity was asked for, or closed."""

    type: Literal["review_event"] = "review_event"
    event_type: EventType
    activity_id: str
    review_id: str


class GatheringMessage(_Message):
    """The mail about a gathering of rejected calls is due, or will be."""

    type: Literal["gathering"] = "gathering"
    gathering_id: str
    due_at: dt.datetime


class EventMessage(_SubmissionMessage):
    """Something happened to a submission: to the whole, to a chunk, or to what a board was asked about a chunk."""

    type: Literal["event"] = "event"
    event_type: EventType
    chunk: int | None = None
    board: str | None = None


class WebhookTestMessage(_Message):
    """A provider wants to see whether a webhook works."""

    type: Literal["webhook_test"] = "webhook_test"
    webhook_id: str
    asked_at: dt.datetime


class ReplayMessage(_Message):
    """A provider wants a webhook to be told again of one event, or of all since some time."""

    type: Literal["replay"] = "replay"
    webhook_id: str
    asked_at: dt.datetime
    event_id: str | None = None
    since: dt.datetime | None = None


class DeliveryMessage(_Message):
    """An event waits to be delivered to a webhook."""

    type: Literal["delivery"] = "delivery"
    delivery: Delivery


class WebhookDisabledMessage(_Message):
    """A provider has to be told that the hub disabled one of its webhooks."""

    type: Literal["webhook_disabled"] = "webhook_disabled"
    webhook_id: str


class MailBouncedMessage(_AnyMessage):
    """A mail to a provider came back, and the next contact has to be written to."""

    type: Literal["mail_bounced"] = "mail_bounced"
    message_id: str


class ClaimTriedMessage(_AnyMessage):
    """An account tried in vain to claim a physician, and whoever holds the physician has to be told."""

    type: Literal["claim_tried"] = "claim_tried"
    sub: str
    try_id: str


class CodeAskedMessage(_AnyMessage):
    """An account asks for a code that confirms its claim."""

    type: Literal["code_asked"] = "code_asked"
    sub: str
    code_id: str


class RoleChangedMessage(_AnyMessage):
    """
    Somebody of the staff, who has an account, was given a role or lost it, and has to be told.

    ``role`` is what they became; where ``is_taken``, what they were until then.
    """

    type: Literal["role_changed"] = "role_changed"
    sub: str
    role: Role
    is_taken: bool = False
    changed_at: dt.datetime

    @classmethod
    def of(cls, change: TeamChange, provider_id: str) -> Self:
        """Return what tells somebody of a change of a provider's contact."""
        role = change.role_at(provider_id)
        return cls(sub=change.sub, role=role, is_taken=change.becomes is None, changed_at=change.at)


class ShareMailMessage(_AnyMessage):
    """A link or a code has to be mailed to the reader of a share."""

    type: Literal["share_mail"] = "share_mail"
    sub: str
    share_id: str
    mail_id: str


class AuditMailMessage(_AnyMessage):
    """
    A licensee has to be mailed to about an audit of a licensing board.

    ``portion`` and ``place``, counted from 0, say who of those drawn, without naming a number.
    """

    type: Literal["audit_mail"] = "audit_mail"
    state: str
    check_id: str
    portion: int
    place: int


class MissingCreditMessage(_Message):
    """A provider has to be told of a physician's request for a credit that is missing, or reminded of it."""

    type: Literal["missing_credit"] = "missing_credit"
    sub: str
    missing_id: str
    reminder: bool = False


class MissingCreditChangedMessage(_AnyMessage):
    """A request for a missing credit was answered or has ended, and the physician may want to be told."""

    type: Literal["missing_credit_changed"] = "missing_credit_changed"
    sub: str
    missing_id: str


class CreditsReadMessage(_AnyMessage):
    """Somebody else has read a physician's credits, and the physician may want to be told."""

    type: Literal["credits_read"] = "credits_read"
    sub: str
    access_id: str


class PhysicianMailMessage(_AnyMessage):
    """The mail to a physician, or to a provider's contact, about all notices of a kind is due, or will be."""

    type: Literal["physician_mail"] = "physician_mail"
    sub: str
    kind: AnyMailKind
    due_at: dt.datetime


class PhysicianMailsDueMessage(_AnyMessage):
    """The hour has come at which daily and weekly mails to physicians go out."""

    type: Literal["physician_mails_due"] = "physician_mails_due"


class MissingCreditsDueMessage(_AnyMessage):
    """A day has begun, and requests for missing credits may be due."""

    type: Literal["missing_credits_due"] = "missing_credits_due"


class RemindersMessage(_Message):
    """A provider may have to be reminded; ``day`` is that of the mail, US Eastern."""

    type: Literal["reminders"] = "reminders"
    day: dt.date


class RemindersDueMessage(_AnyMessage):
    """A day has begun, and providers may have to be reminded."""

    type: Literal["reminders_due"] = "reminders_due"


class AccountsDueMessage(_AnyMessage):
    """A day has begun, and accounts may have to end."""

    type: Literal["accounts_due"] = "accounts_due"


class AccountEndMessage(_AnyMessage):
    """The last day is over on which an account could be kept."""

    type: Literal["account_end"] = "account_end"
    sub: str
    ends_on: dt.date


PhysicianMessage = MissingCreditChangedMessage | CreditsReadMessage | PhysicianMailMessage
"""What mails to physicians are about."""

ProviderNotice = (
    NoticeMessage
    | GatheringMessage
    | ReviewNoticeMessage
    | MissingCreditMessage
    | WebhookDisabledMessage
    | RemindersMessage
)
"""What a mail to a provider may follow from."""

PROVIDER_NOTICES: TypeAdapter[ProviderNotice] = TypeAdapter(Annotated[ProviderNotice, Field(discriminator="type")])
"""Reads what is kept of a mail to a provider."""

AnyNotice = (
    ProviderNotice
    | MailBouncedMessage
    | ClaimTriedMessage
    | CodeAskedMessage
    | RoleChangedMessage
    | ShareMailMessage
    | AuditMailMessage
    | PhysicianMessage
)
"""What a mail may follow from."""

_DailyMessage = MissingCreditsDueMessage | PhysicianMailsDueMessage | AccountsDueMessage | RemindersDueMessage
_Noticed = AnyNotice | _DailyMessage | AccountEndMessage
NOTICE_MESSAGES: TypeAdapter[_Noticed] = TypeAdapter(Annotated[_Noticed, Field(discriminator="type")])
"""Reads what the queue of notices carries."""

EVENT_MESSAGES: TypeAdapter[EventMessage | ReviewEventMessage | WebhookTestMessage | ReplayMessage] = TypeAdapter(
    Annotated[EventMessage | ReviewEventMessage | WebhookTestMessage | ReplayMessage, Field(discriminator="type")]
)
"""Reads what the queue of events carries."""
