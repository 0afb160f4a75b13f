"""Files that were chosen and not sent when a session ended."""

import re

from playwright.sync_api import Page, expect

from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called
from tests.browser_window import faults_at_every_width

MISTAKES = SAMPLES / "learners-mistakes.xlsx"


def test_what_was_chosen_when_a_session_ended_is_named_until_it_is_sent(api: ApiHub, page: Page) -> None:
    files = [MISTAKES, SAMPLES / "learners.xml"]
    page.goto("/console/send")
    page.get_by_label("Drop files here").set_input_files(files)
    page.route("**/v1/uploads*", lambda route: route.fulfill(status=401))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()

    page.unroute("**/v1/uploads*")
    page.evaluate("sessionStorage.removeItem('passport.ended./console/')")
    page.goto("/console/send")
    notice = page.locator(".notice", has_text="Chosen before, and not sent")
    expect(notice).to_be_visible()
    assert [text.partition(",")[0] for text in notice.get_by_role("listitem").all_text_contents()] == [
        file.name for file in files
    ]
    assert faults_at_every_width(page) == []
    page.get_by_label("Drop files here").set_input_files(files[:1])
    expect(notice.get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Finished", exact=True)).to_be_visible()
    sent = called("GET", "/v1/submissions", api.key(), query={"kind": "learners"}).document["submissions"]
    assert MISTAKES.name in [submission["file_name"] for submission in sent]
    assert "learners.xml" not in [submission["file_name"] for submission in sent]

    page.reload()
    expect(notice.get_by_role("listitem")).to_have_text([re.compile("^learners.xml")])
    notice.get_by_role("button", name="Forget them").click()
    expect(notice).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Send files")).to_be_visible()
    expect(notice).to_have_count(0)
