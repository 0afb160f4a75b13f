"""The last step in memory: finished submissions made without the steps before, and a mailer that keeps its mails."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from pydantic import BaseModel

from cmehub.accounts.providers import Contact, Provider
from cmehub.issues.issue import Issue
from cmehub.passport.physician_notices import PhysicianNotices
from cmehub.runtime.json_lines import pack
from cmehub.runtime.queues import NO_DELAY
from cmehub.stores.memory_gatherings import MemoryGatheringStore
from cmehub.stores.memory_mail_feedback import MemoryMailFeedbackStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_physician_mails import MemoryPhysicianMailStore
from cmehub.stores.memory_registers import MemoryProviderStore
from cmehub.stores.memory_standings import MemoryStandingStore
from cmehub.stores.memory_submissions import MemorySubmissionStore
from cmehub.stores.memory_teams import MemoryTeamStore
from cmehub.submissions.gatherings import RejectedCall, RejectedRow
from cmehub.submissions.messages import NoticeMessage
from cmehub.submissions.submission import (
    ChunkFact,
    LineResult,
    LineStatus,
    RowResult,
    Submission,
    chunk_key,
    results_key,
)
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.call_notices import CallNotices
from functions.notify.mail.contact_mails import ContactMails
from functions.notify.mail.mail import Mail
from functions.notify.mail.notices import NoticeOutcome, Outbox
from functions.notify.mail.submission_notices import SubmissionNotices
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import sample_entries

SUBMISSION_ID = "5ab5c0de" * 4
PROVIDER_ID = "0009999"
SENDER = "hub@cme-hub.example.org"
NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
LEARNER_SAMPLES = ("learners-clean.xlsx", "learners-mistakes.xlsx", "learners.xml", "learners-delete.xlsx")
PROVIDER = Provider(
    provider_id=PROVIDER_ID,
    name="Example Medical Society",
    contacts=(
        Contact(name="Viktor Placeholder", email="viktor@cme.example.org"),
        Contact(name="Paula Sample-Ortega", email="paula@cme.example.org", is_primary=True),
    ),
)


@dataclass
class KeptMails:
    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> str:
        self.sent.append(mail)
        return f"mail-{len(self.sent)}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [parsed(mail.raw) for mail in self.sent]


@dataclass
class DelayedQueue:
    """A queue that keeps its messages beside their delays."""

    waiting: list[tuple[BaseModel, dt.timedelta]] = field(default_factory=list)

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:
        self.waiting += [(message, delay) for message in messages]


HOUR = dt.timedelta(hours=1)
GATHERING = dt.timedelta(minutes=5)
ADDRESSES = Addresses(
    "https://api.example.org", "https://guide.example.org/docs", "cme-uploads", "https://passport.example.org"
)


@dataclass
class NotifyHub:
    objects: MemoryWorkObjects = field(default_factory=MemoryWorkObjects)
    submissions: MemorySubmissionStore = field(default_factory=MemorySubmissionStore)
    gatherings: MemoryGatheringStore = field(default_factory=MemoryGatheringStore)
    providers: MemoryProviderStore = field(default_factory=MemoryProviderStore)
    mail_feedback: MemoryMailFeedbackStore = field(default_factory=MemoryMailFeedbackStore)
    standings: MemoryStandingStore = field(default_factory=MemoryStandingStore)
    physician_mails: MemoryPhysicianMailStore = field(default_factory=MemoryPhysicianMailStore)
    mail_queue: DelayedQueue = field(default_factory=DelayedQueue)
    mailer: KeptMails = field(default_factory=KeptMails)
    now: dt.datetime = NOW

    def __post_init__(self) -> None:
        self.teams = MemoryTeamStore(self.standings)
        self.providers.put([PROVIDER])

    def clock(self) -> dt.datetime:
        return self.now

    def open(self, *results: RowResult, issues: Sequence[Issue] = ()) -> None:
        """Bring a submission as far as the end of its file."""
        self.submissions.open(a_submission())
        self.submissions.add_staged(
            SUBMISSION_ID, chunks=1 if results else 0, rows=len(results), issues=issues, at=self.now
        )
        staged = (b"[%d,{},null]" % result.row for result in results)
        self.objects.put(chunk_key(SUBMISSION_ID, 1), pack(staged))
        lines = (result.model_dump_json(exclude_defaults=True).encode() for result in results)
        self.objects.put(results_key(SUBMISSION_ID, 1), pack(lines))

    def validate(self) -> None:
        self.submissions.add_chunk(SUBMISSION_ID, ChunkFact(chunk=1, rows=1), at=self.now)

    def finish(self, *results: RowResult, issues: Sequence[Issue] = ()) -> None:
        self.open(*results, issues=issues)
        if results:
            self.validate()

    def notify(self) -> NoticeOutcome:
        message = NoticeMessage(submission_id=SUBMISSION_ID, provider_id=PROVIDER_ID)
        return notices_of(self, self.mailer).take(message)


def notices_of(hub: NotifyHub | MemoryHub, mailer: KeptMails) -> SubmissionNotices:
    """Return what tells the providers of a hub of their submissions, by a mailer."""
    calls, contacts = call_notices_of(hub, mailer), contact_mails_of(hub, mailer)
    return SubmissionNotices(
        hub.objects, hub.submissions, ADDRESSES, calls.outbox, calls, contacts, lambda: f"token-{len(mailer.sent) + 1}"
    )


def contact_mails_of(hub: NotifyHub | MemoryHub, mailer: KeptMails) -> ContactMails:
    """Return what tells contacts of a hub of files, by a mailer; addresses follow from what the pool calls them."""
    queue = hub.mail_queue if isinstance(hub, NotifyHub) else DelayedQueue()
    return ContactMails(
        notices=PhysicianNotices(hub.physician_mails, queue, GATHERING, hub.clock),
        teams=hub.teams,
        standings=hub.standings,
        providers=hub.providers,
        submissions=hub.submissions,
        feedback=hub.mail_feedback,
        addresses=ADDRESSES,
        mailer=mailer,
        mail_sender=SENDER,
        email_of=lambda sub: f"{sub}@cme.example.org",
        clock=hub.clock,
        new_token=lambda: f"contact-token-{len(mailer.sent) + 1}",
    )


def call_notices_of(hub: NotifyHub | MemoryHub, mailer: KeptMails) -> CallNotices:
    """Return what tells the providers of a hub of their calls, by a mailer and a queue of its own."""
    outbox = Outbox(hub.providers, hub.mail_feedback, mailer, SENDER, hub.clock)
    return CallNotices(hub.gatherings, hub.objects, DelayedQueue(), ADDRESSES, outbox, HOUR, hub.clock)


def sample_hub() -> MemoryHub:
    """Return a hub that has taken the samples, so that its notices wait."""
    hub = MemoryHub()
    hub.providers.put([PROVIDER, Provider(provider_id="0008888", name="Imaginary Children's Hospital")])
    put_on_rosters(hub.rosters, sample_entries())
    hub.submit(SAMPLES / "activities-other-provider.xml", "0008888")
    for name in ("activities.xml", *LEARNER_SAMPLES):
        hub.submit(SAMPLES / name, PROVIDER_ID)
    return hub


def a_submission(**changes: object) -> Submission:
    return Submission.model_validate(
        {
            "submission_id": SUBMISSION_ID,
            "provider_id": PROVIDER_ID,
            "upload_key": f"{PROVIDER_ID}/spring-2026.xlsx",
            "received_at": NOW,
            "changed_at": NOW,
            "kind": "learners",
            "format": "learner-workbook",
        }
        | changes
    )


def a_good_row(number: int) -> RowResult:
    return RowResult(row=number, credit_lines=(_line("ABIM", LineStatus.ACCEPTED),))


def a_refused_row(number: int, *issues: Issue) -> RowResult:
    return RowResult(row=number, issues=issues)


def a_rejected_row(number: int, code: str, reason: str, *boards: str) -> RowResult:
    lines = tuple(_line(board, LineStatus.REJECTED, code, reason) for board in boards or ("ABIM",))
    return RowResult(row=number, credit_lines=lines)


def a_rejected_call(submission_id: str, **changes: object) -> RejectedCall:
    """Return a call with one rejected record of activity 202699001."""
    lines = a_rejected_row(1, "BOARD_ID_NOT_FOUND", "ABIM has nobody with this ID.").credit_lines
    row = RejectedRow(activity_id="202699001", record=f"{submission_id}-00001-1", credit_lines=lines)
    given = {"submission_id": submission_id, "provider_id": PROVIDER_ID, "received_at": NOW, "rows": (row,)}
    return RejectedCall.model_validate(given | changes)


def parsed(raw: bytes) -> EmailMessage:
    return BytesParser(policy=default).parsebytes(raw)


def text_of(message: EmailMessage) -> str:
    return _body(message, "plain")


def html_of(message: EmailMessage) -> str:
    return _body(message, "html")


def _body(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def _line(board: str, status: LineStatus, code: str | None = None, reason: str | None = None) -> LineResult:
    return LineResult(
        board=board, credit_type="Medical Knowledge", amount=1, status=status, reason_code=code, reason=reason
    )
