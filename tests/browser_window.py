"""A window of a browser that is as strict as the site promises to be."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Request

PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESK = {"width": 1440, "height": 900}
SLOWEST_MS = 60_000
"""What a page takes on a machine with much other work; only a test that fails waits for so long."""


@contextmanager
def window(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """Open a window; fail afterwards if a script failed, the security policy was broken or anybody else was asked."""
    wrong: list[str] = []
    context = browser.new_context(base_url=site, **{"viewport": DESK, "locale": "en-US", **options})
    context.set_default_timeout(SLOWEST_MS)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)

    def asked(request: Request) -> None:
        if not request.url.startswith((site, "mailto:")):
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
