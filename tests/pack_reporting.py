"""For each rule about how and when records are reported: what it does, and that nothing does so without it."""

import datetime as dt
from collections.abc import Iterator

from cmehub.activities.rows import ActivityName
from cmehub.chunks.module_codes import with_activity_ids
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.submissions.rows import Row
from tests.examples import PROVIDER_ID, a_diplomate
from tests.pack_boards import DAY, Board, Case

CODE = "MK15A7"


def year_end(board: Board) -> Iterator[Case]:
    if end := board.pack.year_end:
        last = end.last_day(board.day.year)

        def later_than_the_year_end_is_told() -> None:
            assert board.issues(today=last) == ["REPORTED_LATE"]
            assert board.issues(today=last + DAY) == ["REPORTED_AFTER_YEAR_END"]
            assert board.without(year_end=None).issues(today=last + DAY) == ["REPORTED_LATE"]

        yield later_than_the_year_end_is_told


def reporting(board: Board) -> Iterator[Case]:
    if rule := board.pack.reporting:

        def a_year_is_reported_until_its_own_day(last: dt.date = rule.until) -> None:
            common = dt.date(board.day.year + 2, 3, 31)
            assert "REPORTING_WINDOW_CLOSED" not in board.issues(today=last)
            assert "REPORTING_WINDOW_CLOSED" in board.issues(today=last + DAY)
            day, closes = (last, True) if last > common else (last + DAY, False)
            assert ("REPORTING_WINDOW_CLOSED" in board.without(reporting=None).issues(today=day)) is closes

        yield a_year_is_reported_until_its_own_day


def module_codes(board: Board) -> Iterator[Case]:
    def read(of: Board, today: dt.date) -> str:
        store, activity = MemoryActivityStore(), of.activity(provider_activity_id=CODE)
        store.add(activity, ActivityName.of(activity))
        lines = [{"board": of.pack.board}]
        row = Row(1, {"activity_id": CODE, "completion_date": of.day.isoformat(), "lines": lines})
        (taken,) = with_activity_ids([row], store, PROVIDER_ID, today, lambda _board, _on: of.pack)
        return "code" if taken == row else str(taken.fields["activity_id"])

    if rule := board.pack.module_codes:

        def a_code_is_another_name_until_a_day(last: dt.date = rule.until) -> None:
            assert read(board, last) == board.activity().activity_id
            assert read(board, last + DAY) == "code"
            assert read(board.without(module_codes=None), last) == "code"

        yield a_code_is_another_name_until_a_day


def provisional(board: Board) -> Iterator[Case]:
    if rule := board.pack.provisional:

        def what_need_not_agree_keeps_nothing_out() -> None:
            assert rule.all_of == ("birth day",)
            other = a_diplomate(authority=board.pack.board, given_name="Ana", family_name="Osei")
            born = a_diplomate(authority=board.pack.board, birth_month_day="03-01")
            record = (board.first_type,)
            assert board.decide(record, roster=other) is None
            assert board.decide(record, roster=born) == "IDENTITY_MISMATCH"
            assert board.without(provisional=None).decide(record, roster=other) == "BOARD_ID_NOT_FOUND"

        yield what_need_not_agree_keeps_nothing_out


MAKERS = (year_end, reporting, module_codes, provisional)
"""By the names of the rules."""
