"""What is open until a last day, at the start of the console."""

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from cmehub.accounts.keys import Scope, make_key
from cmehub.fields.eastern import eastern_day
from tests.api_hub import ApiHub
from tests.browser_window import faults_at_every_width
from tests.examples import an_activity
from tests.sample_hub import PROVIDER_ID


def deadlines(page: Page) -> Locator:
    return page.get_by_role("region", name="Deadlines")


@pytest.fixture
def quiet(api: ApiHub) -> ApiHub:
    """The API on a day on which nothing of the sample activities is open."""
    api.hub.now = dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)
    return api


def test_the_years_own_deadline_is_told_where_nothing_is_open(quiet: ApiHub, page: Page) -> None:
    page.goto("/console/")
    expect(deadlines(page)).to_contain_text("Nothing is open until a day that is near.")
    expect(deadlines(page).get_by_role("link", name="The report of 2026")).to_be_visible()


def test_what_is_open_is_told_the_first_day_first_with_links_to_where_it_is_done(quiet: ApiHub, page: Page) -> None:
    api = quiet
    today = eastern_day(api.hub.now)
    begins = today + dt.timedelta(days=7)
    drafts = (
        an_activity(
            activity_id=str(299_999_900 + number),
            provider_id=PROVIDER_ID,
            title=f"Draft {number}",
            start_date=begins,
            fee=None,
        )
        for number in range(53)
    )
    api.hub.activities.put(drafts)
    key, _ = make_key(PROVIDER_ID, [Scope.READ], at=api.hub.now, expires_at=api.hub.now + dt.timedelta(days=1))
    api.keys.add(key)
    page.goto("/console/")
    told = deadlines(page).locator(".groups > li")
    expect(told).to_have_count(2)
    of_key, of_drafts = told.first, told.last
    expect(of_key).to_contain_text("Last day: Jun 21, 2026, tomorrow")
    expect(of_key).to_contain_text(f"Key ({key.key_id}): refused from")
    expect(of_key.get_by_role("link", name="1 key expires")).to_have_attribute(
        "href", f"/console/systems?provider={PROVIDER_ID}"
    )
    expect(of_drafts).to_contain_text("The course begins on Jun 27, 2026, in 7 days")
    expect(of_drafts.get_by_role("link", name="53 Drafts about to begin")).to_have_attribute(
        "href", f"/console/activities?provider={PROVIDER_ID}&status=Draft"
    )
    expect(of_drafts.get_by_role("link", name="Draft 2", exact=True)).to_have_attribute(
        "href", f"/console/activities/299999902?provider={PROVIDER_ID}"
    )
    expect(of_drafts.get_by_text("Draft 3", exact=True)).to_be_hidden()
    of_drafts.get_by_text("50 more").click()
    expect(of_drafts.get_by_text("Draft 49", exact=True)).to_be_visible()
    expect(of_drafts).to_contain_text("And 3 beside these.")
    assert faults_at_every_width(page) == []


def test_they_hold_up_nothing_else_of_the_start(api: ApiHub, page: Page) -> None:
    page.route("**/v1/reminders", lambda route: route.fulfill(status=503))
    page.goto("/console/")
    expect(deadlines(page).get_by_role("alert")).to_contain_text("The list of deadlines has a problem")
    expect(page.get_by_role("region", name="Last files")).to_contain_text("activities.xml")
    page.unroute("**/v1/reminders")
    deadlines(page).get_by_role("button", name="Try again").click()
    expect(deadlines(page).get_by_role("alert")).to_have_count(0)
