"""Rows that were sent once more with other values: which submission mends them, and what they came to there."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from cmehub.stores import BoardStore, SubmissionStore, WorkObjects
from cmehub.submissions.corrections import CorrectionFact
from cmehub.submissions.judged_chunks import JudgedChunks, row_status
from cmehub.submissions.submission import LineStatus, Submission, SubmissionStatus


class MendedBy(BaseModel):
    """
    A row that was sent once more.

    Attributes
    ----------
    submission_id, row
        Where it stands with other values.
    at
        When it was sent so.
    status
        What it came to there; null until it is validated.
    """

    submission_id: str
    row: int
    at: dt.datetime
    status: LineStatus | None


@dataclass(frozen=True)
class MendedRows:
    """Everything that telling of mended rows needs."""

    submissions: SubmissionStore
    objects: WorkObjects
    boards: BoardStore

    def find(self, submission_id: str, numbers: Collection[int]) -> Mapping[int, list[MendedBy]]:
        """Return which of a submission's rows were sent once more, by number, the latest last."""
        found: dict[int, list[MendedBy]] = {}
        for fact in sorted(self.submissions.corrections(submission_id), key=lambda fact: fact.at):
            lines = {number: line for number, line in fact.lines() if number in numbers}
            made = self._made(fact) if lines else None
            if made is None:
                continue
            statuses = dict(self._statuses(made, lines.values()))
            for number, line in lines.items():
                # What could not be read there as a file has not come to anything, and can be mended here again.
                if line in statuses or made.status is not SubmissionStatus.FINISHED:
                    mended = MendedBy(submission_id=fact.submission_id, row=line, at=fact.at, status=statuses.get(line))
                    found.setdefault(number, []).append(mended)
        return found

    def _made(self, fact: CorrectionFact) -> Submission | None:
        """Return the submission that corrections made; None if the call that brought them broke off before."""
        return self.submissions.find(fact.submission_id) or self.submissions.expected(fact.submission_id)

    def _statuses(self, made: Submission, lines: Collection[int]) -> Iterator[tuple[int, LineStatus]]:
        chunks = JudgedChunks(made, self.submissions, self.objects, self.boards)
        last = max(lines)
        for result in chunks.results(after=min(lines) - 1):
            if result.row > last:
                return
            yield result.row, row_status(result)
