"""Two years of the sample provider, whenever they are loaded."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from cmehub.activities.activity import ActivityStatus
from cmehub.fields.eastern import eastern_day
from cmehub.submissions.reports import SubmissionReport
from cmehub.years.sent_years import SentYears, year_key
from cmehub.years.year_report import YearReport
from cmehub.years.year_reports import YearReports
from local.sample_years import load_years
from tests.sample_hub import PROVIDER_ID, stocked_hub

NOW = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
BY = "contact nadia"


class LoadedYears:
    """A hub into which the two years were loaded at a moment."""

    def __init__(self, now: dt.datetime) -> None:
        self.hub = stocked_hub(now)
        self.year = eastern_day(now).year - 1
        self.sent: list[tuple[str, SubmissionReport]] = []
        self.load()

    def load(self) -> None:
        load_years(self.hub, self._send, by=BY, now=self.hub.now)

    def _send(self, files: Iterable[Path]) -> None:
        self.sent += [(path.name, self.hub.submit(path, PROVIDER_ID)) for path in files]

    @property
    def report(self) -> YearReport:
        hub = self.hub
        return YearReports(hub.years, hub.activities, hub.providers, hub.teams, hub.clock).read(PROVIDER_ID, self.year)


@pytest.mark.parametrize(
    "now",
    [
        NOW,
        dt.datetime(2027, 1, 1, 5, 1, tzinfo=dt.UTC),
        dt.datetime(2027, 1, 1, 4, 59, tzinfo=dt.UTC),
        dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC),
        dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC),
        dt.datetime(2031, 12, 31, 12, tzinfo=dt.UTC),
    ],
)
def test_last_year_was_sent_whole_and_corrected_on_whatever_day_it_is_loaded(now: dt.datetime) -> None:
    loaded = LoadedYears(now)

    report = loaded.report
    assert report.unready() == []
    assert SentYears(loaded.hub.objects).changes(report) == []
    first, second = report.facts.versions
    assert (first.number, second.number) == (1, 2)
    assert first.at < second.at < now
    document = json.loads(loaded.hub.objects.get(year_key(PROVIDER_ID, loaded.year, second.digest, "json")))
    assert any(change["what"] == "summary: expenses" for change in document["changes"])
    assert loaded.hub.objects.get(year_key(PROVIDER_ID, loaded.year, first.digest, "pdf")).startswith(b"%PDF")


def test_learners_were_reported_for_four_boards_and_states_with_a_few_refused_and_one_rejected() -> None:
    loaded = LoadedYears(NOW)

    (report,) = [told for name, told in loaded.sent if name == "learners-2025.xlsx"]
    counts = report.counts
    assert (counts.refused, counts.rejected, counts.pending) == (2, 1, 0)
    boards = Counter(line.board for record in report.records for line in record.credit_lines)
    assert {"ABA", "ABIM", "ABP", "ABS"} < {*boards}
    assert sum(len(board) == 2 for board in boards) >= 5


def test_what_goes_on_has_a_draft_an_activity_to_close_and_one_to_find() -> None:
    hub = LoadedYears(NOW).hub

    sent_with = [(found, hub.submissions.find(found.sender)) for found in hub.activities.all()]
    near = [found for found, submission in sent_with if submission and "under-way" in submission.upload_key]
    assert Counter(activity.status(NOW.date()) for activity in near) == {
        ActivityStatus.DRAFT: 1, ActivityStatus.READY_TO_CLOSE: 1, ActivityStatus.ACTIVE: 1,
    }  # fmt: skip


def test_loaded_again_nothing_changes() -> None:
    loaded = LoadedYears(NOW)
    activities, facts = [*loaded.hub.activities.all()], loaded.report.facts

    loaded.load()

    assert [*loaded.hub.activities.all()] == activities
    assert loaded.report.facts == facts
