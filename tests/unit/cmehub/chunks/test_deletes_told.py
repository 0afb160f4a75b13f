"""A file whose activities or records were deleted since says so when it is sent again, and how to store it anew."""

from pathlib import Path

import pytest

from cmehub.issues.issue import Issue
from cmehub.submissions.reports import SubmissionReport
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID, sample_providers, stocked_hub
from tests.unit.cmehub.formats.activities.test_tab_updates import SHEET, tab_row
from tests.workbooks import save_workbook

LEARNERS, DELETES = SAMPLES / "learners-clean.xlsx", SAMPLES / "learners-delete.xlsx"


def told(report: SubmissionReport) -> list[Issue]:
    return [issue for issue in report.issues if issue.code == "DELETED_SINCE"]


@pytest.fixture
def hub() -> MemoryHub:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    return hub


def file(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("".join(rows))
    return path


def test_an_activity_file_tells_of_later_deletes(hub: MemoryHub, tmp_path: Path) -> None:
    first = file(tmp_path, "first.txt", tab_row("FX-1"), tab_row("FX-2"))
    other = file(tmp_path, "other.txt", tab_row("FX-3"))
    assert told(hub.submit(first, PROVIDER_ID)) == told(hub.submit(other, PROVIDER_ID)) == []
    delete = SHEET | {"Record Action": "Delete", "Provider Activity ID": "fx-1"}
    path = save_workbook(tmp_path / "delete.xlsx", [[*delete], [*delete.values()]])

    deleting = hub.submit(path, PROVIDER_ID)

    (note,) = told(hub.submit(first, PROVIDER_ID))
    assert (note.row, note.severity) == (None, "note")
    assert deleting.submission_id in note.message
    assert "hub submit --again" in note.fix
    assert told(hub.submit(other, PROVIDER_ID)) == told(deleting) == []


def test_a_dry_run_of_a_delete_is_no_delete(hub: MemoryHub, tmp_path: Path) -> None:
    first = file(tmp_path, "first.txt", tab_row("FX-1"))
    hub.submit(first, PROVIDER_ID)
    delete = SHEET | {"Record Action": "Delete", "Provider Activity ID": "FX-1"}
    path = save_workbook(tmp_path / "delete.xlsx", [[*delete], [*delete.values()]])

    hub.submit(path, PROVIDER_ID, folder="dry-run/")

    assert told(hub.submit(first, PROVIDER_ID)) == []


def test_a_learner_file_tells_of_later_deletes() -> None:
    hub = stocked_hub()
    hub.submit(LEARNERS, PROVIDER_ID)

    deleting = hub.submit(DELETES, PROVIDER_ID)

    (note,) = told(hub.submit(LEARNERS, PROVIDER_ID))
    assert deleting.submission_id in note.message
