"""An officer sends the state's roster: what is wrong with it is told, what would change is seen, then it is loaded."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser_window import IPHONE, faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import OFFICER
from tests.licensing_api import LicensingApi

HOME = "/licensing/roster?state=OH"
COLUMNS = "licence_id,given_name,family_name,birth_month_day"
ZOE, ANN = "35.900001,Zoe,Garcia Lopez,05-24", "35.900002,Ann,Abel,01-01"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    api = LicensingApi(tmp_path, monkeypatch)
    api.hub.now = dt.datetime.now(dt.UTC)
    return api


def put(page: Page, *lines: str) -> None:
    # Of a file on the disk, a test wouldn't see what the browser puts.
    file: FilePayload = {"name": "ohio.csv", "mimeType": "text/csv", "buffer": "\n".join([COLUMNS, *lines]).encode()}
    page.goto(HOME)
    page.get_by_label("Workbook (.xlsx) or CSV").set_input_files(file)
    page.get_by_role("button", name="Look it through").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ohio.csv")
    expect(page.get_by_text("It is being looked through.")).to_be_visible()


def send(page: Page, api: LicensingApi, *lines: str) -> None:
    put(page, *lines)
    api.take_rosters()


def test_a_roster_is_seen_before_it_is_loaded_and_counts_then(api: LicensingApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, api.contacts, OFFICER, home=HOME) as page:
        page.goto(HOME)
        expect(page.get_by_text("No officer has sent one.")).to_be_visible()
        assert faults_at_every_width(page) == []
        send(page, api, ZOE, ANN)
        expect(page.get_by_text("2 lines. 1 added, 1 changed, 0 taken out, 0 as before.")).to_be_visible()
        assert faults_at_every_width(page) == []
        assert api.found(licence="35900002") == []

        page.get_by_role("button", name="Load it").click()
        expect(page.get_by_role("progressbar", name="It is being loaded.")).to_be_visible()
        api.take_rosters()

        expect(page.get_by_role("heading", name="What changed")).to_be_visible()
        assert api.found(licence="35900002") == ["35900002"]
        page.get_by_role("link", name="The roster, and all that were sent").click()
        expect(page.get_by_text("with 2 licensees")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text="ohio.csv")).to_contain_text("You. Loaded. 1 added")
        assert faults_at_every_width(page) == []
        page.get_by_role("link", name="Log").click()
        expect(page.get_by_role("row").filter(has_text="Roster loaded")).to_be_visible()


def test_where_many_would_go_that_is_said_by_hand(api: LicensingApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, api.contacts, OFFICER, home=HOME, viewport=IPHONE) as page:
        send(page, api, ANN)
        expect(page.get_by_text("Taken out: 35900001.")).to_be_visible()
        assert faults_at_every_width(page) == []
        page.get_by_role("button", name="Load it").click()
        assert api.checks.messages == []

        page.get_by_label("1 licensee shall be taken out").check()
        page.get_by_role("button", name="Load it").click()
        expect(page.get_by_text("It is being loaded.")).to_be_visible()
        api.take_rosters()

        expect(page.get_by_text("Loaded.")).to_be_visible()
    assert api.found(licence="35900001") == []


def test_a_step_of_which_nothing_is_heard_is_asked_for_again(api: LicensingApi, browser: Browser, site: str) -> None:
    api.hub.now -= dt.timedelta(minutes=16)
    with console_window(browser, site, api.contacts, OFFICER, home=HOME) as page:
        put(page, ZOE, ANN)
        lose_and_ask_again(page, api)
        expect(page.get_by_text("1 added, 1 changed")).to_be_visible()

        page.get_by_role("button", name="Load it").click()
        expect(page.get_by_text("It is being loaded.")).to_be_visible()
        lose_and_ask_again(page, api)
        expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    assert api.found(licence="35900002") == ["35900002"]


def lose_and_ask_again(page: Page, api: LicensingApi) -> None:
    api.checks.messages.clear()
    page.reload()
    expect(page.get_by_text("It takes longer than it should.")).to_be_visible()
    assert faults_at_every_width(page) == []
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    api.take_rosters()


def test_all_faults_are_told_at_once_and_nothing_is_loaded(api: LicensingApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, api.contacts, OFFICER, home=HOME) as page:
        send(page, api, "35.900001,,Garcia,24", ANN)

        expect(page.get_by_text("be loaded as it is.")).to_be_visible()
        expect(page.get_by_role("heading", name="2 faults")).to_be_visible()
        rows = page.get_by_role("row")
        expect(rows.nth(1)).to_have_text("2given_namenothingIt is empty. Fill it in.")
        expect(rows.nth(2)).to_contain_text("2birth_month_day24It is not a month and a day such as 02/29.")
        assert faults_at_every_width(page) == []
        expect(page.get_by_role("button", name="Load it")).to_have_count(0)
        with page.expect_request(lambda request: request.url.split("?")[0].endswith(".csv")):
            page.get_by_role("button", name="All faults (CSV)").click()
