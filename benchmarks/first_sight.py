"""How soon a first visit over a slow connection sees something, and results, in a real browser."""

from typing import Any

from playwright.sync_api import Browser, ViewportSize

from benchmarks.measurement import Measurement
from benchmarks.packing_proxy import packing_proxy
from benchmarks.searched_site import chromium, searched_site

_SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kilobits a second, and 400 ms until an answer begins."""
_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1440, "height": 900}
_RESULT = "h3.card__title"
_WATCH = f"""
window.moved = 0;
window.result = 0;
new PerformanceObserver((list) => {{
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved += shift.value;
}}).observe({{ type: "layout-shift", buffered: true }});
new MutationObserver(() => {{
  if (window.result || !document.querySelector("{_RESULT}")) return;
  window.result = -1;
  requestAnimationFrame(() => setTimeout(() => (window.result = performance.now())));
}}).observe(document, {{ subtree: true, childList: true }});
"""
_SEEN = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  result: window.result,
  moved: window.moved,
})"""


def measure_first_sight() -> list[Measurement]:
    """Measure the home page and one of results on a phone and a desk, the slowest of them; nothing without Chromium."""
    executable = chromium()
    if executable is None:
        return []
    with searched_site(executable) as (browser, site), packing_proxy(site) as packed:
        seen = [
            _seen(browser, f"{packed}{path}", viewport)
            for path in ("/", "/?board=ABA&q=pain")
            for viewport in (_PHONE, _DESK)
        ]
    slowest = {name: max(visit[name] for visit in seen) for name in ("paint", "result", "moved")}
    slow = "400 kb/s, 400 ms"
    return [
        Measurement.at_most("first-sight-paint", slowest["paint"], f"ms to the first paint at {slow}", 1500.0),
        Measurement.at_most("first-sight-results", slowest["result"], f"ms to painted results at {slow}", 3000.0),
        Measurement.at_most("first-sight-moved", slowest["moved"], f"layout shift at {slow}", 0.05),
    ]


def _seen(browser: Browser, address: str, viewport: ViewportSize) -> dict[str, Any]:
    with browser.new_context(viewport=viewport) as context:
        page = context.new_page()
        calls = context.new_cdp_session(page)
        calls.send("Network.enable")
        calls.send("Network.emulateNetworkConditions", _SLOW)
        page.add_init_script(_WATCH)
        page.goto(address, wait_until="networkidle")
        page.wait_for_function("() => window.result > 0", timeout=30_000)
        return dict(page.evaluate(_SEEN))
