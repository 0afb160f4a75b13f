"""The function behind the notices queue."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urljoin

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.contact_mails import ContactMailKind
from cmehub.passport.account_ends import AccountEnds
from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import cognito_client, ses_client
from cmehub.runtime.hub import Hub
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.stores.standings import Ending
from cmehub.submissions.messages import (
    NOTICE_MESSAGES,
    AccountEndMessage,
    AccountsDueMessage,
    AnyNotice,
    AuditMailMessage,
    ClaimTriedMessage,
    CodeAskedMessage,
    CreditsReadMessage,
    GatheringMessage,
    MailBouncedMessage,
    MissingCreditChangedMessage,
    MissingCreditMessage,
    MissingCreditsDueMessage,
    NoticeMessage,
    PhysicianMailMessage,
    PhysicianMailsDueMessage,
    ProviderNotice,
    RemindersDueMessage,
    RemindersMessage,
    ReviewNoticeMessage,
    RoleChangedMessage,
    ShareMailMessage,
    WebhookDisabledMessage,
)
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.audit_notices import AuditNotices
from functions.notify.mail.call_notices import CallNotices
from functions.notify.mail.claim_notices import ClaimNotices
from functions.notify.mail.contact_mails import ContactMails
from functions.notify.mail.mailer import SesMailer
from functions.notify.mail.missing_notices import MissingNotices
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome, Outbox
from functions.notify.mail.physician_mails import PhysicianMails
from functions.notify.mail.reminder_notices import ReminderNotices
from functions.notify.mail.review_notices import ReviewNotices
from functions.notify.mail.role_notices import RoleNotices
from functions.notify.mail.settings import settings
from functions.notify.mail.share_notices import ShareNotices
from functions.notify.mail.submission_notices import SubmissionNotices
from functions.notify.webhooks.disabled_notices import DisabledNotices

logger = Logger()


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


def addresses() -> Addresses:
    """Return where mails lead; on one machine the API lies below the emulator's own address."""
    api = urljoin(hub().s3.meta.endpoint_url, settings().api_url)
    return Addresses(api, settings().guide_url, settings().uploads_bucket, settings().site_url)


@cache
def outbox() -> Outbox:
    """Return the way that mails go, made once per process."""
    mailer = SesMailer(ses_client(), settings().mail_configuration_set)
    return Outbox(hub().providers, hub().mail_feedback, mailer, settings().mail_sender, hub().clock)


@cache
def call_notices() -> CallNotices:
    """Return the logic of calls with its stores, made once per process."""
    return CallNotices(
        gatherings=hub().gatherings,
        objects=hub().objects,
        notices=hub().notices_queue,
        addresses=addresses(),
        outbox=outbox(),
        hour=dt.timedelta(seconds=settings().call_mails_hour_seconds),
        clock=hub().clock,
    )


@cache
def members(pool_id: str) -> CognitoMembers:
    """Return the people of a user pool, made once per process."""
    return CognitoMembers(cognito_client(), pool_id)


def email_in(pool_id: str) -> Callable[[str], str | None]:
    """Return what finds the e-mail with which somebody signs in; None if the account has ended."""

    def email_of(sub: str) -> str | None:
        member = members(pool_id).find(sub)
        return member.email if member and member.enabled else None

    return email_of


@cache
def contact_mails() -> ContactMails:
    """Return the logic of optional mails to contacts with its stores, made once per process."""
    return ContactMails(
        notices=hub().physician_notices(dt.timedelta(seconds=settings().news_gathering_seconds)),
        teams=hub().teams,
        standings=hub().standings,
        providers=hub().providers,
        submissions=hub().submissions,
        feedback=hub().mail_feedback,
        addresses=addresses(),
        mailer=outbox().mailer,
        mail_sender=settings().mail_sender,
        email_of=email_in(settings().staff_pool_id),
        clock=hub().clock,
    )


@cache
def submission_notices() -> SubmissionNotices:
    """Return the logic of files with its stores, made once per process."""
    return SubmissionNotices(
        objects=hub().objects,
        submissions=hub().submissions,
        addresses=addresses(),
        outbox=outbox(),
        calls=call_notices(),
        contacts=contact_mails(),
    )


def account_ends() -> AccountEnds:
    """Return the logic of accounts that end."""
    return hub().account_ends(members(settings().physicians_pool_id))


def missing_notices(way: Outbox) -> MissingNotices:
    """Return the logic of mails about missing credits."""
    return MissingNotices(hub().missing_credit_ends, hub().activities, hub().rosters, addresses(), way)


def reminder_notices(way: Outbox) -> ReminderNotices:
    """Return the logic of reminders."""
    return ReminderNotices(hub().reminders, hub().open_matters, hub().objects, addresses(), way)


@cache
def physician_mails() -> PhysicianMails:
    """Return the logic of mails to physicians with its stores, made once per process."""
    return PhysicianMails(
        notices=hub().physician_notices(dt.timedelta(seconds=settings().news_gathering_seconds)),
        accounts=hub().accounts,
        accesses=hub().accesses,
        requests=hub().missing_credits,
        activities=hub().activities,
        providers=hub().providers,
        feedback=hub().mail_feedback,
        addresses=addresses(),
        mailer=outbox().mailer,
        mail_sender=settings().mail_sender,
        email_of=email_in(settings().physicians_pool_id),
        clock=hub().clock,
    )


@cache
def claim_notices() -> ClaimNotices:
    """Return the logic of claims with its stores, made once per process."""
    return ClaimNotices(
        accounts=hub().accounts,
        rosters=hub().rosters,
        cases=hub().cases,
        mailer=outbox().mailer,
        mail_sender=settings().mail_sender,
        email_of=email_in(settings().physicians_pool_id),
        clock=hub().clock,
    )


def role_notices() -> RoleNotices:
    """Return the logic of mails about roles."""
    return RoleNotices(
        standings=hub().standings,
        providers=hub().providers,
        accreditors=hub().accreditors,
        feedback=hub().mail_feedback,
        addresses=addresses(),
        mailer=outbox().mailer,
        mail_sender=settings().mail_sender,
        email_of=email_in(settings().staff_pool_id),
        clock=hub().clock,
    )


def share_notices() -> ShareNotices:
    """Return the logic of mails to the readers of shares."""
    return ShareNotices(
        shares=hub().shares,
        accounts=hub().accounts,
        rosters=hub().rosters,
        mailer=outbox().mailer,
        mail_sender=settings().mail_sender,
        site_url=settings().site_url,
        clock=hub().clock,
    )


def audit_notices() -> AuditNotices:
    """Return the logic of mails about audits."""
    stores, emails = hub(), email_in(settings().physicians_pool_id)
    return AuditNotices(stores.audits, stores.objects, stores.accounts, stores.rosters, outbox(), addresses(), emails)


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Tell providers and people what the messages of a batch announce."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = NOTICE_MESSAGES.validate_json(record.body)
    match message:
        case AccountsDueMessage():
            logger.info("ends of accounts looked at", due=account_ends().take_due())
        case AccountEndMessage():
            is_over = account_ends().take(Ending(message.ends_on, message.sub))
            logger.info("an account was ended" if is_over else "an account is kept", sub=message.sub)
        case MissingCreditsDueMessage():
            logger.info("missing credits looked at", due=hub().missing_credit_ends.take_due())
        case RemindersDueMessage():
            logger.info("reminders looked at", providers=reminder_notices(outbox()).take_due(hub().notices_queue))
        case PhysicianMailsDueMessage():
            logger.info("mails to physicians looked at", due=physician_mails().take_due())
        case _:
            outcome = _outcome(message)
            if outcome is NoticeOutcome.BUSY:
                hub().notices_queue.send([message], delay=MAIL_LEASE)
            log = logger.warning if outcome is NoticeOutcome.NO_CONTACT else logger.info
            log(outcome, extra=message.model_dump(mode="json", exclude={"schema_version", "type"}))


def _outcome(message: AnyNotice) -> NoticeOutcome:
    match message:
        case MailBouncedMessage():
            sent = hub().mail_feedback.sent(message.message_id)
            outcome = _of_provider(sent, outbox().instead_of(message.message_id)) if sent else NoticeOutcome.NOT_KNOWN
        case ClaimTriedMessage():
            outcome = claim_notices().take_try(message)
        case CodeAskedMessage():
            outcome = claim_notices().take_code(message)
        case RoleChangedMessage():
            outcome = role_notices().take(message)
        case ShareMailMessage():
            outcome = share_notices().take(message)
        case AuditMailMessage():
            outcome = audit_notices().take(message)
        case PhysicianMailMessage(kind=ContactMailKind()):
            outcome = contact_mails().take(message)
        case MissingCreditChangedMessage() | CreditsReadMessage() | PhysicianMailMessage():
            outcome = physician_mails().take(message)
        case _:
            outcome = _of_provider(message, outbox())
    return outcome


def _of_provider(message: ProviderNotice, way: Outbox) -> NoticeOutcome:
    match message:
        case NoticeMessage():
            outcome = replace(submission_notices(), outbox=way).take(message)
        case GatheringMessage():
            outcome = replace(call_notices(), outbox=way).take(message)
        case ReviewNoticeMessage():
            outcome = ReviewNotices(hub().activities, hub().review_store, hub().objects, addresses(), way).take(message)
        case MissingCreditMessage():
            outcome = missing_notices(way).take(message)
        case RemindersMessage():
            outcome = reminder_notices(way).take(message)
        case WebhookDisabledMessage():
            outcome = DisabledNotices(hub().webhooks, hub().events, way, settings().site_url).take(message)
    return outcome
