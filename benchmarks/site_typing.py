"""How long it takes from a keystroke to painted results, in a real browser."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from benchmarks.measurement import Measurement
from local.catalogue.catalogue_activities import catalogue
from local.catalogue.catalogue_providers import catalogue_providers
from tests.search_hub import SearchHub
from tests.site_server import site_server

_CATALOGUE = 10_000
_QUESTIONS = ("heart", "diabetes", "opioid", "asthma", "sleep")
_UNASKED = 2
"""Letters that nothing is looked for yet."""
_PAUSE, _LONGEST_WAIT = 300, 2_000
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
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return []
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        hub = SearchHub(Path(folder))
        hub.hub.now = dt.datetime.now(dt.UTC)
        hub.providers.put(catalogue_providers())
        hub.activities.put(list(catalogue(_CATALOGUE, hub.now.date())))
        hub.rebuild()
        hub.answers(patch)
        with site_server() as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            times = _typed(browser.new_page(), site)
            browser.close()
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
