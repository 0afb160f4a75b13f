"""When the mails about rejected calls are due."""

import datetime as dt

from cmehub.submissions.gatherings import Gathering, RejectedCall
from tests.notify_hub import NOW, a_good_row, a_rejected_call, a_rejected_row, a_submission

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def lengths(count: int, pause: dt.timedelta, hour: dt.timedelta = HOUR) -> list[dt.timedelta]:
    """Return how long gatherings last, each begun so long after the one before was due."""
    gathering, at, found = None, NOW, []
    for _ in range(count):
        gathering = Gathering.begun_by(a_rejected_call("a"), gathering, at=at, hour=hour)
        found.append(gathering.due_at - at)
        at = gathering.due_at + pause
    return found


def test_the_first_six_in_a_row_last_an_hour_and_those_that_follow_a_day() -> None:
    assert lengths(9, MINUTE) == [HOUR] * 6 + [DAY] * 3
    assert lengths(9, DAY - MINUTE) == [HOUR] * 6 + [DAY] * 3


def test_after_a_day_without_a_rejected_call_it_is_an_hour_again() -> None:
    assert lengths(9, DAY) == [HOUR] * 9
    long = Gathering(gathering_id="a", provider_id="0009999", due_at=NOW, in_a_row=40)
    after = Gathering.begun_by(a_rejected_call("b"), long, at=NOW + DAY, hour=HOUR)
    assert (after.in_a_row, after.due_at) == (1, NOW + DAY + HOUR)


def test_a_stack_for_trials_has_shorter_hours_and_days() -> None:
    assert lengths(7, MINUTE / 60, hour=dt.timedelta(seconds=5))[-2:] == [dt.timedelta(seconds=5), 2 * MINUTE]


def test_only_what_boards_rejected_is_held_of_a_call() -> None:
    call = a_submission(called=True)
    rejected = a_rejected_row(2, "BOARD_ID_NOT_FOUND", "Nobody has this ID.")
    mixed = rejected.model_copy(
        update={"credit_lines": (*a_good_row(2).credit_lines, *rejected.credit_lines), "record": "r-1-2"}
    )

    held = RejectedCall.of(call, [a_good_row(1), mixed])

    assert held is not None
    (row,) = held.rows
    assert (row.record, row.credit_lines) == ("r-1-2", rejected.credit_lines)
    assert RejectedCall.of(call, [a_good_row(1)]) is None
