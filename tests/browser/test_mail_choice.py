"""A physician chooses mails on the account's page, and ends them on the page behind a mail's link."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.passport.mail_preferences import Rhythm
from tests.browser_window import DESK, PHONE, violations
from tests.physician_mails_hub import GATHERING, MailApi
from tests.signed_in_window import signed_in_window
from tests.site_server import site_server


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MailApi:
    return MailApi(monkeypatch)


@pytest.fixture
def page(api: MailApi, browser: Browser) -> Iterator[Page]:
    """A window of somebody who is signed in, whose calls the function answers in this process."""
    with site_server() as site, signed_in_window(browser, site, api, api.zoe, viewport=PHONE) as opened:
        yield opened


def test_mails_are_chosen_come_and_are_ended_by_their_link(api: MailApi, page: Page) -> None:
    page.goto("/account/settings")
    expect(page.get_by_label("A credit was accepted")).to_have_value("never")
    page.get_by_label("A credit was accepted").select_option("At once")
    page.get_by_label("Your credits were read").select_option("Weekly, on Mondays")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert violations(page) == []
    page.reload()
    expect(page.get_by_label("A credit was accepted")).to_have_value("at_once")

    api.accept()
    api.deliver()
    api.pass_time(GATHERING)
    page.goto(f"/v1/mail-preferences?token={api.link()}")
    expect(page.get_by_label("A credit was accepted")).to_have_value("at_once")
    assert violations(page) == []
    page.get_by_label("A board rejected a report").select_option("Daily")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("button", name="No more mails of this kind").click()
    expect(page.get_by_role("status")).to_contain_text("You get no more mails of this kind")
    expect(page.get_by_label("A credit was accepted")).to_have_value("never")
    assert api.wanted() | {"accepted": "never", "rejected": "daily", "access": "weekly"} == api.wanted()


@pytest.mark.parametrize("viewport", [PHONE | {"width": 320}, PHONE, DESK], ids=["320", "390", "1440"])
def test_nothing_is_wider_than_its_window(api: MailApi, page: Page, viewport: dict[str, int]) -> None:
    api.want(accepted=Rhythm.AT_ONCE)
    api.accept()
    api.deliver()
    api.pass_time(GATHERING)
    page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
    for address in (f"/v1/mail-preferences?token={api.link()}", "/account/settings"):
        page.goto(address)
        expect(page.get_by_role("heading").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
