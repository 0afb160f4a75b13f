"""A share for one reader on the stack: link and code come by mail, through the queue, and are read at the edge."""

import re

import pytest
from playwright.sync_api import expect

from hub.operator.site import BUILT_SITE, publish
from tests.browser_window import chromium, window
from tests.pipeline.conftest import Hub
from tests.pipeline.test_claims import Account, mails_to

READER = "credentialing@mercy.example.org"
GRETA = {
    "given_name": "Greta",
    "family_name": "Iyer",
    "birth_month_day": "09/29",
    "authority": "ABIM",
    "number": "10103",
}


def test_a_share_for_one_reader_from_its_mail_to_its_end(hub: Hub) -> None:
    if not (BUILT_SITE / "shared.html").exists():
        pytest.skip("The site isn't built. Build it with: make setup")
    publish(hub.stores.connection)
    physician = Account(hub, "sharing@example.org")
    assert physician.call("POST", "/v1/me/claims", GRETA)[0] == 201
    (held,) = hub.stores.accounts.claims(physician.sub)
    hub.stores.accounts.change(physician.sub, held, held.model_copy(update={"confirmed_at": held.since}))
    wanted = {"reader": "Mercy Hospital", "email": READER, "days": None}
    status, share = physician.call("POST", "/v1/me/shares", wanted)
    assert status == 201, share
    assert physician.call("POST", f"/v1/me/shares/{share['share']}/mail")[0] == 202
    (mail,) = hub.wait_for("the link", lambda: mails_to(hub, READER, "A physician shares a transcript with you"))
    (address,) = re.findall(r"^(http\S+/shared#\S+)\s*$", mail.text, re.MULTILINE)
    assert "Greta Iyer" in mail.text

    with chromium() as browser, window(browser, hub.stores.connection.site_url) as reader:
        reader.goto(f"/shared#{address.partition('#')[2]}")
        reader.get_by_role("button", name="Mail me a code").click()
        field = reader.get_by_label("Code of eight digits")
        expect(field).to_be_focused()
        (mail,) = hub.wait_for("the code", lambda: mails_to(hub, READER, "Your code for CME Hub"))
        (code,) = re.findall(r"^ +(\d{4} \d{4})\s*$", mail.text, re.MULTILINE)
        field.fill(code)
        reader.keyboard.press("Enter")
        expect(reader.get_by_text("Shared with Mercy Hospital until the physician ends it.")).to_be_visible()
        with reader.expect_download() as saved:
            reader.get_by_role("button", name="PDF").click()
        assert saved.value.path().read_bytes().startswith(b"%PDF-")

        looks = physician.call("GET", "/v1/me/accesses")[1]["accesses"]
        assert [(look["who"], look["reader"]) for look in looks] == [("Mercy Hospital", "addressee")] * 2
        assert physician.call("DELETE", f"/v1/me/shares/{share['share']}")[0] == 204
        reader.get_by_role("button", name="CSV").click()
        expect(reader.get_by_text("The share is over.")).to_be_visible()
