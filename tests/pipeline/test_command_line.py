import json
from pathlib import Path

from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import SubmissionStatus
from hub.running_stack import STACK_NAME
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import Hub

REPORT_FIELDS = [
    "submission_id", "provider_id", "kind", "format", "status", "dry_run", "duplicate_of",
    "rows", "lines", "counts", "issues", "records",
]  # fmt: skip


def test_submit_prints_one_report_and_nothing_else(hub: Hub) -> None:
    file = SAMPLES / "learners-mistakes.xlsx"
    done = hub.command("submit", str(file), "--provider", PROVIDER_ID, "--wait", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert list(document) == REPORT_FIELDS
    assert document["duplicate_of"] == document["submission_id"] == hub.ids["learners-mistakes.xlsx"]
    assert document["counts"] == {"accepted": 20, "rejected": 11, "refused": 47, "pending": 0}
    assert {**document, "duplicate_of": None} == hub.report("learners-mistakes.xlsx").model_dump(mode="json")


def test_submit_without_waiting_prints_the_report_as_far_as_it_is(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "new.xml"
    file.write_bytes((SAMPLES / "learners.xml").read_bytes() + b"<!-- new -->")
    done = hub.command("submit", str(file), "--provider", PROVIDER_ID, "--json")
    report = SubmissionReport.model_validate_json(done.stdout)
    assert report.duplicate_of is None
    assert report.status in set(SubmissionStatus)
    assert hub.finished(report.submission_id).rows == 29


def test_status_prints_the_same_report(hub: Hub) -> None:
    submission = hub.ids["learners.xml"]
    done = hub.command("status", submission, "--json")
    assert SubmissionReport.model_validate_json(done.stdout) == hub.report("learners.xml")


def test_status_says_to_people_what_is_wrong(hub: Hub) -> None:
    done = hub.command("status", hub.ids["learners-mistakes.xlsx"])
    assert done.returncode == 0
    assert "20 accepted, 47 refused by us, 11 rejected by boards, 0 pending" in done.stdout
    assert f"more: hub status {hub.ids['learners-mistakes.xlsx']} --all" in done.stdout


def test_mails_are_listed_as_one_document(hub: Hub) -> None:
    submission = hub.ids["learners-delete.xlsx"]
    (mail,) = json.loads(hub.command("mails", "--submission", submission, "--json").stdout)
    (sent,) = hub.mails_about(submission)
    assert mail["to"] == sent.recipients[0]
    assert mail["subject"] == sent.subject
    assert mail["text"].split() == sent.text.split()


def test_what_a_user_can_mend_is_one_sentence_on_standard_error(hub: Hub) -> None:
    for stack, said in (
        (STACK_NAME, "There is no queue nothing. Name one of: board-aba"),
        ("Elsewhere", "There is no stack Elsewhere in us-east-1."),
    ):
        done = hub.command("redrive", "nothing", stack=stack)
        assert done.returncode == 1
        assert done.stdout == ""
        assert said in done.stderr
        assert "Traceback" not in done.stderr
