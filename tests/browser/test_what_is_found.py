"""What the first screen shows once something is asked, also where nothing is found, and on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import LIVE
from tests.browser_window import IPHONE, box_of, card, found, total, violations, window

QUOKKA = "Quokka bites and their care"
COUNTS = re.compile(r"/api/search/activities\?(?!.*(board=ABTS.*q=quokka|q=quokka.*board=ABTS)).*")


def held_in(held: list[Route]) -> Callable[[Route], None]:
    """Let calls wait, in a list."""

    def hold(route: Route) -> None:
        held.append(route)

    return hold


def test_on_a_phone_what_is_found_begins_in_the_first_screen(browser: Browser, site: str) -> None:
    with window(browser, site, viewport=IPHONE) as page:
        page.goto("/?q=quokka")
        place = page.locator(".card__title").first.bounding_box()
        assert place is not None
        assert place["y"] + place["height"] < 0.6 * IPHONE["height"]


def test_the_words_that_were_asked_stand_out(page: Page) -> None:
    page.goto("/?q=quokka+care")
    expect(card(page, QUOKKA).locator(".card__title mark")).to_have_text(["Quokka", "care"])


def test_results_are_skipped_to(page: Page) -> None:
    page.goto("/?q=quokka")
    found(page, 1)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the results")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()


def test_a_place_that_isnt_known_is_told_at_its_field_in_words(page: Page) -> None:
    page.goto("/?near=Xyzzy&q=quokka")
    field = page.get_by_label("ZIP code, or town and state")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("“Xyzzy”.*should be a ZIP code, a town and state"))
    expect(page.locator("body")).not_to_contain_text("Value error")
    field.fill("60601")
    page.get_by_role("button", name="Apply").click()
    found(page, 1)
    expect(field).to_have_attribute("aria-invalid", "false")


def test_back_from_an_activity_is_where_the_visitor_was(page: Page) -> None:
    page.goto("/?page=2")
    title = page.locator(".card__title a").nth(25)
    title.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    title.click()
    page.wait_for_url("**/activities/*")
    page.go_back()
    expect(page.locator(".card:not(.skeleton)")).to_have_count(40)
    page.wait_for_function("before => Math.abs(scrollY - before) < 5", arg=before)


def test_what_is_typed_before_the_script_is_there_is_kept(browser: Browser, site: str) -> None:
    with window(browser, site) as page:
        held: list[Route] = []
        page.route("**/assets/*.js", held_in(held))
        page.goto("/", wait_until="commit")
        page.locator("#q").fill("quokka")
        assert held
        page.unroute("**/assets/*.js")  # which lets them go on
        found(page, 1)
        expect(box_of(page)).to_have_value("quokka")


def test_without_a_script_the_box_leads_to_plain_results(browser: Browser, site: str) -> None:
    with window(browser, site, java_script_enabled=False) as page:
        page.goto("/")
        page.locator("#q").fill("quokka")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/results?q=quokka")
        page.get_by_role("link", name=QUOKKA).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(QUOKKA)


def test_while_it_counts_what_there_would_be_it_says_so(page: Page) -> None:
    held: list[Route] = []
    page.route(COUNTS, held_in(held))
    page.goto("/?q=quokka&board=ABTS")
    said = page.locator(".empty [role=status]")
    expect(said).to_have_text("Counting what there would be otherwise …")
    page.unroute(COUNTS)  # which lets them go on, and those that are made meanwhile
    expect(said).to_have_text("There would be")
    expect(page.locator(".empty li").first).to_contain_text("1 activity without “ABTS”")


def test_what_couldnt_be_counted_isnt_told_as_nothing(page: Page) -> None:
    page.route(COUNTS, lambda route: route.abort())
    page.goto("/?q=quokka&board=ABTS")
    said = page.locator(".empty [role=status]")
    expect(said).to_contain_text(re.compile("can.t be counted"))
    expect(said).not_to_contain_text("doesn")


@pytest.mark.parametrize("path", ["/?q=quokka&board=ABA", f"/activities/{LIVE}"])
def test_on_paper_a_page_says_what_it_is_of_and_where_it_is_found(page: Page, site: str, path: str) -> None:
    page.goto(path)
    page.get_by_text(QUOKKA).first.wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_text(f"{site}/activities/{LIVE}")).to_be_visible()
    if "?" in path:
        expect(page.get_by_text("Asked: quokka")).to_be_visible()
        expect(page.locator(".chip", has_text="ABA")).to_be_visible()
        expect(page.get_by_role("button", name="Filters")).to_be_hidden()
    else:
        expect(page.get_by_text("https://cme.example.org/ex-1")).to_be_visible()


def test_a_state_is_chosen_for_the_topics_that_it_asks_for(page: Page) -> None:
    page.goto("/")
    everything = total(page)
    page.locator("summary", has_text="State topic").click()
    page.get_by_label("Topics that a state asks for").select_option("Michigan")
    page.wait_for_url("**asked_by=MI**")
    chip = page.get_by_role("button", name="Remove Topics that Michigan asks for")
    expect(page.locator("#results")).not_to_contain_text(f"{everything:,} activities")
    assert 0 < total(page) < everything
    assert violations(page) == []
    chip.click()
    expect(page.get_by_label("Topics that a state asks for")).to_have_value("")
    found(page, everything)
