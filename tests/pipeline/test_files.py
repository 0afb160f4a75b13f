import datetime as dt
import hashlib

import openpyxl
import pytest

from cmehub.figures.figure_messages import MonthMessage, MonthsDueMessage
from cmehub.figures.months import month_of
from cmehub.submissions.submission import LineStatus, SubmissionStatus, submission_id
from hub.provider.sending import send
from local.expectations import differences, expected_of
from local.sample_data.sample_files import FIRST_DATA_ROW, SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import LEARNER_FILES, Hub


def rows_of_sheet(name: str) -> list[int]:
    rows = openpyxl.load_workbook(SAMPLES / name).worksheets[0].iter_rows(min_row=FIRST_DATA_ROW, values_only=True)
    return [number for number, cells in enumerate(rows, start=FIRST_DATA_ROW) if any(cells)]


@pytest.mark.parametrize("name", LEARNER_FILES)
def test_every_row_of_a_sample_comes_to_what_is_expected_of_it(hub: Hub, name: str) -> None:
    report = hub.report(name)
    assert report.status is SubmissionStatus.FINISHED
    assert report.counts.pending == 0
    assert differences(report, expected_of(SAMPLES / name)) == []


def test_one_mail_goes_to_the_primary_contact_of_each_file_with_rows_to_mend(hub: Hub) -> None:
    about = {name: hub.mails_about(hub.ids[name]) for name in LEARNER_FILES}
    assert {name: len(mails) for name, mails in about.items()} == {
        "learners-clean.xlsx": 0,
        "learners-mistakes.xlsx": 1,
        "learners.xml": 1,
        "learners-delete.xlsx": 1,
    }
    (mail,) = about["learners-mistakes.xlsx"]
    assert mail.recipients == ("paula.sample@cme.example.org",)
    assert "58 of 78 rows need mending" in mail.subject
    assert mail.html is not None
    for told in (mail.text, mail.html):
        assert "ABIM holds another birth day for this ID." in told
        assert "Row 55" in told


def test_the_rows_of_a_workbook_have_the_numbers_of_its_sheet(hub: Hub) -> None:
    for name in ("learners-clean.xlsx", "learners-mistakes.xlsx"):
        assert [record.row for record in hub.report(name).records] == rows_of_sheet(name)


def test_a_workbook_that_libreoffice_saved_reports_the_same_rows(hub: Hub) -> None:
    name = "learners-clean-libreoffice.xlsx"
    records = hub.items("records")
    resaved = hub.finished(send(hub.stores, SAMPLES / name, PROVIDER_ID).submission_id)
    original = hub.report("learners-clean.xlsx")
    assert [record.row for record in resaved.records] == rows_of_sheet(name)
    assert [
        (record.row, record.activity_id, record.completion_date, [line.amount for line in record.credit_lines])
        for record in resaved.records
    ] == [
        (record.row, record.activity_id, record.completion_date, [line.amount for line in record.credit_lines])
        for record in original.records
    ]
    assert hub.items("records").keys() == records.keys()


@pytest.mark.parametrize("name", ["March report (final).xml", "a+b & 50%.xml", "Überprüfung März naïve.xml"])
def test_a_file_is_found_under_any_name(hub: Hub, name: str) -> None:
    content = (SAMPLES / "learners.xml").read_bytes() + f"<!-- {name} -->".encode()
    key = f"{PROVIDER_ID}/Frühling 2026/{name}"
    hub.put(key, content)
    taken = submission_id(PROVIDER_ID, hashlib.sha256(content).hexdigest())
    assert hub.finished(taken).rows == 29
    stored = hub.stores.submissions.find(taken)
    assert stored is not None
    assert stored.upload_key == key


def test_a_file_in_no_known_format_is_answered_by_a_mail(hub: Hub) -> None:
    content = b"Dear hub, please find enclosed our learners."
    hub.put(f"{PROVIDER_ID}/letter.txt", content)
    taken = submission_id(PROVIDER_ID, hashlib.sha256(content).hexdigest())
    report = hub.finished(taken)
    assert [issue.code for issue in report.issues] == ["FILE_FORMAT_UNKNOWN"]
    hub.wait_for("the mail", lambda: hub.mails_about(taken))


def test_a_rejected_row_keeps_the_reason_of_its_board(hub: Hub) -> None:
    record = next(row for row in hub.report("learners-mistakes.xlsx").records if row.row == 55)
    assert record.completion_date == dt.date(2026, 3, 16)
    (line,) = record.credit_lines
    assert (line.board, line.status, line.reason_code) == ("ABIM", LineStatus.REJECTED, "IDENTITY_MISMATCH")


def test_the_night_counts_months_to_what_the_facts_say(hub: Hub) -> None:
    sent = [hub.stores.submissions.find(hub.ids[name]) for name in LEARNER_FILES]
    months = {month_of(submission.received_at) for submission in sent if submission}
    hub.wait_until_idle()

    # What is marked is counted a quarter of an hour after the night's message.
    now = [MonthMessage(provider_id=PROVIDER_ID, month=month) for month in months]
    hub.stores.figures_queue.send([MonthsDueMessage(), *now])

    def is_counted() -> bool:
        return not any(hub.stores.counting.drifted(PROVIDER_ID, month) for month in months)

    hub.wait_for("figures that are what the facts say", is_counted)
