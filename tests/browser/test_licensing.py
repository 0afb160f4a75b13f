"""An officer looks a licensee up and reads the page; beside it the physician sees who looked, and withholds credits."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_window import IPHONE, faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import OFFICER, VIEWER
from tests.licensing_api import CALIFORNIAN, LICENSEE, OF_CALIFORNIA, LicensingApi
from tests.needs_api import CLAIM
from tests.people_access import PassportApi
from tests.signed_in_window import signed_in_window

HOME = "/licensing/"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    api = LicensingApi(tmp_path, monkeypatch)
    api.hub.now = dt.datetime.now(dt.UTC)
    today = api.hub.now.date()
    api.report(completion_date=str(today - dt.timedelta(days=40)))
    api.report(completion_date=str(today - dt.timedelta(days=400)))
    return api


def look_up(page: Page, licence: str) -> None:
    page.get_by_label("Licence number", exact=True).fill(licence)
    page.get_by_role("button", name="Look up").click()


def test_a_licensee_is_looked_up_read_in_chosen_days_and_saved(api: LicensingApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, api.contacts, OFFICER, home=HOME) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(HOME)
        expect(page.get_by_role("heading", level=1)).to_have_text("Look a licensee up")
        assert faults_at_every_width(page) == []
        look_up(page, "none")
        expect(page.get_by_text("Nobody on your roster fits.")).to_be_visible()
        look_up(page, "35.900001")
        page.get_by_role("link", name="Zoe Garcia Lopez").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("Zoe Garcia Lopez")
        expect(page.get_by_text("The cycle can\u2019t be told")).to_contain_text("when the board\u2019s cycles end")
        expect(page.get_by_role("row")).to_have_count(3)
        assert faults_at_every_width(page) == []
        year = api.hub.now.year
        page.get_by_label("From").fill(f"{api.hub.now.date() - dt.timedelta(days=60)}")
        page.get_by_label("To").fill(f"{year}-12-31")
        page.get_by_role("button", name="Look at these days").click()
        page.get_by_role("link", name="Back to the cycle").wait_for()
        duty = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="about duty to report"))
        expect(duty).to_contain_text("Done")
        hours = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="50 hours in a cycle."))
        expect(hours).to_contain_text("Open, 48 hours missing")
        expect(page.get_by_role("row")).to_have_count(2)
        assert faults_at_every_width(page) == []
        with page.expect_download() as saving:
            page.get_by_role("button", name="Download as PDF").click()
        assert saving.value.suggested_filename == "licensee-OH-35900001.pdf"

        page.get_by_role("link", name="Log").click()
        expect(page.get_by_role("row")).to_have_count(6)
        expect(page.get_by_role("row").nth(1)).to_contain_text(re.compile("You.*Print.*35900001"))
        assert faults_at_every_width(page) == []
        page.get_by_role("link", name="Roster").click()
        expect(page.get_by_text(re.compile("Loaded .* with 1 licensee"))).to_be_visible()
        assert faults_at_every_width(page) == []
        assert not [url for url in asked if "35900001" in url or "Garcia" in url], "no server sees whom in an address"


def test_names_are_asked_for_by_the_keyboard_alone_and_what_is_wrong_is_said_at_its_field(
    api: LicensingApi, browser: Browser, site: str
) -> None:
    with console_window(browser, site, api.contacts, OFFICER, home=HOME, viewport=IPHONE) as page:
        page.goto(HOME)
        page.get_by_role("combobox").select_option("Name and birth day")
        page.get_by_label("First name").focus()
        for text in ("Zoe", "Garcia Lopez", "13/13"):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.get_by_role("button", name="Look up").focus()
        page.keyboard.press("Enter")
        birth_day = page.get_by_label(re.compile("Birth month"))
        expect(birth_day).to_be_focused()
        expect(birth_day).to_have_attribute("aria-invalid", "true")
        birth_day.fill("2/29")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Zoe Garcia Lopez")).to_be_visible()


def test_an_officer_of_several_states_chooses_one_and_others_are_told_what_they_are_not(
    api: LicensingApi, browser: Browser, site: str
) -> None:
    with console_window(browser, site, api.contacts, OFFICER, OF_CALIFORNIA, home=HOME) as page:
        page.goto(HOME)
        expect(page.get_by_role("heading", level=1)).to_have_text("For which state?")
        assert faults_at_every_width(page) == []
        page.get_by_role("link", name="State Medical Board of Ohio").click()
        expect(page.get_by_role("link", name="Another state")).to_be_visible()
        page.goto(f"{HOME}licensee?state=OH")
        expect(page.get_by_role("heading", level=1)).to_have_text("No licensee is chosen")
        page.goto(f"{HOME}nothing?state=OH")
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
        page.goto(f"{HOME}?state=TX")
        expect(page.get_by_text("You are no officer of the state that the address names.")).to_be_visible()
    with console_window(browser, site, api.contacts, VIEWER, home=HOME) as page:
        page.goto(HOME)
        expect(page.get_by_role("heading", level=1)).to_have_text("You are no officer")


def test_a_role_that_ended_an_expired_session_and_a_lost_connection_are_told(
    api: LicensingApi, browser: Browser, site: str
) -> None:
    sub = api.contacts.person(OFFICER)
    with console_window(browser, site, api.contacts, sub=sub, home=HOME) as page:
        page.goto(HOME)
        page.get_by_role("button", name="Look up").wait_for()
        page.context.set_offline(True)
        expect(page.get_by_role("alert")).to_contain_text("You are offline")
        page.context.set_offline(False)
        expect(page.get_by_role("alert")).to_have_count(0)
        api.hub.standings.take(sub, OFFICER)
        look_up(page, LICENSEE.entry_id)
        expect(page.get_by_text("You are no officer of such a state.")).to_be_visible()
        api.hub.standings.sign_out(sub, at=api.hub.now + dt.timedelta(days=1))
        look_up(page, LICENSEE.entry_id)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_physician_sees_who_looked_and_withholds_credits(
    api: LicensingApi, browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    passport = PassportApi(monkeypatch, api.hub)
    zoe = passport.member("zoe@example.org")
    claimed = passport.ask("POST", "/v1/me/claims", sub=zoe, body=json.dumps(CLAIM).encode())
    assert claimed.status in {200, 201, 202}
    californian = console_window(browser, site, api.contacts, OF_CALIFORNIA, home=HOME)
    with signed_in_window(browser, site, passport, zoe) as own, californian as page:
        page.goto(HOME)
        look_up(page, CALIFORNIAN.entry_id)
        page.get_by_role("link", name="Zoe Garcia Lopez").click()
        expect(page.get_by_role("row")).to_have_count(3)

        own.goto("/account/looks")
        look = own.get_by_role("listitem").filter(has=own.get_by_role("heading", name="Licensing boards of California"))
        expect(look).to_contain_text("Your page as their licensee: CME credits")
        expect(look).to_contain_text("They license you.")
        own.goto("/account/settings")
        boards = own.locator("section").filter(has=own.get_by_role("heading", name="Licensing boards"))
        california, ohio = (boards.get_by_role("listitem").filter(has_text=name) for name in ("California:", "Ohio:"))
        expect(ohio.get_by_role("button")).to_have_count(0)
        expect(ohio).to_contain_text("was not found, so nothing is withheld")
        assert faults_at_every_width(own) == []
        california.get_by_role("button", name="Withhold my credits").click()
        expect(california).to_contain_text("It sees none of your credits")

        page.reload()
        expect(page.get_by_text("No credit of these days is known here.")).to_be_visible()
        california.get_by_role("button", name="Show my credits again").click()
        expect(california).to_contain_text("It sees your CME credits.")
        page.reload()
        expect(page.get_by_role("row")).to_have_count(3)
