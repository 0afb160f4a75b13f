import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LIVE
from tests.browser_window import PHONE, box_of, faults_at_every_width, found, violations, window

PAGES = {
    "home": "/",
    "results": "/?q=quokka&board=ABA",
    "nothing found": "/?q=quokka&board=ABTS",
    "problem": "/?near=Xyzzy",
    "activity": f"/activities/{LIVE}",
    "missing activity": "/activities/999999999",
    "my boards": "/my-boards",
    "saved": "/saved",
    "account, signed out": "/account/",
    "console, signed out": "/console/",
    "licensing boards, signed out": "/licensing/",
    "physicians": "/physicians",
    "providers": "/providers",
    "developers": "/developers",
    "accessibility": "/accessibility",
    "verify": "/verify/",
    "no page": "/no-such-page",
}
MINE = """localStorage.setItem("passport.mine", JSON.stringify({ boards: ["ABA"], areas: [] }));
localStorage.setItem("passport.searches", JSON.stringify([{ name: "pain", query: "q=pain", saved: "2026-11-26" }]));"""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_readable_in_both_themes_at_every_width(browser: Browser, site: str, name: str) -> None:
    with window(browser, site) as page:
        page.add_init_script(MINE)
        page.goto(PAGES[name], wait_until="networkidle")
        assert faults_at_every_width(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_suggestions_or_the_drawer_are_open(browser: Browser, site: str, scheme: str) -> None:
    with window(browser, site, color_scheme=scheme, viewport=PHONE) as page:
        page.goto("/")
        box_of(page).press_sequentially("hea", delay=20)
        page.get_by_role("listbox").wait_for()
        box_of(page).press("ArrowDown")
        assert violations(page) == []
        box_of(page).press("Escape")
        page.get_by_role("button", name="Filters").click()
        page.get_by_role("dialog").wait_for()
        assert violations(page) == []


def test_everything_is_done_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    found_all = page.locator("#results", has_text="activities")
    found_all.wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(box_of(page)).to_be_focused()
    page.keyboard.type("quokka")
    found(page, 1)
    page.get_by_role("listbox").wait_for()
    page.keyboard.press("Escape")
    expect(box_of(page)).to_have_value("quokka")
    first = page.locator(".filters input[type=checkbox]").first
    for _ in range(6):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_url("**board=ABA**")
    expect(first).to_be_focused()
    expect(first).to_be_checked()


@pytest.mark.parametrize("name", ["home", "activity", "my boards"])
def test_what_has_the_focus_can_be_seen(browser: Browser, site: str, name: str) -> None:
    with window(browser, site) as page:
        page.goto(PAGES[name], wait_until="networkidle")
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_on_a_phone_filters_are_in_a_drawer_that_gives_the_focus_back(browser: Browser, site: str) -> None:
    with window(browser, site, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.goto("/?q=quokka")
        found(page, 1)
        opener = page.get_by_role("button", name="Filters")
        opener.tap()
        drawer = page.get_by_role("dialog", name="Filters")
        drawer.locator("label", has_text="ABA").first.tap()
        page.wait_for_url("**board=ABA**")
        expect(drawer.get_by_role("button", name="Show 1")).to_be_visible()
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        expect(opener).to_be_focused()
        expect(page.get_by_role("button", name="Remove ABA")).to_be_visible()


def test_how_many_were_found_is_announced(page: Page) -> None:
    page.goto("/?q=quokka")
    expect(page.get_by_role("status").first).to_have_text("1 activity for “quokka”")
