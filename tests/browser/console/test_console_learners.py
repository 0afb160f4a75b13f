"""Learners in the console: looking them up, one record, and deleting it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import OF_ANOTHER, VIEWER, ContactApi

ACTIVITY = "416194271"
"""An activity with learners of the sample file, some of whom ABIM accepted."""


@pytest.fixture(autouse=True)
def reported(api: ApiHub, contacts: ContactApi) -> None:
    api.post((SAMPLES / "learners-mistakes.xlsx").read_bytes(), api.key(), "learners-mistakes.xlsx")
    api.read_all()


def first_accepted(api: ApiHub) -> dict[str, str]:
    query = {"activity_id": ACTIVITY}
    records = called("GET", "/v1/learner-records", api.key(), query=query).document["records"]
    return next(record for record in records if record["credit_lines"][0]["status"] == "accepted")


def test_a_learner_of_an_activity_is_found_and_deleted(api: ApiHub, page: Page) -> None:
    record = first_accepted(api)
    page.goto(f"/console/activities/{ACTIVITY}")
    page.get_by_role("link", name="Its learners").click()
    expect(page.get_by_label("ID of an activity")).to_have_value(ACTIVITY)
    learner = page.locator(f"a[href*='{record['record']}']")
    expect(learner).to_have_text(f"{record['family_name']}, {record['given_name']}")
    assert faults_at_every_width(page) == []
    learner.click()
    expect(page.get_by_text("ABIM Medical Knowledge: 4, accepted")).to_be_visible()
    history = page.get_by_role("region", name="History").get_by_role("listitem")
    expect(history).to_contain_text(["American Board of Internal Medicine accepted it.", "Reported: ABIM Medical"])
    row = record["record"].rpartition("-")[2]
    source = history.last.get_by_role("link", name=f"Row {row} of learners-mistakes.xlsx")
    expect(source).to_have_attribute("href", re.compile(rf"submissions/{record['submission_id']}.*row={row}#rows"))
    assert faults_at_every_width(page) == []
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("dialog")).to_contain_text("It counts until ABIM agree: they are asked now.")
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Delete reported", exact=True)).to_be_visible()
    api.read_all()
    page.reload()
    expect(page.get_by_text("ABIM Medical Knowledge: 4, deleted")).to_be_visible()


def test_an_id_that_isnt_one_of_theirs_finds_nobody(page: Page) -> None:
    page.goto("/console/learners")
    page.get_by_label("Your ID of a credit").fill("nothing-like-it")
    page.get_by_role("button", name="Find it").click()
    expect(page.get_by_text("Nobody. Check the ID: it has to be one of yours.")).to_be_visible()


def test_who_may_not_sees_no_button_and_another_provider_nothing(
    api: ApiHub, contacts: ContactApi, browser: Browser, site: str
) -> None:
    record = first_accepted(api)["record"]
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto(f"/console/learners/{record}")
        expect(page.get_by_text("ABIM Medical Knowledge: 4, accepted")).to_be_visible()
        expect(page.get_by_role("button", name="Delete it")).to_have_count(0)
    with console_window(browser, site, contacts, OF_ANOTHER) as page:
        page.goto(f"/console/learners/{record}")
        expect(page.get_by_role("alert")).to_contain_text("This provider has no such record.")
