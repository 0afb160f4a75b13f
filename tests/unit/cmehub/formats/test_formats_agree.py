"""The same records sent in each format come to the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from cmehub.activities.rows import ActivityRow
from cmehub.formats import open_file
from cmehub.learners.records import LearnerRow
from cmehub.people.npi import is_npi
from local.sample_data.activities import sample_activities
from local.sample_data.volume import volume_rows
from tests.hostile.corpus import ACTIVITY_WRITERS, LEARNER_WRITERS, write_xlsx
from tests.sample_hub import PROVIDER_ID, stocked_hub

TWENTY = [replace(row.completion, credit_ids=()) for row in volume_rows(20, mistake_every=0)]
SIX = [*sample_activities()[1:7]]


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
