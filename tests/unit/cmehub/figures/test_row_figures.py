import datetime as dt
from functools import reduce
from operator import add
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.answer_times import SPANS
from cmehub.figures.month_figures import BoardFigures, FormatFigures, MonthFigures
from cmehub.figures.row_figures import JudgedRow, row_figures
from cmehub.issues.issue import row_issue
from cmehub.submissions.submission import LineResult, LineStatus, RowResult
from tests.examples import NOW, TODAY, a_submission

DAY = dt.timedelta(days=1)
LIVE = "Live Course"
SENT = a_submission()
MENDING = a_submission(upload_key="0009999/mends/0123456789abcdef0123456789abcdef/corrections.csv")
BOARDS = ("ABIM", "ABP", "OH", "TX")
ERROR = row_issue("DUPLICATE_ROW", 3, first_row=2)
WARNING = row_issue("ALREADY_REPORTED", 3)


def a_line(board: str = "ABIM", amount: float = 1, status: LineStatus = LineStatus.ACCEPTED) -> LineResult:
    reason = "BOARD_ID_UNKNOWN" if status is LineStatus.REJECTED else None
    return LineResult(board=board, credit_type="Any", amount=amount, status=status, reason_code=reason)


def a_row(*lines: LineResult, sent: Any = SENT, answered: Any = None, **changes: Any) -> JudgedRow:
    result = {
        "row": 3,
        "action": "add",
        "completion_date": TODAY,
        "record": "sub-00001-3",
        "credit_lines": lines,
        "activity_format": LIVE,
    }
    return JudgedRow(sent, 1, RowResult.model_validate(result | changes), answered or {})


def counted(*rows: JudgedRow) -> MonthFigures:
    return row_figures(rows)


lines = st.builds(
    a_line,
    st.sampled_from(BOARDS),
    st.integers(1, 80).map(lambda quarters: quarters / 4),
    st.sampled_from([LineStatus.ACCEPTED, LineStatus.REJECTED, LineStatus.SUBMITTED]),
)
rows = st.builds(
    lambda found, sent, answered, changes: a_row(*found, sent=sent, answered=answered, **changes),
    st.lists(lines, max_size=4),
    st.sampled_from([SENT, MENDING]),
    st.dictionaries(st.sampled_from(BOARDS[:2]), st.integers(0, 40).map(lambda days: NOW + days * DAY)),
    st.fixed_dictionaries(
        {
            "action": st.sampled_from(["add", "delete", None]),
            "record": st.sampled_from(["sub-00001-3", "other-00001-3", None]),
            "activity_format": st.sampled_from([LIVE, "Enduring Material", None]),
            "adds_activity": st.booleans(),
            "completion_date": st.sampled_from([TODAY, TODAY - 31 * DAY, None]),
            "issues": st.sampled_from([(), (ERROR,), (WARNING,)]),
        }
    ),
)


@given(st.lists(st.lists(rows, max_size=5), max_size=5))
def test_however_rows_are_divided_their_sum_is_the_same(portions: list[list[JudgedRow]]) -> None:
    parts = [row_figures(portion) for portion in portions]
    whole = row_figures(row for portion in portions for row in portion)

    assert reduce(add, parts, MonthFigures()) == whole
    assert reduce(lambda right, left: left + right, reversed(parts), MonthFigures()) == whole


def test_credits_of_a_record_are_its_largest_amount_and_each_boards_its_own() -> None:
    figures = counted(
        a_row(a_line("ABIM", 2), a_line("ABIM", 1.5), a_line("ABP", 1)), a_row(a_line("OH", 0.25), a_line("NPI", 0.25))
    )

    assert figures.formats == {LIVE: FormatFigures(records=2, credits=2.25)}
    assert {board: (of.accepted, of.credits) for board, of in figures.boards.items()} == {
        "ABIM": (1, 2),
        "ABP": (1, 1),
        "CME": (2, 0.5),
    }


@pytest.mark.parametrize(
    ("row", "first", "right"),
    [
        (a_row(a_line()), 1, 1),
        (a_row(a_line(), issues=[WARNING]), 1, 1),
        (a_row(a_line(status=LineStatus.REJECTED)), 1, 0),
        (a_row(issues=[ERROR], record=None), 1, 0),
        (a_row(a_line(status=LineStatus.SUBMITTED)), 0, 0),
        (a_row(a_line(), sent=MENDING), 0, 0),
        (a_row(a_line(), record="other-00001-3"), 0, 0),
        (a_row(a_line(), action="delete", record="other-00001-3"), 1, 1),
        (a_row(record=None, action="edit", completion_date=None), 1, 1),
    ],
)
def test_a_row_is_right_at_the_first_try_or_it_isnt(row: JudgedRow, first: int, right: int) -> None:
    assert (counted(row).first_rows, counted(row).right_rows) == (first, right)


def test_a_record_that_is_repeated_counts_once() -> None:
    assert counted(a_row(a_line(), record="other-00001-3")) == MonthFigures()


@pytest.mark.parametrize(("days", "timely"), [(0, 1), (30, 1), (31, 0)])
def test_a_record_is_timely_for_thirty_days(days: int, timely: int) -> None:
    figures = counted(a_row(a_line(), completion_date=TODAY - days * DAY))
    assert (figures.dated_rows, figures.timely_rows) == (1, timely)


def test_what_is_rejected_counts_for_its_reason_and_as_no_credit() -> None:
    rejected = a_line("ABIM", 1, LineStatus.REJECTED)
    figures = counted(a_row(rejected, rejected), a_row(issues=[ERROR, ERROR, WARNING], record=None))

    assert figures.refusals == {"BOARD_ID_UNKNOWN": 1, "DUPLICATE_ROW": 1}
    assert figures.boards == {"ABIM": BoardFigures(rejected=1)}
    assert figures.formats == {}


def test_a_deleted_record_is_counted_beside_what_was_added() -> None:
    figures = counted(a_row(a_line()), a_row(a_line(), action="delete"))
    assert (figures.deleted_records, figures.formats[LIVE].records) == (1, 1)


def test_an_added_activity_counts_for_its_format() -> None:
    assert counted(a_row(record=None, action="edit", adds_activity=True)).formats == {LIVE: FormatFigures(activities=1)}


def test_answers_are_counted_by_the_span_since_arrival() -> None:
    answered = {"ABIM": NOW + SPANS["a day"], "ABP": NOW + SPANS["a day"] + dt.timedelta(seconds=1)}
    figures = counted(a_row(a_line("ABIM"), a_line("ABP"), a_line("OH"), answered=answered))

    assert {board: of.answers for board, of in figures.boards.items()} == {
        "ABIM": {"a day": 1},
        "ABP": {"three days": 1},
        "CME": {},
    }
