from typing import Any

from cmehub.boards.asks import ArrivedDecision, Ask
from cmehub.boards.ledgers import Decision
from cmehub.issues.issue import file_issue, row_issue
from cmehub.runtime.json_lines import pack
from cmehub.stores.memory_boards import MemoryBoardStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_submissions import MemorySubmissionStore
from cmehub.submissions.reports import SubmissionReport, submission_report
from cmehub.submissions.submission import (
    AnswerFact,
    ChunkFact,
    RowResult,
    SubmissionStatus,
    decisions_key,
    results_key,
)
from tests.examples import NOW, a_submission
from tests.unit.cmehub.submissions.test_judged_chunks import ACCEPTED, REFUSED, SUBMITTED, a_result

ERROR = row_issue("DELETE_UNKNOWN_RECORD", 3)


class Submitted:
    """A submission of two chunks, of which the first has asks of two boards."""

    def __init__(self) -> None:
        self._store, self._objects = MemorySubmissionStore(), MemoryWorkObjects()
        self.boards = MemoryBoardStore()
        self._store.open(a_submission())

    def validated(self, chunk: int, boards: tuple[str, ...], *results: RowResult) -> None:
        lines = (result.model_dump_json(exclude_defaults=True).encode() for result in results)
        self._objects.put(results_key("sub", chunk), pack(lines))
        self._store.add_chunk("sub", ChunkFact(chunk=chunk, rows=len(results), boards=boards), at=NOW)

    def staged(self, chunks: int, rows: int, *issues: Any) -> None:
        self._store.add_staged("sub", chunks=chunks, rows=rows, issues=issues, at=NOW)

    def decided(self, chunk: int, board: str, *decisions: Decision, answered: bool = True) -> None:
        lines = (decision.model_dump_json(exclude_none=True).encode() for decision in decisions)
        self._objects.put(decisions_key("sub", chunk, board), pack(lines))
        if answered:
            self._store.add_answer("sub", AnswerFact(chunk=chunk, board=board), at=NOW)

    def report(self) -> SubmissionReport:
        submission = self._store.find("sub")
        assert submission is not None
        return submission_report(submission, self._store, self._objects, self.boards)

    def lines(self) -> list[tuple[int, str, str, str | None]]:
        return [
            (record.row, line.board, line.status, line.reason_code)
            for record in self.report().records
            for line in record.credit_lines
        ]


def rejection(row: int, board: str) -> Decision:
    return Decision(row=row, board=board, accepted=False, reason_code="BOARD_ID_NOT_FOUND", reason="Unknown.")


def test_a_submission_that_just_arrived() -> None:
    report = Submitted().report()

    assert (report.status, report.rows, report.records) == (SubmissionStatus.READING, 0, [])


def test_decisions_go_to_the_lines_of_their_row_and_board() -> None:
    submitted = Submitted()
    both = a_result(3, ("OH", ACCEPTED), ("ABIM", SUBMITTED), ("ABIM", SUBMITTED), ("ABP", SUBMITTED))
    submitted.validated(1, ("ABIM", "ABP"), both, a_result(4, ("ABIM", SUBMITTED)))

    submitted.decided(1, "ABIM", rejection(3, "ABIM"), Decision(row=4, board="ABIM", accepted=True))

    assert submitted.lines() == [
        (3, "OH", "accepted", None),
        (3, "ABIM", "rejected", "BOARD_ID_NOT_FOUND"),
        (3, "ABIM", "rejected", "BOARD_ID_NOT_FOUND"),
        (3, "ABP", "submitted", None),
        (4, "ABIM", "accepted", None),
    ]


def test_decisions_count_only_once_their_fact_is_there() -> None:
    submitted = Submitted()
    submitted.validated(1, ("ABIM",), a_result(3, ("ABIM", SUBMITTED)))

    submitted.decided(1, "ABIM", rejection(3, "ABIM"), answered=False)

    assert submitted.lines() == [(3, "ABIM", "submitted", None)]


def test_decisions_that_came_one_by_one_count_before_all_are_there() -> None:
    submitted = Submitted()
    submitted.validated(1, ("ABIM",), a_result(3, ("ABIM", SUBMITTED)), a_result(4, ("ABIM", SUBMITTED)))
    arrived = ArrivedDecision(decision=rejection(3, "ABIM"), way="by hand", by="ada", at=NOW)

    submitted.boards.add_decisions(Ask("sub", 1, "ABIM"), [arrived])

    assert submitted.lines() == [(3, "ABIM", "rejected", "BOARD_ID_NOT_FOUND"), (4, "ABIM", "submitted", None)]


def test_counts_are_of_rows_and_cover_rows_that_are_not_validated_yet() -> None:
    submitted = Submitted()
    submitted.validated(
        1,
        ("ABIM",),
        a_result(3, ("ABIM", SUBMITTED)),
        a_result(4, ("ABIM", SUBMITTED)),
        a_result(5, ("ABIM", REFUSED), issues=(row_issue("DELETE_UNKNOWN_RECORD", 5),)),
        a_result(6, ("OH", ACCEPTED)),
    )
    submitted.staged(2, 10)
    submitted.decided(1, "ABIM", rejection(3, "ABIM"), Decision(row=4, board="ABIM", accepted=True))

    report = submitted.report()

    assert (report.status, report.rows) == (SubmissionStatus.VALIDATING, 10)
    assert report.counts.model_dump() == {"accepted": 2, "rejected": 1, "refused": 1, "pending": 6}


def test_rows_are_in_the_files_order_whichever_chunk_came_first() -> None:
    submitted = Submitted()
    submitted.validated(2, (), a_result(503, ("OH", ACCEPTED)))
    submitted.validated(1, (), a_result(3, ("OH", ACCEPTED)))
    submitted.staged(2, 2)

    report = submitted.report()

    assert [record.row for record in report.records] == [3, 503]
    assert report.status is SubmissionStatus.FINISHED


def test_issues_of_the_file_come_before_those_of_its_rows() -> None:
    submitted = Submitted()
    submitted.validated(1, (), RowResult(row=3, issues=(ERROR,)))
    submitted.staged(1, 1, file_issue("FILE_BROKEN", rows_read=1, reason="it ends early"))

    assert [issue.code for issue in submitted.report().issues] == ["FILE_BROKEN", "DELETE_UNKNOWN_RECORD"]
