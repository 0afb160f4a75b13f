import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cmehub.reminders.reminder import (
    MOST_REMINDERS,
    STEPS,
    Deadline,
    OpenMatter,
    Reminder,
    ReminderKind,
    reminders_due,
)

LAST_DAY = dt.date(2027, 3, 31)
DAY = dt.timedelta(days=1)
YEAR = Deadline(LAST_DAY, ReminderKind.YEAR)
REQUESTS = Deadline(LAST_DAY, ReminderKind.REQUESTS)
days_left = st.integers(min_value=-5, max_value=70)
kinds = st.sampled_from([*ReminderKind])


def steps_told(runs: list[tuple[int, bool]], kind: ReminderKind) -> list[tuple[int, int]]:
    """Return how many days were left, and the step, whenever a run reminded: on days in any order, if it was open."""
    deadline, told, steps = Deadline(LAST_DAY, kind), set[str](), []
    for left, is_open in runs:
        matters = [OpenMatter(deadline, "An example")] if is_open else []
        for reminder in reminders_due(matters, LAST_DAY - left * DAY, told):
            told.add(reminder.key)
            steps.append((left, int(reminder.key.rpartition("#")[2])))
    return steps


@given(st.lists(st.tuples(days_left, st.booleans())), kinds)
def test_each_step_is_told_once_at_most_and_only_if_something_is_open(
    runs: list[tuple[int, bool]], kind: ReminderKind
) -> None:
    told = steps_told(runs, kind)
    steps = [step for _, step in told]
    assert len(steps) == len({*steps})
    assert {left for left, _ in told} <= {left for left, is_open in runs if is_open}


@given(st.lists(st.tuples(days_left, st.booleans())), kinds)
def test_the_last_step_is_told_if_any_run_in_its_window_finds_something_open(
    runs: list[tuple[int, bool]], kind: ReminderKind
) -> None:
    was_open = any(is_open and 0 <= left <= 1 for left, is_open in runs)
    assert (1 in [step for _, step in steps_told(runs, kind)]) == was_open


@given(st.sets(days_left), kinds)
def test_what_was_missed_is_told_by_the_smallest_step_that_is_reached(lefts: set[int], kind: ReminderKind) -> None:
    told = steps_told([(left, True) for left in sorted(lefts, reverse=True)], kind)
    for left, step in told:
        assert left <= step
        assert not [smaller for smaller in kind.steps if left <= smaller < step]
    assert sorted((step for _, step in told), reverse=True) == [step for _, step in told]


def test_when_every_day_has_a_run_the_steps_are_told_on_their_days() -> None:
    assert steps_told([(left, True) for left in range(90, -10, -1)], ReminderKind.YEAR) == [
        (step, step) for step in STEPS
    ]
    assert steps_told([(left, True) for left in range(90, -10, -1)], ReminderKind.REQUESTS) == [(1, 1)]


def test_a_missed_day_is_made_up_for_and_the_steps_before_it_are_not() -> None:
    assert steps_told([(6, True), (5, True)], ReminderKind.KEYS) == [(6, 7)]


def test_nothing_is_told_before_the_first_step_and_after_the_last_day() -> None:
    assert YEAR.step_on(LAST_DAY - 61 * DAY) is YEAR.step_on(LAST_DAY + DAY) is None
    assert YEAR.step_on(LAST_DAY) == YEAR.step_on(LAST_DAY - DAY) == 1
    assert REQUESTS.step_on(LAST_DAY - 2 * DAY) is None


def test_what_is_open_until_a_day_is_one_reminder_of_each_kind_the_first_last_day_first() -> None:
    late = Deadline(LAST_DAY + DAY, ReminderKind.YEAR)
    keys = Deadline(LAST_DAY, ReminderKind.KEYS)
    matters = [OpenMatter(deadline, name) for deadline, name in ((late, "a"), (keys, "b"), (YEAR, "c"), (keys, "d"))]

    found = reminders_due(matters, LAST_DAY - 7 * DAY, ())

    assert found == (
        Reminder(YEAR, "2027-03-31#year#7", (matters[2],)),
        Reminder(keys, "2027-03-31#keys#7", (matters[1], matters[3])),
        Reminder(late, "2027-04-01#year#30", (matters[0],)),
    )


def test_what_does_not_fit_a_mail_comes_in_the_next_one() -> None:
    today = LAST_DAY - 60 * DAY
    matters = [
        OpenMatter(Deadline(today + left * DAY, kind), "a")
        for left in range(40)
        for kind in (ReminderKind.DRAFTS, ReminderKind.KEYS)
    ]

    first = reminders_due(matters, today, ())
    rest = reminders_due(matters, today + DAY, {reminder.key for reminder in first})

    assert len(first) == MOST_REMINDERS
    assert {reminder.deadline for reminder in rest} >= {deadline for deadline, *_ in matters} - {
        reminder.deadline for reminder in first
    }
