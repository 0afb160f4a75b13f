import gzip
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.conftest import ENDED, LIVE, ODD
from tests.browser_window import card, found, window
from tests.site_server import BUILT_SITE

MOST_SCRIPT, MOST_STYLE = 90_000, 60_000
QUOKKA = "Quokka bites and their care"
PAGES = (
    "/",
    "/my-boards",
    "/saved",
    "/account/",
    "/console/",
    "/licensing/",
    "/physicians",
    "/providers",
    "/developers",
    "/accessibility",
    "/no-such-page",
)


def test_an_activity_is_told_with_what_it_counts_for(page: Page) -> None:
    page.goto(f"/activities/{LIVE}")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUOKKA)
    rows = page.get_by_role("row")
    expect(rows.nth(1)).to_contain_text(
        re.compile("American Board of Anesthesiology.*2.*Patient Safety, Lifelong Learning")
    )
    expect(rows.nth(2)).to_contain_text(re.compile("American Board of Internal Medicine.*1.5.*Medical Knowledge"))
    glance = page.locator(".glance")
    for text in ("Chicago, IL", "2.5 AMA PRA Category 1", "Fee varies", "Open to all", LIVE):
        expect(glance).to_contain_text(text)
    expect(page.get_by_role("link", name=re.compile("Go to the provider.s page"))).to_have_attribute(
        "href", "https://cme.example.org/ex-1"
    )


def test_an_activity_leads_to_others_like_it(page: Page) -> None:
    page.goto(f"/activities/{LIVE}")
    page.get_by_role("link", name="Emergency Medicine").click()
    found(page, 2)
    expect(card(page, QUOKKA)).to_be_visible()


def test_search_engines_are_told_in_their_words(page: Page) -> None:
    page.goto(f"/activities/{LIVE}")
    told = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
    assert (told["@type"], told["name"]) == ("EducationEvent", QUOKKA)


def test_an_activity_can_be_put_into_a_calendar_and_a_problem_reported(page: Page) -> None:
    page.goto(f"/activities/{LIVE}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Add to calendar").click()
    assert download.value.suggested_filename == f"{LIVE}.ics"
    assert f"SUMMARY:{QUOKKA}" in Path(download.value.path()).read_text()
    mail = page.get_by_role("link", name="Report a problem").get_attribute("href") or ""
    assert mail.startswith("mailto:")
    assert LIVE in mail


def test_an_activity_is_shared_by_its_address(browser: Browser, site: str) -> None:
    with window(browser, site, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.add_init_script("delete Navigator.prototype.share")
        page.goto(f"/activities/{LIVE}")
        page.get_by_role("button", name="Share").click()
        expect(page.get_by_text("The address is copied.")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_what_has_ended_says_so_and_isnt_for_calendars(page: Page) -> None:
    page.goto(f"/activities/{ENDED}")
    expect(page.locator(".notice")).to_contain_text("This activity ended on")
    expect(page.get_by_role("link", name="Add to calendar")).to_have_count(0)


def test_markup_in_what_a_provider_wrote_is_text(page: Page) -> None:
    page.goto(f"/activities/{ODD}")
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>Wombat</b> & <i>more</i>")
    expect(page.get_by_text("<img src=x>")).to_be_visible()


@pytest.mark.parametrize("activity", ["999999999", "123456789"])
def test_an_activity_that_isnt_there_is_told_as_missing(page: Page, activity: str) -> None:
    page.goto(f"/activities/{activity}")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("isn.t in the catalogue"))
    expect(page.get_by_role("link", name="Find other activities")).to_be_visible()


def test_boards_chosen_once_are_marked_at_every_activity(page: Page) -> None:
    page.goto("/my-boards")
    page.get_by_label("American Board of Anesthesiology").check()
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    page.goto("/?q=quokka")
    expect(card(page, QUOKKA)).to_contain_text("For you: 2 points for ABA")
    page.get_by_label("Only what counts for my boards").check()
    page.wait_for_url("**board=ABA**")
    page.goto(f"/activities/{LIVE}")
    expect(page.get_by_role("row", name="American Board of Anesthesiology")).to_contain_text("Your board")


def test_a_specialty_is_chosen_among_those_of_the_boards(page: Page) -> None:
    page.goto("/my-boards")
    page.get_by_label("American Board of Anesthesiology").check()
    expect(page.get_by_label("Glaucoma")).to_have_count(0)
    page.get_by_label("Pain Medicine").check()
    page.goto("/?area=Pain+Medicine")
    expect(page.locator(".card__mine").first).to_contain_text("Pain Medicine")


def test_a_specialty_is_found_by_its_name_and_has_one_spelling(page: Page) -> None:
    page.goto("/my-boards")
    page.get_by_label("Find a specialty").fill("hospice &")
    expect(page.get_by_label("Hospice and Palliative Medicine")).to_have_count(4)
    page.get_by_label("Hospice and Palliative Medicine").first.check()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(4)
    page.get_by_label("Find a specialty").fill("xylophone")
    expect(page.get_by_text("No specialty is called so.")).to_be_visible()


def test_a_state_that_was_chosen_is_said_at_what_takes_place_there(page: Page) -> None:
    page.goto("/my-boards")
    page.get_by_text("Where you take part in person").click()
    page.get_by_label("Illinois").check()
    page.goto("/?q=quokka")
    expect(card(page, QUOKKA)).to_contain_text("For you: in IL")


def test_a_search_is_saved_subscribed_to_and_forgotten(page: Page, site: str) -> None:
    page.goto("/?q=quokka&board=ABA")
    found(page, 1)
    page.get_by_role("button", name="Save this search").click()
    page.get_by_role("link", name="Saved", exact=True).last.click()
    saved = page.locator(".saved > li")
    expect(saved).to_have_count(1)
    feed = saved.get_by_role("link", name="RSS feed").get_attribute("href") or ""
    assert QUOKKA in page.request.get(feed).text()
    calendar = saved.get_by_role("link", name="Subscribe in a calendar").get_attribute("href") or ""
    assert QUOKKA in page.request.get(calendar.replace("webcal:", "http:")).text()
    saved.get_by_role("link", name="quokka, ABA").click()
    found(page, 1)
    page.goto("/saved")
    page.get_by_role("button", name="Remove quokka, ABA").click()
    expect(page.get_by_role("heading", name="Nothing saved yet")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_every_link_to_the_site_leads_somewhere(page: Page, path: str) -> None:
    page.goto(path)
    links = {locator.get_attribute("href") or "" for locator in page.get_by_role("link").all()}
    for link in links:
        if link.startswith("/") and not link.startswith("/api/"):
            assert page.request.get(link).status == 200, link


def test_a_page_that_isnt_there_is_answered_as_that(page: Page) -> None:
    answer = page.goto("/no-such-page")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


@pytest.mark.parametrize("path", ["/", f"/activities/{LIVE}", "/account/", "/console/", "/licensing/"])
def test_the_first_load_is_small(page: Page, path: str) -> None:
    loaded: list[str] = []

    def note(response: Response) -> None:
        loaded.append(response.url.rpartition("/")[2])

    page.on("response", note)
    page.goto(path, wait_until="networkidle")
    sizes = {".js": 0, ".css": 0}
    for name in set(loaded):
        if (suffix := Path(name).suffix) in sizes:
            sizes[suffix] += len(gzip.compress((BUILT_SITE / "assets" / name).read_bytes(), 9))
    assert 0 < sizes[".js"] <= MOST_SCRIPT
    assert 0 < sizes[".css"] <= MOST_STYLE


def test_nothing_moves_while_a_page_loads(page: Page) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved +="
        " one.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    for path in ("/?q=quokka", f"/activities/{LIVE}", "/physicians"):
        page.goto(path, wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.1, path
