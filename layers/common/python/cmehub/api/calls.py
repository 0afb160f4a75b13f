"""Calls that are answered at once: their rows go the way of a chunk, and their answer is what came of the rows."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import orjson

from cmehub.api.access import Caller
from cmehub.api.exhaustion import answered_or_exhausted
from cmehub.api.problems import ProblemError
from cmehub.chunks.learners import StagedRow
from cmehub.chunks.validation import Validation
from cmehub.issues.catalogue import CATALOGUE, Severity
from cmehub.issues.issue import Issue
from cmehub.people.match_budgets import Asker
from cmehub.runtime.json_lines import unpack
from cmehub.stores import ActivityStore
from cmehub.submissions.rows import Format, Row
from cmehub.submissions.submission import ONLY_CHUNK, RowResult, Submission, call_id, results_key

ROWS_LIMIT = 100
"""Of one call; more of them go faster as a file."""


class Call(NamedTuple):
    """
    What a provider asks for.

    Attributes
    ----------
    rows
        Their fields, as the format's reader gives them.
    request_id
        What no other call has.
    idempotency_key
        What only repetitions of this call have, if the caller gave it one.
    """

    provider_id: str
    source: Format
    rows: Sequence[dict[str, Any]]
    request_id: str
    idempotency_key: str | None = None
    dry_run: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of what is asked for."""
        asked = [self.source.name, self.dry_run, *self.rows]
        return hashlib.sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).hexdigest()


class CallOutcome(NamedTuple):
    """
    What came of a call.

    Attributes
    ----------
    activities
        Where activities are as the call leaves them, or would leave them if it weren't a dry run.
    repeated
        Whether the same was asked for before, so that nothing was done for at least one row.
    """

    submission_id: str
    results: Sequence[RowResult]
    activities: ActivityStore
    repeated: bool

    def all_taken_or(self, problem: Callable[[Sequence[RowResult]], ProblemError]) -> Sequence[RowResult]:
        """Return the results if any row was taken; else raise the problem that tells why none was."""
        if self.results and all(map(is_refused, self.results)):
            raise problem(self.results)
        return self.results


@dataclass(frozen=True)
class Calls:
    """Everything that answering a call needs."""

    validation: Validation
    caller: Caller

    def take(self, call: Call, *, if_revision: int | None = None, only_new: bool = False) -> CallOutcome:
        """
        Validate the rows of a call as the only chunk of a submission, and store what it says.

        A call with the Idempotency-Key of one that was done before is answered like that one, and asks the boards once
        more, since that one may have stopped before it did. One that was broken off left no submission; what it stored
        is met again when it is repeated.

        Parameters
        ----------
        call
            What is asked for.
        if_revision
            Of which revision an activity has to be to be changed.
        only_new
            Whether no activity may be changed.

        Raises
        ------
        ProblemError
            If another call had the same Idempotency-Key, or nobody was looked up since a budget is spent; then nothing
            is stored, and the call may come again on the next day.
        """
        submissions, submission = self.validation.submissions, self._submission(call)
        stored = submissions.find(submission.submission_id) if call.idempotency_key is not None else None
        if stored and stored.content_digest != call.digest:
            raise ProblemError("IDEMPOTENCY_KEY_REUSED")
        if stored:
            if fact := submissions.chunk(stored.submission_id, ONLY_CHUNK):
                self.validation.ask_again(stored, fact)
                self.validation.follow_ups.announce_call(stored)
            activities = self.validation.activity_chunks.activities
            return CallOutcome(stored.submission_id, self._results(stored.submission_id), activities, repeated=True)
        chunks = replace(self.validation.activity_chunks, if_revision=if_revision, only_new=only_new)
        validation = replace(self.validation, activity_chunks=chunks)
        if call.dry_run:
            validation = validation.dry_run()
        asker = Asker.calling(self.caller.caller_id, self.caller.quota)
        rows = [Row(number, fields) for number, fields in enumerate(call.rows, start=1)]
        judged = validation.judge(submission, ONLY_CHUNK, staged(rows), asker)
        answered_or_exhausted(judged.results, submission.received_at)
        submissions.add_called(submission, judged.fact)
        validation.ask(submission, judged)
        validation.follow_ups.announce_call(submission)
        repeated = any(issue.code == "ALREADY_REPORTED" for result in judged.results for issue in result.issues)
        return CallOutcome(submission.submission_id, judged.results, validation.activity_chunks.activities, repeated)

    def _results(self, submission_id: str) -> list[RowResult]:
        packed = self.validation.objects.get(results_key(submission_id, ONLY_CHUNK))
        return [RowResult.model_validate(result) for result in unpack(packed)]

    def _submission(self, call: Call) -> Submission:
        key = f"key {call.idempotency_key}" if call.idempotency_key is not None else f"request {call.request_id}"
        now = self.validation.clock()
        return Submission(
            submission_id=call_id(call.provider_id, key),
            provider_id=call.provider_id,
            key_id=self.caller.caller_id,
            upload_key="",
            received_at=now,
            changed_at=now,
            called=True,
            content_digest=call.digest,
            dry_run=call.dry_run,
            kind=call.source.kind,
            format=call.source.name,
            chunks=ONLY_CHUNK,
            rows=len(call.rows),
        )


def staged(rows: Sequence[Row]) -> list[StagedRow]:
    """Return the rows, each with the number of an equal one before it."""
    first: dict[bytes, int] = {}
    with_repeats = []
    for row in rows:
        before = first.setdefault(orjson.dumps(row.fields, option=orjson.OPT_SORT_KEYS), row.number)
        with_repeats.append(StagedRow(row, None if before == row.number else before))
    return with_repeats


def is_refused(result: RowResult) -> bool:
    """Tell whether the hub didn't take a row."""
    return any(issue.severity is Severity.ERROR for issue in result.issues)


def refusal(results: Sequence[RowResult]) -> ProblemError:
    """Return the problem of a call none of whose rows was taken."""
    issues: list[Issue] = [issue for result in results for issue in result.issues]
    codes = {issue.code for issue in issues}
    if "NOT_YOUR_ACTIVITY" in codes:
        return ProblemError("NOT_YOURS", issues=issues)
    conflict = any(CATALOGUE[code].against_stored for code in codes)
    return ProblemError("ROWS_CONFLICT" if conflict else "ROWS_REFUSED", issues=issues)
