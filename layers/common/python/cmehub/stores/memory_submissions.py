"""Facts about submissions in memory, for tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from cmehub.issues.issue import Issue
from cmehub.stores import FilePlace, MailClaim
from cmehub.stores.memory_mails import Mails, claim_mail
from cmehub.submissions.corrections import CorrectionFact
from cmehub.submissions.fix_it_links import FixItLink
from cmehub.submissions.submission import AnswerFact, ChunkFact, Submission


class MemorySubmissionStore:
    """See `cmehub.stores.SubmissionStore`."""

    def __init__(self) -> None:
        self._submissions: dict[str, Submission] = {}
        self._expected: dict[str, Submission] = {}
        self._chunks: dict[str, dict[int, ChunkFact]] = defaultdict(dict)
        self._answers: dict[str, dict[AnswerFact, tuple[dt.datetime, str | None]]] = defaultdict(dict)
        self._links: dict[str, dict[str, FixItLink]] = defaultdict(dict)
        self._deletes: dict[str, set[str]] = defaultdict(set)
        self._corrections: dict[str, dict[str, CorrectionFact]] = defaultdict(dict)
        self._mails: Mails = {}

    def find(self, submission_id: str) -> Submission | None:
        return self._submissions.get(submission_id)

    def open(self, submission: Submission) -> None:
        self._submissions.setdefault(submission.submission_id, submission)

    def files(
        self, provider_id: str, since: dt.datetime, until: dt.datetime, *, before: FilePlace | None = None, limit: int
    ) -> list[Submission]:
        return self._arrived(provider_id, since, until, before, limit, called=False)

    def calls(
        self, provider_id: str, since: dt.datetime, until: dt.datetime, *, before: FilePlace | None = None, limit: int
    ) -> list[Submission]:
        return self._arrived(provider_id, since, until, before, limit, called=True)

    def _arrived(
        self,
        provider_id: str,
        since: dt.datetime,
        until: dt.datetime,
        before: FilePlace | None,
        limit: int,
        *,
        called: bool,
    ) -> list[Submission]:
        own = [
            submission
            for submission in self._submissions.values()
            if submission.provider_id == provider_id and submission.called == called
        ]
        found = [submission for submission in own if since <= submission.received_at <= until]
        behind = [submission for submission in found if before is None or FilePlace.of(submission) < before]
        return sorted(behind, key=FilePlace.of, reverse=True)[:limit]

    def expect(self, submission: Submission) -> bool:
        return self._expected.setdefault(submission.submission_id, submission) is submission

    def expected(self, submission_id: str) -> Submission | None:
        return self._expected.get(submission_id)

    def add_staged(
        self,
        submission_id: str,
        *,
        chunks: int,
        rows: int,
        issues: Sequence[Issue],
        at: dt.datetime,
        held: Sequence[int] = (),
        lines: int | None = None,
    ) -> None:
        if self._submissions[submission_id].chunks is None:
            staged = {"chunks": chunks, "rows": rows, "issues": tuple(issues), "held": tuple(held), "lines": lines}
            self._change(submission_id, **staged, changed_at=at)

    def add_called(self, submission: Submission, fact: ChunkFact) -> None:
        if submission.submission_id not in self._submissions:
            self._submissions[submission.submission_id] = submission
            self.add_chunk(submission.submission_id, fact, at=submission.changed_at)

    def add_chunk(self, submission_id: str, fact: ChunkFact, *, at: dt.datetime) -> None:
        if fact.chunk not in self._chunks[submission_id]:
            self._chunks[submission_id][fact.chunk] = fact
            now = self._submissions[submission_id]
            made = now.requests_made + len(fact.boards)
            self._change(submission_id, chunks_done=now.chunks_done + 1, requests_made=made, changed_at=at)

    def chunk(self, submission_id: str, chunk: int) -> ChunkFact | None:
        return self._chunks[submission_id].get(chunk)

    def add_answer(self, submission_id: str, fact: AnswerFact, *, at: dt.datetime, rejected: str | None = None) -> None:
        if not self.answered(submission_id, fact):
            self._answers[submission_id][fact] = at, rejected
            answered = self._submissions[submission_id].requests_answered + 1
            self._change(submission_id, requests_answered=answered, changed_at=at)

    def note_deletes(self, submission_ids: Collection[str], *, by: str) -> None:
        for submission_id in submission_ids:
            self._deletes[submission_id].add(by)

    def deletes(self, submission_id: str) -> list[str]:
        return sorted(self._deletes[submission_id])

    def note_corrections(self, submission_id: str, fact: CorrectionFact) -> None:
        self._corrections[submission_id].setdefault(fact.submission_id, fact)

    def corrections(self, submission_id: str) -> list[CorrectionFact]:
        return [*self._corrections[submission_id].values()]

    def answered(self, submission_id: str, fact: AnswerFact) -> bool:
        return fact in self._answers[submission_id]

    def answered_at(self, submission_id: str, fact: AnswerFact) -> dt.datetime | None:
        at, _ = self._answers[submission_id].get(fact, (None, None))
        return at

    def answer_times(self, submission_id: str) -> dict[AnswerFact, dt.datetime]:
        return {fact: at for fact, (at, _) in self._answers[submission_id].items()}

    def facts(self, submission_id: str) -> tuple[list[ChunkFact], dict[AnswerFact, str | None]]:
        chunks = self._chunks[submission_id]
        rejected = {fact: rows for fact, (_, rows) in self._answers[submission_id].items()}
        return [chunks[number] for number in sorted(chunks)], rejected

    def claim_mail(self, submission_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._mails, submission_id, at=at, lease=lease)

    def add_mail(self, submission_id: str, *, message_id: str, at: dt.datetime) -> None:
        self._mails[submission_id] = (message_id, at)

    def add_link(self, submission_id: str, link: FixItLink) -> None:
        self._links[submission_id][link.digest] = link

    def link(self, submission_id: str, digest: str) -> FixItLink | None:
        return self._links[submission_id].get(digest)

    def revoke_links(self, submission_id: str, *, at: dt.datetime) -> int:
        leading = [link for link in self._links[submission_id].values() if link.leads(at)]
        for link in leading:
            self.add_link(submission_id, link.model_copy(update={"revoked_at": at}))
        return len(leading)

    def _change(self, submission_id: str, **changes: object) -> None:
        self._submissions[submission_id] = self._submissions[submission_id].model_copy(update=changes)
