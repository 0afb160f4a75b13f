"""What somebody does with faulty rows in the console: each thing once, and how long its longest frame takes."""

import time
from collections.abc import Callable

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

_PASTED = 100
_TO_OPEN, _ALL_ROWS, _PAUSE = 300_000, 600_000, 600
"""In milliseconds; the pause lets what was done be painted."""
_MOST_TOLD = 500
_WATCH = """
window.frames = [];
new PerformanceObserver((list) => frames.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "long-animation-frame" });
"""
"""Notes how long each frame takes that takes more than 50 ms."""
_PASTE = """
(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
"""
_DRAWN = """
([rows, last]) => {
  const headings = document.querySelectorAll(".mend tbody th");
  return headings.length === rows && headings[rows - 1].textContent !== last;
}
"""
"""Whether another page of as many rows is drawn."""
_SUGGESTED = ".mend tbody tr:nth-child(20) .links button"
# Roles and names aren't asked for while frames are watched: to find them, all rows are looked at, which takes a frame.
_BAR, _SAID = ".mend__bar button", ".mend__bar [role=status]"


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    """
    Open the rows to mend as a contact.

    Raises
    ------
    TimeoutError
        If something that is waited for doesn't come.
    """
    page.set_default_timeout(_TO_OPEN)
    page.add_init_script(_WATCH)
    told = "the console's page"
    try:
        page.goto(address)
        told = 'its button "Sign in"'
        page.get_by_role("button", name="Sign in", exact=True).first.click()
        told = "the page that asks for the user's name"
        page.locator("[name=username]").fill(email)
        told = "the password's box"
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        told = "rows with cells to mend"
        _wait_for_rows(page)
        told = "the end of reading what was found"
        page.get_by_text("Reading what was found").wait_for(state="detached")
    except PlaywrightTimeoutError as error:
        seen = page.locator("body").inner_text(timeout=_TO_OPEN)[:_MOST_TOLD]
        raise TimeoutError(f"{told} didn't come within {_TO_OPEN // 1000} s; {page.url} says: {seen}") from error


def _wait_for_rows(page: Page) -> None:
    """Wait until cells can be mended: the page is told to ask again where it gave up a function's slow first call."""
    deadline = time.monotonic() + _TO_OPEN / 1000
    again = page.locator("main button", has_text="Try again")
    cell = page.locator(".mend__cell").first
    while not cell.is_visible():
        cell.or_(again).first.wait_for(timeout=max(1, (deadline - time.monotonic()) * 1000))
        if again.first.is_visible():
            again.first.click()


def longest_frame(page: Page, name: str, step: Callable[[Page], None]) -> float:
    """
    Return the longest frame while something is done, in milliseconds; 0 if none takes more than 50.

    Raises
    ------
    TimeoutError
        If it doesn't end.
    """
    page.wait_for_timeout(_PAUSE)
    page.evaluate("frames.length = 0")
    try:
        step(page)
    except PlaywrightTimeoutError as error:
        said = page.locator(".mend__bar").text_content(timeout=1_000)
        raise TimeoutError(f'{name} didn\'t end in time; above the rows stands: "{said}"') from error
    page.wait_for_timeout(_PAUSE)
    return float(page.evaluate("Math.max(0, ...frames)"))


def take_alike(page: Page) -> None:
    """Take a row's suggestion in all rows alike, on every page."""
    page.locator(_SUGGESTED).last.click()
    page.locator(_SAID, has_text="rows now.").wait_for(timeout=_ALL_ROWS)


def send_all(page: Page) -> str:
    """Send what is mended, and return the submission that it makes."""
    page.locator(_BAR, has_text="Send the mended rows").click()
    made = page.locator(".mend__bar .notice a").last
    made.wait_for(timeout=_ALL_ROWS)
    return str(made.get_attribute("href")).partition("?")[0].rpartition("/")[2]


def _page_through(page: Page) -> None:
    headings = page.locator(".mend tbody th")
    rows = headings.count()
    for _ in range(5):
        last = headings.last.text_content()
        page.locator(".console__pager button", has_text="Next rows").click()
        page.wait_for_function(_DRAWN, arg=[rows, last])


def _scroll(page: Page) -> None:
    for step in (400, 400, 800, 1600, -1600, -800):
        page.mouse.wheel(0, step)
        page.wait_for_timeout(100)


def _edit(page: Page) -> None:
    for place in range(5):
        cell = page.locator('[data-column="6"]').nth(place)
        cell.press_sequentially("xyz", delay=30)
        cell.press("Enter")


def _paste(page: Page) -> None:
    page.locator('[data-column="6"]').first.evaluate(_PASTE, "\n".join(["Ohio"] * _PASTED))


def _undo(page: Page) -> None:
    mended, _, _ = str(page.locator(_SAID).first.text_content()).partition(" mended")
    page.locator(_BAR, has_text="Undo the last change").click()
    page.wait_for_function(
        "([place, mended]) => !document.querySelector(place).textContent.startsWith(mended)", arg=[_SAID, mended]
    )


STEPS: dict[str, Callable[[Page], None]] = {
    "paging": _page_through,
    "scrolling": _scroll,
    "editing": _edit,
    "pasting": _paste,
    "unpasting": _undo,
    "alike": take_alike,
    "undoing": _undo,
}
"""What is done, in this order: what is mended in one step is undone in another, so that a round can follow a round."""
