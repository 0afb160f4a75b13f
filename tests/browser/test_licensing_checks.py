"""An officer has many licensees checked; the page tells how far that is, also after it was closed."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_window import IPHONE, faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import OFFICER
from tests.licensing_api import OF_CALIFORNIA, LicensingApi

HOME = "/licensing/checks?state=OH"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    api = LicensingApi(tmp_path, monkeypatch)
    api.hub.now = dt.datetime.now(dt.UTC)
    return api


def shown_counts(page: Page) -> dict[str, str]:
    rows = page.get_by_role("row").all()[1:]
    return {row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").first.inner_text() for row in rows}


def test_a_list_is_checked_and_found_again_in_another_tab(api: LicensingApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, api.contacts, OFFICER, home=HOME) as page:
        page.goto(HOME)
        expect(page.get_by_role("heading", level=1)).to_have_text("Check many licensees")
        assert faults_at_every_width(page) == []
        page.get_by_label("Licence numbers, one on a line").fill("35.900001\nnone\n35900001")
        page.get_by_label("Which days").select_option("span")
        page.get_by_label("From").fill("2026-01-01")
        page.get_by_label("To", exact=True).fill("2026-12-31")
        page.get_by_role("button", name="Check them").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("A list of licensees")
        expect(page.get_by_text("It waits to begin.")).to_be_visible()
        assert faults_at_every_width(page) == []
        page.goto("/licensing/?state=OH")
        api.do_checks()
        page.get_by_role("link", name="Check many").click()
        expect(page.get_by_role("listitem").filter(has_text="A list of licensees")).to_contain_text("Done. 2 in all.")
        page.get_by_role("link", name="A list of licensees").click()

        expect(page.get_by_role("button", name="Workbook (.xlsx)")).to_be_visible()
        assert shown_counts(page) == {
            "Met": "0", "Open": "1", "Cycle unknown": "0", "Not judged": "0", "Not found": "1",
        }  # fmt: skip
        assert faults_at_every_width(page) == []
        page.get_by_role("link", name="Log").click()
        expect(page.get_by_role("row").nth(1)).to_contain_text("Check of many")


def test_the_page_follows_a_check_until_its_files_are_there(api: LicensingApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, api.contacts, OFFICER, home=HOME) as page:
        page.goto(HOME)
        page.get_by_label("Whom to check").select_option("sample")
        page.get_by_label("How many").select_option("percent")
        page.get_by_role("spinbutton", name="Percent").fill("12.5")
        page.get_by_label("Seed").fill("audit 7")
        assert faults_at_every_width(page) == []
        page.get_by_role("button", name="Check them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("A sample, seed “audit 7”")
        expect(page.get_by_role("progressbar", name="Checked")).to_be_visible()
        api.do_checks()
        expect(page.get_by_role("button", name="CSV")).to_be_visible()
        expect(page.get_by_text("12.5 % of the roster, seed “audit 7”. For each licensee")).to_be_visible()
        assert shown_counts(page)["Cycle unknown"] == "1"


def test_a_file_that_can_t_be_read_says_why_and_the_form_stays(
    api: LicensingApi, browser: Browser, site: str, tmp_path: Path
) -> None:
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text("Name,City\nZoe,Akron\n")
    right.write_text("Name,Licence Number\nZoe,35900001\n")
    with console_window(browser, site, api.contacts, OFFICER, home=HOME, viewport=IPHONE) as page:
        page.goto(HOME)
        page.get_by_label("Whom to check").select_option("file")
        page.get_by_label("Workbook (.xlsx) or CSV").set_input_files(wrong)
        page.get_by_role("button", name="Check them").click()
        expect(page.get_by_role("alert")).to_contain_text("row 1 holds “Name”, “City”")
        page.get_by_label("Workbook (.xlsx) or CSV").set_input_files(right)
        page.get_by_role("button", name="Check them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("A list of licensees")


def test_where_two_boards_license_the_degree_can_be_said(api: LicensingApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, api.contacts, OF_CALIFORNIA, home="/licensing/checks?state=CA") as page:
        page.goto("/licensing/checks?state=CA")
        page.get_by_label("Whom to check").select_option("roster")
        page.get_by_label("Of licensees whose degree").select_option("DO")
        page.get_by_role("button", name="Check them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The whole roster")
    (check,) = api.hub.checks.of_state("CA", limit=2)
    assert check.check.degree == "DO"
