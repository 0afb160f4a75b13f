"""The site on a local stack with a catalogue to find, and a browser to open it."""

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from hub.errors import UserError
from hub.operator.site import publish
from hub.search import find
from hub.stack import StackConnection
from hub.stores import HubStores
from local.catalogue.catalogue_load import load_catalogue
from local.stack import LocalStack

_CATALOGUE = 10_000
_INDEX_SECONDS = 300


def chromium() -> str | None:
    """Return where a Chromium is, if this machine has one."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def searched_site(executable: str) -> Iterator[tuple[Browser, str]]:
    """Yield a browser, and the address of a site that finds 10,000 activities."""
    with TemporaryDirectory() as folder, LocalStack.started(Path(folder)) as stack:
        connection = StackConnection.at(stack.endpoint)
        publish(connection)
        load_catalogue(HubStores(connection), _CATALOGUE, dt.datetime.now(dt.UTC).date(), lambda _: None)
        _wait_for_index(connection)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            yield browser, connection.site_url
            browser.close()


def _wait_for_index(connection: StackConnection) -> None:
    deadline = time.monotonic() + _INDEX_SECONDS
    while _found(connection) < _CATALOGUE:
        if time.monotonic() > deadline:
            raise TimeoutError("search doesn't have the catalogue")
        time.sleep(0.5)


def _found(connection: StackConnection) -> int:
    """Return how many activities search has; none before its first index is published."""
    try:
        return int(find(connection, past="true")["total"])
    except UserError:
        return 0
