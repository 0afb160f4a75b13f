"""How smoothly 20,000 faulty rows are mended in the console and sent, in a real browser."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measurement import Measurement
from benchmarks.mending_steps import STEPS, longest_frame, send_all, sign_in, take_alike
from benchmarks.searched_site import chromium
from cmehub.accounts.standing import RoleKind
from hub.operator.site import publish
from hub.provider.sending import follow, send
from hub.stack import StackConnection
from hub.stores import HubStores
from local.sample_load import PROVIDER_ID, load_samples
from local.sample_people import PASSWORD, SAMPLE_PEOPLE, load_people
from local.stack import LocalStack

_ROWS, _ROUNDS = 20_000, 3
_SECONDS_TO_READ = 600
_LONGEST_FRAME = 100.0
_LONGEST_CALL = 29.0
"""In seconds; the gateway ends a call after 30."""
_HEADINGS = (
    "Record Action,ACCME Activity ID,Completion Date,First Name,Last Name,Date of Birth,Licensing State,"
    "Licensing ID or NPI,Number of CME Credits"
)
_REPORTER = next(
    person.email for person in SAMPLE_PEOPLE if [role.kind for role in person.roles] == [RoleKind.REPORTER]
)


def measure_mending(rows: int = _ROWS, rounds: int = _ROUNDS) -> list[Measurement]:
    """
    Measure the longest frame of each thing that is done with the rows; nothing without a Chromium.

    Each is done in several rounds, in each from the sign-in on, and the median of their longest frames counts: a frame
    that another program holds up is long, whatever the page does. All rows are sent once, at the end.

    Raises
    ------
    ValueError
        If the hub hasn't taken each row that was sent, once.
    """
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
        file.write_text("\n".join([_HEADINGS, *_lines(rows)]))
        submission = send(stores, file, PROVIDER_ID).submission_id
        _wait_for(stores, submission)
        _wait_for_mail(stack)
        address = f"{connection.site_url}/console/submissions/{submission}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            frames = [_round(browser, address) for _ in range(rounds)]
            sending, seconds, made = _sent(browser, address)
            browser.close()
        _wait_for(stores, made)
        _check_all_there(stores, submission, made, rows)
    longest = {name: median(told[name] for told in frames) for name in STEPS} | {"sending": sending}
    return [
        *(
            Measurement.at_most(f"mending-{name}", milliseconds, f"ms, longest frame, of {rows:,} rows", _LONGEST_FRAME)
            for name, milliseconds in longest.items()
        ),
        Measurement.at_most("mending-call", seconds, f"s, the call that sends {rows:,} rows", _LONGEST_CALL),
    ]


def _lines(rows: int) -> Iterator[str]:
    for place in range(rows):
        yield f"Add,735964209,2026-03-16,Ann,Person {place},05/24,Ohaio,35.{900_000 + place},2"


def _wait_for(stores: HubStores, submission: str) -> None:
    for _ in follow(stores, submission, seconds=_SECONDS_TO_READ):
        pass


def _wait_for_mail(stack: LocalStack) -> None:
    """Wait for the mail: to make its workbook of all rows keeps a core busy, and the page's calls waiting."""
    deadline = time.monotonic() + _SECONDS_TO_READ
    while not stack.sent_mails():
        if time.monotonic() > deadline:
            raise TimeoutError(f"no mail about the rows was sent in {_SECONDS_TO_READ} s")
        time.sleep(1)


def _round(browser: Browser, address: str) -> dict[str, float]:
    with browser.new_context() as context:
        page = _opened(context.new_page(), address)
        return {name: longest_frame(page, name, step) for name, step in STEPS.items()}


def _sent(browser: Browser, address: str) -> tuple[float, float, str]:
    """Mend all rows and send them; return the longest frame, how many seconds the call took, and what it made."""
    with browser.new_context() as context:
        page = _opened(context.new_page(), address)
        take_alike(page)
        began = time.monotonic()
        taken: list[tuple[float, str]] = []

        def send_them(page: Page) -> None:
            made = send_all(page)
            taken.append((time.monotonic() - began, made))

        frame = longest_frame(page, "sending", send_them)
        return frame, *taken[0]


def _opened(page: Page, address: str) -> Page:
    sign_in(page, address, _REPORTER, PASSWORD)
    return page


def _check_all_there(stores: HubStores, submission: str, made: str, rows: int) -> None:
    found = stores.submissions.find(made)
    noted = [row for fact in stores.submissions.corrections(submission) for row in fact.rows]
    if found is None or found.rows != rows or sorted(noted) != list(range(2, rows + 2)):
        raise ValueError(f"of {rows:,} mended rows {found.rows if found else 0:,} arrived, {len(noted):,} were noted")
