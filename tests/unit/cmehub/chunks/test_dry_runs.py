"""A dry run answers as the real run would and stores nothing; sending again on purpose is taken once more."""

from pathlib import Path

import pytest

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import row_issue
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import submission_id
from cmehub.submissions.upload_folders import upload_folder
from functions.notify.mail.notices import NoticeOutcome
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.notify_hub import NotifyHub, a_refused_row, a_submission
from tests.sample_hub import PROVIDER_ID, outcomes_of, stocked_hub, stored

KEPT = ("activities", "records", "ledgers")


def kept(hub: MemoryHub) -> list[object]:
    everything = stored(hub)
    return [everything[name] for name in KEPT]


def told(report: SubmissionReport) -> dict[str, object]:
    return report.model_dump(exclude={"submission_id": True, "dry_run": True, "records": {"__all__": {"record"}}})


@pytest.mark.parametrize(
    "file", ["learners-mistakes.xlsx", "learners.xml", "learners-clean.xlsx", "learners-delete.xlsx"]
)
def test_a_dry_run_gives_the_same_answers_and_stores_nothing(file: str) -> None:
    hub = stocked_hub()
    if "delete" in file:
        hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    before = kept(hub)

    dry = hub.submit(SAMPLES / file, PROVIDER_ID, "dry-run/")

    assert kept(hub) == before
    assert dry.dry_run
    assert outcomes_of(dry)
    assert told(dry) == told(hub.submit(SAMPLES / file, PROVIDER_ID))


def test_a_dry_run_of_activities_gives_them_the_ids_that_they_will_have() -> None:
    hub = MemoryHub()
    hub.providers.put(stocked_hub().providers._providers.values())

    dry = hub.submit(SAMPLES / "activities.xml", PROVIDER_ID, "dry-run/")

    assert kept(hub) == kept(MemoryHub())
    assert told(dry) == told(hub.submit(SAMPLES / "activities.xml", PROVIDER_ID))


def test_a_dry_run_of_one_version_is_answered_once_and_of_the_next_anew() -> None:
    hub = stocked_hub()
    first = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "dry-run/", "v1")
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)

    assert hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "dry-run/", "v1") == first
    later = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "dry-run/", "v2")
    assert later.submission_id != first.submission_id
    assert {issue.code for issue in later.issues if issue.severity is not Severity.NOTE} == {"ALREADY_REPORTED"}


def test_the_same_bytes_change_nothing_until_they_are_sent_again_on_purpose() -> None:
    hub = stocked_hub()
    added = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    deleted = hub.submit(SAMPLES / "learners-delete.xlsx", PROVIDER_ID)
    after_deletes = kept(hub)

    same = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    assert [issue for issue in same.issues if issue.code != "DELETED_SINCE"] == added.issues
    assert same.records == added.records
    assert kept(hub) == after_deletes

    again = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "again/", "v1")
    taken_anew = {record.row for record in again.records} - {
        issue.row for issue in again.issues if issue.code == "ALREADY_REPORTED"
    }
    assert len(taken_anew) == deleted.counts.accepted
    assert again.counts.refused == again.counts.rejected == 0


def test_a_folder_of_another_name_means_nothing(tmp_path: Path) -> None:
    plain = submission_id(PROVIDER_ID, "a" * 64)

    assert submission_id(PROVIDER_ID, "a" * 64, f"{PROVIDER_ID}/june/learners.xlsx", "v1") == plain
    assert submission_id(PROVIDER_ID, "a" * 64, f"{PROVIDER_ID}/again/learners.xlsx", "v1") != plain
    assert upload_folder(f"{PROVIDER_ID}/dry-run") is None


def test_a_dry_run_is_told_to_nobody_by_mail() -> None:
    hub = NotifyHub()
    hub.submissions.open(a_submission(dry_run=True))
    hub.finish(a_refused_row(3, row_issue("FIELD_MISSING", 3, field="Last Name")))

    assert hub.notify() is NoticeOutcome.DRY_RUN
    assert hub.mailer.sent == []
