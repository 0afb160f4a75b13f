"""Activities of every format come back as a fix-it workbook, and are taken once they are mended."""

from pathlib import Path
from typing import Any

import pytest

from cmehub.activities.activity import Activity
from local.in_memory.hub import MemoryHub
from tests.hostile.corpus import ACTIVITY_WRITERS
from tests.sample_hub import PROVIDER_ID, outcomes_of, sample_providers
from tests.unit.cmehub.formats.activities.test_text import EXAMPLE
from tests.unit.cmehub.formats.test_formats_agree import IN_TAB, SIX
from tests.unit.functions.notify.fix_it.test_fix_it import bad_columns, fix_it_of, opened, sheet_rows


def hub_with_providers() -> MemoryHub:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    return hub


def mistaken() -> list[Activity]:
    """Return six activities, of which the second, third and fourth have a mistake each."""
    good, play, uneven, reversed_, *others = SIX
    changed: list[tuple[Activity, dict[str, Any]]] = [
        (play, {"activity_format": "Play"}),
        (uneven, {"credits": 1.1, "registrations": ()}),
        (reversed_, {"country": "Narnia"}),
    ]
    return [good, *(activity.model_copy(update=changes) for activity, changes in changed), *others]


@pytest.mark.parametrize("name", ACTIVITY_WRITERS)
def test_mended_activities_are_taken_and_no_others_are_in_it(tmp_path: Path, name: str) -> None:
    hub = hub_with_providers()
    ACTIVITY_WRITERS[name](tmp_path / "sent", mistaken())
    report = hub.submit(tmp_path / "sent", PROVIDER_ID)
    assert report.counts.refused == 3

    book = opened(fix_it_of(hub, report))
    rows = sheet_rows(book)

    wrong = ["Activity Format", "AMA PRA Category 1 Credits", "Country"]
    assert all(column in bad_columns(row) for row, column in zip(rows, wrong, strict=True))
    assert len({column for row in rows for column in bad_columns(row)} - {"Delivery Methods"}) == 3
    assert rows[1]["Suggestion"].value == "AMA PRA Category 1 Credits: 1"
    for row, column, right in zip(rows, wrong, (SIX[1].activity_format, "1", "USA"), strict=True):
        row[column].value = right
    book.save(tmp_path / "mended.xlsx")
    mended = hub.submit(tmp_path / "mended.xlsx", PROVIDER_ID)

    assert mended.format == "activity-workbook"
    assert [row["outcome"] for row in outcomes_of(mended)] == ["accepted"] * 3
    stored = hub.activities.find([record.activity_id or "" for record in mended.records]).values()
    for activity, sent in zip(stored, mistaken()[1:4], strict=True):
        left_out = IN_TAB if name == "activity-tab" else set()
        mended_fields = {"activity_id", "activity_format", "credits", "country", "registrations", "sent_by"}
        assert activity.model_dump(exclude=left_out | mended_fields) == sent.model_dump(
            exclude=left_out | mended_fields
        )


def test_what_only_the_reader_saw_is_told_elsewhere_with_what_the_row_says(tmp_path: Path) -> None:
    """In the cells the registration would be gone, and the row that is sent back unmended would be taken without it."""
    hub = hub_with_providers()
    moc = EXAMPLE.rstrip("\n") + "\tABIM\t2\n"
    (tmp_path / "sent").write_text(moc + EXAMPLE.replace("Sepsis Update", ""))

    book = opened(fix_it_of(hub, hub.submit(tmp_path / "sent", PROVIDER_ID)))

    (row,) = sheet_rows(book, "To do elsewhere")
    assert "MOC registration" in row["What is wrong"].value
    assert "in the Excel template to register it for MOC" in row["What to do instead"].value
    assert "Activity Title: Sepsis Update; " in row["What the row says"].value
    assert "Supporter 1: Name: Acme Devices Inc" in row["What the row says"].value
    assert [row["What is wrong"].value for row in sheet_rows(book)] == [
        "Activity Title is empty. Fill in Activity Title."
    ]
