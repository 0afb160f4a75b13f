"""The learner's permission to share, from the file to the record: what is refused, what is kept, what comes later."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cmehub.documents.activity_json import activities_json
from cmehub.submissions.reports import SubmissionReport
from local.in_memory.hub import MemoryHub
from local.sample_data.activities import sample_activities
from local.sample_data.sample_files import SAMPLES
from tests.chunk_hub import CME, LINE, ChunkHub, asked, told
from tests.examples import an_activity
from tests.sample_hub import PROVIDER_ID, stocked_hub

MOC_AND_CME = {"lines": [LINE, CME]}
CME_ONLY = {"lines": [CME]}


def permissions(hub: ChunkHub) -> list[bool | None]:
    return [
        record.row.permission_to_share for key in ("ABIM-123456", "OH-MD1") for record in hub.records.of_learner(key)
    ]


def codes(report: SubmissionReport) -> list[str]:
    return [issue.code for issue in report.issues]


def test_what_is_denied_is_neither_stored_nor_asked_about() -> None:
    hub = ChunkHub()

    outcome = hub.validate({**MOC_AND_CME, "permission_to_share": "No"})

    assert told(outcome) == [[("PERMISSION_DENIED", "No")]]
    assert (asked(outcome), permissions(hub)) == ([], [])


@pytest.mark.parametrize(("activity_says", "kept"), [(None, None), (True, True)])
def test_the_statement_that_counts_is_kept_on_the_record(activity_says: bool | None, kept: bool | None) -> None:
    hub = ChunkHub()
    hub.activities.put([an_activity(permission_to_share=activity_says)])

    hub.validate(MOC_AND_CME)

    assert permissions(hub) == [kept]


def test_a_record_that_is_reported_again_has_what_is_said_last_and_loses_nothing_to_silence() -> None:
    hub = ChunkHub()

    for said, kept in ((None, None), ("Yes", True), (None, True), ("No", False)):
        outcome = hub.validate(CME_ONLY | {"permission_to_share": said})
        assert permissions(hub) == [kept]
    assert [code for code, _ in told(outcome)[0]] == ["ALREADY_REPORTED"]


def test_a_chunk_that_comes_again_doesnt_bring_an_old_statement_back() -> None:
    hub = ChunkHub()
    given, denied = (CME_ONLY | {"permission_to_share": said} for said in ("Yes", "No"))

    hub.validate(given, file="first")
    hub.validate(denied, file="second")
    hub.validate(given, file="first")

    assert permissions(hub) == [False]


def test_two_rows_that_differ_in_it_are_not_taken_for_one() -> None:
    hub = ChunkHub()

    outcome = hub.validate(MOC_AND_CME, MOC_AND_CME | {"permission_to_share": "No"})

    assert told(outcome) == [[], [("PERMISSION_DENIED", "No")]]


def with_column(folder: Path, said: str) -> Path:
    """Write the clean sample with a further column, in which only the first row says anything."""
    book = load_workbook(SAMPLES / "learners-clean.xlsx")
    sheet = book.worksheets[0]
    place = sheet.max_column + 1
    sheet.cell(2, place, "Permission to share")
    sheet.cell(3, place, said)
    book.save(folder / "learners.xlsx")
    return folder / "learners.xlsx"


def denied(hub: MemoryHub, file: Path, folder: str = "") -> int:
    return codes(hub.submit(file, PROVIDER_ID, folder)).count("PERMISSION_DENIED")


def test_the_folder_of_a_file_speaks_for_the_rows_that_say_nothing(tmp_path: Path) -> None:
    file = with_column(tmp_path, "Yes")
    nothing, all_but_one = (denied(stocked_hub(), file, folder) for folder in ("", "Permission Denied/"))

    assert (nothing, denied(stocked_hub(), with_column(tmp_path, "No"), "permission-given/")) == (0, 1)
    assert all_but_one > 1
    assert denied(stocked_hub(), with_column(tmp_path, ""), "permission-denied/") == all_but_one + 1


def test_the_same_bytes_are_judged_anew_once_the_statement_is_mended() -> None:
    hub = stocked_hub()
    refused = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "permission-denied/")
    taken = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "permission-given/")

    assert refused.submission_id != taken.submission_id
    assert "PERMISSION_DENIED" in codes(refused)
    assert "PERMISSION_DENIED" not in codes(taken)


def test_what_an_activity_says_stays_until_another_statement_is_made(tmp_path: Path) -> None:
    hub = MemoryHub()
    hub.providers.put(stocked_hub().providers._providers.values())
    sent = sample_activities()[0]

    def saved(said: bool | None) -> tuple[list[str], bool | None]:
        file = tmp_path / "activities.json"
        file.write_text(json.dumps(activities_json([sent.model_copy(update={"permission_to_share": said})])))
        report = hub.submit(file, PROVIDER_ID, "again/", str(len(hub.line)))
        (stored,) = hub.activities.all()
        return codes(report), stored.permission_to_share

    assert saved(False) == ([], False)
    assert saved(None) == (["FIELDS_KEPT"], False)
    assert saved(True) == ([], True)
