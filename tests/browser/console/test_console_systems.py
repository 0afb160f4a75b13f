"""Keys and webhooks in the console."""

import datetime as dt
import json
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from cmehub.accounts.keys import Scope
from cmehub.submissions.events import Attempt, Delivery, Event, EventType
from tests.api_hub import ApiHub, called, called_json
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import REPORTER, ContactApi
from tests.sample_hub import PROVIDER_ID
from tests.site_server import SETTINGS


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


def test_a_key_is_renewed_with_an_overlap(api: ApiHub, page: Page) -> None:
    old = api.key(Scope.READ)
    old_id = old.split("_")[1]
    page.goto("/console/systems")
    item = page.locator(".group", has=page.get_by_role("heading", name=old_id))
    item.get_by_text("Renew").click()
    item.get_by_label("This one is good for").select_option("an hour")
    item.get_by_role("button", name="Make the new key").click()
    made = page.locator(".console__secret").inner_text()
    expect(item.get_by_text("good until")).to_be_visible()
    assert [called("GET", "/v1/submissions", key).status for key in (old, made)] == [200, 200]
    api.hub.now += dt.timedelta(hours=1)
    assert [called("GET", "/v1/submissions", key).status for key in (old, made)] == [401, 200]
    assert faults_at_every_width(page) == []


def test_what_a_webhook_was_sent_is_seen_and_sent_again(api: ApiHub, page: Page) -> None:
    wanted = {"url": "https://lms.example.org/hub"}
    webhook_id = called_json("POST", "/v1/webhooks", api.key(), wanted).document["webhook_id"]
    event = Event(event_id="evt_1", provider_id=PROVIDER_ID, type=EventType.DECIDED, at=api.hub.now)
    api.hub.events.add(event)
    delivery = Delivery(webhook_id=webhook_id, event_id="evt_1", event_type=event.type, began_at=event.at)
    api.hub.events.add_attempt(Attempt(delivery=delivery, number=1, at=event.at, milliseconds=12, status=500))
    asked: list[object] = []
    page.on("response", lambda told: asked.append(told.request.post_data_json) if told.status == 202 else None)
    page.goto("/console/systems")
    page.get_by_text("What was sent").click()
    row = page.get_by_role("row", name="records.decided")
    expect(row).to_contain_text("500, after 12 ms")
    expect(row.get_by_role("cell").nth(2)).not_to_have_text("None")
    assert faults_at_every_width(page) == []
    row.get_by_role("button", name="Send again evt_1").click()
    expect(page.get_by_text("It is on its way.")).to_be_visible()
    page.get_by_label("Send everything again that happened since").fill("2026-11-01T00:00")
    page.get_by_role("button", name="Send again", exact=True).click()
    expect(page.get_by_text("It is on its way.")).to_be_visible()
    since = page.evaluate("new Date('2026-11-01T00:00').toISOString()")
    assert asked == [{"event_id": "evt_1"}, {"since": since}]


def test_calls_and_fixtures_are_tried_in_the_sandbox(api: ApiHub, page: Page) -> None:
    page.goto("/console/systems")
    expect(page.get_by_text("Try calls in the sandbox")).to_be_visible()
    expect(page.get_by_role("link", name="Every call")).to_have_attribute("href", "https://api.example.org/v1/docs")
    expect(page.get_by_role("button", name="Get a key for an hour")).to_have_count(0)
    api.is_sandbox = True
    page.reload()
    page.get_by_role("button", name="Get a key for an hour").click()
    key = page.locator(".console__secret").inner_text()
    kept = api.keys.find(key.split("_")[1])
    assert kept
    assert kept.expires_at
    assert dt.timedelta(minutes=50) < kept.expires_at - api.hub.now < dt.timedelta(minutes=70)
    page.get_by_label("Code").select_option("ACTIVITY_THERE")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Make and download it").click()
    fixture = json.loads(Path(saved.value.path()).read_text())
    assert (saved.value.suggested_filename, fixture["code"]) == ("ACTIVITY_THERE.json", "ACTIVITY_THERE")
    assert faults_at_every_width(page) == []


def test_sandbox_and_real_lead_to_each_other_and_keep_the_provider(api: ApiHub, page: Page) -> None:
    page.goto("/console/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".sandbox")).to_have_count(0)
    known = json.dumps(SETTINGS | {"other_site_url": "https://sandbox.example.org"})
    page.route("**/config.json", lambda route: route.fulfill(body=known, content_type="application/json"))
    page.reload()
    expect(page.locator(".sandbox")).to_contain_text("Real. What you send here counts.")
    address = f"https://sandbox.example.org/console/?provider={PROVIDER_ID}"
    expect(page.get_by_role("link", name="Try things in the sandbox")).to_have_attribute("href", address)
    assert faults_at_every_width(page) == []
    api.is_sandbox = True
    page.reload()
    expect(page.locator(".sandbox")).to_contain_text("Sandbox. Nothing that you send here counts")
    expect(page.get_by_role("link", name="Go where it counts")).to_be_visible()


def test_a_reporter_has_no_systems(contacts: ContactApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, contacts, REPORTER) as page:
        page.goto("/console/systems")
        expect(page.get_by_role("alert").first).to_contain_text("Your role at the provider doesn't allow this.")
        expect(page.get_by_role("link", name="Systems")).to_have_count(0)
