"""A browser, and the site with a catalogue behind it; without a Chromium these tests are skipped."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from cmehub.accounts.providers import Provider
from cmehub.activities.registrations import MocRegistration
from local.catalogue.catalogue_activities import catalogue
from local.catalogue.catalogue_providers import catalogue_providers
from tests.browser_window import chromium, window
from tests.examples import PROVIDER_ID
from tests.search_hub import SearchHub
from tests.site_server import BUILT_SITE, site_server

CATALOGUE = 1_500
LIVE = "200000001"
"""A course in Chicago for two boards."""
ENDED = "200000002"
ODD = "200000003"
"""An activity whose texts look like markup."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def search_hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    """A catalogue that lies around today, and what the tests look for in it."""
    hub = SearchHub(tmp_path_factory.mktemp("search"))
    hub.hub.now = dt.datetime.now(dt.UTC)
    today = hub.now.date()
    hub.providers.put([*catalogue_providers(), Provider(provider_id=PROVIDER_ID, name="Example Medical Society")])
    hub.activities.put(list(catalogue(CATALOGUE, today)))
    place = {"deliveries": ("In-Person",), "city": "Chicago", "state": "IL", "country": "USA"}
    both = (
        MocRegistration(board="ABA", points=2, credit_types=("Patient Safety", "Lifelong Learning")),
        MocRegistration(board="ABIM", points=1.5, credit_types=("Medical Knowledge",)),
    )
    soon = {"start_date": today + dt.timedelta(days=9), "end_date": today + dt.timedelta(days=10)}
    past = {"start_date": today - dt.timedelta(days=9), "end_date": today - dt.timedelta(days=8)}
    common = {"activity_format": "Live Course", "registrations": (), "specialties": ("Emergency Medicine",)}
    course = {"title": "Quokka bites and their care", "mips": True, "credits": 2.5}
    hub.add(int(LIVE), **{**common, **course, **soon, **place, "registrations": both})
    hub.add(int(ENDED), **{**common, **past, **place, "title": "Quokka bites of last week"})
    hub.add(int(ODD), **{**common, **soon, "title": "<b>Wombat</b> & <i>more</i>", "description": "<img src=x>"})
    hub.rebuild()
    hub.seconds += 15
    return hub


@pytest.fixture(scope="module")
def site(search_hub: SearchHub) -> Iterator[str]:
    """The address of the built site, with the catalogue behind it."""
    if not (BUILT_SITE / "index.html").exists():
        pytest.skip("The site isn't built. Build it with: make setup")
    for built in BUILT_SITE.glob("*.html"):
        search_hub.hub.site_files.put(built.name, built.read_bytes())
    with pytest.MonkeyPatch.context() as patch, site_server() as address:
        search_hub.answers(patch)
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A wide window; what goes wrong in it fails the test."""
    with window(browser, site) as opened:
        yield opened
