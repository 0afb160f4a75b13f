"""A window of a browser that is as strict as the site promises to be."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
NARROWEST = {"width": 320, "height": 740}
"""Also what a desk's window is at 400 %."""
IPHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
SLOWEST_MS = 60_000
"""What a page takes on a machine with much other work; only a test that fails waits for so long."""
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RULES_IN_THEMES: dict[Literal["light", "dark"], tuple[str, ...]] = {
    "light": _RULES,
    "dark": ("color-contrast", "link-in-text-block"),
}
"""A theme has colors of its own and nothing else, so the second one is asked about colors alone."""
_LAUNCH_MS = 600_000
"""A browser that ends at its start is noticed at once; one on a busy machine gets on, however slowly."""
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""What opens windows fastest comes first: the shell has no desk's window to build, and draws with the same engine."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Launch the machine's Chromium; without one, skip the test."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("No Chromium is found. On Debian: apt-get install chromium fonts-dejavu-core")
    expect.set_options(timeout=SLOWEST_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"], timeout=_LAUNCH_MS)
        yield launched
        launched.close()


@contextmanager
def window(browser: Browser, site: str, *others: str, **options: Any) -> Iterator[Page]:
    """
    Open a window; fail afterwards if a script failed, the security policy was broken or anybody else was asked.

    ``others`` are the addresses beside the site's that may be asked.
    """
    wrong: list[str] = []
    context = browser.new_context(base_url=site, **{"viewport": DESK, "locale": "en-US", **options})
    context.set_default_timeout(SLOWEST_MS)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)

    def asked(request: Request) -> None:
        if not request.url.startswith((site, "mailto:", *others)):
            wrong.append(f"asked {request.url}")

    page.on("request", asked)
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


def total(page: Page) -> int:
    """Return how many activities the page says there are, once it does."""
    heading = page.locator("#results")
    heading.filter(has_text="activit").wait_for()
    return int((heading.text_content() or "").split()[0].replace(",", ""))


def titles(page: Page) -> list[str]:
    return [title.strip() for title in page.locator(".card__title").all_text_contents()]


def card(page: Page, title: str) -> Locator:
    return page.locator(".card", has_text=title)


def found(page: Page, number: int) -> None:
    """Wait until the page says that so many activities are found."""
    said = f"{number:,} {'activity' if number == 1 else 'activities'}"
    page.locator("#results", has_text=said).wait_for()


def box_of(page: Page) -> Locator:
    """Return the box that questions are typed into."""
    return page.get_by_role("combobox", name="Topic, title, provider or specialty")


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe finds wrong with a page as it is, by some rules or by all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": [*(rules or _RULES)], "resultTypes": ["violations"]}
    # What passed comes with the markup of each element: to fetch it takes longer than to check the page.
    found = page.evaluate("options => axe.run(options).then(({violations}) => violations)", options)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['any'][:1]}"
        for violation in found
        for node in violation["nodes"]
    ]


def faults_at_every_width(page: Page) -> list[str]:
    """Return what axe finds wrong with a page in either theme on a phone and a desk, and where it is too wide."""
    found: list[str] = []
    for viewport in (NARROWEST, PHONE, IPHONE, TABLET, DESK):
        page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            found.append(f"it is {width} wide in a window of {viewport['width']}")
        if viewport not in (IPHONE, DESK):
            continue
        for theme, rules in _RULES_IN_THEMES.items():
            page.emulate_media(color_scheme=theme)
            found += [f"{theme} at {viewport['width']}: {violation}" for violation in violations(page, *rules)]
    return found
