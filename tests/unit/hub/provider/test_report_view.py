import io
import json
import re
from pathlib import Path

from rich.console import Console

from cmehub.submissions.reports import SubmissionReport
from hub.provider.report_view import show
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.sample_hub import sample_providers, stocked_hub


def told_of(report: SubmissionReport, *, whole: bool = False) -> str:
    screen = io.StringIO()
    show(report, Console(file=screen, width=200, markup=False, highlight=False), whole=whole)
    return screen.getvalue()


def listed(lines: list[str]) -> int:
    return sum(line[:3].strip().isdecimal() and "accepted" not in line for line in lines)


def sample_report(name: str) -> SubmissionReport:
    return stocked_hub().submit(SAMPLES / name, PROVIDER_ID)


def test_rows_are_told_with_field_problem_and_mend_and_the_rest_is_counted() -> None:
    report = sample_report("learners-mistakes.xlsx")
    lines = told_of(report).splitlines()
    assert ["6", "Record Action", "Record Action is empty.", "Fill in Record Action."] in [
        re.split(r"\s{2,}", line.strip()) for line in lines
    ]
    assert listed(lines) == 20 + min(20, report.counts.rejected)
    assert f"and 32 more: hub status {report.submission_id} --all" in lines
    whole = told_of(report, whole=True).splitlines()
    assert listed(whole) == 20 + 32 + report.counts.rejected
    assert not any(line.endswith("--all") for line in whole)


def test_what_boards_rejected_is_told_with_the_reason_and_the_mend() -> None:
    told = told_of(sample_report("learners.xml"))
    assert "The ABIM ID is not the number of the person with this name and birth day." in told
    assert "Ask the learner for it, or leave it out." in told


def test_a_file_sent_before_is_told_as_such() -> None:
    report = sample_report("learners-delete.xlsx")
    assert "sent before" not in told_of(report)
    assert "sent before" in told_of(report.model_copy(update={"duplicate_of": report.submission_id}))


def test_what_a_sender_wrote_is_never_read_as_markup() -> None:
    report = sample_report("learners-delete.xlsx")
    strange = report.issues[0].model_copy(update={"field": "[bold]x[/nonsense]"})
    assert "[bold]x[/nonsense]" in told_of(report.model_copy(update={"issues": [strange]}))


def test_activities_are_told_with_the_ids_that_they_got() -> None:
    report = sample_report("activities.xml")
    told = told_of(report)
    assert "ACCME Activity ID" in told
    assert all(str(record.activity_id) in told for record in report.records[:20])


def test_matches_are_told_row_by_row(tmp_path: Path) -> None:
    learner = {"givenName": "Nobody", "familyName": "Known", "birthMonthDay": "01-02", "board": "ABIM", "boardId": "1"}
    file = tmp_path / "matches.json"
    file.write_text(json.dumps([{"rowId": "1"} | learner]))
    told = told_of(stocked_hub().submit(file, PROVIDER_ID))
    assert "Matches" in told
    assert "no_match" in told


def test_a_note_that_many_rows_have_is_told_once() -> None:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    hub.submit(SAMPLES / "activities.xml", PROVIDER_ID)
    report = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    unchecked = [issue for issue in report.issues if issue.code == "LICENSEE_UNCHECKED"]
    assert len({issue.message for issue in unchecked}) > 1

    shown = " ".join(told_of(report).split())

    assert shown.count("The licence was not checked, because no roster could tell.") == 1
    assert f"({len(unchecked)} rows: 3" in shown
    assert "Completions were reported more than 30 days later. (63 rows: 3" in shown
