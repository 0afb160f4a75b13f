"""Facts about submissions."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Protocol

from cmehub.issues.issue import Issue
from cmehub.stores.addresses import FilePlace, MailClaim
from cmehub.submissions.corrections import CorrectionFact
from cmehub.submissions.fix_it_links import FixItLink
from cmehub.submissions.submission import AnswerFact, ChunkFact, Submission


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

    def calls(
        self, provider_id: str, since: dt.datetime, until: dt.datetime, *, before: FilePlace | None = None, limit: int
    ) -> list[Submission]:
        """Return a provider's calls that arrived between two moments, as `files` does files."""

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
        lines: int | None = None,
    ) -> None:
        """
        Add that the file is read to its end, or as far as it goes, and gave so many chunks and rows.

        ``lines`` is how many lines of it were read, if it is a text file.
        """

    def add_called(self, submission: Submission, fact: ChunkFact) -> None:
        """Add a call and that its only chunk is validated, in one step."""

    def add_chunk(self, submission_id: str, fact: ChunkFact, *, at: dt.datetime) -> None:
        """Add that a chunk is validated, and count it and its requests in the same step."""

    def chunk(self, submission_id: str, chunk: int) -> ChunkFact | None:
        """Return the fact about a chunk, if it is validated."""

    def add_answer(self, submission_id: str, fact: AnswerFact, *, at: dt.datetime, rejected: str | None = None) -> None:
        """
        Add that a board has answered about a chunk, and count it in the same step.

        ``rejected`` is which rows it rejected, as `cmehub.submissions.row_ranges` writes them.
        """

    def note_deletes(self, submission_ids: Collection[str], *, by: str) -> None:
        """Note that a submission deleted what others had stored."""

    def deletes(self, submission_id: str) -> list[str]:
        """Return the submissions that deleted what one had stored."""

    def note_corrections(self, submission_id: str, fact: CorrectionFact) -> None:
        """Note that rows of a submission are sent once more with other values."""

    def corrections(self, submission_id: str) -> list[CorrectionFact]:
        """Return by what rows of a submission were sent once more."""

    def answered(self, submission_id: str, fact: AnswerFact) -> bool:
        """Tell whether a board has answered about a chunk."""

    def answered_at(self, submission_id: str, fact: AnswerFact) -> dt.datetime | None:
        """Return when a board has answered about a chunk, if it has."""

    def answer_times(self, submission_id: str) -> dict[AnswerFact, dt.datetime]:
        """Return when boards have answered about chunks of a submission."""

    def facts(self, submission_id: str) -> tuple[list[ChunkFact], dict[AnswerFact, str | None]]:
        """
        Return the chunks that are validated, in order, and which rows were rejected by each answer that is there.

        What was rejected is None where it was not noted.
        """

    def claim_mail(self, submission_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the submission's mail; a claim that isn't fulfilled within the lease can be made again."""

    def add_mail(self, submission_id: str, *, message_id: str, at: dt.datetime) -> None:
        """Add that the mail was sent."""

    def add_link(self, submission_id: str, link: FixItLink) -> None:
        """Add a link to the submission's fix-it workbook, beside those that are there."""

    def link(self, submission_id: str, digest: str) -> FixItLink | None:
        """Return the link with this digest, however old it is."""

    def revoke_links(self, submission_id: str, *, at: dt.datetime) -> int:
        """Revoke the submission's links and return how many led somewhere until now."""
