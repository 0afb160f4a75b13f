"""Answers of boards, whatever brought them: all at once, in parts, or long after the ask."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmehub.boards.ask_rows import requests_of
from cmehub.boards.asks import ArrivedDecision, Ask, Way
from cmehub.boards.ledgers import Decision
from cmehub.boards.outside_decisions import record
from cmehub.runtime.json_lines import pack, unpack
from cmehub.stores import BoardStore, LedgerStore, SubmissionStore, WorkObjects
from cmehub.submissions import row_ranges
from cmehub.submissions.follow_ups import FollowUps
from cmehub.submissions.submission import AnswerFact, decisions_key


class RowNotAskedError(Exception):
    """A decision is about a row that the board wasn't asked about."""


@dataclass(frozen=True)
class Answers:
    """Everything that taking an answer needs."""

    objects: WorkObjects
    submissions: SubmissionStore
    boards: BoardStore
    ledgers: LedgerStore
    follow_ups: FollowUps
    clock: Callable[[], dt.datetime]

    def is_complete(self, ask: Ask) -> bool:
        """Tell whether every row of an ask has a decision and that is recorded."""
        return self.submissions.answered(ask.submission_id, AnswerFact(chunk=ask.chunk, board=ask.board))

    def take(self, ask: Ask, decisions: Sequence[Decision], *, way: Way, by: str) -> int:
        """
        Take what a board outside decided, and finish the ask if that was all.

        Of several decisions on a row the first counts. An answer at once to all rows is one object; what comes later or
        in parts is kept row by row, with who gave it and when.

        Returns
        -------
        int
            How many rows still wait.

        Raises
        ------
        RowNotAskedError
            If a decision is about another row; then none of them is taken.
        """
        if self.is_complete(ask):
            self.finish(ask)
            return 0
        requests = requests_of(ask, self.objects)
        given = {decision.row for decision in decisions}
        if not given <= requests.keys():
            raise RowNotAskedError(ask.name)
        at_once = way == "answer" and given == requests.keys()
        known = self._known(ask, decisions, at_once=at_once, way=way, by=by)
        if len(known) < len(requests):
            record(self.ledgers, ask, requests, [decision for decision in known if decision.row in given])
            return len(requests) - len(known)
        # Of two who bring the last decision the first to store counts, for both.
        stored = self.objects.put_first(decisions_key(*ask), _packed(known))
        whole = [Decision.model_validate(document) for document in unpack(stored)]
        record(self.ledgers, ask, requests, whole)
        self._add_fact(ask, whole)
        self.finish(ask)
        return 0

    def settle(self, ask: Ask, decisions: Sequence[Decision]) -> None:
        """Take the whole answer of a board that the hub itself decides for, and whose ledgers hold it already."""
        self.objects.put(decisions_key(*ask), _packed(decisions))
        self._add_fact(ask, decisions)
        if self.boards.waiting(ask):  # put to the board outside that it was connected to before
            self.boards.close(ask)
        self.follow_ups.send(*ask)

    def finish(self, ask: Ask) -> None:
        """Do what follows the last decision; repeated for an ask that is complete, it makes a broken end whole."""
        self.boards.close(ask, answered_at=self.clock())
        self.follow_ups.send(*ask)

    def _known(self, ask: Ask, decisions: Sequence[Decision], *, at_once: bool, way: Way, by: str) -> list[Decision]:
        """Return the decisions that are there by now, in the order of their rows."""
        if at_once and not self.boards.decisions(ask):
            return sorted(decisions, key=lambda decision: decision.row)
        at = self.clock()
        arrived = [ArrivedDecision(decision=decision, way=way, by=by, at=at) for decision in decisions]
        self.boards.add_decisions(ask, arrived)
        return [decision.decision for decision in self.boards.decisions(ask)]

    def _add_fact(self, ask: Ask, decisions: Sequence[Decision]) -> None:
        fact = AnswerFact(chunk=ask.chunk, board=ask.board)
        rejected = row_ranges.written(decision.row for decision in decisions if not decision.accepted)
        self.submissions.add_answer(ask.submission_id, fact, at=self.clock(), rejected=rejected)


def _packed(decisions: Sequence[Decision]) -> bytes:
    return pack(decision.model_dump_json(exclude_none=True).encode() for decision in decisions)
