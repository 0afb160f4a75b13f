import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import LIVE
from tests.browser_window import box_of, card, found, titles, total, window

QUOKKA = "Quokka bites and their care"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def holding(page: Page, address: str | re.Pattern[str]) -> list[Route]:
    """Let calls of an address wait; return them as they come."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held


def test_results_follow_what_is_typed_and_the_address_says_it(page: Page) -> None:
    page.goto("/")
    box_of(page).press_sequentially("quokka", delay=20)
    found(page, 1)
    assert titles(page) == [QUOKKA]
    assert asked(page) == {"q": ["quokka"]}
    expect(page).to_have_title(re.compile("^quokka"))


def test_one_or_two_letters_are_asked_for_only_when_the_visitor_says_so(page: Page) -> None:
    page.goto("/")
    everything = total(page)
    box = box_of(page)
    box.press_sequentially("qu", delay=20)
    page.get_by_role("listbox").wait_for()
    assert (total(page), asked(page)) == (everything, {})
    box.press("Enter")
    page.wait_for_url("**q=qu")


def test_an_answer_that_comes_late_never_takes_the_place_of_a_newer_one(page: Page) -> None:
    held = holding(page, re.compile(r"/api/search/activities\?q=wombat$"))
    page.goto("/")
    box = box_of(page)
    with page.expect_request(re.compile("q=wombat")):
        box.fill("wombat")
    box.fill("quokka")
    found(page, 1)
    expect(card(page, QUOKKA)).to_be_visible()
    held[0].abort()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert titles(page) == [QUOKKA]


def test_a_card_says_what_decides(page: Page) -> None:
    page.goto("/?q=quokka")
    shown = card(page, QUOKKA)
    for text in (
        "Live Course", "Example Medical Society", "Chicago, IL", "Fee varies", "Open to all", "MIPS improvement",
        "2.5 AMA PRA Category 1", "ABA 2 points", "Patient Safety, Lifelong Learning", "ABIM 1.5 points",
    ):  # fmt: skip
        expect(shown).to_contain_text(text)


def test_a_filter_gives_as_many_as_its_count_said_and_its_chip_takes_it_away(page: Page) -> None:
    page.goto("/")
    everything = total(page)
    choice = page.locator(".filters label", has_text="ABA").first
    count = int((choice.locator(".check__count").text_content() or "").replace(",", ""))
    choice.locator("input").check()
    found(page, count)
    assert asked(page) == {"board": ["ABA"]}
    expect(page.locator(".credits__boards").filter(has_not_text="ABA")).to_have_count(0)
    page.get_by_role("button", name="Remove ABA").click()
    found(page, everything)
    expect(choice.locator("input")).not_to_be_checked()


def test_counts_of_other_values_are_those_within_what_is_chosen(page: Page) -> None:
    page.goto("/?q=quokka")
    boards = page.locator(".filters__group", has_text="Board").first
    expect(boards.locator("li")).to_have_text(["ABA1", "ABIM1"])


def test_back_and_forward_go_through_what_was_asked(page: Page) -> None:
    page.goto("/")
    everything = total(page)
    box_of(page).press_sequentially("quokka", delay=20)
    found(page, 1)
    page.get_by_label("Also activities that have ended").locator("xpath=ancestor::details").locator("summary").click()
    page.get_by_label("Also activities that have ended").check()
    found(page, 2)
    page.go_back()
    found(page, 1)
    page.go_back()
    found(page, everything)
    expect(box_of(page)).to_have_value("")
    page.go_forward()
    found(page, 1)
    expect(box_of(page)).to_have_value("quokka")


def test_a_link_of_a_board_is_opened_cold_with_its_filter_chosen(page: Page, browser: Browser, site: str) -> None:
    page.goto("/?board=ABA")
    number = total(page)
    expect(page.locator(".filters label", has_text="ABA").first.locator("input")).to_be_checked()
    with window(browser, site) as other:
        other.goto(page.url)
        assert total(other) == number
        assert titles(other) == titles(page)


def test_home_leads_to_each_board(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Activities by board").get_by_role("link", name="Anesthesiology").click()
    expect(page.get_by_role("button", name="Remove ABA")).to_be_visible()
    assert asked(page) == {"board": ["ABA"]}


def test_more_goes_on_where_the_visitor_was_and_has_an_address(page: Page, browser: Browser, site: str) -> None:
    page.goto("/")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".card")).to_have_count(40)
    expect(page.locator(".card__title a").nth(20)).to_be_focused()
    assert asked(page) == {"page": ["2"]}
    with window(browser, site) as other:
        other.goto("/?page=2")
        expect(other.locator(".card")).to_have_count(40)
        assert titles(other) == titles(page)


def test_results_can_be_put_in_another_order(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Order").select_option("Title")
    page.wait_for_url("**sort=title")
    expect(page.locator(".results")).to_have_attribute("aria-busy", "false")
    shown = titles(page)
    assert shown == sorted(shown, key=str.casefold)


def test_what_was_hardly_meant_is_put_right(page: Page) -> None:
    page.goto("/?q=quoka+bites")
    page.locator(".meant").get_by_role("link", name="quokka bites", exact=True).click()
    assert asked(page) == {"q": ["quokka bites"]}
    expect(card(page, QUOKKA)).to_be_visible()


def test_where_nothing_is_found_the_page_says_what_would_be(page: Page) -> None:
    page.goto("/?q=quokka&board=ABTS")
    expect(page.get_by_role("heading", name="Nothing matches all of this")).to_be_visible()
    page.locator(".empty li", has_text="without “ABTS”").get_by_role("link").click()
    found(page, 1)
    assert asked(page) == {"q": ["quokka"]}


def test_a_filter_that_cant_be_is_named_and_can_be_taken_away(page: Page) -> None:
    page.goto("/?near=Xyzzy&q=quokka")
    expect(page.get_by_role("alert")).to_contain_text("near")
    page.get_by_role("button", name="Remove Within 50 miles of Xyzzy").click()
    found(page, 1)


def test_a_place_gives_distances(page: Page) -> None:
    page.goto("/?q=quokka")
    page.locator("summary", has_text="Place").click()
    page.get_by_label("ZIP code, or town and state").fill("60601")
    page.get_by_role("button", name="Apply").click()
    expect(card(page, QUOKKA)).to_contain_text(re.compile(r"Chicago, IL \((under 1 mile|\d+ miles?)\)"))
    page.get_by_label("Within").select_option("10 miles")
    page.wait_for_url("**miles=10**")
    assert asked(page) == {"q": ["quokka"], "near": ["60601"], "miles": ["10"]}


def test_the_browser_is_asked_for_the_place_only_when_the_visitor_asks(browser: Browser, site: str) -> None:
    here = {"latitude": 41.884_321, "longitude": -87.632_109}
    with window(browser, site, geolocation=here, permissions=["geolocation"]) as page:
        page.add_init_script(
            "const real = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation); window.asked = 0;"
            "navigator.geolocation.getCurrentPosition = (...rest) => { window.asked += 1; real(...rest); };"
        )
        page.goto("/?q=quokka")
        found(page, 1)
        page.locator("summary", has_text="Place").click()
        assert page.evaluate("window.asked") == 0
        page.get_by_role("button", name="Use my location").click()
        expect(card(page, QUOKKA)).to_contain_text("mile")
        assert asked(page)["near"] == ["41.88,-87.63"]


def test_a_suggestion_is_chosen_by_keyboard(page: Page) -> None:
    page.goto("/")
    box = box_of(page)
    box.press_sequentially("quok", delay=20)
    options = page.get_by_role("listbox", name="Suggestions")
    expect(options.get_by_role("option").first).to_have_text("quokka")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(options.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(options).to_be_hidden()
    expect(box).to_have_value("quokka")
    found(page, 1)


def test_a_suggested_activity_leads_to_its_page_and_escape_closes_the_list(page: Page) -> None:
    page.goto("/")
    box = box_of(page)
    box.press_sequentially("quokka bi", delay=20)
    options = page.get_by_role("listbox", name="Suggestions")
    expect(options).to_be_visible()
    box.press("Escape")
    expect(options).to_be_hidden()
    box.press_sequentially("t", delay=20)
    options.get_by_role("option", name="Activity").click()
    page.wait_for_url(f"**/activities/{LIVE}")


@pytest.mark.parametrize("status", [500, 503])
def test_a_fault_says_what_to_do_and_goes_away(page: Page, status: int) -> None:
    page.route("**/api/search/activities**", lambda route: route.fulfill(status=status, body="oops"))
    page.goto("/?q=quokka")
    expect(page.get_by_role("alert")).to_contain_text("Try again in a minute")
    page.unroute("**/api/search/activities**")
    page.get_by_role("button", name="Try again").click()
    found(page, 1)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_connection_that_is_gone_is_told_from_a_fault(page: Page) -> None:
    page.route("**/api/**", lambda route: route.abort())
    page.goto("/?q=quokka")
    expect(page.get_by_role("alert")).to_contain_text("Check your connection")


def test_while_an_answer_is_slow_a_skeleton_holds_its_place(page: Page) -> None:
    held = holding(page, "**/api/search/activities**")
    page.goto("/")
    expect(page.locator(".card.skeleton").first).to_be_visible()
    held[0].continue_()
    expect(page.locator(".card.skeleton")).to_have_count(0)
    assert total(page) > 0


def test_a_word_that_is_a_filter_has_a_chip_that_one_click_takes_back(page: Page) -> None:
    page.goto("/?q=quokka+bites+Illinois")
    chip = page.get_by_role("button", name="Remove Illinois")
    expect(chip).to_be_visible()
    found(page, 1)
    chip.click()
    assert asked(page) == {"q": ["quokka bites Illinois"], "as_words": ["Illinois"]}
    expect(chip).to_be_hidden()


def test_a_state_beside_a_topic_is_offered_as_a_place_and_one_click_adds_it(page: Page) -> None:
    page.goto("/?q=IL+human+trafficking")
    expect(page.locator(".meant")).to_contain_text("States ask for this topic, so “IL” was taken for one of them")
    everywhere = total(page)
    assert everywhere > 0
    page.get_by_role("link", name="Only in Illinois").click()
    page.wait_for_url("**state=IL")
    expect(page.get_by_role("button", name="Remove Illinois")).to_be_visible()
    expect(page.get_by_role("link", name="Only in Illinois")).to_be_hidden()
    assert total(page) < everywhere


def test_a_filter_that_is_typed_counts_instead_of_one_that_was_chosen(page: Page) -> None:
    page.goto("/?state=TX&q=quokka+bites+Illinois")
    expect(page.locator(".meant")).to_contain_text(
        "You typed “Illinois”: that counts now, instead of “Texas”, chosen before."
    )
    found(page, 1)
    expect(page.get_by_role("button", name="Remove Texas")).to_have_count(0)
    page.get_by_role("button", name="Remove Illinois").click()
    expect(page.get_by_role("button", name="Remove Texas")).to_be_visible()


def test_words_that_arent_looked_for_are_told(page: Page) -> None:
    page.goto("/?q=xyzzyqwerty+quokka")
    expect(page.locator(".meant")).to_contain_text("Not looked for: “xyzzyqwerty”")
    expect(card(page, QUOKKA)).to_be_visible()


def test_results_and_suggestions_never_vanish_in_mid_word_and_show_why(page: Page) -> None:
    page.goto("/")
    for letter in "quokka b":
        page.locator("#q").press_sequentially(letter)
    option = page.get_by_role("option", name=QUOKKA)
    expect(option).to_be_visible()
    expect(option.locator("mark").first).to_have_text("Quokka")
