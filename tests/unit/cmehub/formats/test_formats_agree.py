"""The same records sent in each format come to the same; files with bytes changed hurt nobody."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityRow
from cmehub.documents.activity_json import activities_json
from cmehub.documents.activity_xml import activities_xml
from cmehub.formats import open_file
from cmehub.formats.activities.cells import activity_cells
from cmehub.issues.issue import IssueScope
from cmehub.learners.records import LearnerRow
from cmehub.people.npi import is_npi
from local.sample_data.activities import sample_activities
from local.sample_data.activity_text import activities_text
from local.sample_data.completions import Completion
from local.sample_data.learner_json import write_json_reports
from local.sample_data.learner_text import write_separated
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.learner_xml import write_reports
from local.sample_data.sample_files import SAMPLES
from local.sample_data.volume import volume_rows
from tests.sample_hub import PROVIDER_ID, stocked_hub
from tests.unit.cmehub.chunks.test_matches import learner, written
from tests.unit.functions.notify.fix_it.test_fix_it import fix_it_of
from tests.workbooks import save_workbook

TWENTY = [replace(row.completion, credit_ids=()) for row in volume_rows(20, mistake_every=0)]
SIX = [*sample_activities()[1:7]]


def write_xlsx(path: Path, completions: list[Completion]) -> None:
    write_workbook(path, completions, compressed=True)


LEARNER_WRITERS: dict[str, Callable[[Path, list[Completion]], object]] = {
    "learner-workbook": write_xlsx,
    "learner-csv": lambda path, completions: write_separated(path, completions, ";"),
    "learner-tab": lambda path, completions: write_separated(path, completions, "\t"),
    "learner-xml": write_reports,
    "learner-json": write_json_reports,
}


def told(row: LearnerRow) -> dict[str, object]:
    """Return what a row tells; only XML and JSON name the provider, only the template tells a total."""
    points = {board: row.points(board) for board in row.boards()}
    return row.model_dump(exclude={"provider_id", "board_total"}) | {"points": points}


def learners(path: Path, name: str) -> list[dict[str, object]]:
    file = open_file(path)
    assert file.format.name == name
    return [told(LearnerRow.model_validate(row.fields)) for row in file.rows]


@pytest.mark.parametrize("name", LEARNER_WRITERS)
def test_twenty_learner_records_are_the_same_in_each_format(tmp_path: Path, name: str) -> None:
    write_xlsx(tmp_path / "first", TWENTY)
    LEARNER_WRITERS[name](tmp_path / "other", TWENTY)

    wanted = learners(tmp_path / "first", "learner-workbook")

    assert len(wanted) == 20
    assert any(completion.state and is_npi(str(completion.licence)) for completion in TWENTY), "a state beside an NPI"
    assert learners(tmp_path / "other", name) == wanted


@pytest.mark.parametrize("name", LEARNER_WRITERS)
def test_twenty_learner_records_come_to_the_same_in_each_format(tmp_path: Path, name: str) -> None:
    write_xlsx(tmp_path / "first", TWENTY)
    LEARNER_WRITERS[name](tmp_path / "other", TWENTY)

    first, other = (stocked_hub().submit(tmp_path / name, PROVIDER_ID) for name in ("first", "other"))

    assert other.counts == first.counts
    assert first.counts.accepted > 10
    assert [[line.status for line in record.credit_lines] for record in other.records] == [
        [line.status for line in record.credit_lines] for record in first.records
    ]


def write_activity_workbook(path: Path, activities: list[Activity]) -> None:
    path.write_bytes(activities_xml(activities))
    rows = [{cell.heading: cell.text for cell in activity_cells(row.fields)} for row in open_file(path).rows]
    headings = [*dict.fromkeys(heading for row in rows for heading in row)]
    save_workbook(path, [headings, *([row.get(heading, "") for heading in headings] for row in rows)])


ACTIVITY_WRITERS: dict[str, Callable[[Path, list[Activity]], object]] = {
    "activity-xml": lambda path, activities: path.write_bytes(activities_xml(activities)),
    "activity-json": lambda path, activities: path.write_text(json.dumps(activities_json(activities))),
    "activity-workbook": write_activity_workbook,
    "activity-tab": lambda path, activities: path.write_bytes(activities_text(activities)),
}
IN_TAB = {"end_date", "url", "listed", "fee", "registration", "specialties", "content_keywords", "registrations",
          "outcomes", "deliveries"}  # fmt: skip
"""What a tab-delimited file has no place for, or tells less of."""


@pytest.mark.parametrize("name", ACTIVITY_WRITERS)
def test_six_activities_are_the_same_in_each_format(tmp_path: Path, name: str) -> None:
    ACTIVITY_WRITERS[name](tmp_path / "other", SIX)
    file = open_file(tmp_path / "other")
    left_out = IN_TAB if name == "activity-tab" else set()

    read = [
        ActivityRow.model_validate(row.fields).activity(activity.activity_id, activity.provider_id)
        for row, activity in zip(file.rows, SIX, strict=True)
    ]

    assert (file.format.name, len(read)) == (name, 6)
    assert [activity.model_dump(exclude=left_out) for activity in read] == [
        activity.model_dump(exclude=left_out) for activity in SIX
    ]


MUTATE = """
import json, sys
from pathlib import Path
import orjson
from benchmarks.ingest_peak import peak_memory
from cmehub.formats import FileError, open_file
results = []
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        for row in open_file(path).rows:
            orjson.dumps(row.fields)
        results.append("read")
    except FileError as error:
        results.append(error.issue.code)
print(json.dumps([results, peak_memory()]))
"""
MUTATIONS = 200
MEGABYTE = 1024


MATCHES = [learner(), learner(familyName="Unheard-of", stateOfLicensure="Ohio", licenseId="35.900001")]
MATCH_KINDS = ("xlsx", "csv", "tab", "json")
COMMITTED = ("learners.xml", "activities.xml", "learners-mistakes.xlsx", "learners-clean-libreoffice.xlsx")
SENT = [*LEARNER_WRITERS, *ACTIVITY_WRITERS, *(f"match-{kind}" for kind in MATCH_KINDS), *COMMITTED]


def whole_file(folder: Path, name: str) -> bytes:
    path = folder / "whole"
    if name in COMMITTED:
        path = SAMPLES / name
    elif name in LEARNER_WRITERS:
        LEARNER_WRITERS[name](path, TWENTY)
    elif name in ACTIVITY_WRITERS:
        ACTIVITY_WRITERS[name](path, SIX)
    else:
        path = written(folder, name.removeprefix("match-"), MATCHES)
    return path.read_bytes()


def mutations(content: bytes, name: str, count: int) -> Iterator[bytes]:
    chance = random.Random(name)  # noqa: S311 - repeatable
    for _ in range(count):
        changed = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield bytes(changed)


@pytest.mark.parametrize("name", SENT)
def test_two_hundred_files_with_bytes_changed_hurt_nobody(tmp_path: Path, name: str) -> None:
    """Each is read or refused with a word, all by one process that never needs more than 256 MB."""
    folder = tmp_path / "mutated"
    folder.mkdir()
    for place, content in enumerate(mutations(whole_file(tmp_path, name), name, MUTATIONS)):
        (folder / f"{place:03}").write_bytes(content)

    done = subprocess.run(
        [sys.executable, "-c", MUTATE, str(folder)], capture_output=True, text=True, timeout=120, check=False
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    results, peak = json.loads(done.stdout)
    assert len(results) == MUTATIONS
    assert peak < 256 * MEGABYTE


@pytest.mark.parametrize("name", SENT)
def test_whatever_is_read_of_a_file_with_bytes_changed_gets_an_answer(tmp_path: Path, name: str) -> None:
    """All the way: a result for each row, and a fix-it workbook where there is something to mend."""
    hub = stocked_hub()
    for place, content in enumerate(mutations(whole_file(tmp_path, name), name, 25)):
        (tmp_path / "upload").write_bytes(content)
        report = hub.submit(tmp_path / "upload", PROVIDER_ID, "dry-run/", f"v{place}")

        assert report.records or report.issues
        assert all(issue.scope is IssueScope.FILE or issue.row for issue in report.issues)
        fix_it_of(hub, report)
