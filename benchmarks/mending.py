"""How smoothly 20,000 faulty rows are mended in the console, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import Page, sync_playwright

from benchmarks.measurement import Measurement
from benchmarks.searched_site import chromium
from cmehub.accounts.standing import RoleKind
from hub.operator.site import publish
from hub.provider.sending import follow, send
from hub.stack import StackConnection
from hub.stores import HubStores
from local.sample_load import PROVIDER_ID, load_samples
from local.sample_people import PASSWORD, SAMPLE_PEOPLE, load_people
from local.stack import LocalStack

if TYPE_CHECKING:
    from playwright.sync_api import Locator

_ROWS, _PASTED = 20_000, 100
_SECONDS_TO_READ = 300
_LONGEST_FRAME = 100.0
_DEADLINE, _PAUSE = 600_000, 600
"""In milliseconds; the pause lets what was done be painted."""
_HEADINGS = (
    "Record Action,ACCME Activity ID,Completion Date,First Name,Last Name,Date of Birth,Licensing State,"
    "Licensing ID or NPI,Number of CME Credits"
)
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


def measure_mending() -> list[Measurement]:
    """Measure the longest frame of each thing that is done with the rows; nothing without a Chromium."""
    executable = chromium()
    if executable is None:
        return []
    with TemporaryDirectory() as folder, LocalStack.started(Path(folder)) as stack:
        connection = StackConnection.at(stack.endpoint)
        stores = HubStores(connection)
        load_samples(stores, lambda _: None)
        load_people(connection)
        publish(connection)
        file = Path(folder, "ohio.csv")
        file.write_text("\n".join([_HEADINGS, *_lines()]))
        submission = send(stores, file, PROVIDER_ID).submission_id
        for _ in follow(stores, submission, seconds=_SECONDS_TO_READ):
            pass
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            frames = longest_frames(browser.new_page(), connection.site_url, submission)
            browser.close()
    return [
        Measurement.at_most(f"mending-{name}", longest, "ms, longest frame, of 20,000 rows", _LONGEST_FRAME)
        for name, longest in frames.items()
    ]


def longest_frames(page: Page, site: str, submission: str) -> dict[str, float]:
    """
    Mend rows of a submission as a reporter, and return the longest frame of each step, in milliseconds.

    A frame of at most 50 ms isn't noted by the browser: then it is 0.
    """
    page.set_default_timeout(_DEADLINE)
    page.add_init_script(_WATCH)
    page.goto(f"{site}/console/submissions/{submission}")
    _sign_in(page)
    _first_cell(page).wait_for()
    page.get_by_text("Reading what was found").wait_for(state="detached")
    steps: dict[str, Callable[[Page], None]] = {
        "paging": _page_through,
        "scrolling": _scroll,
        "editing": _edit,
        "pasting": _paste,
        "alike": _take_alike,
        "undoing": _undo,
    }
    return {name: _longest_frame(page, step) for name, step in steps.items()}


def _lines() -> Iterator[str]:
    for place in range(_ROWS):
        yield f"Add,735964209,2026-03-16,Ann,Person {place},05/24,Ohaio,35.{900_000 + place},2"


def _sign_in(page: Page) -> None:
    (reporter,) = (
        person.email for person in SAMPLE_PEOPLE if [role.kind for role in person.roles] == [RoleKind.REPORTER]
    )
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("[name=username]").fill(reporter)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


def _longest_frame(page: Page, step: Callable[[Page], None]) -> float:
    page.wait_for_timeout(_PAUSE)
    page.evaluate("frames.length = 0")
    step(page)
    page.wait_for_timeout(_PAUSE)
    return float(page.evaluate("Math.max(0, ...frames)"))


def _first_cell(page: Page) -> "Locator":
    return page.locator(".mend__cell").first


def _page_through(page: Page) -> None:
    for _ in range(5):
        row = page.locator("tr th[scope=row]").last.text_content()
        page.get_by_role("button", name="Next rows").click()
        page.wait_for_function(
            "row => document.querySelector('tr:last-child th[scope=row]')?.textContent > '' "
            "&& [...document.querySelectorAll('tr th[scope=row]')].at(-1).textContent !== row",
            arg=row,
        )


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


def _take_alike(page: Page) -> None:
    page.get_by_role("button", name="Undo the last change").click()
    page.get_by_role("button", name="In all rows alike, on every page").last.click()
    page.get_by_text("rows now.").wait_for()


def _undo(page: Page) -> None:
    page.get_by_role("button", name="Undo the last change").click()
    page.get_by_text("20,000 rows mended").wait_for(state="detached")
