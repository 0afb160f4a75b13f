"""An officer has those drawn in a sample told; one of them answers in the account, and the officer reads it."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.accounts.claims import Claim
from local.in_memory.rosters import put_on_rosters
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import OFFICER
from tests.examples import a_licensee
from tests.licensing_api import DIPLOMATE, LICENSEE, LicensingApi
from tests.needs_api import CLAIM
from tests.people_access import PassportApi
from tests.signed_in_window import signed_in_window

HOME = "/licensing/checks?state=OH"
ANSWER = "=Ten hours abroad.\nThe certificates come by post."


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    api = LicensingApi(tmp_path, monkeypatch)
    api.hub.now = dt.datetime.now(dt.UTC)
    others = [a_licensee(entry_id=f"3590000{number}", email=f"dr{number}@example.org") for number in (2, 3)]
    put_on_rosters(api.hub.rosters, [LICENSEE, *others])
    return api


def confirmed(api: PassportApi) -> str:
    """Let Zoe hold a confirmed claim that brings the licence, and return what the pool calls her."""
    zoe = api.member("zoe@example.org")
    held, now = (DIPLOMATE.key, LICENSEE.key), api.hub.now
    authority, entry_id = held[0]
    claim = Claim(claim_id="c", authority=authority, entry_id=entry_id, linked=held, since=now, linked_at=now)
    assert api.hub.accounts.change(zoe, None, claim.model_copy(update={"confirmed_at": now}))
    return zoe


def draw(api: LicensingApi, page: Page) -> None:
    """Draw all of the roster, and have that checked."""
    page.goto(HOME)
    page.get_by_label("Whom to check").select_option("sample")
    page.get_by_label("How many").select_option("percent")
    page.get_by_role("spinbutton", name="Percent").fill("100")
    page.get_by_label("Seed").fill("audit 7")
    page.get_by_role("button", name="Check them").click()
    page.get_by_role("progressbar", name="Checked").wait_for()
    api.do_checks()


def answer(own: Page) -> None:
    """Read in the account what the board says, answer, and change the answer."""
    own.goto("/account/")
    expect(own.get_by_text("You were drawn for an audit: State Medical Board of Ohio.")).to_be_visible()
    assert faults_at_every_width(own) == []
    own.get_by_role("link", name="read what it says, and answer").click()
    expect(own.get_by_text("Tell us of courses abroad.")).to_be_visible()
    own.get_by_label("Your answer").fill("Soon.")
    own.get_by_role("button", name="Answer", exact=True).click()
    own.get_by_role("button", name="Change the answer").wait_for()
    expect(own.get_by_label("Your answer")).to_have_value("Soon.")
    own.get_by_label("Your answer").fill(ANSWER)
    own.get_by_role("button", name="Change the answer").click()
    expect(own.get_by_text("You answered")).to_be_visible()
    assert faults_at_every_width(own) == []


def test_those_drawn_are_told_answer_and_are_read(
    api: LicensingApi, browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    passport = PassportApi(monkeypatch, api.hub)
    zoe, until = confirmed(passport), api.hub.now.date() + dt.timedelta(days=30)
    officer = console_window(browser, site, api.contacts, OFFICER, home=HOME)
    with officer as page, signed_in_window(browser, site, passport, zoe) as own:
        draw(api, page)
        audit = page.get_by_role("region", name="Audit")
        expect(audit).to_contain_text("2 of 3 have an e-mail address on your roster.")
        assert faults_at_every_width(page) == []
        page.get_by_label("Last day for answers").fill("2020-01-01")
        page.get_by_label("What you say to them").fill("Tell us of courses abroad.")
        page.get_by_role("button", name="Tell 3 licensees").click()
        expect(page.get_by_label("Last day for answers")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Last day for answers").fill(str(until))
        page.get_by_role("button", name="Tell 3 licensees").evaluate("button => [0, 1].forEach(() => button.click())")
        expect(page.get_by_role("progressbar", name="Told")).to_be_visible()
        api.do_checks()
        expect(audit).to_contain_text("3 licensees told.")
        expect(audit).to_contain_text("Nobody has answered yet.")
        assert faults_at_every_width(page) == []

        answer(own)

        page.reload()
        expect(audit).to_contain_text("1 answered.")
        page.get_by_role("link", name="Read the answers").click()
        row = page.get_by_role("row").filter(has_text="35900001")
        expect(row).to_contain_text("Ten hours abroad.")
        expect(row).to_contain_text("No e-mail address on the roster")
        expect(page.get_by_role("row").filter(has_text="35900002")).to_contain_text("Not yet")
        assert faults_at_every_width(page) == []
        with page.expect_download() as saving:
            page.get_by_role("button", name="Download as CSV").click()
        rows = [*csv.DictReader(saving.value.path().read_text("utf-8-sig").splitlines(keepends=True))]
        assert [saved["Licence Number"] for saved in rows] == ["35900001", "35900002", "35900003"]
        assert rows[0]["Answer"] == f"'{ANSWER}"
        page.get_by_role("link", name="Log").click()
        expect(page.get_by_role("row").nth(1)).to_contain_text("Answers to an audit")

        own.goto("/account/looks")
        expect(own.get_by_text("Your answer in their audit, and no credits").first).to_be_visible()
        api.hub.now += dt.timedelta(days=40)
        own.goto("/account/settings")
        expect(own.get_by_text("it is closed.")).to_be_visible()
        expect(own.get_by_label("Your answer")).to_have_count(0)
        expect(own.get_by_text("Ten hours abroad.")).to_be_visible()


def test_a_claim_that_is_only_stated_is_told_to_confirm_it(
    api: LicensingApi, browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    passport = PassportApi(monkeypatch, api.hub)
    zoe = passport.member("zoe@example.org")
    passport.ask("POST", "/v1/me/claims", sub=zoe, body=json.dumps(CLAIM).encode())
    with signed_in_window(browser, site, passport, zoe) as own:
        own.goto("/account/settings")
        section = own.locator("section").filter(has=own.get_by_role("heading", name="Audits of licensing boards"))
        expect(section).to_contain_text("is told only of licences by a confirmed claim")
        expect(section.get_by_role("listitem")).to_have_count(0)
        assert faults_at_every_width(own) == []
