"""The page on which anybody verifies: what it says of good, wrong and hostile documents, and that it sends nothing."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.credentials.issued import IssuedKind, new_code
from cmehub.credentials.issuing import Draft
from cmehub.learners.credits import credits_of
from tests.browser_window import faults_at_every_width, window
from tests.credential_api import CredentialApi
from tests.physician_mails_hub import MOC, STATE
from tests.site_server import site_server

PDF = b"%PDF-1.7\nAmount 1.5\n%%EOF\n"
DELETED = MOC | {"action": "Delete"}


class Verifier(NamedTuple):
    """The hub, the site before it, and an open page."""

    api: CredentialApi
    page: Page
    asked: list[str]

    def at(self, now: dt.datetime) -> None:
        """Let a moment come, for the hub as for the browser."""
        self.api.hub.now = now
        self.page.clock.set_fixed_time(now)

    def file(self, content: bytes | str, name: str = "credential.jwt") -> None:
        sent = content if isinstance(content, bytes) else content.encode()
        self.page.get_by_label("Credential (.jwt), or a PDF with its code").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": sent}
        )

    def says(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=re.compile(heading))).to_be_focused()

    def printed(self) -> str:
        """Let a transcript be made to print, and return its code."""
        keys = ["ABIM-123456", "OH-MD1"]
        records = [record for key in keys for record in self.api.hub.records.of_learner(key)]
        draft = Draft(
            code=new_code(),
            kind=IssuedKind.PRINT,
            covers="print 2026",
            said={},
            learner_keys=keys,
            credits=credits_of(records, self.api.hub.ledgers),
            issued_at=self.api.hub.now,
        )
        return self.api.hub.issuing.issue(self.api.zoe, draft, PDF).code


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[CredentialApi, str]]:
    api = CredentialApi(monkeypatch)
    with site_server() as site:
        api.settings.site_url = site
        api.report(MOC, STATE | {"completion_date": "2026-10-05"})
        yield api, site


def opened(browser: Browser, address: tuple[CredentialApi, str], **options: Any) -> Any:
    return window(browser, address[1], **options)


@pytest.fixture
def verifier(browser: Browser, address: tuple[CredentialApi, str]) -> Iterator[Verifier]:
    with opened(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.method} {request.url.removeprefix(address[1])}"))
        verifier = Verifier(address[0], page, asked)
        verifier.at(address[0].hub.now + dt.timedelta(seconds=30))
        page.goto("/verify/")
        yield verifier


def test_a_boards_delete_turns_a_good_credential_red_and_nothing_is_sent(verifier: Verifier) -> None:
    token = verifier.api.make(since="2026-01-01", until="2026-12-31")["token"]

    verifier.file(token)
    verifier.says("The credential is good")
    page = verifier.page
    expect(page.get_by_text("Zoe Garcia Lopez")).to_be_visible()
    expect(page.get_by_text("from Jan 1, 2026 to Dec 31, 2026")).to_be_visible()
    expect(page.get_by_role("heading", name="3 credits")).to_be_visible()
    expect(page.get_by_text("Sepsis <at> night").first).to_be_visible()

    verifier.api.report(DELETED)
    verifier.at(verifier.api.hub.now + dt.timedelta(minutes=1))
    verifier.file(token)
    verifier.says("The credential is revoked")

    asked = {line for line in verifier.asked if "/assets/" not in line and not line.endswith("icon.svg")}
    lists = {f"GET /v1/status-lists/{purpose}-0" for purpose in ("revocation", "refresh")}
    assert asked == {"GET /verify/", "GET /.well-known/jwks.json"} | lists


def test_one_changed_digit_and_a_newer_credential_are_told(verifier: Verifier) -> None:
    token = verifier.api.make(since="2026-01-01")["token"]
    head, said, signature = token.split(".")
    middle = len(said) // 2
    changed = said[:middle] + ("A" if said[middle] != "A" else "B") + said[middle + 1 :]
    page = verifier.page
    page.get_by_label("The whole credential").fill(f"{head}.{changed}.{signature}")
    page.get_by_role("button", name="Verify the text").click()
    expect(page.get_by_role("heading", name="The credential was changed").or_(page.get_by_role(
        "heading", name="This is no credential that can be read"
    ))).to_be_focused()  # fmt: skip

    verifier.api.report(STATE | {"completion_date": "2026-10-07"})
    verifier.api.make(since="2026-01-01")
    verifier.at(verifier.api.hub.now + dt.timedelta(minutes=1))
    page.get_by_label("The whole credential").fill(token)
    page.get_by_role("button", name="Verify the text").click()
    verifier.says("There is a newer one")


def test_a_badge_is_verified_until_it_expires(verifier: Verifier) -> None:
    token = verifier.api.badge()["token"]
    verifier.file(token)
    verifier.says("The credential is good")
    expect(verifier.page.get_by_role("heading", name="1 credit")).to_be_visible()
    verifier.at(verifier.api.hub.now + dt.timedelta(days=366))
    verifier.file(token)
    verifier.says("The credential has expired")
    verifier.file(verifier.api.signing.token({"issuer": "https://college.example"}, {"kid": "1"}))
    verifier.says("It is from another issuer")


def test_the_qr_code_of_a_pdf_leads_to_the_page_and_the_file_is_compared(verifier: Verifier) -> None:
    code, page = verifier.printed(), verifier.page

    page.goto(f"/verify/?code={code}")
    verifier.says("The code is good. Now compare the file")
    verifier.file(PDF, "transcript.pdf")
    verifier.says("The file is good")
    verifier.file(PDF.replace(b"1.5", b"7.5"), "transcript.pdf")
    verifier.says("This isn.t the file that CME Hub made")
    verifier.api.report(DELETED)
    verifier.file(PDF, "transcript.pdf")
    verifier.says("The document is revoked")
    page.get_by_label("Code", exact=True).fill("AAAAA-AAAAA-AAAAA-AAAAA")
    page.get_by_role("button", name="Look it up").click()
    verifier.says("No document has this code")
    page.get_by_label("Code", exact=True).fill("nonsense")
    page.keyboard.press("Enter")
    verifier.says("That is no code")
    assert {line.split()[0] for line in verifier.asked} == {"GET"}


def test_hostile_files_get_a_clear_answer_each(verifier: Verifier) -> None:
    for content, heading in (
        (b"eyJ" + b"A" * 10_000_000, "It is too large"),
        (b"PK\x03\x04" + b"\0" * 1000, "The code is missing"),
        (b"\xff\xfe\x00", "The code is missing"),
        (b"", "There is nothing in it"),
        (b"a.b.c", "This is no credential that can be read"),
        ("eyJhbGciOiJub25lIn0." + "eyJpc3N1ZXIiOiJ4In0" + ".", "It is from another issuer"),
    ):
        verifier.file(content)
        verifier.says(heading)


def test_ten_thousand_credits_are_shown_a_hundred_at_a_time(verifier: Verifier) -> None:
    api = verifier.api
    payload = api.read(api.make()["token"])
    payload["credentialSubject"]["achievements"] *= 3_334
    verifier.file(api.signing.token(payload, {"typ": "vc+jwt", "kid": api.signing.key_id}))
    verifier.says("The credential is good")
    page = verifier.page
    expect(page.get_by_role("heading", name="10,002 credits")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(101)
    page.get_by_role("button", name="Show 100 more").click()
    expect(page.get_by_role("row")).to_have_count(201)


def test_without_the_hub_nothing_is_said_to_be_good(verifier: Verifier) -> None:
    token = verifier.api.make()["token"]
    verifier.page.route("**/v1/status-lists/**", lambda route: route.abort())
    verifier.file(token)
    verifier.says("Whether it was revoked can.t be told now")
    verifier.page.route("**/.well-known/**", lambda route: route.abort())
    verifier.file(token)
    verifier.says("CME Hub can.t be reached")


def test_it_is_readable_in_both_themes_at_every_width(browser: Browser, address: tuple[CredentialApi, str]) -> None:
    with opened(browser, address) as page:
        verifier = Verifier(address[0], page, [])
        verifier.at(address[0].hub.now + dt.timedelta(seconds=30))
        page.goto("/verify/")
        good = verifier.api.make()["token"]
        for content, heading in ((good, "The credential is good"), (b"", "There is nothing in it")):
            verifier.file(content)
            verifier.says(heading)
            assert faults_at_every_width(page) == []


def test_it_is_done_by_keyboard_alone(verifier: Verifier) -> None:
    page = verifier.page
    page.get_by_label("Code", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_label("The whole credential")).to_be_focused()
    page.keyboard.type("x.y.z")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    verifier.says("This is no credential that can be read")
