"""Pages that the site's own script doesn't draw hold up to axe, too: the plain results and the API's description."""

import pytest
from playwright.sync_api import Browser

from functions.ingest.api.description import page as description_page
from tests.browser_window import DESK, IPHONE, faults_at_every_width, violations, window


def test_plain_results_are_readable_in_both_themes_at_every_width(browser: Browser, site: str) -> None:
    with window(browser, site) as page:
        page.route("**/*.js", lambda route: route.abort())
        page.goto("/results?q=quokka")
        page.get_by_role("heading", name="1 activity").wait_for()
        assert faults_at_every_width(page) == []


@pytest.mark.parametrize(("scheme", "viewport"), [("light", IPHONE), ("dark", DESK)], ids=["light-phone", "dark-desk"])
def test_axe_finds_nothing_on_the_description_of_the_api(
    browser: Browser, scheme: str, viewport: dict[str, int]
) -> None:
    with window(browser, "https://api.example.org", color_scheme=scheme, viewport=viewport) as page:
        page.route("**/v1/docs", lambda route: route.fulfill(content_type="text/html", body=description_page()))
        page.route("**/openapi.json", lambda route: route.fulfill(content_type="application/json", body="{}"))
        page.goto("/v1/docs")
        page.locator(".opblock").first.wait_for()
        assert violations(page) == []
        page.locator(".opblock-summary-control").first.click()
        page.locator(".opblock-body").first.wait_for()
        assert violations(page, "select-name") == []
