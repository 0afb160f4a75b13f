"""How soon a first visit over a slow connection sees something, results, and the sign-in, in a real browser."""

from playwright.sync_api import Browser, ViewportSize

from benchmarks.measurement import Measurement
from benchmarks.packing_proxy import packing_proxy
from benchmarks.searched_site import chromium, searched_site

_SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kilobits a second, and 400 ms until an answer begins."""
_PHONE: ViewportSize = {"width": 390, "height": 844}
_DESK: ViewportSize = {"width": 1440, "height": 900}
_RESULT, _SIGN_IN = "h3.card__title", "main button:enabled"
_WATCH = """
window.moved = 0;
window.there = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
new MutationObserver(() => {
  if (window.there || !document.querySelector("SOUGHT")) return;
  window.there = -1;
  requestAnimationFrame(() => setTimeout(() => (window.there = performance.now())));
}).observe(document, { subtree: true, childList: true });
"""
"""Notes when what is looked for is painted."""
_SEEN = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  there: window.there,
  moved: window.moved,
})"""


def measure_first_sight() -> list[Measurement]:
    """
    Measure first visits on a phone and a desk, the slowest of them; nothing without Chromium.

    They see the home page, one of results, and the console, where somebody who isn't signed in can press "Sign in".
    """
    executable = chromium()
    if executable is None:
        return []
    with searched_site(executable) as (browser, site), packing_proxy(site) as packed:
        public = _slowest(browser, _RESULT, f"{packed}/", f"{packed}/?board=ABA&q=pain")
        console = _slowest(browser, _SIGN_IN, f"{packed}/console/")
    slow = "at 400 kb/s, 400 ms"
    return [
        Measurement.at_most("first-sight-paint", public["paint"], f"ms to the first paint {slow}", 1500.0),
        Measurement.at_most("first-sight-results", public["there"], f"ms to painted results {slow}", 3000.0),
        Measurement.at_most("first-sight-moved", public["moved"], f"layout shift {slow}", 0.05),
        Measurement.at_most("first-sight-console", console["paint"], f"ms to the console's first paint {slow}", 1500.0),
        Measurement.at_most(
            "first-sight-sign-in", console["there"], f'ms until "Sign in" can be pressed {slow}', 2500.0
        ),
    ]


def _slowest(browser: Browser, sought: str, *addresses: str) -> dict[str, float]:
    seen = [_seen(browser, address, sought, viewport) for address in addresses for viewport in (_PHONE, _DESK)]
    return {name: max(visit[name] for visit in seen) for name in ("paint", "there", "moved")}


def _seen(browser: Browser, address: str, sought: str, viewport: ViewportSize) -> dict[str, float]:
    with browser.new_context(viewport=viewport) as context:
        page = context.new_page()
        calls = context.new_cdp_session(page)
        calls.send("Network.enable")
        calls.send("Network.emulateNetworkConditions", _SLOW)
        page.add_init_script(_WATCH.replace("SOUGHT", sought))
        page.goto(address, wait_until="networkidle")
        page.wait_for_function("() => window.there > 0", timeout=30_000)
        return dict(page.evaluate(_SEEN))
