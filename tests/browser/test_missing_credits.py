"""A physician asks for a credit on the account's page, and the provider answers on the page behind the mail's link."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_window import DESK, PHONE, violations
from tests.examples import ACTIVITY_ID
from tests.missing_api import MissingApi
from tests.signed_in_window import signed_in_window
from tests.site_server import site_server


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MissingApi:
    return MissingApi(monkeypatch)


@pytest.fixture
def page(api: MissingApi, browser: Browser) -> Iterator[Page]:
    """A window of somebody who is signed in, whose calls the function answers in this process."""
    with site_server() as site, signed_in_window(browser, site, api, api.zoe, viewport=PHONE) as opened:
        yield opened


def test_a_credit_is_asked_for_answered_and_withdrawn(api: MissingApi, page: Page) -> None:
    page.goto(f"/account/missing?activity={ACTIVITY_ID}")
    page.get_by_label("The day on which you completed it").fill("2026-10-03")
    page.get_by_label("What the provider should know").fill("Certificate 4711")
    page.get_by_role("button", name="Ask the provider").click()
    expect(page.get_by_text("Nobody could be written to yet.")).to_be_visible()

    page.get_by_label("The day on which you completed it").fill("2026-10-03")
    page.get_by_role("button", name="Ask the provider").click()
    expect(page.get_by_role("alert")).to_contain_text("You have asked for this credit already")
    assert violations(page) == []

    api.deliver()
    path, query = api.link()
    page.goto(f"{path}?token={query['token']}")
    expect(page.get_by_role("heading", name="Zoe Garcia Lopez misses a credit")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("We have reported it now.").check()
    page.get_by_label("Words to the physician").fill("On its way")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("status")).to_contain_text("We have reported it now.")

    page.goto("/account/missing")
    expect(page.get_by_text("Waiting for the record, until Dec 7, 2026.")).to_be_visible()
    expect(page.get_by_text("it is reported now. On its way")).to_be_visible()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn.")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE | {"width": 320}, DESK], ids=["320", "1440"])
def test_nothing_is_wider_than_its_window(api: MissingApi, page: Page, viewport: dict[str, int]) -> None:
    api.miss(words="W" * 200)
    api.deliver()
    path, query = api.link()
    page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
    for address, heading in (
        ("/account/missing", "What you have asked for"),
        (f"{path}?token={query['token']}", "misses"),
    ):
        page.goto(address)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
