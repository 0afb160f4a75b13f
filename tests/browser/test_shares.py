"""A physician shares a transcript, somebody reads it in a browser of their own, and it ends."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.passport.share_mails import READS_FOR
from tests.browser_window import PHONE, faults_at_every_width, violations, window
from tests.notify_hub import text_of
from tests.people_access import SITE
from tests.share_api import PASSCODE, ShareApi
from tests.signed_in_window import answered, signed_in_window
from tests.transcript_api import ODD_TITLE

EMAIL = "credentialing@mercy.example.org"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> ShareApi:
    return ShareApi(monkeypatch)


@pytest.fixture
def page(api: ShareApi, browser: Browser, site: str) -> Iterator[Page]:
    with signed_in_window(browser, site, api, api.zoe, viewport=PHONE) as opened:
        yield opened


@pytest.fixture
def reader(api: ShareApi, browser: Browser, site: str) -> Iterator[Page]:
    """A window of somebody who isn't signed in, with a profile of its own."""
    with window(browser, site, viewport=PHONE) as opened:
        opened.route("**/v1/**", answered)
        yield opened


def shared(page: Page, *, stands_for: str | None = None, **fields: str) -> str:
    """
    Share a transcript on the page, and return where it is read on this machine's site.

    With ``stands_for`` it stands until it is ended, for whoever reads the mails to that address.
    """
    page.goto("/account/shares")
    page.get_by_label("Who is to read it").fill("Mercy Hospital")
    if stands_for:
        page.get_by_label("Who gets in").select_option("One reader, with a code by e-mail")
        page.get_by_label("E-mail address of the reader").fill(stands_for)
        page.get_by_label("For how long").select_option("Until I end it")
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("heading", name="The link for Mercy Hospital")).to_be_focused()
    address = page.locator("p.share__link").inner_text()
    return f"/shared#{address.partition('#')[2]}"


def test_a_share_is_read_with_its_passcode_listed_and_ended(
    api: ShareApi, page: Page, reader: Page, tmp_path: Path
) -> None:
    page.goto("/account/transcript")
    page.get_by_label("Completed in").select_option("Any time")
    page.get_by_role("link", name="Share it by a link").click()
    expect(page.get_by_text("It tells CME and MOC credit completed at any time.")).to_be_visible()
    address = shared(page, Passcode=PASSCODE)
    mail = page.get_by_role("link", name="Write a mail with it").get_attribute("href")
    assert mail is not None
    assert mail.startswith("mailto:?subject=My%20continuing")

    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(address)
    expect(reader.get_by_text(ODD_TITLE)).to_have_count(0)
    reader.get_by_label("Passcode").fill("wrong-one")
    reader.get_by_role("button", name="Go on").click()
    expect(reader.get_by_text("The passcode is wrong.")).to_be_visible()
    assert violations(reader) == []
    reader.get_by_label("Passcode").fill(PASSCODE)
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("Zoe Garcia Lopez")).to_be_visible()
    expect(reader.get_by_text("Shared with Mercy Hospital until")).to_be_visible()
    with reader.expect_download() as saved:
        reader.get_by_role("button", name="PDF").click()
    saved.value.save_as(tmp_path / "shared.pdf")
    assert (tmp_path / "shared.pdf").read_bytes().startswith(b"%PDF-")
    token = address.partition("#")[2]
    assert not [url for url in asked if token in url.partition("#")[0]], "the link's token is in no address"

    page.reload()
    expect(page.get_by_text("Read 2 times, last")).to_be_visible()
    page.goto("/account/looks")
    expect(page.get_by_role("heading", name="Mercy Hospital")).to_have_count(2)
    page.goto("/account/shares")
    page.get_by_role("button", name="End it for Mercy Hospital").click()
    page.get_by_role("dialog").get_by_role("button", name="End it", exact=True).click()
    expect(page.get_by_text("Ended by you")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("The share is over.")).to_be_visible()


def test_one_reader_gets_the_link_and_a_code_by_mail_reads_and_is_shut_out_at_the_end(
    api: ShareApi, page: Page, reader: Page, tmp_path: Path
) -> None:
    shared(page, stands_for=EMAIL, Passcode=PASSCODE)
    notice = page.locator(".notice", has=page.get_by_role("heading", name="The link for Mercy Hospital"))
    notice.get_by_role("button", name=f"Mail the link to {EMAIL}").click()
    expect(page.get_by_text(f"The hub mails a link to {EMAIL}. Tell them the passcode.")).to_be_visible()
    assert violations(page) == []
    (mail,) = api.mailed()
    (token,) = re.findall(rf"{SITE}/shared#(\S+)", text_of(mail))

    reader.goto(f"/shared#{token}")
    reader.get_by_label("Passcode").fill(PASSCODE)
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("The share is for one reader, who gets a code by mail.")).to_be_visible()
    assert violations(reader) == []
    reader.get_by_role("button", name="Mail me a code").click()
    field = reader.get_by_label("Code of eight digits")
    expect(field).to_be_focused()
    expect(reader.get_by_text("mercy.example.org")).to_have_count(0)
    reader.keyboard.type("0000 0000")
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("The code is wrong, or it doesn't count any more.")).to_be_visible()
    assert violations(reader) == []
    field.fill(api.code())
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("Shared with Mercy Hospital until the physician ends it.")).to_be_visible()
    with reader.expect_download() as saved:
        reader.get_by_role("button", name="PDF").click()
    saved.value.save_as(tmp_path / "shared.pdf")
    assert (tmp_path / "shared.pdf").read_bytes().startswith(b"%PDF-")

    api.hub.now += READS_FOR
    reader.get_by_role("button", name="CSV").click()
    expect(reader.get_by_text("The half hour is over.")).to_be_visible()
    expect(reader.get_by_text(ODD_TITLE)).to_have_count(0)
    reader.get_by_role("button", name="Mail me a code").click()
    expect(field).to_be_focused()
    field.fill(api.code())
    reader.keyboard.press("Enter")
    expect(reader.get_by_text(ODD_TITLE).first).to_be_visible()

    page.goto("/account/looks")
    expect(page.get_by_role("heading", name="Mercy Hospital")).to_have_count(3)
    page.goto("/account/shares")
    expect(page.get_by_text(f"As of now, until you end it, with a code to {EMAIL}, with a passcode.")).to_be_visible()
    page.get_by_role("button", name="End it for Mercy Hospital").click()
    page.get_by_role("dialog").get_by_role("button", name="End it", exact=True).click()
    expect(page.get_by_text("Ended by you")).to_be_visible()
    reader.get_by_role("button", name="CSV").click()
    expect(reader.get_by_text("The share is over.")).to_be_visible()
    expect(reader.get_by_text(ODD_TITLE)).to_have_count(0)


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(api: ShareApi, page: Page, reader: Page) -> None:
    page.goto("/account/shares")
    page.get_by_label("Who is to read it").fill("Mercy Hospital")
    page.get_by_label("For how many days").fill("400")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_label("For how many days")).to_have_accessible_description(
        "Input should be less than or equal to 365"
    )
    page.reload()
    expect(page.get_by_label("Who is to read it")).to_have_value("Mercy Hospital")
    reader.goto("/shared#nothing")
    expect(reader.get_by_text("Compare the link with the one that you were given.")).to_be_visible()
    assert violations(reader) == []


def test_both_pages_are_readable_in_both_themes_at_every_width(page: Page, reader: Page) -> None:
    reader.goto(shared(page))
    expect(reader.get_by_text(ODD_TITLE).first).to_be_visible()
    assert faults_at_every_width(page) == []
    assert faults_at_every_width(reader) == []
