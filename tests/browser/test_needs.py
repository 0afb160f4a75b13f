"""A physician says what is needed, sees what counts toward it, and finds what counts for the boards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from cmehub.activities.activity import StateContent
from local.in_memory.rosters import put_on_rosters
from tests.browser_window import DESK, PHONE, faults_at_every_width, total, violations
from tests.examples import a_cme_line, a_diplomate, a_licensee, a_line, an_activity
from tests.needs_api import ABIM, NPI, OHIO, NeedsApi
from tests.signed_in_window import signed_in_window

KEPT_DUTIES = """async () => {
  for (let left = 500; left > 0 && sessionStorage.getItem("passport.duties") === null; left--)
    await new Promise((done) => setTimeout(done, 20));
  return sessionStorage.getItem("passport.duties");
}"""
"""Tells what is kept, once it is, in the page: its policy lets nothing be waited for from outside."""


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> NeedsApi:
    return NeedsApi(monkeypatch)


@pytest.fixture
def page(api: NeedsApi, browser: Browser, site: str) -> Iterator[Page]:
    with signed_in_window(browser, site, api, api.zoe, viewport=PHONE) as opened:
        yield opened


def form(page: Page) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name="Add a need")).locator("form")


def need(page: Page, title: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title))


def test_a_need_is_added_changed_and_deleted(api: NeedsApi, page: Page) -> None:
    api.claim()
    api.earn(a_line(amount="12"), a_cme_line(amount="15"), on="2026-05-05", accepted=True)
    api.earn(a_line(amount="4"), on="2026-06-05")
    page.goto("/account/needs")
    expect(page.get_by_text("Nothing yet. Say below what your board")).to_be_visible()
    expect(form(page).get_by_label("Who asks for it")).to_have_value("ABIM")
    expect(form(page).get_by_text("what the board asks: 100 points in 5 years")).to_be_visible()

    form(page).get_by_label("First day of the cycle").fill("2024-01-01")
    form(page).get_by_label("Last day of the cycle").fill("2028-12-31")
    form(page).get_by_role("button", name="Add the need").click()

    abim = need(page, "American Board of Internal Medicine")
    expect(abim.get_by_text("12 of 100 accepted, 4 pending, 88 missing")).to_be_visible()
    expect(abim.get_by_text("12 of 20 accepted, 4 pending, 8 missing")).to_be_visible()
    expect(abim.get_by_text("from a secondary or older text")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("The need is added.")

    form(page).get_by_label("Of which credit type").select_option("Medical Knowledge")
    form(page).get_by_label("Who asks for it").select_option("Ohio")
    expect(form(page).get_by_label("About which topic")).to_have_value("")
    form(page).get_by_label("First day of the cycle").fill("2026-01-01")
    form(page).get_by_label("Last day of the cycle").fill("2027-12-31")
    form(page).get_by_label("How many AMA PRA Category 1 credits").fill("50")
    form(page).get_by_role("button", name="Add the need").click()
    ohio = need(page, "Ohio")
    expect(ohio.get_by_text("15 of 50 accepted, 4 pending, 35 missing")).to_be_visible()
    expect(ohio.get_by_text("1 completion counts for another need too: American Board")).to_be_visible()

    ohio.get_by_role("button", name="Change Ohio").click()
    page.get_by_label("How many AMA PRA Category 1 credits").first.fill("16")
    page.get_by_role("button", name="Save the change").click()
    expect(ohio.get_by_text("15 of 16 accepted, 4 pending, 1 missing")).to_be_visible()

    ohio.get_by_role("button", name="Delete Ohio").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("status")).to_have_text("The need is deleted.")
    assert [told["authority"] for told in api.needs()] == ["ABIM"]


def test_what_is_wrong_is_said_at_its_field(api: NeedsApi, page: Page) -> None:
    page.goto("/account/needs")
    expect(page.get_by_role("heading", name="Progress needs a claim")).to_be_visible()
    form(page).get_by_label("Who asks for it").select_option("Ohio")
    form(page).get_by_label("First day of the cycle").fill("2027-01-01")
    form(page).get_by_label("Last day of the cycle").fill("2026-12-31")
    form(page).get_by_label("How many").fill("1.1")
    form(page).get_by_role("button", name="Add the need").click()

    last = form(page).get_by_label("Last day of the cycle")
    expect(last).to_have_accessible_description(
        "2026-12-31 lies before the first day, 2027-01-01; give the last day of the cycle"
    )
    expect(last).to_be_focused()
    expect(form(page).get_by_label("How many")).to_have_accessible_description(
        "1.1 can't be; give up to 1,000, in steps of 0.25"
    )
    assert violations(page) == []

    form(page).get_by_label("How many").fill("fifty")
    form(page).get_by_role("button", name="Add the need").click()
    expect(form(page).get_by_label("How many")).to_have_accessible_description("“fifty” is no number")
    page.reload()
    expect(form(page).get_by_label("How many")).to_have_value("fifty")
    assert api.needs() == []


def test_what_counts_for_the_account_s_boards_is_one_click_away(api: NeedsApi, page: Page) -> None:
    api.claim()
    api.add(**ABIM | {"authority": "ABA", "amount": 5})
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    page.goto("/account/needs")
    page.get_by_role("link", name="Find activities that count for ABA, ABIM").click()

    expect(page.get_by_text("You are signed in: for you counts what counts for ABA, ABIM.")).to_be_visible()
    assert page.url.partition("?")[2] == "board=ABA&board=ABIM"
    only_mine = page.get_by_role("checkbox", name="Only what counts for my boards")
    expect(only_mine).to_be_checked()
    counting = total(page)
    assert counting > 0
    expect(page.get_by_text("For you:").first).to_be_visible()
    assert violations(page) == []
    only_mine.uncheck()
    page.wait_for_url("**/")
    expect(page.locator("#results")).not_to_have_text(f"{counting:,} activities")
    assert total(page) > counting

    page.goto("/my-boards")
    expect(page.get_by_text("what counts for ABA, ABIM, the boards of your account")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_the_boards_of_the_account_go_with_the_session(api: NeedsApi, page: Page) -> None:
    api.claim()
    page.goto("/account/needs")
    expect(page.get_by_role("heading", name="Add a need")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("You are signed in")).to_be_visible()

    page.evaluate("sessionStorage.setItem('passport.active', String(Date.now() - 31 * 60_000))")
    page.reload()
    total(page)
    expect(page.get_by_text("You are signed in")).to_be_hidden()

    page.evaluate("sessionStorage.setItem('passport.active', String(Date.now()))")
    asked: list[str] = []

    def refuse_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=401, body="{}")

    page.route("**/v1/me", refuse_once)
    # The second call is that of the page that was loaded anew.
    with page.expect_event("request", lambda request: request.url.endswith("/v1/me") and bool(asked)):
        page.goto("/account/")
    assert page.evaluate("sessionStorage.getItem('passport.boards')") is None


def test_what_counts_toward_an_open_duty_of_a_state_says_so_until_signing_out(api: NeedsApi, page: Page) -> None:
    api.claim()
    api.add(authority="CA", starts="2025-12-01", ends="2027-11-30")
    page.goto("/account/")
    assert page.evaluate(KEPT_DUTIES)
    page.goto("/?asked_by=CA")
    expect(page.get_by_text("What counts toward an open duty among your needs says so: California.")).to_be_visible()
    met = page.get_by_text("California\u2019s hours about pain management or end of life care or opioids")
    expect(met.first).to_be_visible()
    assert violations(page) == []

    page.goto("/account/needs")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/logout?**")
    page.goto("/?asked_by=CA")
    total(page)
    expect(page.get_by_text("What counts toward an open duty")).to_be_hidden()
    expect(met).to_have_count(0)


def test_signing_out_forgets_the_boards_of_the_account(api: NeedsApi, page: Page) -> None:
    api.claim()
    page.goto("/account/needs")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/logout?**")
    page.goto("/")
    total(page)
    expect(page.get_by_text("You are signed in")).to_be_hidden()


def duty(page: Page, sentence: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=sentence))


def test_a_state_s_duties_tell_what_counts_and_what_the_board_does_not_see(api: NeedsApi, page: Page) -> None:
    put_on_rosters(api.hub.rosters, [a_diplomate(npi=NPI), a_licensee(npi=NPI)])
    api.claim()
    api.hub.activities.put([an_activity(state_content=(StateContent(domain="", topic="Duty to report"),))])
    api.earn(a_cme_line(amount="15"), on="2026-05-05")
    own = {"title": "Grand rounds", "completed_on": "2026-05-06", "amount": 2, "kind": "AMA PRA Category 1"}
    api.call("POST", "/v1/me/own-credits", own)
    api.add(**OHIO)
    page.goto("/account/needs")

    expect(page.get_by_role("heading", name="Ohio, Jan 1, 2026 to Dec 31, 2027")).to_be_visible()
    expect(page.get_by_text("State Medical Board of Ohio sees the same hours")).to_be_visible()
    hours = duty(page, "50 hours in a cycle.")
    expect(hours.get_by_text("Open, 35 hours missing")).to_be_visible()
    hours.get_by_text("1 credit counts").click()
    hours.get_by_text("1 more would count, but the board doesn\u2019t see it").click()
    expect(hours.get_by_text("Grand rounds: 2, entered by you and not verified")).to_be_visible()
    report = duty(page, "1 hour about duty to report, in each cycle.")
    expect(report.get_by_text("Done")).to_be_visible()
    expect(report.get_by_text("read in one other text, or inferred")).to_be_visible()
    expect(duty(page, "20 hours of Category 1").get_by_text("Whether it concerns you isn\u2019t known")).to_be_visible()
    assert faults_at_every_width(page) == []


def test_each_state_is_readable_in_both_themes_at_every_width(api: NeedsApi, page: Page) -> None:
    api.claim()
    api.earn(a_line(amount="62"), a_cme_line(amount="15"), on="2026-05-05", accepted=True)
    api.earn(a_line(amount="14"), on="2026-06-05")
    api.add(**ABIM)
    api.add(**OHIO, of="W" * 100)
    page.goto("/account/needs")
    expect(need(page, "American Board of Internal Medicine")).to_be_visible()
    assert faults_at_every_width(page) == []
    page.get_by_role("button", name="Change Ohio").click()
    expect(page.get_by_role("button", name="Save the change")).to_be_visible()
    assert faults_at_every_width(page) == []
