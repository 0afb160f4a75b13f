"""How long it takes from a keystroke to painted results, in a real browser."""

from statistics import median
from typing import Any

from playwright.sync_api import Page

from benchmarks.measurement import Measurement
from benchmarks.searched_site import chromium, searched_site

_QUESTIONS = ("heart", "diabetes", "opioid", "asthma", "sleep")
_UNASKED = 2
"""Letters that nothing is looked for yet."""
_PAUSE, _LONGEST_WAIT = 300, 20_000
_WATCH = """
window.times = [];
let pressed = null, asked = "";
addEventListener("input", ({ target }) => {
  if (target.id === "q") [pressed, asked] = [performance.now(), target.value.trim()];
}, true);
new MutationObserver(() => {
  const said = document.querySelector(".columns__main > [role=status]")?.textContent ?? "";
  if (pressed === null || !said.endsWith(`“${asked}”`)) return;
  const from = pressed;
  pressed = null;
  requestAnimationFrame(() => setTimeout(() => {
    const total = performance.now() - from;
    const calls = performance.getEntriesByType("resource").filter((one) => one.name.includes("/search/activities"));
    const call = calls.filter((one) => one.startTime >= from).at(-1);
    times.push({ total, answer: call ? call.responseEnd - call.requestStart : 0 });
  }));
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""Notes when what was typed last is painted, and how much of that time the page waited for an answer."""


def measure_site_typing() -> list[Measurement]:
    """Measure the page's own part of the way, its pause before it asks included; nothing without a Chromium."""
    executable = chromium()
    if executable is None:
        return []
    with searched_site(executable) as (browser, site):
        times = _typed(browser.new_page(), site)
    own = median(time["total"] - time["answer"] for time in times)
    return [Measurement.at_most("site-typing", own, "ms from key to paint, p50, answer apart", 150.0)]


def _typed(page: Page, site: str) -> list[dict[str, float]]:
    page.add_init_script(_WATCH)
    page.goto(site, wait_until="networkidle")
    box = page.locator("#q")
    for question in _QUESTIONS:
        box.fill("")
        box.press_sequentially(question[:_UNASKED])
        for letter in question[_UNASKED:]:
            seen = page.evaluate("times.length")
            box.press(letter)
            page.wait_for_function("seen => times.length > seen", arg=seen, timeout=_LONGEST_WAIT)
            page.wait_for_timeout(_PAUSE)
    times: list[dict[str, Any]] = page.evaluate("times")
    return times
