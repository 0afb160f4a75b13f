"""The whole way of a file through the functions' own logic, over stores and queues in memory."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmehub.accounts.providers import Provider
from cmehub.chunks.ingestion import SIZE_LIMIT, ProviderUnknownError
from cmehub.submissions.messages import BoardMessage
from cmehub.submissions.submission import LineStatus, SubmissionStatus, submission_id
from cmehub.submissions.uploads import Upload
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import (
    OTHER_PROVIDER_ID,
    PROVIDER_ID,
    expected_outcomes,
    notice_count,
    outcomes_of,
    sample_providers,
    stocked_hub,
    stored,
)


@pytest.mark.parametrize(
    ("name", "file"), [("learners-mistakes", "learners-mistakes.xlsx"), ("learners", "learners.xml")]
)
def test_a_sample_comes_to_what_is_expected(name: str, file: str) -> None:
    hub = stocked_hub()

    report = hub.submit(SAMPLES / file, PROVIDER_ID)

    expected = expected_outcomes(name)
    assert outcomes_of(report) == expected
    outcomes = Counter(row["outcome"] for row in expected)
    assert report.status is SubmissionStatus.FINISHED
    assert report.rows == len(expected)
    assert report.counts.model_dump() == {
        "accepted": outcomes["accepted"],
        "rejected": outcomes["rejected"],
        "refused": outcomes["refused"],
        "pending": 0,
    }
    assert notice_count(hub, report.submission_id) == 1


def test_deletes_after_the_records_were_accepted() -> None:
    hub = stocked_hub()
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)

    report = hub.submit(SAMPLES / "learners-delete.xlsx", PROVIDER_ID)

    assert outcomes_of(report) == expected_outcomes("learners-delete")


def test_a_workbook_saved_again_by_another_program_comes_to_the_same() -> None:
    reports = [
        stocked_hub().submit(SAMPLES / name, PROVIDER_ID)
        for name in ("learners-clean.xlsx", "learners-clean-libreoffice.xlsx")
    ]

    first, second = ([record.model_copy(update={"record": None}) for record in report.records] for report in reports)
    assert first == second
    assert {line.status for record in reports[0].records for line in record.credit_lines} == {LineStatus.ACCEPTED}


def test_activities_are_given_ids_that_stay(tmp_path: Path) -> None:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    first = hub.submit(SAMPLES / "activities.xml", PROVIDER_ID)
    same = tmp_path / "same.xml"
    same.write_bytes((SAMPLES / "activities.xml").read_bytes().replace(b">Add<", b">add<"))

    again = hub.submit(same, PROVIDER_ID)

    assert first.counts.accepted == 12
    assert [record.activity_id for record in again.records] == [record.activity_id for record in first.records]


@pytest.mark.parametrize("file", ["learners-mistakes.xlsx", "learners.xml", "activities.xml", "learners-delete.xlsx"])
def test_every_message_delivered_twice_changes_nothing(file: str) -> None:
    once, twice = stocked_hub(), stocked_hub()
    for hub in (once, twice):
        hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    report = once.submit(SAMPLES / file, PROVIDER_ID)

    taken = twice.upload(SAMPLES / file, PROVIDER_ID)
    twice.upload(SAMPLES / file, PROVIDER_ID)
    twice.deliver_all(times=2)

    assert twice.report(taken) == report
    assert stored(twice) == stored(once)


def test_the_same_bytes_under_another_name_are_the_same_submission(tmp_path: Path) -> None:
    hub = stocked_hub()
    report = hub.submit(SAMPLES / "learners.xml", PROVIDER_ID)
    before = stored(hub)
    renamed = tmp_path / "other name.dat"
    renamed.write_bytes((SAMPLES / "learners.xml").read_bytes())

    assert hub.submit(renamed, PROVIDER_ID) == report
    assert stored(hub) == before


def test_the_same_bytes_from_another_provider_are_another_submission() -> None:
    hub = stocked_hub()

    reports = [hub.submit(SAMPLES / "learners.xml", provider_id) for provider_id in (PROVIDER_ID, OTHER_PROVIDER_ID)]

    assert reports[0].submission_id != reports[1].submission_id
    assert [issue.code for issue in reports[1].issues] == ["FILE_OF_ANOTHER_PROVIDER"]
    assert reports[1].counts.accepted == 0


def test_records_reported_again_in_another_file_are_stored_once(tmp_path: Path) -> None:
    hub = stocked_hub()
    first = hub.submit(SAMPLES / "learners.xml", PROVIDER_ID)
    before = stored(hub)["records"]
    changed = tmp_path / "changed.xml"
    changed.write_bytes((SAMPLES / "learners.xml").read_bytes() + b"<!-- again -->")

    again = hub.submit(changed, PROVIDER_ID)

    assert again.counts == first.counts
    assert [issue.code for issue in again.issues].count(
        "ALREADY_REPORTED"
    ) == first.counts.accepted + first.counts.rejected
    assert stored(hub)["records"] == before


def test_a_file_of_a_provider_that_nobody_knows_is_ours_to_mend() -> None:
    hub = MemoryHub()

    with pytest.raises(ProviderUnknownError):
        hub.upload(SAMPLES / "learners.xml", "0000001")

    assert stored(hub) == stored(MemoryHub())


def test_nothing_is_taken_from_a_provider_that_was_ended() -> None:
    hub = MemoryHub()
    ended_at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    hub.providers.put([Provider(provider_id=PROVIDER_ID, name="Example Medical Society", ended_at=ended_at)])
    before = stored(hub)

    with pytest.raises(ProviderUnknownError):
        hub.upload(SAMPLES / "learners.xml", PROVIDER_ID)

    assert stored(hub) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"a,b", "FILE_FORMAT_UNKNOWN"),
        (b"a,b\n1,2", "HEADINGS_UNKNOWN"),
        (b"<ACCMELearnerReports/>", "FILE_WITHOUT_ROWS"),
    ],
)
def test_a_file_without_a_row_is_finished_at_once(tmp_path: Path, content: bytes, code: str) -> None:
    hub = stocked_hub()
    path = tmp_path / "file"
    path.write_bytes(content)

    report = hub.submit(path, PROVIDER_ID)

    assert [issue.code for issue in report.issues] == [code]
    assert (report.status, report.rows) == (SubmissionStatus.FINISHED, 0)
    assert notice_count(hub, report.submission_id) == 1


def test_a_file_that_breaks_off_keeps_its_rows(tmp_path: Path) -> None:
    hub = stocked_hub()
    content = (SAMPLES / "learners.xml").read_bytes()
    path = tmp_path / "file"
    path.write_bytes(content[: content.rindex(b"<ar:Activity>")])

    report = hub.submit(path, PROVIDER_ID)

    assert report.issues[0].code == "FILE_BROKEN"
    assert outcomes_of(report) == expected_outcomes("learners")[:-1]


def test_a_file_over_the_limit_is_not_fetched() -> None:
    hub = stocked_hub()

    taken = hub.ingestion.take(Upload(f"{PROVIDER_ID}/huge", None, SIZE_LIMIT + 1, "tag", hub.now))

    assert taken == submission_id(PROVIDER_ID, "tag")
    assert [issue.code for issue in hub.report(taken).issues] == ["FILE_TOO_LARGE"]


@settings(max_examples=12)
@given(data=st.data())
def test_the_order_of_delivery_does_not_matter_where_rows_are_about_different_credit(data: st.DataObject) -> None:
    hub = stocked_hub()
    ids = [hub.upload(SAMPLES / name, PROVIDER_ID) for name in ("learners.xml", "learners-clean.xlsx")]

    hub.deliver_all(pick=lambda waiting: data.draw(st.integers(0, waiting - 1)))

    assert outcomes_of(hub.report(ids[0])) == expected_outcomes("learners")
    assert hub.report(ids[1]).counts.accepted == 63
    assert {notice_count(hub, submission_id) for submission_id in ids} == {1}


@settings(max_examples=8)
@given(data=st.data())
def test_one_file_comes_to_the_same_in_every_order_and_repetition(data: st.DataObject) -> None:
    hub = stocked_hub()
    taken = hub.upload(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)

    while hub.line:
        place = data.draw(st.integers(0, len(hub.line) - 1))
        message = hub.line[place]
        if not data.draw(st.booleans()):
            del hub.line[place]
        hub.deliver(message)

    assert outcomes_of(hub.report(taken)) == expected_outcomes("learners-mistakes")


def test_messages_point_to_work_and_name_nobody() -> None:
    hub = stocked_hub()
    hub.upload(SAMPLES / "learners.xml", PROVIDER_ID)
    chunk = hub.line[0]
    hub.deliver(hub.line.popleft())
    boards = [message for message in hub.line if isinstance(message, BoardMessage)]

    assert {message.board for message in boards} == {"ABA", "ABIM", "ABP", "ABS"}
    for message in (chunk, *boards):
        fields = message.model_dump()
        assert fields["schema_version"] == 1
        assert set(fields) <= {
            "type",
            "schema_version",
            "submission_id",
            "provider_id",
            "chunk",
            "board",
            "key",
            "digest",
            "dry_run",
            "parked",
        }
