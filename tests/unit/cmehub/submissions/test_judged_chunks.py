from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.asks import ArrivedDecision, Ask, OpenAsk
from cmehub.boards.ledgers import Decision
from cmehub.issues.issue import Issue, row_issue
from cmehub.runtime.json_lines import pack
from cmehub.stores.memory_boards import MemoryBoardStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_submissions import MemorySubmissionStore
from cmehub.submissions import row_ranges
from cmehub.submissions.judged_chunks import JudgedChunks, row_status, row_statuses
from cmehub.submissions.row_statuses import Counts
from cmehub.submissions.submission import (
    AnswerFact,
    ChunkFact,
    LineResult,
    LineStatus,
    RowResult,
    decisions_key,
    results_key,
)
from tests.examples import ACTIVITY_ID, COMPLETED_ON, NOW, a_submission

ACCEPTED, REJECTED, SUBMITTED, REFUSED = (
    LineStatus.ACCEPTED,
    LineStatus.REJECTED,
    LineStatus.SUBMITTED,
    LineStatus.REFUSED,
)
ERROR, WARNING = row_issue("DELETE_UNKNOWN_RECORD", 3), row_issue("ALREADY_REPORTED", 3)
BOARDS = ("ABIM", "ABP")


def a_result(row: int, *lines: tuple[str, LineStatus], issues: tuple[Issue, ...] = ()) -> RowResult:
    return RowResult(
        row=row,
        action="add",
        activity_id=ACTIVITY_ID,
        completion_date=COMPLETED_ON,
        credit_lines=tuple(
            LineResult(board=board, credit_type="Any", amount=1, status=status) for board, status in lines
        ),
        issues=issues,
    )


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (a_result(3, ("OH", ACCEPTED), ("ABIM", ACCEPTED)), ACCEPTED),
        (a_result(3, ("OH", ACCEPTED), ("ABIM", REJECTED)), REJECTED),
        (a_result(3, ("ABIM", SUBMITTED), ("ABP", REJECTED)), REJECTED),
        (a_result(3, ("OH", ACCEPTED), ("ABIM", SUBMITTED)), SUBMITTED),
        (a_result(3, ("ABIM", REFUSED), issues=(WARNING, ERROR)), REFUSED),
        (a_result(3, ("ABIM", ACCEPTED), issues=(WARNING,)), ACCEPTED),
        (RowResult(row=3, issues=(ERROR,)), REFUSED),
        (RowResult(row=3, action="add", activity_id=ACTIVITY_ID), ACCEPTED),
    ],
)
def test_what_a_row_as_a_whole_came_to(result: RowResult, status: LineStatus) -> None:
    assert row_status(result) is status


class Judged:
    """A submission in memory, whose chunks are noted with what their rows came to or, as once, without."""

    def __init__(self) -> None:
        self.store, self.objects, self.boards = MemorySubmissionStore(), MemoryWorkObjects(), MemoryBoardStore()
        self.store.open(a_submission())

    def validated(self, chunk: int, *results: RowResult, is_noted: bool = True, is_kept: bool = True) -> None:
        if is_kept:
            lines = (result.model_dump_json(exclude_defaults=True).encode() for result in results)
            self.objects.put(results_key("sub", chunk), pack(lines))
        fact = ChunkFact(
            chunk=chunk,
            rows=len(results),
            last_row=max(result.row for result in results),
            boards=BOARDS,
            statuses=row_statuses(results) if is_noted else None,
        )
        self.store.add_chunk("sub", fact, at=NOW)

    def answered(self, chunk: int, board: str, decisions: list[Decision], *, is_noted: bool) -> None:
        lines = (decision.model_dump_json(exclude_none=True).encode() for decision in decisions)
        self.objects.put(decisions_key("sub", chunk, board), pack(lines))
        rejected = row_ranges.written(decision.row for decision in decisions if not decision.accepted)
        fact = AnswerFact(chunk=chunk, board=board)
        self.store.add_answer("sub", fact, at=NOW, rejected=rejected if is_noted else None)

    def arrived(self, chunk: int, board: str, decisions: list[Decision]) -> None:
        arrived = [ArrivedDecision(decision=decision, way="by hand", by="ada", at=NOW) for decision in decisions]
        self.boards.add_decisions(Ask("sub", chunk, board), arrived)

    def chunks(self, *, boards: bool = True) -> JudgedChunks:
        submission = self.store.find("sub")
        assert submission is not None
        return JudgedChunks(submission, self.store, self.objects, self.boards if boards else None)


def read_counts(chunks: JudgedChunks) -> Counts:
    read = Counter(map(row_status, chunks.results()))
    return Counts(accepted=read[ACCEPTED], rejected=read[REJECTED], refused=read[REFUSED], pending=read[SUBMITTED])


LINES = st.lists(st.tuples(st.sampled_from(BOARDS), st.sampled_from(LineStatus)), max_size=3)
ROWS = st.lists(st.tuples(LINES, st.sampled_from([(), (ERROR,), (WARNING,)])), min_size=1, max_size=8)
ANSWERS = st.fixed_dictionaries(
    {board: st.sampled_from(["none", "whole", "whole, not noted", "one by one", "provisional"]) for board in BOARDS}
)


@given(st.lists(st.tuples(ROWS, ANSWERS, st.booleans()), min_size=1, max_size=3), st.booleans(), st.data())
def test_rows_are_counted_as_if_they_were_read(drawn: list[Any], boards: bool, data: st.DataObject) -> None:
    judged = Judged()
    for chunk, (rows, answers, is_noted) in enumerate(drawn, start=1):
        results = [a_result(500 * chunk + place, *lines, issues=issues) for place, (lines, issues) in enumerate(rows)]
        judged.validated(chunk, *results, is_noted=is_noted)
        for board, answer in answers.items():
            asked = [
                result.row
                for result in results
                if any(line.board == board and line.status is SUBMITTED for line in result.credit_lines)
            ]
            accepted = data.draw(st.lists(st.booleans(), min_size=len(asked), max_size=len(asked)))
            decisions = [
                Decision(row=row, board=board, accepted=is_accepted)
                for row, is_accepted in zip(asked, accepted, strict=True)
            ]
            if answer.startswith("whole"):
                judged.answered(chunk, board, decisions, is_noted=answer == "whole")
            elif answer == "one by one":
                judged.arrived(chunk, board, decisions[::2])
            elif answer == "provisional":
                ask = OpenAsk(
                    ask=Ask("sub", chunk, board),
                    rows=len(asked),
                    asked_at=NOW,
                    requests_key="",
                    provisional=tuple(asked[1:]),
                )
                judged.boards.open(ask)

    chunks = judged.chunks(boards=boards)

    assert chunks.counts() == read_counts(chunks)
    assert [chunk.has_faulty() for chunk in chunks.chunks(held=False)] == [
        any(row_status(result) in (REFUSED, REJECTED) for result in chunk.results())
        for chunk in chunks.chunks(held=False)
    ]


def test_rows_are_counted_without_being_read() -> None:
    judged = Judged()
    judged.validated(1, a_result(3, ("ABIM", SUBMITTED)), a_result(4, ("ABIM", SUBMITTED)), is_kept=False)
    judged.store.add_answer("sub", AnswerFact(chunk=1, board="ABIM"), at=NOW, rejected="4")

    assert judged.chunks().counts() == Counts(accepted=1, rejected=1)


def test_chunks_without_a_wanted_issue_are_not_read() -> None:
    judged = Judged()
    judged.validated(1, a_result(3, ("OH", ACCEPTED), issues=(WARNING,)), is_kept=False)
    judged.validated(2, a_result(503, issues=(ERROR,)), a_result(504, ("OH", ACCEPTED)))

    found = judged.chunks().results(having=lambda code: code == ERROR.code)

    assert [result.row for result in found] == [503, 504]


def test_chunks_that_end_before_a_row_are_not_read() -> None:
    judged = Judged()
    judged.validated(1, a_result(3, ("OH", ACCEPTED)), is_kept=False)
    judged.validated(2, a_result(503, ("OH", ACCEPTED)), a_result(504, ("OH", ACCEPTED)))

    assert [result.row for result in judged.chunks().results(after=503)] == [504]
