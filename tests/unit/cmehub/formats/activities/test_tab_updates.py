"""Activities in files that have no place for all of it: new ones become Active, stored ones lose nothing."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.activities.registrations import MocRegistration
from cmehub.documents.activity_xml import activities_xml
from cmehub.formats.activities.cells import activity_cells
from cmehub.issues.issue import Issue
from cmehub.submissions.reports import SubmissionReport
from local.in_memory.hub import NOW, MemoryHub
from tests.examples import PROVIDER_ID, an_activity
from tests.sample_hub import sample_providers
from tests.workbooks import save_workbook

COLUMNS = 47
REGISTRATION = MocRegistration(board="ABIM", points=6.5, credit_types=("Medical Knowledge",))


def tab_row(own_id: str, **changes: str) -> str:
    """Return a row of Template D as a provider sent it."""
    columns = {0: "Template D", 2: own_id, 4: "Tab activity", 5: "12/05/2026", 6: "Tulsa", 7: "OK", 8: "USA"}
    columns |= {9: "Direct", 10: "C", 12: "31", 13: "12", 14: "No", 16: "Yes", 28: "", 29: "6.5", 30: "Tab desc"}
    columns |= {int(place.removeprefix("column_")): text for place, text in changes.items()}
    return "\t".join(columns.get(place, "") for place in range(COLUMNS)) + "\n"


class Hub:
    def __init__(self, folder: Path, **provider: Any) -> None:
        self._folder = folder
        self._sent = 0
        self.hub = MemoryHub()
        ours, *others = sample_providers()
        self.hub.providers.put([ours.model_copy(update=provider), *others])

    def path(self, name: str) -> Path:
        self._sent += 1
        return self._folder / f"{self._sent}-{name}"

    def send(self, content: str | bytes) -> SubmissionReport:
        path = self.path("activities")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.hub.submit(path, PROVIDER_ID)

    def send_sheet(self, **texts: str) -> SubmissionReport:
        path = self.path("activities.xlsx")
        save_workbook(path, [[*texts], [*texts.values()]])
        return self.hub.submit(path, PROVIDER_ID)

    def stored(self, report: SubmissionReport) -> Activity:
        (activity_id,) = {str(record.activity_id) for record in report.records}
        return self.hub.activities.find([activity_id])[activity_id]


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def registered(**changes: Any) -> bytes:
    day = dt.date(2026, 12, 5)
    return activities_xml(
        [
            an_activity(
                provider_activity_id="FX-TABMOC",
                activity_format="Live Course",
                start_date=day,
                end_date=day,
                deliveries=("In-Person",),
                city="Tulsa",
                state="OK",
                country="USA",
                registrations=(REGISTRATION,),
                credits=6.5,
            ).model_copy(update=changes)
        ]
    )


def notes(report: SubmissionReport) -> dict[str, Issue]:
    return {issue.code: issue for issue in report.issues if issue.row}


def test_a_tab_row_leaves_registrations_that_came_otherwise(hub: Hub) -> None:
    before = hub.stored(hub.send(registered()))

    report = hub.send(tab_row("FX-TABMOC", column_4="Renamed"))

    after = hub.stored(report)
    assert (after.activity_id, after.title) == (before.activity_id, "Renamed")
    assert after.registrations == before.registrations
    assert (after.url, after.listed, after.fee) == (before.url, True, "Variable")
    assert after.status(NOW.date()) is ActivityStatus.ACTIVE
    assert [*notes(report)] == ["FIELDS_KEPT"]
    assert "the MOC registrations" in notes(report)["FIELDS_KEPT"].message


def test_a_blank_column_of_a_tab_row_takes_away(hub: Hub) -> None:
    hub.send(tab_row("FX-1"))

    assert hub.stored(hub.send(tab_row("FX-1", column_12="", column_16="No"))).model_dump(
        include={"participants", "outcomes"}
    ) == {"participants": {"non-physician": 12}, "outcomes": ()}


def test_a_format_that_can_say_a_field_takes_it_away(hub: Hub) -> None:
    hub.send(registered())
    hub.send(tab_row("FX-TABMOC"))

    after = hub.stored(hub.send(registered(registrations=(), url=None, listed=False)))

    assert (after.registrations, after.url, after.listed) == ((), None, False)


def test_a_deleted_activity_that_comes_back_is_what_was_sent(hub: Hub) -> None:
    stored = hub.stored(hub.send(registered()))
    hub.hub.activities.replace(stored.model_copy(update={"deleted_by": "sub#1", "revision": 2}), None)

    report = hub.send(tab_row("FX-TABMOC"))

    assert (hub.stored(report).registrations, [*notes(report)]) == ((), ["LISTING_DEFAULTED"])


@pytest.mark.parametrize("kind", ["C", "RSS"])
def test_a_tab_row_becomes_an_active_activity(hub: Hub, kind: str) -> None:
    report = hub.send(tab_row("FX-TAB-1", column_10=kind))

    activity = hub.stored(report)
    assert (activity.listed, activity.status(NOW.date())) == (False, ActivityStatus.ACTIVE)
    assert [*notes(report)] == ["LISTING_DEFAULTED"]
    assert "not listed, because it is registered for neither" in notes(report)["LISTING_DEFAULTED"].message


def test_a_tab_row_of_an_unlisted_registered_activity_lists_it(hub: Hub) -> None:
    hub.send(registered(listed=None))

    report = hub.send(tab_row("FX-TABMOC"))

    assert hub.stored(report).listed is True
    assert "listed, because it is registered for MOC" in notes(report)["LISTING_DEFAULTED"].message


def test_a_provider_can_have_another_default(tmp_path: Path) -> None:
    hub = Hub(tmp_path, activities_listed=True)

    report = hub.send(tab_row("FX-TAB-1"))

    assert hub.stored(report).listed is True
    assert {*notes(report)} == {"LISTING_DEFAULTED", "ACTIVITY_INCOMPLETE"}


SHEET = {
    "Record Action": "Add",
    "Provider Activity ID": "FX-TABMOC",
    "Activity Title": "Renamed",
    "Activity Format": "Live Course",
    "Start Date": "2026-12-05",
    "End Date": "2026-12-05",
}


def test_a_sheet_without_the_columns_leaves_what_they_would_say(hub: Hub) -> None:
    before = hub.stored(hub.send(registered()))

    after = hub.stored(hub.send_sheet(**SHEET))

    assert (after.title, after.registrations, after.city) == ("Renamed", before.registrations, "Tulsa")


def test_a_sheet_with_the_columns_left_blank_takes_away(hub: Hub) -> None:
    hub.send(registered())
    blank = {"City": "", "MOC 1: Board": "", "Activity URL": "", "Physicians": ""}

    after = hub.stored(hub.send_sheet(**SHEET, **blank))

    assert (after.registrations, after.city, after.url) == ((), None, None)


def test_a_sheet_without_claim_dates_leaves_them(hub: Hub) -> None:
    claimed = REGISTRATION.model_copy(update={"claim_date": dt.date(2027, 1, 31)})
    hub.send(registered(registrations=(claimed,)))
    moc = {"MOC 1: Board": "ABIM", "MOC 1: Points": "6", "MOC 1: Credit Types": "Medical Knowledge"}

    (registration,) = hub.stored(hub.send_sheet(**SHEET, **moc)).registrations

    assert (registration.points, registration.claim_date) == (6, claimed.claim_date)


def test_a_workbook_of_faults_has_no_columns_for_what_the_file_could_not_say() -> None:
    fields = {"title": "T", "end_date": "2026-12-05", "unsaid": ["end_date", "url", "rems", "outcomes.measured"]}
    outcomes = {"outcomes": [{"outcome": "Learner Competence"}]}

    headings = {cell.heading for cell in activity_cells(fields | outcomes)}

    assert {"Activity Title", "End Date", "Outcome 1: Outcome"} <= headings
    assert headings.isdisjoint({"Activity URL", "REMS Type", "REMS Identifier", "Outcome 1: Measured By"})
