"""A physician enters a credit, and a browser puts its file into S3 by a form that was signed for it."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from cmehub.accounts.pools import Pool
from cmehub.passport.own_files import LARGEST_FILE
from hub.operator.site import BUILT_SITE, publish
from local.sample_people import EMAIL_CODE, SAMPLE_PEOPLE, load_people
from tests.browser_window import chromium, window
from tests.own_credit_api import PDF, ROUNDS
from tests.pipeline.conftest import Hub
from tests.pipeline.test_claims import Account

EMAIL = next(person.email for person in SAMPLE_PEOPLE if person.pool is Pool.PHYSICIANS)


@pytest.fixture
def page(hub: Hub) -> Iterator[Page]:
    if not (BUILT_SITE / "account.html").exists():
        pytest.skip("The site isn't built. Build it with: make setup")
    publish(hub.stores.connection)
    load_people(hub.stores.connection)
    connection = hub.stores.connection
    with (
        chromium() as browser,
        window(browser, connection.site_url, connection.sign_in_url(Pool.PHYSICIANS), "blob:") as opened,
    ):
        yield opened


def test_a_browser_puts_a_file_and_gets_it_back(page: Page) -> None:
    page.goto("/account/own")
    page.get_by_role("button", name="Sign in").click()
    page.locator("[name=username]").fill(EMAIL)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Email code").click()
    page.locator("[name=code]").fill(EMAIL_CODE)
    page.keyboard.press("Enter")

    page.get_by_label("Title").fill("Grand rounds")
    page.get_by_label("The day on which you completed it").fill("2025-10-03")
    page.get_by_label("Credits, in steps").fill("1.5")
    content = PDF + b" " * (LARGEST_FILE - len(PDF))
    page.get_by_label("Its certificate").set_input_files(
        {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Enter the credit").click()

    expect(page.get_by_text("Its file: PDF, 5 MB")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the file").click()
    assert download.value.path().read_bytes() == content
    page.get_by_role("button", name="Delete Grand rounds").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("The credit is deleted.")).to_be_visible()


@pytest.mark.parametrize(
    ("content", "changes", "status"),
    [
        (PDF, {}, 204),
        (PDF + b" " * LARGEST_FILE, {}, 400),
        (b"", {}, 400),
        (PDF, {"Content-Type": "text/html"}, 403),
        (PDF, {"key": "unconfirmed/somebody/else"}, 403),
    ],
)
def test_the_form_takes_what_it_was_signed_for_and_nothing_else(
    hub: Hub, content: bytes, changes: dict[str, str], status: int
) -> None:
    physician = Account(hub, f"own-{len(content)}-{len(changes)}-{status}-{len(str(changes))}@example.org")
    own_id = physician.call("POST", "/v1/me/own-credits", ROUNDS)[1]["own_credit"]
    path = f"/v1/me/own-credits/{own_id}/file"
    place = physician.call("POST", f"{path}/place")[1]

    assert posted(place["url"], place["fields"] | changes, content) == status

    told = physician.call("PUT", path)[1]
    assert told.get("code") == (None if status == 204 else "UPLOAD_INCOMPLETE")


def posted(url: str, fields: dict[str, str], content: bytes) -> int:
    """Post a form as a browser does, and return the status of the answer."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'Content-Disposition: form-data; name="file"; filename="file"\r\n\r\n' + content)
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    request = urllib.request.Request(url, body, {"Content-Type": "multipart/form-data; boundary=edge"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
