"""The mails about a file, calls, a review and to physicians as phones and desks show them."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page

from cmehub.accounts.providers import Contact
from cmehub.passport.credits import ProviderContact
from cmehub.passport.mail_preferences import MailKind
from cmehub.passport.mailings import CreditNews, NewsLine, PhysicianNotice
from cmehub.submissions.gatherings import RejectedRow
from functions.notify.mail.addresses import Addresses, FixItAddress
from functions.notify.mail.call_words import call_words
from functions.notify.mail.mail import Words, compose_mail
from functions.notify.mail.physician_words import Known, PhysicianLinks, physician_words
from functions.notify.mail.review_words import review_words
from functions.notify.mail.submission_words import submission_words
from functions.notify.mail.summary import summarise
from tests.examples import a_review_request, an_activity
from tests.notify_hub import (
    HOUR,
    NOW,
    PROVIDER,
    PROVIDER_ID,
    SENDER,
    a_rejected_call,
    a_rejected_row,
    a_submission,
)
from tests.unit.functions.notify.mail.test_submission_words import missing

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
LONG = "x" * 200
REGION = f"https://{'a' * 10}.execute-api.us-gov-west-1.amazonaws.com"
ADDRESSES = Addresses(
    REGION, "https://guide.example.org/docs", f"cmehub-uploads-{'b' * 40}", "https://passport.example.org"
)


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mail with names and addresses as long as they get."""
    fields = ("First Name", "Last Name", "Certifying Board ID", "Credits Awarded for Additional Credit Type 1")
    rows = [missing(row, field) for field in fields for row in range(3, 2_000, 1 + 2 * len(field))]
    summary = summarise((), sorted(rows, key=lambda row: row.row))
    submission = a_submission(upload_key=f"0009999/{LONG}.xlsx", lines=2_000_000)
    fix_it = FixItAddress(ADDRESSES.fix_it("5ab5c0de" * 4, "t" * 43), NOW + dt.timedelta(days=30))
    words = submission_words(summary, submission, fix_it, ADDRESSES)
    return page_of(words, tmp_path_factory)


@pytest.fixture(scope="module")
def call_mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mail about calls, with names as long as they get."""
    (line,) = a_rejected_row(1, "BOARD_OTHER_REASON", LONG).credit_lines
    lines = (line.model_copy(update={"credit_id": LONG}),)
    row = RejectedRow(activity_id="202699001", record=f"{'5ab5c0de' * 4}-00001-1", credit_lines=lines)
    return page_of(call_words("5ab5c0de" * 4, [a_rejected_call("a", rows=(row,))], ADDRESSES, HOUR), tmp_path_factory)


@pytest.fixture(scope="module")
def review_mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mail that asks for documents, with texts and names as long as they get."""
    request = a_review_request(review_id="x" * 80, reason="x" * 1_000)
    address = ADDRESSES.console(PROVIDER_ID, f"activities/{request.activity_id}", part="reviews")
    return page_of(review_words(request, an_activity(title=LONG), address), tmp_path_factory)


@pytest.fixture(scope="module")
def physician_mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mail to a physician, with names as long as they get."""
    line = NewsLine(board="ABIM", credit_type=LONG, amount=1)
    news = CreditNews(
        provider_id="0009999",
        activity_id="202699001",
        completed_on=NOW.date(),
        board="ABIM",
        lines=(line,),
        reason_code="BOARD_ID_NOT_FOUND",
    )
    notice = PhysicianNotice(notice_id="n", kind=MailKind.REJECTED, news=news)
    known = Known({"202699001": LONG}, {"0009999": ProviderContact(provider_id="0009999", name=LONG)}, {})
    links = PhysicianLinks(ADDRESSES.account, ADDRESSES.mail_preferences("t" * 43))
    return page_of(physician_words(MailKind.REJECTED, "m", [notice] * 3, known, links), tmp_path_factory)


def page_of(words: Words, folders: pytest.TempPathFactory) -> Path:
    """Return the page of a mail from a provider and to a contact with long names."""
    provider = PROVIDER.model_copy(update={"name": f"The {LONG}"})
    contact = Contact(name=f"Paula {LONG}", email="paula@cme.example.org")
    path = folders.mktemp("mail") / "mail.html"
    path.write_text(compose_mail(words, provider, contact, sender=SENDER, at=NOW).html, "utf-8")
    return path


def opened(browser: Browser, mail: Path, viewport: dict[str, int]) -> Page:
    page = browser.new_page(viewport={"width": viewport["width"], "height": viewport["height"]})
    page.goto(mail.as_uri())
    return page


def button(page: Page) -> FloatRect:
    box = page.get_by_role("link", name="Download the fix-it workbook").bounding_box()
    assert box
    return box


def test_the_button_is_within_two_screens_of_a_phone(browser: Browser, mail: Path) -> None:
    page = opened(browser, mail, PHONE)

    box = button(page)
    page.close()

    assert box["y"] + box["height"] <= 2 * PHONE["height"]
    assert box["height"] >= 40, "a finger hits it"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("about", ["mail", "call_mail", "review_mail", "physician_mail"])
def test_nothing_is_wider_than_the_window(
    browser: Browser, request: pytest.FixtureRequest, about: str, viewport: dict[str, int]
) -> None:
    page = opened(browser, request.getfixturevalue(about), viewport)

    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert width <= viewport["width"]
