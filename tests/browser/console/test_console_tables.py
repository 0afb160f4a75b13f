"""Tables of the console are saved as files that spreadsheets open, and printed."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub

MISTAKES = SAMPLES / "learners-mistakes.xlsx"


def saved(page: Page, words: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=words).last.click()
    return Path(download.value.path()).read_bytes()


def csv_rows(page: Page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(saved(page, "Download as CSV").decode("utf-8-sig"))))


def workbook_rows(page: Page) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(saved(page, "Download for Excel"))).active
    assert sheet is not None
    return list(sheet.values)


def test_all_activities_are_saved_whichever_page_is_shown(api: ApiHub, page: Page) -> None:
    known = api.hub.activities.find(["735964209"])["735964209"]
    changes = ({"activity_id": str(800_000_000 + place), "provider_activity_id": f"00{place}"} for place in range(120))
    api.hub.activities.put([known.model_copy(update=change) for change in changes])
    page.goto("/console/activities")

    headings, *rows = workbook_rows(page)
    assert headings[:4] == ("Activity ID", "Your own ID", "Title", "Begins")
    assert len({row[0] for row in rows}) == len(rows) == 132
    row = next(row for row in rows if row[0] == "800000007")
    assert row[1:4] == ("007", known.title, dt.datetime.combine(known.start_date, dt.time()))
    assert ["800000007", "007", known.title, str(known.start_date)] in [row[:4] for row in csv_rows(page)]


def test_only_what_is_asked_for_is_saved(page: Page) -> None:
    page.goto("/console/activities?format=Live+Course")
    formats = {row[5] for row in workbook_rows(page)[1:]}
    assert formats == {"Live Course"}


@pytest.mark.parametrize("is_narrow", [False, True])
def test_submissions_their_rows_and_learners_are_saved(api: ApiHub, page: Page, is_narrow: bool) -> None:
    if is_narrow:
        page.set_viewport_size({"width": 390, "height": 844})
    submission = api.post(MISTAKES.read_bytes(), api.key(), MISTAKES.name).document["submission_id"]
    api.read_all()
    page.goto("/console/submissions")
    newest = workbook_rows(page)[1]
    assert newest[:2] == (MISTAKES.name, submission)
    assert isinstance(newest[2], dt.datetime)
    assert newest[3:] == ("Learners", 78, "Finished")

    page.goto(f"/console/submissions/{submission}")
    page.get_by_text("Reading what was found").wait_for(state="detached")
    page.get_by_label("All", exact=True).check()
    expect(page.get_by_role("region", name="What became of each row")).to_be_visible()
    rows = workbook_rows(page)[1:]
    assert len(rows) == 78
    outcomes = [str(row[3]) for row in rows]
    assert sum("refused" in outcome for outcome in outcomes) == 47
    assert sum("rejected" in outcome for outcome in outcomes) == 11

    page.goto("/console/learners?activity=735964209")
    learners = workbook_rows(page)[1:]
    assert learners
    assert {row[2] for row in learners} == {"735964209"}


def test_a_printed_list_is_its_table_alone(page: Page) -> None:
    page.goto("/console/activities")
    expect(page.get_by_role("table")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (
        ".account__sections",
        ".console__filters",
        ".console__downloads",
        ".console__pager",
        ".console__search",
    ):
        for found in page.locator(hidden).all():
            expect(found).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
