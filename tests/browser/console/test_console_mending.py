"""Rows are mended in their cells, tried, and sent once more."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called, called_json
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import VIEWER, ContactApi

MISTAKES = SAMPLES / "learners-mistakes.xlsx"


@pytest.fixture
def sent(api: ApiHub, contacts: ContactApi) -> str:
    submission = api.post(MISTAKES.read_bytes(), api.key(), MISTAKES.name).document["submission_id"]
    api.read_all()
    return str(submission)


def test_cells_are_mended_tried_and_sent_as_a_submission_of_their_own(api: ApiHub, page: Page, sent: str) -> None:
    page.goto(f"/console/submissions/{sent}")
    row = page.get_by_role("row").filter(has=page.get_by_label("Record Action, row 6", exact=True))
    page.get_by_label("Record Action, row 6", exact=True).fill("Ad")
    expect(row).to_contain_text("checked when you leave the cell")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Still to mend.")
    page.get_by_label("Record Action, row 6", exact=True).fill("Add")
    page.get_by_role("button", name="Take Ohio").click()
    expect(row).to_contain_text("Checks clean.")
    expect(row).not_to_contain_text("has no value")
    expect(page.get_by_label("Licensing State, row 23", exact=True)).to_have_value("Ohio")
    page.get_by_label("Last Name, row 6", exact=True).fill("typed by mistake")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Last Name, row 6", exact=True)).to_have_value("Oyelaran")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Last Name, row 7", exact=True)).to_be_focused()
    assert faults_at_every_width(page) == []

    page.get_by_label("Last Name, row 6", exact=True).fill("typed by mistake")
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Last Name, row 6", exact=True)).to_have_value("Oyelaran")
    page.get_by_role("button", name="Put everything back").click()
    expect(page.get_by_text("Mend rows in their cells, then send them.")).to_be_visible()
    page.get_by_role("button", name="Undo the last change").click()

    # The tab is closed, and another one opened in its place.
    address = page.url
    page.goto("/physicians")
    page.evaluate("sessionStorage.clear()")
    page.goto(address)
    expect(page.locator(".mend__bar p").first).to_have_text("2 rows mended, not sent yet. 1 of them checks clean.")
    page.get_by_role("button", name="Try the mended rows").click()
    expect(page.get_by_text("Tried: finished")).to_be_visible()
    page.get_by_role("button", name="Send the mended rows").click()
    page.get_by_role("link", name="See what comes of them").click()
    expect(page.get_by_text("Mends rows of an earlier submission.")).to_be_visible()
    made = page.url.partition("?")[0].rpartition("/")[2]
    told = called("GET", f"/v1/submissions/{made}", api.key()).document
    assert (told["mends"], told["rows"], told["counts"]["accepted"]) == (sent, 2, 1)
    page.get_by_role("link", name="an earlier submission").click()
    expect(page.get_by_text("Mend rows in their cells, then send them.")).to_be_visible()
    expect(page.get_by_role("row", name="Row 6 refused")).to_contain_text("as row 2 of the mended rows: accepted.")


def test_enter_checks_the_last_row_too_below_which_there_is_no_cell(page: Page, sent: str) -> None:
    page.goto(f"/console/submissions/{sent}")
    row = page.locator("tbody tr").last
    expect(row).to_contain_text("Row 62 ")
    row.get_by_label("Record Action, row 62", exact=True).fill("Ad")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Still to mend.")


def test_no_cell_lies_over_the_number_of_its_row_and_none_with_the_focus_below_it(page: Page, sent: str) -> None:
    page.goto(f"/console/submissions/{sent}")
    page.get_by_label("Licensing State, row 6", exact=True).focus()
    page.get_by_label("Last Name, row 6", exact=True).focus()
    number, cell = (
        page.get_by_role("rowheader", name="Row 6 refused"),
        page.get_by_label("Last Name, row 6", exact=True),
    )
    above, focused = number.bounding_box(), cell.bounding_box()
    assert above is not None
    assert focused is not None
    assert focused["x"] >= above["x"] + above["width"]
    assert number.evaluate(
        """(number) => [...Array(10).keys()].every((tenth) => {
          const { left, top, width } = number.getBoundingClientRect();
          return number.contains(document.elementFromPoint(left + (width * (tenth + 0.5)) / 10, top + 20));
        })"""
    )


def test_a_row_is_laid_out_once_it_comes_into_sight(page: Page, sent: str) -> None:
    page.goto(f"/console/submissions/{sent}")
    rows = page.locator(".mend tbody tr")
    expect(rows).to_have_count(50)
    is_laid_out = "(row) => row.firstChild.checkVisibility({ contentVisibilityAuto: true })"
    last = rows.last.element_handle()
    page.wait_for_function(f"(row) => !({is_laid_out})(row)", arg=last)
    rows.last.scroll_into_view_if_needed()
    page.wait_for_function(is_laid_out, arg=last)


def test_who_may_not_report_reads_the_rows(contacts: ContactApi, browser: Browser, site: str, sent: str) -> None:
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto(f"/console/submissions/{sent}")
        expect(page.get_by_text("Could it be Ohio?")).to_be_visible()
        expect(page.get_by_label("Record Action, row 6", exact=True)).to_have_count(0)
        expect(page.get_by_role("button", name="Send the mended rows")).to_have_count(0)


def test_a_value_is_taken_in_rows_alike_on_every_page_and_a_mended_row_shows_its_way(api: ApiHub, page: Page) -> None:
    headings = "Record Action,ACCME Activity ID,Completion Date,First Name,Last Name,Date of Birth,Licensing State"
    people = (f"Add,735964209,2026-03-16,Ann,Person {place:03},05/24,Ohaio,35.9{place:05},2" for place in range(70))
    content = "\n".join((f"{headings},Licensing ID or NPI,Number of CME Credits", *people)).encode()
    submission = api.post(content, api.key(), "ohio.csv").document["submission_id"]
    api.read_all()
    page.goto(f"/console/submissions/{submission}")

    page.get_by_role("button", name="In all rows alike, on every page").first.click()
    expect(page.get_by_text("Licensing State is Ohio in 70 rows now.")).to_be_visible()
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.get_by_text("Mend rows in their cells, then send them.")).to_be_visible()
    page.get_by_label("Licensing State, row 2", exact=True).fill("Ohio")
    page.get_by_label("Licensing State, row 3", exact=True).fill("Iowa")
    colleague = {"rows": {"3": {"Licensing State": "Ohio"}}}
    theirs = called_json("POST", f"/v1/submissions/{submission}/corrections", api.key(), colleague).document
    page.get_by_role("button", name="Send the mended rows").click()

    expect(page.get_by_text("Not sent, since they were mended meanwhile: 3.")).to_be_visible()
    row = page.get_by_role("row", name="Row 3 refused: Licensing State Mended")
    expect(row).to_contain_text("sent: Licensing State Iowa.")
    page.get_by_role("button", name="Forget them in row 3").click()
    expect(row).not_to_contain_text("Your values")
    expect(row.get_by_role("textbox")).to_have_count(0)
    row.get_by_role("link", name="row 2 of the mended rows").click()
    expect(page).to_have_url(re.compile(f"{theirs['submission_id']}.*row=2"))
