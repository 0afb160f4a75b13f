"""A physician chooses a transcript, sees what it will tell, and saves it in each form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser_window import PHONE, faults_at_every_width
from tests.needs_api import ABIM
from tests.signed_in_window import signed_in_window
from tests.transcript_api import FORMULA, ODD_TITLE, TranscriptApi, rows_of

PREVIEW = ".transcript__table:has(th:text('Completed')) tbody tr"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> TranscriptApi:
    told = TranscriptApi(monkeypatch)
    told.live()
    return told


@pytest.fixture
def page(api: TranscriptApi, browser: Browser, site: str) -> Iterator[Page]:
    with signed_in_window(browser, site, api, api.zoe, viewport=PHONE) as opened:
        yield opened


def rows(page: Page) -> Locator:
    return page.locator(PREVIEW)


def shown(page: Page) -> list[tuple[str, float]]:
    """Return title and amount of each credit that the preview shows."""
    told: list[tuple[str, float]] = []
    for row in rows(page).all():
        _, title, credits_ = row.locator("td").all()
        lines = credits_.locator("li").all() or [credits_]
        told += [(title.inner_text().splitlines()[0], float(line.inner_text().split()[0])) for line in lines]
    return told


def titled(told: Any) -> list[tuple[str, float]]:
    return [(row.title, row.amount) for row in rows_of(told)]


def test_the_preview_is_what_is_printed_and_every_choice_changes_both(api: TranscriptApi, page: Page) -> None:
    api.add(**ABIM)
    page.goto("/account/transcript")
    page.get_by_label("Completed in").select_option("2026")
    expect(rows(page)).to_have_count(1)
    this_year = {"since": "2026-01-01", "until": "2026-12-31"}
    assert shown(page) == titled(api.transcript(**this_year))

    page.get_by_label("Completed in").select_option("Any time")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("What waits for a board").check()
    page.get_by_label("Own credits, in a part of their own").check()
    expect(rows(page)).to_have_count(4)
    assert shown(page) == titled(api.transcript(pending="true", own="true"))
    expect(rows(page).nth(1).get_by_text("pending")).to_be_visible()
    expect(page.get_by_role("heading", name="Own credits, not verified")).to_be_visible()

    page.get_by_label("CME credit", exact=True).uncheck()
    expect(rows(page)).to_have_count(3)
    page.get_by_label("MOC credit", exact=True).uncheck()
    expect(page.get_by_text("Choose CME credit, MOC credit or both.")).to_be_visible()
    page.get_by_label("CME credit", exact=True).check()
    page.get_by_label("Completed in").select_option(
        label="American Board of Internal Medicine, Jan 1, 2024 to Dec 31, 2028"
    )
    expect(rows(page)).to_have_count(3)

    page.get_by_label("Completed in").select_option("Other days")
    page.get_by_label("First day").fill("2026-10-01")
    page.get_by_label("Last day").fill("2026-10-30")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).get_by_text(FORMULA)).to_be_visible()
    page.get_by_label("First day").fill("2026-11-01")
    expect(page.get_by_text("until: 2026-10-30 lies before the first day, 2026-11-01")).to_be_visible()


def test_each_form_is_saved_under_its_name(api: TranscriptApi, page: Page, tmp_path: Path) -> None:
    page.goto("/account/transcript")
    page.get_by_label("Completed in").select_option("Any time")
    expect(rows(page)).to_have_count(2)
    for button, name, first in (
        ("PDF", "transcript-2026-11-20.pdf", b"%PDF-"),
        ("Excel", "transcript-2026-11-20.xlsx", b"PK"),
        ("CSV", "transcript-2026-11-20.csv", b"\xef\xbb\xbfCompletion Date"),
        ("JSON", "transcript-2026-11-20.json", b'{"made_at"'),
        ("JSON in ACCME\N{RIGHT SINGLE QUOTATION MARK}s shape", "transcript-2026-11-20.json", b'{"ACCMETranscripts"'),
    ):
        with page.expect_download() as saved:
            page.get_by_role("button", name=button, exact=True).click()
        assert saved.value.suggested_filename == name
        saved.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(first)
        expect(page.get_by_text(f"Your browser saves {name}.")).to_be_visible()


def test_what_was_chosen_survives_the_session(api: TranscriptApi, page: Page) -> None:
    page.goto("/account/transcript")
    page.get_by_label("Completed in").select_option("Any time")
    page.get_by_label("What waits for a board").check()
    expect(rows(page)).to_have_count(3)
    page.reload()
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_label("What waits for a board")).to_be_checked()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/logout?**")
    page.goto("/account/transcript")
    expect(page.get_by_label("What waits for a board")).not_to_be_checked()


def test_all_of_it_can_be_done_by_the_keyboard_and_is_printed_without_the_choices(
    api: TranscriptApi, page: Page
) -> None:
    page.goto("/account/transcript")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Completed in").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("What waits for a board")).to_be_checked()
    expect(rows(page)).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.get_by_label("Completed in")).to_be_hidden()
    expect(page.get_by_role("button", name="PDF")).to_be_hidden()
    expect(rows(page).first).to_be_visible()


def test_it_is_readable_in_both_themes_at_every_width(page: Page) -> None:
    page.goto("/account/transcript")
    page.get_by_label("Completed in").select_option("Other days")
    page.get_by_label("What waits for a board").check()
    page.get_by_label("Own credits, in a part of their own").check()
    expect(rows(page).first.get_by_text(ODD_TITLE)).to_be_visible()
    assert faults_at_every_width(page) == []
