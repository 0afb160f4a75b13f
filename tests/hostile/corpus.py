"""Small files of every format that the hub reads, to be changed: written ones, committed samples, and cases of old."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cmehub.activities.activity import Activity
from cmehub.documents.activity_json import activities_json
from cmehub.documents.activity_xml import activities_xml
from cmehub.formats import open_file
from cmehub.formats.activities.cells import activity_cells
from local.sample_data.activities import sample_activities
from local.sample_data.activity_text import activities_text
from local.sample_data.completions import Completion
from local.sample_data.learner_json import write_json_reports
from local.sample_data.learner_text import write_separated
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.learner_xml import write_reports
from local.sample_data.sample_files import SAMPLES
from local.sample_data.volume import volume_rows
from tests.unit.cmehub.chunks.test_matches import learner, written
from tests.workbooks import save_workbook

CASES = Path(__file__).parents[1] / "cases"
_COMPLETIONS = [replace(row.completion, credit_ids=()) for row in volume_rows(6, mistake_every=0)]
_ACTIVITIES = [*sample_activities()[1:4]]
_MATCHES = [learner(), learner(familyName="Unheard-of", stateOfLicensure="Ohio", licenseId="35.900001")]


def write_xlsx(path: Path, completions: list[Completion]) -> None:
    """Write completions as a learner workbook."""
    write_workbook(path, completions, compressed=True)


def write_activity_workbook(path: Path, activities: list[Activity]) -> None:
    """Write activities as a workbook."""
    path.write_bytes(activities_xml(activities))
    rows = [{cell.heading: cell.text for cell in activity_cells(row.fields)} for row in open_file(path).rows]
    headings = [*dict.fromkeys(heading for row in rows for heading in row)]
    save_workbook(path, [headings, *([row.get(heading, "") for heading in headings] for row in rows)])


LEARNER_WRITERS: dict[str, Callable[[Path, list[Completion]], object]] = {
    "learner-workbook": write_xlsx,
    "learner-csv": lambda path, completions: write_separated(path, completions, ";"),
    "learner-tab": lambda path, completions: write_separated(path, completions, "\t"),
    "learner-xml": write_reports,
    "learner-json": write_json_reports,
}
ACTIVITY_WRITERS: dict[str, Callable[[Path, list[Activity]], object]] = {
    "activity-xml": lambda path, activities: path.write_bytes(activities_xml(activities)),
    "activity-json": lambda path, activities: path.write_text(json.dumps(activities_json(activities))),
    "activity-workbook": write_activity_workbook,
    "activity-tab": lambda path, activities: path.write_bytes(activities_text(activities)),
}
_MATCH_KINDS = ("xlsx", "csv", "tab", "json")
COMMITTED = ("learners.xml", "activities.xml", "learners-mistakes.xlsx", "learners-clean-libreoffice.xlsx")
_LARGEST = 100_000
_OLD = {f"case-{path.name}": path for path in sorted(CASES.iterdir()) if path.stat().st_size < _LARGEST}
WRITTEN = (*LEARNER_WRITERS, *ACTIVITY_WRITERS, *(f"match-{kind}" for kind in _MATCH_KINDS))
CORPUS = (*WRITTEN, *COMMITTED, *_OLD)


@cache
def file_named(name: str) -> bytes:
    """Return the whole file of that name."""
    if name in COMMITTED:
        return (SAMPLES / name).read_bytes()
    if name in _OLD:
        return _OLD[name].read_bytes()
    with TemporaryDirectory() as folder:
        path = Path(folder, "whole")
        if name in LEARNER_WRITERS:
            LEARNER_WRITERS[name](path, _COMPLETIONS)
        elif name in ACTIVITY_WRITERS:
            ACTIVITY_WRITERS[name](path, _ACTIVITIES)
        else:
            path = written(Path(folder), name.removeprefix("match-"), _MATCHES)
        return path.read_bytes()
