"""How soon a page is there over a slow connection, and that it stays where it is."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import LIVE
from tests.browser_window import DESK, IPHONE, window

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kilobits a second, and 400 ms until an answer begins."""
WATCH = """
window.seen = { moved: 0, largest: "", largestAt: 0, results: 0 };
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.seen.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const paint of list.getEntries()) {
    window.seen.largest = paint.element?.tagName ?? "";
    window.seen.largestAt = paint.startTime;
  }
}).observe({ type: "largest-contentful-paint", buffered: true });
new MutationObserver(() => {
  if (!window.seen.results && document.querySelector(".card:not(.skeleton), .glance")) {
    window.seen.results = performance.now();
  }
}).observe(document, { childList: true, subtree: true });
"""
TELL = """() => ({
  ...window.seen, first: performance.getEntriesByName("first-contentful-paint")[0].startTime
})"""


def seen(browser: Browser, site: str, path: str, viewport: dict[str, int]) -> dict[str, Any]:
    """What a first visit over a slow connection sees; times are in milliseconds."""
    with window(browser, site, viewport=viewport) as page:
        calls = page.context.new_cdp_session(page)
        calls.send("Network.enable")
        calls.send("Network.emulateNetworkConditions", SLOW)
        page.add_init_script(WATCH)
        page.goto(path, wait_until="networkidle")
        return dict(page.evaluate(TELL))


@pytest.mark.parametrize("viewport", [IPHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["/", "/?q=quokka", "/?board=ABA&q=pain", f"/activities/{LIVE}"])
def test_over_a_slow_connection_a_page_is_soon_there_and_stays_where_it_is(
    browser: Browser, site: str, path: str, viewport: dict[str, int]
) -> None:
    told = seen(browser, site, path, viewport)
    assert told["first"] < 1500
    assert told["results"] < 3000
    assert told["moved"] < 0.05
    assert told["largest"] == ("H3" if "?" in path else "H1"), "of results the largest is a title among them"
