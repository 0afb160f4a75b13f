"""A physician makes a credential on the transcript page, and sees which documents can be verified."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_window import IPHONE, violations
from tests.credential_api import CredentialApi
from tests.physician_mails_hub import MOC
from tests.signed_in_window import signed_in_window


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> CredentialApi:
    told = CredentialApi(monkeypatch)
    told.report(MOC)
    return told


@pytest.fixture
def page(api: CredentialApi, browser: Browser, site: str) -> Iterator[Page]:
    with signed_in_window(browser, site, api, api.zoe, viewport=IPHONE) as opened:
        yield opened


def test_a_credential_is_saved_and_listed(api: CredentialApi, page: Page) -> None:
    page.goto("/account/transcript")
    page.get_by_label("Completed in").select_option("Any time")

    with page.expect_download() as download:
        page.get_by_role("button", name="Make a credential").click()

    token = download.value.path().read_text()
    assert api.read(token)["credentialSubject"]["achievements"]
    assert download.value.suggested_filename == "transcript-2026-11-20.jwt"
    expect(page.get_by_text("Your browser saves transcript-2026-11-20.jwt.")).to_be_visible()
    page.get_by_text("Documents that can be verified: 1").click()
    (code,) = [told["code"] for told in api.listed()]
    expect(page.get_by_text("Signed credential of Nov 20, 2026, good.")).to_be_visible()
    expect(page.get_by_role("link", name=code)).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == IPHONE["width"]


def test_a_badge_of_one_accepted_credit_is_saved(api: CredentialApi, page: Page) -> None:
    page.goto("/account/")
    credit = page.locator("article", has_text="MOC · American")
    with page.expect_download() as download:
        credit.get_by_role("button", name="Badge").click()

    said = api.read(download.value.path().read_text())
    assert {"OpenBadgeCredential"} <= {*said["type"]}
    assert download.value.suggested_filename == "badge-2026-11-20.jwt"
    expect(credit.get_by_text("Your browser saves badge-2026-11-20.jwt")).to_be_visible()
    assert [told["kind"] for told in api.listed()] == ["badge"]
    derived = page.locator("article", has_text="follows from MOC credit")
    expect(derived.get_by_role("button", name="Show history")).to_be_visible()
    expect(derived.get_by_role("button", name="Badge")).to_have_count(0)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == IPHONE["width"]

    (claim,) = api.hub.accounts.claims(api.zoe)
    api.hub.accounts.change(api.zoe, claim, claim.model_copy(update={"confirmed_at": None}))
    credit.get_by_role("button", name="Badge").click()
    expect(credit.get_by_text("No claim of the account is confirmed.")).to_be_visible()


def test_what_keeps_a_credential_from_being_made_is_told(api: CredentialApi, page: Page) -> None:
    (claim,) = api.hub.accounts.claims(api.zoe)
    api.hub.accounts.change(api.zoe, claim, claim.model_copy(update={"confirmed_at": None}))
    page.goto("/account/transcript")
    page.get_by_role("button", name="Make a credential").click()
    expect(page.get_by_text("No claim of the account is confirmed.")).to_be_visible()
