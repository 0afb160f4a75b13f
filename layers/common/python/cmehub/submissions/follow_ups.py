"""What follows a fact: the event that tells of it, the chunks that had to wait for it, the end of a submission."""

from collections.abc import Iterator
from dataclasses import dataclass

from cmehub.runtime.json_lines import digest
from cmehub.runtime.queues import Queue
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.submissions.events import EventType
from cmehub.submissions.messages import ChunkMessage, EventMessage, NoticeMessage
from cmehub.submissions.submission import ONLY_CHUNK, Submission, SubmissionStatus, chunk_key


@dataclass(frozen=True)
class FollowUps:
    """
    Sends what a fact about a submission makes possible.

    Used after each fact and again when a message is delivered a second time, so that a step that stopped between its
    writes and its sends is made whole; a repeated message changes nothing.
    """

    submissions: SubmissionStore
    objects: WorkObjects
    chunks: Queue
    notices: Queue
    events: Queue

    def send(self, submission_id: str, chunk: int | None = None, board: str | None = None) -> None:
        """
        Announce the fact, held chunks once everything else is decided, and the end once every fact is there.

        Parameters
        ----------
        submission_id
            Whose fact it is.
        chunk, board
            What it is about: a chunk that is validated, or what a board answered about one.
        """
        submission = self.submissions.find(submission_id)
        if submission is None:
            return
        if events := [*_events(submission, chunk, board)]:
            self.events.send(events)
        if submission.status is SubmissionStatus.FINISHED:
            notice = NoticeMessage(submission_id=submission_id, provider_id=submission.provider_id)
            self.notices.send([notice])
        elif submission.may_release_held and (due := self._due(submission)):
            self.chunks.send([self._message(submission, chunk) for chunk in due])

    def announce_call(self, submission: Submission) -> None:
        """
        Announce that the rows of a call are validated, for whom it doesn't answer.

        Physicians, licensing boards and figures: what boards answer is announced as of any chunk, but nothing else
        would tell of credit that no board decides on, nor of activities.
        """
        if not submission.dry_run:
            ids = {"submission_id": submission.submission_id, "provider_id": submission.provider_id}
            self.events.send([EventMessage(**ids, event_type=EventType.VALIDATED, chunk=ONLY_CHUNK)])

    def _due(self, submission: Submission) -> list[int]:
        """Return the held chunks that aren't validated yet."""
        facts, _ = self.submissions.facts(submission.submission_id)
        return sorted({*submission.held} - {fact.chunk for fact in facts})

    def _message(self, submission: Submission, chunk: int) -> ChunkMessage:
        key = chunk_key(submission.submission_id, chunk)
        return ChunkMessage(
            submission_id=submission.submission_id,
            provider_id=submission.provider_id,
            chunk=chunk,
            key=key,
            digest=digest(self.objects.get(key)),
        )


def _events(submission: Submission, chunk: int | None, board: str | None) -> Iterator[EventMessage]:
    ids = {"submission_id": submission.submission_id, "provider_id": submission.provider_id}
    if board is not None:
        yield EventMessage(**ids, event_type=EventType.DECIDED, chunk=chunk, board=board)
    elif chunk is not None and submission.kind == "learners":
        yield EventMessage(**ids, event_type=EventType.VALIDATED, chunk=chunk)
    if submission.status is SubmissionStatus.FINISHED:
        yield EventMessage(**ids, event_type=EventType.FINISHED)
