"""The whole way of a physician: from signing up to giving the claim back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3
from playwright.sync_api import Page, expect

from cmehub.accounts.pools import Pool
from cmehub.boards.connections import FilesConnection, RosterConnection
from cmehub.submissions.submission import SubmissionStatus
from cmehub.submissions.upload_folders import AGAIN
from hub.operator.site import BUILT_SITE, publish
from hub.provider.sending import send
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from local.sample_people import PASSWORD, sample_physician
from local.stack import SentMail
from tests.browser_window import chromium, violations, window
from tests.pipeline.conftest import SECONDS, Hub

BOARD = "ABA"
EMAIL = "vera.nakamura@example.org"
NOT_PASSED = "The assessment wasn't passed"
SEPSIS, ONLINE = "922988743", "690778104"
"""Activities of the samples: one that is reported and rejected, and one that is missed."""
HEADINGS = "Record Action,ACCME Activity ID,Completion Date,First Name,Last Name,Date of Birth,Certifying Board,"
HEADINGS += "Certifying Board ID,Total Board Credits,Credit Type,Credits Awarded for Credit Type"


@pytest.fixture
def page(hub: Hub) -> Iterator[Page]:
    """A window in which a clock can be moved, while a board answers by files."""
    if not (BUILT_SITE / "account.html").exists():
        pytest.skip("The site isn't built. Build it with: make setup")
    publish(hub.stores.connection)
    hub.stores.boards.connect(BOARD, FilesConnection())
    connection = hub.stores.connection
    others = connection.sign_in_url(Pool.PHYSICIANS), connection.api_url
    with chromium() as browser, window(browser, connection.site_url, *others) as opened:
        opened.clock.install()
        yield opened
    hub.stores.boards.connect(BOARD, RosterConnection())


def sign_up(hub: Hub, page: Page) -> None:
    """Create an account as somebody does who has none, and sign in with the code from the mail."""
    page.goto("/account/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_role("button", name="Create an account").click()
    page.locator("[name=username]").fill(EMAIL)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Email code").click()
    page.locator("[name=code]").wait_for()
    (mail,) = [mail for mail in hub.stack.sent_mails() if mail.recipients == (EMAIL,)]
    (code,) = re.findall(r"\b\d{6}\b", mail.text)
    page.locator("[name=code]").fill(code)
    page.keyboard.press("Enter")
    # The emulator gives everybody a password, which the first sign-in has to change; AWS makes accounts without one.
    page.locator("[name=new_password]").fill(PASSWORD)
    page.locator("[name=confirm_password]").fill(PASSWORD)
    page.keyboard.press("Enter")


def accepted_mail(hub: Hub) -> SentMail | None:
    """Return the mail to the physician about credit that was accepted; fail if there are several."""
    mails = [mail for mail in hub.stack.sent_mails() if EMAIL in mail.recipients and "accepted" in mail.subject]
    assert len(mails) <= 1
    return mails[0] if mails else None


def sent_and_waiting(hub: Hub, file: Path) -> str:
    """Send a file of the provider, and return its submission once only the board's answer is missing."""
    sent = send(hub.stores, file, PROVIDER_ID, AGAIN)

    def awaits_the_board() -> bool:
        found = hub.stores.submissions.find(sent.submission_id)
        return found is not None and found.status is SubmissionStatus.AWAITING_BOARDS

    def is_asked() -> bool:
        return any(open_ask.ask.submission_id == sent.submission_id for open_ask in hub.stores.boards.open_asks(BOARD))

    hub.wait_for("the board's answer to be missing", awaits_the_board)
    hub.wait_for("the open ask", is_asked)
    return sent.submission_id


def decide(hub: Hub, submission_id: str, *decision: str) -> None:
    """Decide in the board's place on every row of a submission that waits."""
    waiting = json.loads(hub.command("boards", "queue", BOARD, "--json").stdout)["waiting"]
    of_submission = [row for row in waiting if row["ask"].startswith(submission_id)]
    assert of_submission
    for ask in {row["ask"] for row in of_submission}:
        rows = [str(row["row"]) for row in of_submission if row["ask"] == ask]
        decided = hub.command("boards", "decide", BOARD, ask, *rows, *decision)
        assert decided.returncode == 0, decided.stderr


def miss_a_credit(hub: Hub, page: Page) -> None:
    """Ask for a credit, answer in the provider's place, and see the answer."""
    page.get_by_role("link", name="Missing credits").click()
    page.locator("[name=activity_id]").fill(ONLINE)
    page.get_by_label("The day on which you completed it").fill("2026-09-17")
    page.get_by_role("button", name="Ask the provider").click()
    expect(page.get_by_text("The provider was asked.")).to_be_visible()

    def asking_mail() -> SentMail | None:
        return next((mail for mail in hub.stack.sent_mails() if "/v1/missing-credits/" in mail.text), None)

    mail = hub.wait_for("the mail to the provider", asking_mail)
    assert mail is not None
    assert "paula.sample@cme.example.org" in mail.recipients
    (link,) = re.findall(r"https?://\S+/v1/missing-credits/\S+", mail.text)
    page.goto(link)
    page.get_by_label("We have reported it now.").check()
    page.get_by_label("Words to the physician").fill("It went out today.")
    page.get_by_role("button", name="Answer").click()
    page.goto("/account/missing")
    expect(page.get_by_text("it is reported now. It went out today.")).to_be_visible()


def test_a_physician_goes_the_whole_way(hub: Hub, page: Page, tmp_path: Path) -> None:
    physician = sample_physician()
    person = f"{physician.given_name},{physician.family_name},{physician.birth_month_day}"
    file = tmp_path / "sepsis.csv"
    credit_line = f"{BOARD},{physician.board_id(BOARD)},3,Lifelong Learning,3"
    file.write_text(f"{HEADINGS}\nAdd,{SEPSIS},2026-09-30,{person},{credit_line}\n", "utf-8")
    clean, sepsis = sent_and_waiting(hub, SAMPLES / "learners-clean.xlsx"), sent_and_waiting(hub, file)

    sign_up(hub, page)
    for label, text in (
        ("Given name", physician.given_name),
        ("Family name", physician.family_name),
        ("Birth month and day", physician.birth_month_day),
        ("The number", physician.npi),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Show my credits").click()

    credit = (
        page.locator(".credit", has_text="American Board of Anesthesiology").filter(has_text="Breathing circuits").first
    )
    rejected = page.locator(".credit", has_text="Sepsis across the specialties").first
    expect(credit.locator(".credit__status")).to_have_text("pending")
    expect(credit).to_contain_text("Waits for the American Board of Anesthesiology since")
    assert violations(page) == []

    page.get_by_role("link", name="Settings").click()
    page.get_by_label("A credit was accepted").select_option("At once")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    page.get_by_role("link", name="Credits", exact=True).click()
    expect(credit.locator(".credit__status")).to_have_text("pending")

    decide(hub, clean, "--accept")
    page.clock.fast_forward("00:16")
    expect(credit.locator(".credit__status")).to_have_text("accepted")
    expect(page.locator(".columns__main > [role=status]")).to_contain_text("now accepted")
    decide(hub, sepsis, "--reject", NOT_PASSED)
    page.clock.fast_forward("00:16")
    expect(rejected.locator(".credit__status")).to_have_text("rejected")
    expect(rejected).to_contain_text(NOT_PASSED)
    expect(rejected.get_by_role("link", name="Write to Example Medical Society")).to_be_visible()
    credit.get_by_role("button", name="Show history").click()
    expect(credit.locator(".steps li").last).to_contain_text("Accepted.")

    mail = hub.wait_for("the mail", lambda: accepted_mail(hub))
    assert mail is not None
    assert "American Board of Anesthesiology" in mail.text
    assert physician.board_id(BOARD) not in mail.text
    (link,) = re.findall(r"(https?://\S+/v1/mail-preferences\?token=\S+)", mail.text)
    assert f"{hub.stores.connection.site_url}/account/" in mail.text
    one_click = urllib3.request("POST", link, fields={"List-Unsubscribe": "One-Click"}, timeout=SECONDS)
    assert one_click.status == 200
    assert "You get no more mails of this kind" in one_click.data.decode()

    miss_a_credit(hub, page)

    looked = hub.command("credits", BOARD, physician.board_id(BOARD))
    assert looked.returncode == 0, looked.stderr
    page.get_by_role("link", name="Who has looked").click()
    expect(page.locator(".looks li").first).to_contain_text("An operator of CME Hub")

    page.get_by_role("link", name="Who you are").click()
    page.get_by_role("button", name="give it back", exact=False).click()
    page.get_by_role("dialog").get_by_role("button", name="Give it back").click()
    expect(page.get_by_text("not tied to a physician yet")).to_be_visible()
