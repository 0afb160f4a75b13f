"""A physician signs in on the site in a browser, against the stack."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.accounts.pools import Pool
from hub.operator.site import BUILT_SITE, publish
from local.sample_people import EMAIL_CODE, PASSWORD, SAMPLE_PEOPLE, load_people
from tests.browser_window import chromium, faults_at_every_width, window
from tests.pipeline.conftest import Hub

EMAIL = next(person.email for person in SAMPLE_PEOPLE if person.pool is Pool.PHYSICIANS)
SECTIONS = {
    "Credits": "/account/",
    "Missing credits": "/account/missing",
    "Who has looked": "/account/looks",
    "Who you are": "/account/claims",
    "Settings": "/account/settings",
}
STORED = "JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), document.cookie])"


@pytest.fixture(scope="module")
def people(hub: Hub) -> Hub:
    if not (BUILT_SITE / "account.html").exists():
        pytest.skip("The site isn't built. Build it with: make setup")
    publish(hub.stores.connection)
    load_people(hub.stores.connection)
    return hub


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def page(people: Hub, browser: Browser) -> Iterator[Page]:
    """A window in which a clock can be moved."""
    connection = people.stores.connection
    with window(browser, connection.site_url, connection.sign_in_url(Pool.PHYSICIANS)) as opened:
        opened.clock.install()
        yield opened


def sign_in(page: Page, way: str = "Email code") -> None:
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("[name=username]").fill(EMAIL)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=way).click()
    box = page.locator("[name=code], [name=password]")
    box.fill(EMAIL_CODE if way == "Email code" else PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Signed in as {EMAIL}")).to_be_visible()


def test_a_physician_signs_in_comes_back_and_signs_out(page: Page) -> None:
    page.goto("/account/settings")
    sign_in(page)
    assert page.url.endswith("/account/settings"), "the code is in no address any more"
    for title, address in SECTIONS.items():
        page.get_by_role("navigation", name="Account").get_by_role("link", name=title, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert page.url.endswith(address)
    page.reload()
    expect(page.get_by_text(f"Signed in as {EMAIL}, not tied to a physician yet")).to_be_visible()
    assert EMAIL not in page.evaluate(STORED)

    page.get_by_role("button", name="Sign out", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your credits, in one place")
    assert json.loads(page.evaluate("JSON.stringify(Object.keys(sessionStorage))")) == ["passport.active"]
    page.go_back()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_an_idle_session_ends_after_a_warning_and_goes_on_where_it_was(page: Page) -> None:
    page.goto("/account/")
    sign_in(page, "Password")
    page.get_by_label("Family name").fill("Pemberton")
    page.clock.fast_forward("29:00")
    # A call that is under way when the clock jumps is told to be slow.
    warning = page.get_by_role("alert").filter(has_text="signed out in less than two minutes")
    expect(warning).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_have_count(0)

    page.clock.fast_forward("31:00")

    expect(page.get_by_role("status")).to_contain_text("signed out after 30 minutes")
    assert "oidc.user" not in page.evaluate(STORED)
    sign_in(page)
    expect(page.get_by_label("Family name")).to_have_value("Pemberton")


def test_a_token_is_renewed_while_somebody_is_there(page: Page) -> None:
    page.goto("/account/")
    sign_in(page)
    before = page.evaluate(STORED)
    for _ in range(2):
        page.clock.fast_forward("10:00")
        page.keyboard.press("Tab")
    page.reload()
    expect(page.get_by_text(f"Signed in as {EMAIL}")).to_be_visible()
    kept = sorted(
        name.split(":")[0] for name in json.loads(page.evaluate("JSON.stringify(Object.keys(sessionStorage))"))
    )
    assert kept == ["oidc.user", "passport.active", "passport.boards"], "one sign-in, not a second beside it"
    assert page.evaluate(STORED) != before


def test_a_session_that_the_hub_takes_no_more_leads_to_the_sign_in(people: Hub, page: Page) -> None:
    page.goto("/account/settings")
    sign_in(page)
    page.get_by_role("button", name="Sign out on every device").click()
    expect(page.get_by_role("status").filter(has_text="signed out on every device")).to_be_visible()
    page.clock.fast_forward("00:05")

    def is_in() -> bool:
        """A token of the same second as the sign-out is refused still."""
        page.goto("/account/")
        sign_in(page, "Password")
        return True

    people.wait_for("a sign-in after the sign-out", is_in)
    page.evaluate(
        "for (const [name, value] of Object.entries(sessionStorage)) if (name.startsWith('oidc.'))"
        " sessionStorage.setItem(name, value.replaceAll('_token\":\"ey', '_token\":\"xx'))"
    )
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Your sign-in was over")


def test_a_claim_that_is_refused_keeps_what_was_typed_and_leaving_forgets_it(page: Page) -> None:
    page.goto("/account/")
    sign_in(page)
    for label, text in (("Given name", "Mira"), ("Family name", "Osei"), ("The number", "2900000003")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Birth month and day").fill("02-30")
    page.get_by_role("button", name="Show my credits").click()
    expect(page.get_by_role("alert")).to_contain_text("Mend what is marked.")
    expect(page.get_by_label("Birth month and day")).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(page.get_by_label("Family name")).to_have_value("Osei")
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page)
    expect(page.get_by_label("Family name")).to_have_value("")


def test_each_section_is_readable_in_both_themes_at_every_width(page: Page) -> None:
    page.goto("/account/")
    sign_in(page)
    for address in SECTIONS.values():
        page.goto(address)
        expect(page.get_by_text("Signed in as")).to_be_visible()
        assert faults_at_every_width(page) == []
