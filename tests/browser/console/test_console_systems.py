"""Keys and webhooks in the console."""

import json

from playwright.sync_api import Browser, Page, expect

from tests.api_hub import ApiHub, called
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import REPORTER, ContactApi


def test_a_key_is_made_shown_once_and_revoked(api: ApiHub, page: Page) -> None:
    page.goto("/console/")
    page.get_by_role("link", name="Systems").click()
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_text("Choose at least one.")).to_be_visible()
    page.get_by_label("read what is stored").check()
    page.get_by_role("button", name="Make a key").click()
    made = page.locator(".console__secret").inner_text()
    assert made.startswith("cmeh_")
    assert called("GET", "/v1/submissions", made).status == 200
    assert faults_at_every_width(page) == []

    page.reload()
    expect(page.get_by_text("used last")).to_be_visible()
    expect(page.get_by_text(made)).to_have_count(0)
    page.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_text("Revoked", exact=True)).to_be_visible()
    assert called("GET", "/v1/submissions", made).status == 401


def test_a_webhook_is_added_disabled_and_deleted(api: ApiHub, page: Page) -> None:
    page.goto("/console/systems")
    page.get_by_label("A new webhook").fill("https://lms.example.org/hub")
    page.get_by_label("review.closed").uncheck()
    page.get_by_role("button", name="Add the webhook").click()
    expect(page.locator(".console__secret")).to_contain_text("whsec_")
    (webhook,) = called("GET", "/v1/webhooks", api.key()).document["webhooks"]
    assert "review.closed" not in webhook["events"]
    page.get_by_role("button", name="Disable https://lms.example.org/hub").click()
    expect(page.get_by_text("Disabled: by provider")).to_be_visible()
    page.get_by_role("button", name="Delete https://lms.example.org/hub").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("There is no webhook yet.")).to_be_visible()
    assert json.loads(called("GET", "/v1/webhooks", api.key()).text) == {"webhooks": []}


def test_a_reporter_has_no_systems(contacts: ContactApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, contacts, REPORTER) as page:
        page.goto("/console/systems")
        expect(page.get_by_role("alert").first).to_contain_text("Your role at the provider doesn't allow this.")
        expect(page.get_by_role("link", name="Systems")).to_have_count(0)
