"""The whole hub in memory: the functions' own logic over the in-memory stores, its messages delivered by hand."""

import datetime as dt
import hashlib
import shutil
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aws_lambda_powertools.utilities.circuit_breaker import CircuitTransition
from pydantic import BaseModel

from cmehub.boards.ask_files import AskFiles, FilesBoard
from cmehub.boards.circuits import Circuits
from cmehub.boards.decision_files import DecisionFile, DecisionFileOutcome, DecisionFiles
from cmehub.boards.dispatch import Dispatch
from cmehub.boards.roster_board import RosterBoard
from cmehub.rules.packs import board_codes
from cmehub.runtime.hub import Hub
from cmehub.runtime.queues import NO_DELAY
from cmehub.stores import WorkObjects
from cmehub.stores.memory_accesses import MemoryAccessStore
from cmehub.stores.memory_accounts import MemoryAccountStore
from cmehub.stores.memory_accreditors import MemoryAccreditorStore
from cmehub.stores.memory_archives import MemoryArchives
from cmehub.stores.memory_audits import MemoryAuditStore
from cmehub.stores.memory_boards import MemoryBoardStore
from cmehub.stores.memory_checks import MemoryCheckStore
from cmehub.stores.memory_figures import MemoryFigureStore
from cmehub.stores.memory_gatherings import MemoryGatheringStore
from cmehub.stores.memory_issued_documents import MemoryIssuedDocumentStore
from cmehub.stores.memory_keys import MemoryKeyStore, MemoryStateKeyStore
from cmehub.stores.memory_mail_feedback import MemoryMailFeedbackStore
from cmehub.stores.memory_missing_credits import MemoryMissingCreditStore
from cmehub.stores.memory_needs import MemoryNeedStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_own_credits import MemoryOwnCreditStore
from cmehub.stores.memory_own_files import MemoryOwnFiles
from cmehub.stores.memory_physician_mails import MemoryPhysicianMailStore
from cmehub.stores.memory_records import MemoryLedgerStore, MemoryRecordStore
from cmehub.stores.memory_registers import MemoryActivityStore, MemoryProviderStore
from cmehub.stores.memory_reminders import MemoryReminderStore
from cmehub.stores.memory_reviews import MemoryReviewStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_sent_rosters import MemorySentRosterStore
from cmehub.stores.memory_shares import MemoryShareStore
from cmehub.stores.memory_standings import MemoryStandingStore
from cmehub.stores.memory_state_logs import MemoryStateLogStore
from cmehub.stores.memory_submissions import MemorySubmissionStore
from cmehub.stores.memory_teams import MemoryTeamStore
from cmehub.stores.memory_tries import MemoryTryStore
from cmehub.stores.memory_webhooks import MemoryEventStore, MemoryWebhookStore
from cmehub.stores.memory_withholdings import MemoryWithholdingStore
from cmehub.stores.memory_years import MemoryYearStore
from cmehub.submissions.messages import BoardMessage, ChunkMessage, EventMessage, NoticeMessage
from cmehub.submissions.reports import SubmissionReport, submission_report
from cmehub.submissions.uploads import Upload
from local.in_memory.circuits import MemoryCircuits

RECOVERY_SECONDS = 30
NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


@dataclass
class Wire:
    """A queue whose messages all go to one line, in the order in which they were sent, without delay."""

    line: deque[BaseModel]

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:  # noqa: ARG002
        """Put messages at the end of the line."""
        self.line.extend(messages)


@dataclass
class MemoryUploads:
    """Files on this machine, under the keys of the uploads bucket."""

    files: dict[str, Path] = field(default_factory=dict)

    def fetch(self, upload: Upload, to: Path) -> str:
        """Copy an upload's file and return its SHA-256."""
        shutil.copy(self.files[upload.key], to)
        return hashlib.sha256(to.read_bytes()).hexdigest()


@dataclass
class MemoryFileSource:
    """Files that boards put, read from the exchange in memory."""

    exchange: WorkObjects

    def fetch(self, file: DecisionFile) -> bytes:
        """Return the file's content."""
        return self.exchange.get(file.key)


class MemoryHub(Hub):
    """A hub whose stores are in memory, whose clock stands still and whose messages are delivered when asked."""

    def __init__(self, now: dt.datetime = NOW) -> None:
        self.now = now
        self.line: deque[BaseModel] = deque()
        self.notices: list[NoticeMessage] = []
        self.event_messages: list[EventMessage] = []
        self.uploads: MemoryUploads = MemoryUploads()
        self.objects: MemoryWorkObjects = MemoryWorkObjects()
        self.site_files: MemoryWorkObjects = MemoryWorkObjects()
        self.submissions: MemorySubmissionStore = MemorySubmissionStore()
        self.figures: MemoryFigureStore = MemoryFigureStore()
        self.gatherings: MemoryGatheringStore = MemoryGatheringStore()
        self.providers: MemoryProviderStore = MemoryProviderStore()
        self.mail_feedback: MemoryMailFeedbackStore = MemoryMailFeedbackStore()
        self.activities: MemoryActivityStore = MemoryActivityStore()
        self.review_store: MemoryReviewStore = MemoryReviewStore()
        self.records: MemoryRecordStore = MemoryRecordStore()
        self.ledgers: MemoryLedgerStore = MemoryLedgerStore()
        self.rosters: MemoryRosterStore = MemoryRosterStore()
        self.boards: MemoryBoardStore = MemoryBoardStore()
        self.accesses: MemoryAccessStore = MemoryAccessStore()
        self.accounts: MemoryAccountStore = MemoryAccountStore()
        self.missing_credits: MemoryMissingCreditStore = MemoryMissingCreditStore()
        self.needs: MemoryNeedStore = MemoryNeedStore()
        self.withholdings: MemoryWithholdingStore = MemoryWithholdingStore()
        self.checks, self.audits, self.sent_rosters = MemoryCheckStore(), MemoryAuditStore(), MemorySentRosterStore()
        self.state_logs: MemoryStateLogStore = MemoryStateLogStore()
        self.own_credits: MemoryOwnCreditStore = MemoryOwnCreditStore()
        self.own_files: MemoryOwnFiles = MemoryOwnFiles()
        self.archives: MemoryArchives = MemoryArchives()
        self.issued_documents: MemoryIssuedDocumentStore = MemoryIssuedDocumentStore()
        self.physician_mails: MemoryPhysicianMailStore = MemoryPhysicianMailStore()
        self.shares: MemoryShareStore = MemoryShareStore()
        self.standings: MemoryStandingStore = MemoryStandingStore()
        self.teams: MemoryTeamStore = MemoryTeamStore(self.standings)
        self.years: MemoryYearStore = MemoryYearStore()
        self.accreditors: MemoryAccreditorStore = MemoryAccreditorStore()
        self.keys: MemoryKeyStore = MemoryKeyStore()
        self.state_keys: MemoryStateKeyStore = MemoryStateKeyStore()
        self.reminders: MemoryReminderStore = MemoryReminderStore()
        self.webhooks: MemoryWebhookStore = MemoryWebhookStore()
        self.events: MemoryEventStore = MemoryEventStore()
        self.tries: MemoryTryStore = MemoryTryStore()
        self.tokens = self.contacts = None
        self.chunks_queue = self.notices_queue = self.events_queue = wire = Wire(self.line)
        self.board_queues = dict.fromkeys(board_codes(), wire)
        self.transitions: list[CircuitTransition] = []
        self.exchange: MemoryWorkObjects = MemoryWorkObjects()
        self.ask_files = AskFiles(self.objects, self.boards, self.exchange, self.clock)
        self.decision_files = DecisionFiles(
            MemoryFileSource(self.exchange), self.exchange, self.objects, self.boards, self.answers
        )
        self.dispatch = Dispatch(
            objects=self.objects,
            boards=self.boards,
            answers=self.answers,
            roster=RosterBoard(self.rosters, self.ledgers),
            gateways={"files": lambda _: FilesBoard()},
            circuits=Circuits(MemoryCircuits(), RECOVERY_SECONDS, self.transitions.append),
            queues=self.board_queues,
            clock=self.clock,
            jitter=lambda: 0.5,
        )
        self._deliveries: Counter[BaseModel] = Counter()

    def clock(self) -> dt.datetime:
        """Return the moment at which the hub stands."""
        return self.now

    def upload(self, path: Path, provider_id: str, folder: str = "", version: str | None = None) -> str:
        """Put a file (into a folder such as ``dry-run/``) and take it, without delivering what follows."""
        key = f"{provider_id}/{folder}{path.name}"
        self.uploads.files[key] = path
        return self.ingestion.take(Upload(key, version, path.stat().st_size, "etag", self.now))

    def put_decisions(self, key: str, content: bytes) -> DecisionFileOutcome:
        """
        Put a file as a board does, and take it.

        Raises
        ------
        ValueError
            If decisions don't lie under such a key.
        """
        self.exchange.put(key, content)
        file = DecisionFile.at(key, None, len(content))
        if file is None:
            raise ValueError(f"{key} is no place for decisions")
        return self.decision_files.take(file)

    def deliver(self, message: BaseModel) -> None:
        """Give a message to the step that takes its kind; notices and events are only kept."""
        match message:
            case ChunkMessage():
                self.validation.take(message)
            case BoardMessage():
                self._deliveries[message] += 1
                self.dispatch.take(message, tries=self._deliveries[message])
            case NoticeMessage():
                self.notices.append(message)
            case EventMessage():
                self.event_messages.append(message)

    def deliver_all(self, times: int = 1, pick: Callable[[int], int] = lambda _: 0) -> None:
        """Deliver every message so many times, always the one that ``pick`` chooses among those that wait."""
        while self.line:
            place = pick(len(self.line))
            message = self.line[place]
            del self.line[place]
            for _ in range(times):
                self.deliver(message)

    def submit(self, path: Path, provider_id: str, folder: str = "", version: str | None = None) -> SubmissionReport:
        """Put a file, deliver all that follows, and return what became of it."""
        submission_id = self.upload(path, provider_id, folder, version)
        self.deliver_all()
        return self.report(submission_id)

    def report(self, submission_id: str) -> SubmissionReport:
        """
        Return what became of a submission so far.

        Raises
        ------
        KeyError
            If there is none with this ID.
        """
        submission = self.submissions.find(submission_id)
        if submission is None:
            raise KeyError(submission_id)
        return submission_report(submission, self.submissions, self.objects, self.boards)
