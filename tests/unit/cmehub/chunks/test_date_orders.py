"""A file whose dates are in two orders says so once."""

from cmehub.chunks.date_orders import DateOrders
from cmehub.issues.issue import Issue
from cmehub.submissions.rows import Row


def notes(*dates: str) -> list[Issue]:
    orders = DateOrders()
    rows = [Row(number, {"completion_date": written}) for number, written in enumerate(dates, start=2)]
    assert [*orders.watch(rows)] == rows
    return orders.notes()


def test_dates_in_one_order_need_no_note() -> None:
    assert notes("03/04/26", "04/13/26", "2026-04-13", "13.04.2026") == []
    assert notes("13/04/26", "05/05/26", "14/04/26") == []


def test_a_date_with_the_day_in_front_says_which_others_may_have_it() -> None:
    (issue,) = notes("03/04/26", "13/04/26", "04/13/26", "05/06/26")

    assert (issue.code, issue.severity, issue.value) == ("FILE_DATE_ORDER", "warning", "13/04/26")
    assert "Row 3 " in issue.message
    assert issue.message.endswith("in rows 2, 5.")


def test_of_many_rows_some_are_named() -> None:
    (issue,) = notes("13/04/26", *["03/04/26"] * 12)

    assert issue.message.endswith("in rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more.")
