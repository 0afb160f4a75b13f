"""Over a slow connection a page begins with its heading, and stays where it is."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import LIVE
from tests.browser_window import DESK, IPHONE, window

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kilobits a second, and 400 ms until an answer begins."""
WATCH = """
window.seen = { moved: 0, largest: "" };
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.seen.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const paint of list.getEntries()) window.seen.largest = paint.element?.tagName ?? "";
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


def seen(browser: Browser, site: str, path: str, viewport: dict[str, int]) -> dict[str, Any]:
    """What a first visit over a slow connection sees."""
    with window(browser, site, viewport=viewport) as page:
        calls = page.context.new_cdp_session(page)
        calls.send("Network.enable")
        calls.send("Network.emulateNetworkConditions", SLOW)
        page.add_init_script(WATCH)
        page.goto(path, wait_until="networkidle")
        return dict(page.evaluate("window.seen"))


@pytest.mark.parametrize(
    ("path", "viewport", "largest"),
    [
        ("/", IPHONE, "H1"),
        ("/", DESK, "H1"),
        ("/?q=quokka", DESK, "H3"),
        ("/?board=ABA&q=pain", IPHONE, "H3"),
        (f"/activities/{LIVE}", IPHONE, "H1"),
        ("/console/", IPHONE, "P"),
    ],
)
def test_over_a_slow_connection_a_page_stays_where_it_is(
    browser: Browser, site: str, path: str, viewport: dict[str, int], largest: str
) -> None:
    told = seen(browser, site, path, viewport)
    assert told["moved"] < 0.05
    assert told["largest"] == largest, "of results the largest is a title among them, of the console what it is for"
