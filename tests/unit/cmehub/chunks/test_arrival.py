"""Whether a row is late, or of the future, is counted until its file arrived, however long the file then waits."""

import datetime as dt

import pytest

from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID, stocked_hub

LAST_COMPLETION = dt.date(2026, 10, 3)
"""Of the sample; one row has it."""


def told_of_it(arrives: dt.date, waits: int) -> list[str]:
    """Return what is told of the last completion if its file arrives on a day and waits so many days."""
    hub = stocked_hub()
    hub.now = dt.datetime.combine(arrives, dt.time(23, 59), dt.UTC)
    submission_id = hub.upload(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    hub.now += dt.timedelta(days=waits)
    hub.deliver_all()
    report = hub.report(submission_id)
    (row,) = (record.row for record in report.records if record.completion_date == LAST_COMPLETION)
    return [issue.code for issue in report.issues if issue.row == row]


@pytest.mark.parametrize(("days", "code"), [(-1, "COMPLETION_IN_FUTURE"), (30, None), (31, "REPORTED_LATE")])
def test_a_file_that_waits_is_no_later_for_it(days: int, code: str | None) -> None:
    arrives = LAST_COMPLETION + dt.timedelta(days=days)

    assert told_of_it(arrives, waits=0) == told_of_it(arrives, waits=90) == ([code] if code else [])
