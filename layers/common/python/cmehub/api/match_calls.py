"""Calls that only ask who learners are: answered within the budgets, and each written down."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from cmehub.api.access import Caller
from cmehub.api.exhaustion import answered_or_exhausted
from cmehub.chunks.learners import StagedRow
from cmehub.chunks.matches import MatchChunks
from cmehub.people.match_budgets import Asker
from cmehub.stores import WorkObjects
from cmehub.submissions.rows import Format, Row
from cmehub.submissions.submission import RowResult

LOOKUPS_KEPT = dt.timedelta(days=90)


class MatchCall(NamedTuple):
    """Whom a caller asks about; ``request_id`` is what no other call has."""

    caller: Caller
    source: Format
    rows: Sequence[Row]
    request_id: str


@dataclass(frozen=True)
class MatchCalls:
    """Everything that answering them needs."""

    match_chunks: MatchChunks
    objects: WorkObjects
    clock: Callable[[], dt.datetime]

    def take(self, call: MatchCall) -> Sequence[RowResult]:
        """
        Match learners, and write down for `LOOKUPS_KEPT` who asked whose rosters when, and whether they matched.

        Raises
        ------
        ProblemError
            If a budget is spent and nobody was looked up.
        """
        now = self.clock()
        asker = Asker.calling(call.caller.caller_id, call.caller.quota)._replace(is_counted_first=True)
        staged = [StagedRow(row, None) for row in call.rows]
        results = self.match_chunks.take(staged, call.source, now.date(), asker).results
        self.objects.put(lookups_key(now.date(), call.caller.caller_id, call.request_id), _lookups(call, results, now))
        return answered_or_exhausted(results, now)


def lookups_key(day: dt.date, caller_id: str, request_id: str) -> str:
    """Return where it lies what a call looked up."""
    return f"lookups/{day}/{caller_id}/{request_id}.json"


def _lookups(call: MatchCall, results: Sequence[RowResult], at: dt.datetime) -> bytes:
    asked = [
        {"rosters": [name for name in map(row.fields.get, ("board", "state")) if name], "result": _outcome(result)}
        for row, result in zip(call.rows, results, strict=True)
    ]
    return orjson.dumps({"key_id": call.caller.caller_id, "at": at, "lookups": asked})


def _outcome(result: RowResult) -> str | None:
    return result.match.result if result.match else None
