"""A hub with the sample activities, its contacts, and a window of the primary one."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub
from tests.console_window import console_window
from tests.contact_api import PRIMARY, ContactApi
from tests.sample_hub import copy_of, stocked_hub


@pytest.fixture(scope="module")
def stocked() -> MemoryHub:
    return stocked_hub()


@pytest.fixture
def api(stocked: MemoryHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    told = ApiHub(copy_of(stocked), tmp_path, monkeypatch)
    # The browser has the real time, by which places for files end.
    told.hub.now = dt.datetime.now(dt.UTC)
    return told


@pytest.fixture
def contacts(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> ContactApi:
    return ContactApi(api, monkeypatch)


@pytest.fixture
def page(contacts: ContactApi, browser: Browser, site: str) -> Iterator[Page]:
    with console_window(browser, site, contacts, PRIMARY) as opened:
        yield opened
