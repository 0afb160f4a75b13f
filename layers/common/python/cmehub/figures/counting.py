"""Counting a provider's months from facts, keeping the figures, and seeing whether they still are what facts say."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cmehub.figures.comparisons import compared
from cmehub.figures.month_figures import MonthFigures
from cmehub.figures.months import month_of, span_of
from cmehub.figures.row_figures import JudgedRow, row_figures
from cmehub.stores import FilePlace, SubmissionStore, WorkObjects
from cmehub.stores.figures import FigureStore
from cmehub.submissions.judged_chunks import JudgedChunks
from cmehub.submissions.submission import Submission

_AT_ONCE = 100


@dataclass(frozen=True)
class Counting:
    """Everything that counting months needs."""

    submissions: SubmissionStore
    objects: WorkObjects
    figures: FigureStore
    clock: Callable[[], dt.datetime]

    def note(self, submission_id: str) -> None:
        """Note that a fact about a submission was added, so that its month has to be counted."""
        submission = self.submissions.find(submission_id)
        if submission and _counts(submission):
            self.figures.mark(submission.provider_id, month_of(submission.received_at))

    def rebuild(self, provider_id: str, month: str) -> MonthFigures:
        """Count a month anew, keep the figures and return them."""
        at = self.clock()
        counted = self.count(provider_id, month)
        self.figures.put(provider_id, month, counted, at)
        return counted

    def drifted(self, provider_id: str, month: str) -> list[str]:
        """Return the names of the figures that are kept of a month and aren't what the facts say."""
        kept = self.figures.find(provider_id, [month]).get(month)
        known, counted = kept.figures if kept else MonthFigures(), self.count(provider_id, month)
        return [name for name in MonthFigures.model_fields if getattr(known, name) != getattr(counted, name)]

    def compare(self, month: str) -> None:
        """Compare all providers' figures of a month, as they are kept by now."""
        self.figures.put_comparison(month, compared(self.figures.of_month(month)))

    def count(self, provider_id: str, month: str) -> MonthFigures:
        """Return what facts say of a month; they are read, and nothing is kept."""
        counted = MonthFigures()
        for submission in self._sent(provider_id, month):
            if _counts(submission):
                counted += MonthFigures(submissions=1) + row_figures(self._rows(submission))
        return counted

    def _sent(self, provider_id: str, month: str) -> Iterator[Submission]:
        since, until = span_of(month)
        for of_kind in (self.submissions.files, self.submissions.calls):
            last: FilePlace | None = None
            while found := of_kind(provider_id, since, until, before=last, limit=_AT_ONCE):
                yield from found
                last = FilePlace.of(found[-1])

    def _rows(self, submission: Submission) -> Iterator[JudgedRow]:
        answered = self.submissions.answer_times(submission.submission_id)
        chunks = JudgedChunks(submission, self.submissions, self.objects)
        for held in (False, True):
            for chunk in chunks.chunks(held=held):
                number = chunk.fact.chunk
                at = {fact.board: at for fact, at in answered.items() if fact.chunk == number}
                yield from (JudgedRow(submission, number, result, at) for result in chunk.results())


def _counts(submission: Submission) -> bool:
    return not submission.dry_run and submission.kind in ("learners", "activities")
