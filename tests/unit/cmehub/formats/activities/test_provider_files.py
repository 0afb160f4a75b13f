"""Activity files as providers have sent them come out right, from the bytes to the report."""

from pathlib import Path

import pytest

from cmehub.activities.activity import ActivityStatus
from cmehub.activities.registrations import MocRegistration
from cmehub.documents.activity_xml import activities_xml
from local.in_memory.hub import NOW, MemoryHub
from tests.examples import PROVIDER_ID, an_activity
from tests.sample_hub import sample_providers

FILES = Path(__file__).parents[4] / "cases"


@pytest.fixture
def hub() -> MemoryHub:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    return hub


def test_a_new_activity_in_a_tab_layout_is_no_draft(hub: MemoryHub) -> None:
    report = hub.submit(FILES / "t1.txt", PROVIDER_ID)

    (record,) = report.records
    activity = hub.activities.find([str(record.activity_id)])[str(record.activity_id)]
    assert (activity.listed, activity.status(activity.end_date)) == (False, ActivityStatus.ACTIVE)
    assert [issue.code for issue in report.issues if issue.row] == ["LISTING_DEFAULTED"]


def test_a_registration_from_elsewhere_outlives_a_tab_row(hub: MemoryHub, tmp_path: Path) -> None:
    sent = an_activity(
        provider_activity_id="FX-TABMOC",
        activity_format="Live Course",
        start_date="2026-10-05",
        end_date="2026-10-05",
        credits=6.5,
        registrations=(MocRegistration(board="ABIM", points=6.5, credit_types=("Medical Knowledge",)),),
    )
    path = tmp_path / "activity.xml"
    path.write_bytes(activities_xml([sent]))
    (before,) = hub.submit(path, PROVIDER_ID).records

    report = hub.submit(FILES / "t9.txt", PROVIDER_ID)

    activity = hub.activities.find([str(before.activity_id)])[str(before.activity_id)]
    assert [record.activity_id for record in report.records] == [before.activity_id]
    assert (activity.title, [registration.board for registration in activity.registrations]) == ("Reg", ["ABIM"])
    assert activity.status(NOW.date()) is ActivityStatus.READY_TO_CLOSE
    assert [issue.code for issue in report.issues if issue.row] == ["FIELDS_KEPT"]


def test_all_mistakes_of_a_row_are_told_and_nothing_is_suggested_that_was_not_meant(hub: MemoryHub) -> None:
    report = hub.submit(FILES / "activity-mistakes.xlsx", PROVIDER_ID)

    told = {(issue.row, issue.code, issue.field): issue.suggestion for issue in report.issues if issue.row}
    assert told == {
        (3, "PRACTICE_AREA_UNKNOWN", "Practice Areas"): None,
        (4, "FIELD_FORMAT", "Activity Format"): None,
        (5, "FIELD_FORMAT", "Activity URL"): None,
        (5, "CREDIT_TYPE_UNKNOWN", "MOC 1: Credit Types"): "Medical Knowledge",
        (6, "ACTIVITY_DATES", "End Date"): None,
        (7, "CREDIT_TYPE_UNKNOWN", "MOC 1: Credit Types"): None,
        (7, "BOARD_TAKES_NO_ACTIVITY", "Start Date"): None,
        (8, "ACTIVITY_INCOMPLETE", None): None,
    }
