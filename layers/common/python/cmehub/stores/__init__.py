"""
What the hub keeps, one store for each thing kept.

Each store is a protocol here, with a DynamoDB or S3 implementation for use and an in-memory one for tests; one contract
suite runs on both.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from cmehub.accounts.keys import ApiKey, CallCounts
from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName
from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk
from cmehub.boards.connections import Connection
from cmehub.boards.ledgers import Ledger
from cmehub.issues.issue import Issue
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import BirthKey, EntryKey, RosterEntry, RosterLoad
from cmehub.stores.addresses import (
    ActivityChangedError,
    ActivityPlace,
    FilePlace,
    LedgerChangedError,
    LedgerKey,
    MailClaim,
    RecordKey,
    RosterChangedError,
    UnmatchedClaim,
)
from cmehub.submissions.submission import AnswerFact, ChunkFact, Submission

__all__ = [
    "ActivityChangedError",
    "ActivityPlace",
    "ActivityStore",
    "BoardStore",
    "FilePlace",
    "KeyStore",
    "LedgerChangedError",
    "LedgerKey",
    "LedgerStore",
    "MailClaim",
    "ProviderStore",
    "RecordKey",
    "RecordStore",
    "RosterChangedError",
    "RosterStore",
    "SubmissionStore",
    "UnmatchedClaim",
    "WorkObjects",
]


class RecordStore(Protocol):
    """Learner records."""

    def find(self, keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        """Return those of the records that are stored."""

    def of_completion(self, learner_key: str, activity_id: str, completion_date: dt.date) -> list[LearnerRecord]:
        """Return what is stored for a learner's completions of an activity on a day."""

    def of_learner(self, learner_key: str) -> list[LearnerRecord]:
        """Return everything that is stored for a learner, by activity and completion date."""

    def all(self) -> Iterator[LearnerRecord]:
        """Yield every stored record, in no order: it reads the whole table, so it is for an operator's tools alone."""

    def of_credit_id(self, provider_id: str, credit_id: str) -> LearnerRecord | None:
        """Return the record in which a provider gave a credit this ID; the latest, if several have it."""

    def with_credit_ids(self, provider_id: str, credit_ids: Collection[str]) -> dict[str, RecordKey]:
        """Return where the records lie to which a provider gave these credit IDs, by credit ID."""

    def of_learner_id(self, claim: "UnmatchedClaim") -> list[LearnerRecord]:
        """Return the provider's records of a completion whose learner gave this ID and isn't known to any roster."""

    def put(self, records: Sequence[LearnerRecord]) -> None:
        """Store records; one with the key of a stored one replaces it."""


class LedgerStore(Protocol):
    """The boards' ledgers."""

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        """Return the ledgers, empty ones where none is stored."""

    def save(self, ledger: Ledger) -> None:
        """Store a ledger over the version that was read; raises `LedgerChangedError` if that isn't the stored one."""


class BoardStore(Protocol):
    """How boards are reached, and the asks whose answers come later."""

    def connection(self, board: str) -> Connection:
        """Return how a board is reached: by its roster, unless something else was said."""

    def connect(self, board: str, connection: Connection) -> None:
        """Say how a board is reached."""

    def open(self, ask: OpenAsk) -> None:
        """Add that an ask waits for decisions; one that waits already goes on waiting since then."""

    def waiting(self, ask: Ask) -> OpenAsk | None:
        """Return an ask if it waits for decisions."""

    def open_asks(self, board: str) -> list[OpenAsk]:
        """Return the asks that wait for a board's decisions, the oldest first."""

    def note_file(self, ask: Ask, file: str) -> None:
        """Keep in which file an ask went to its board, if it still waits."""

    def close(self, ask: Ask) -> None:
        """Take out that an ask waits; its decisions stay."""

    def add_decisions(self, ask: Ask, decisions: Sequence[ArrivedDecision]) -> None:
        """Add decisions on single rows; the first on a row stays, whatever comes after it."""

    def decisions(self, ask: Ask) -> list[ArrivedDecision]:
        """Return the decisions that came by themselves, in the order of their rows."""

    def note_failure(self, ask: Ask, failure: AskFailure) -> None:
        """Keep why an ask failed, instead of what was kept before."""

    def failure(self, ask: Ask) -> AskFailure | None:
        """Return why an ask failed last."""

    def forget_failure(self, ask: Ask) -> None:
        """Take out why an ask failed."""


class SubmissionStore(Protocol):
    """Facts about submissions; adding a fact that is there already changes nothing."""

    def find(self, submission_id: str) -> Submission | None:
        """Return a submission with its running counts."""

    def open(self, submission: Submission) -> None:
        """Add that a file has arrived."""

    def files(
        self, provider_id: str, since: dt.datetime, until: dt.datetime, *, before: FilePlace | None = None, limit: int
    ) -> list[Submission]:
        """
        Return a provider's files that arrived between two moments, the newest first, from behind a place on.

        An index tells them, so that one that arrived this moment may be missing. Calls are no files.
        """

    def expect(self, submission: Submission) -> bool:
        """Add that a file was taken in whose reading has not begun; False if that was known already."""

    def expected(self, submission_id: str) -> Submission | None:
        """Return a submission as it was when its file was taken in, if that was noted."""

    def add_staged(
        self,
        submission_id: str,
        *,
        chunks: int,
        rows: int,
        issues: Sequence[Issue],
        at: dt.datetime,
        held: Sequence[int] = (),
    ) -> None:
        """Add that the file is read to its end, or as far as it goes, and gave so many chunks and rows."""

    def add_called(self, submission: Submission, fact: ChunkFact) -> None:
        """Add a call and that its only chunk is validated, in one step."""

    def add_chunk(self, submission_id: str, fact: ChunkFact, *, at: dt.datetime) -> None:
        """Add that a chunk is validated, and count it and its requests in the same step."""

    def chunk(self, submission_id: str, chunk: int) -> ChunkFact | None:
        """Return the fact about a chunk, if it is validated."""

    def add_answer(self, submission_id: str, fact: AnswerFact, *, at: dt.datetime) -> None:
        """Add that a board has answered about a chunk, and count it in the same step."""

    def answered(self, submission_id: str, fact: AnswerFact) -> bool:
        """Tell whether a board has answered about a chunk."""

    def facts(self, submission_id: str) -> tuple[list[ChunkFact], set[AnswerFact]]:
        """Return the chunks that are validated, in order, and the answers that are there."""

    def claim_mail(self, submission_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the submission's mail; a claim that isn't fulfilled within the lease can be made again."""

    def add_mail(self, submission_id: str, *, message_id: str, at: dt.datetime) -> None:
        """Add that the mail was sent."""


class RosterStore(Protocol):
    """
    The rosters of boards and states.

    An entry counts if no later load that brought the whole roster is finished without it.
    """

    def find(self, keys: Collection[EntryKey]) -> dict[EntryKey, RosterEntry]:
        """Return those of the entries that are there."""

    def with_npis(self, npis: Collection[str]) -> dict[str, list[RosterEntry]]:
        """Return the entries of all rosters that have these NPIs, by NPI."""

    def any_with_npis(self, npis: Collection[str]) -> dict[str, RosterEntry]:
        """Return one entry, of whatever roster, for each of these NPIs that has any."""

    def born(self, keys: Collection[BirthKey]) -> dict[BirthKey, list[RosterEntry]]:
        """Return the entries with these birth days and, where given, family names, in order of their IDs."""

    def rosters(self, authorities: Collection[str]) -> dict[str, RosterLoad]:
        """Return the load of the whole roster that counts, for those authorities whose roster is there."""

    def loads(self, authority: str) -> list[RosterLoad]:
        """Return every finished load of a roster, the latest first."""

    def begin(self, authority: str) -> int:
        """Begin a load and return its number."""

    def put(self, load: int, entries: Sequence[RosterEntry]) -> None:
        """Store entries of the load of a whole roster."""

    def change(self, load: int, entries: Sequence[RosterEntry], removed: Collection[EntryKey]) -> None:
        """Store and take out entries of a load that changes a roster."""

    def finish(self, load: RosterLoad) -> None:
        """
        Add that a load is done; of a whole roster, nothing older counts from then on.

        Raises
        ------
        RosterChangedError
            If another load of the roster has begun since, so that neither may be whole.
        """


class ActivityStore(Protocol):
    """Activities, and which chunks reported learners of them."""

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        """Return those of the activities that are stored, by ID."""

    def all(self) -> Iterator[Activity]:
        """Yield every stored activity as it is now or was since the call, in no order: it reads the whole table."""

    def put(self, activities: Iterable[Activity]) -> int:
        """Store activities that go by no name, over those with their IDs, and return how many they were."""

    def id_of(self, name: ActivityName) -> str | None:
        """Return the ID of the activity that the provider calls so."""

    def add(self, activity: Activity, name: ActivityName | None) -> bool:
        """Store a new activity and its name; False if its ID or name is taken, and then nothing is stored."""

    def replace(self, activity: Activity, name: ActivityName | None) -> None:
        """
        Store an activity over its last revision; an older name of it goes on leading to it until it is forgotten.

        Raises
        ------
        ActivityChangedError
            If the stored one isn't of the revision before.
        """

    def forget(self, name: ActivityName) -> None:
        """Let a name lead to no activity."""

    def named(self, provider_id: str, provider_activity_id: str) -> list[str]:
        """Return the IDs of the activities that a provider calls so, in order of their start."""

    def of_provider(
        self, provider_id: str, since: dt.date, until: dt.date, *, after: ActivityPlace | None = None, limit: int
    ) -> list[ActivityPlace]:
        """
        Return a provider's activities that start between two days, in order, from behind a place on.

        An index tells them, so that one that was stored or moved this moment may be missing or stand where it was.
        """

    def learner_chunks(
        self, activity_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> list[tuple[str, int]]:
        """Return the chunks that reported learners of an activity, as submission and number, from behind one on."""

    def note_learners(self, submission_id: str, chunk: int, activity_ids: Collection[str]) -> None:
        """Note for which activities a chunk adds learner records."""

    def has_learners(self, activity_id: str) -> bool:
        """Tell whether any learner of the activity was ever reported."""


class ProviderStore(Protocol):
    """Accredited providers."""

    def find(self, provider_id: str) -> Provider | None:
        """Return a provider."""

    def put(self, providers: Iterable[Provider]) -> int:
        """Store providers and return how many they were."""


class KeyStore(Protocol):
    """The providers' API keys."""

    def find(self, key_id: str) -> ApiKey | None:
        """Return a key."""

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        """Return all keys that a provider ever had, the oldest first."""

    def add(self, key: ApiKey) -> None:
        """Store a new key."""

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        """Let a key be refused from now on; False if there is none, or it was revoked before."""

    def of_client(self, client_id: str) -> ApiKey | None:
        """Return the key that stands for a client of OAuth 2."""

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        """Count a call with a key that is there, and return how many that makes."""


class WorkObjects(Protocol):
    """Staged rows, results, requests, decisions and mails: objects that are written once under derived keys."""

    def put(self, key: str, content: bytes) -> None:
        """Store an object."""

    def put_first(self, key: str, content: bytes) -> bytes:
        """Store an object unless there is one under its key, and return the one that is stored."""

    def get(self, key: str) -> bytes:
        """Return an object; raises KeyError if there is none."""

    def keys(self, prefix: str) -> list[str]:
        """List the keys under a prefix, in order."""
