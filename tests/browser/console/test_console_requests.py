"""Requests of physicians in the console, and that they are told at the start."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api_hub import ApiHub
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import VIEWER, ContactApi
from tests.missing_api import MissingApi


@pytest.fixture
def physician(monkeypatch: pytest.MonkeyPatch) -> MissingApi:
    return MissingApi(monkeypatch)


@pytest.fixture
def api(physician: MissingApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    return ApiHub(physician.hub, tmp_path, monkeypatch)


def test_a_request_is_told_at_the_start_and_answered(physician: MissingApi, page: Page) -> None:
    physician.miss(words="Certificate 4711.")
    page.goto("/console/")
    expect(page.get_by_text("for an answer, the first until Dec 7, 2026")).to_be_visible()
    page.get_by_role("link", name="One request waits").click()
    request = page.locator(".groups > li").first
    expect(request).to_contain_text("Zoe Garcia Lopez")
    expect(request).to_contain_text("They say: Certificate 4711.")
    expect(request).to_contain_text("ABIM ID 123456")
    assert faults_at_every_width(page) == []
    request.get_by_label("Words to the physician").fill("You left before the assessment.")
    request.get_by_role("button", name="completed").click()
    expect(page.get_by_text("Nobody misses a credit.")).to_be_visible()
    ended = page.get_by_role("region", name="Ended within a year")
    expect(ended).to_contain_text("You said: You left before the assessment.")
    (told,) = physician.missing()
    assert (told["status"], told["answer"]["words"]) == ("not_completed", "You left before the assessment.")


def test_a_viewer_sees_no_id_and_cant_answer(
    physician: MissingApi, contacts: ContactApi, browser: Browser, site: str
) -> None:
    physician.miss()
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto("/console/requests")
        expect(page.get_by_role("heading", name="Zoe Garcia Lopez")).to_be_visible()
        expect(page.get_by_text("123456")).to_have_count(0)
        expect(page.get_by_label("Words to the physician")).to_have_count(0)


def test_a_request_is_answered_by_reporting_what_is_missing(physician: MissingApi, page: Page) -> None:
    physician.miss()
    page.goto("/console/requests")
    page.get_by_role("link", name="Report it now").click()
    expect(page.get_by_label("First name")).to_have_value("Zoe")
    expect(page.get_by_label("Last name")).to_have_value("Garcia Lopez")
    expect(page.get_by_label("ABIM ID")).to_have_value("123456")
    page.get_by_label("Birth month and day").fill("02-29")
    page.get_by_role("group", name="American Board of Internal Medicine").get_by_label("Medical").fill("1")
    page.get_by_role("button", name="Report it, and answer the request").click()
    expect(page.get_by_text("has ended: the record is here, and the physician sees it.")).to_be_visible()
    page.get_by_role("link", name="Back to the requests").click()
    expect(page.get_by_role("region", name="Ended within a year")).to_contain_text("The record came")
