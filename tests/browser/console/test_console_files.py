"""A provider's contact in the console: signing in, sending, watching, and what is to do."""

import datetime as dt
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window, put_part
from tests.contact_api import OF_ANOTHER, PRIMARY, VIEWER, ContactApi
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.site_server import UPLOADS
from tests.tables import table

MISTAKES = SAMPLES / "learners-mistakes.xlsx"


def sent(api: ApiHub) -> list[str]:
    """The names of the files that were sent for good since the hub was stocked, as the API tells them."""
    query = {"dry_run": "false", "kind": "learners"}
    told = called("GET", "/v1/submissions", api.key(), query=query).document
    return [submission["file_name"] for submission in told["submissions"]]


def forbid(route: Route) -> None:
    route.fulfill(status=403, headers={"Access-Control-Allow-Origin": "*"})


def test_a_file_is_tried_sent_and_told_by_what_to_do_about_it(api: ApiHub, page: Page) -> None:
    page.goto("/console/")
    page.get_by_role("link", name="Send files").last.click()
    page.get_by_label("Drop files here").set_input_files(MISTAKES)
    page.get_by_role("button", name="Try first").click()
    expect(page.get_by_text("Tried: finished")).to_be_visible()
    assert sent(api) == []
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("Finished", exact=True)).to_be_visible()
    assert sent(api) == [MISTAKES.name]

    page.get_by_role("link", name="See what to do about it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MISTAKES.name)
    counts = [text.strip() for text in page.locator(".outcomes__count").all_text_contents()]
    assert counts == ["20 accepted", "11 rejected by a board", "47 refused by the hub"]
    groups = page.locator(".groups > li")
    expect(groups.nth(0)).to_contain_text("4 rows")
    expect(groups.nth(0)).to_contain_text("Ask the learner for the ID.")
    expect(groups.nth(1)).to_contain_text("ABIM rejected it: ABIM holds another birth day for this ID.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    lines = Path(saved.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Row,Column,Value")
    assert "17,Record Action,Change,error,FIELD_FORMAT," in "\n".join(lines)

    groups.nth(1).get_by_role("link").click()
    sought = page.get_by_role("row", name="Row 55")
    faulty = sought.locator(".mend__faulty")
    expect(faulty).to_contain_text("ABIM holds another birth day for this ID. Check the ID, the name and the birth day")
    expect(faulty).to_have_count(1)
    expect(faulty).to_be_in_viewport()
    assert faults_at_every_width(page) == []
    page.get_by_role("button", name="Begin with the first row").click()
    expect(page.get_by_role("row", name="Row 23")).to_contain_text("Could it be Ohio?")
    expect(page.get_by_role("row", name="Row 25")).to_have_count(0)
    page.get_by_label("All", exact=True).check()
    page.get_by_role("button", name="Begin with the first row").click()
    expect(page.get_by_role("row", name="Row 25")).to_contain_text("ABIM Medical Knowledge: accepted")


def test_a_viewer_looks_and_cant_send(contacts: ContactApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto("/console/")
        page.get_by_role("link", name="activities.xml").click()
        expect(page.get_by_text("Nothing. No row of this file has an issue.")).to_be_visible()
        page.get_by_role("link", name="Send files").click()
        expect(page.get_by_text("You may look, but not send.")).to_be_visible()
        expect(page.get_by_label("Drop files here")).to_have_count(0)


def test_whose_console_it_is_stands_in_the_address(
    api: ApiHub, contacts: ContactApi, browser: Browser, site: str
) -> None:
    api.is_sandbox = True
    with console_window(browser, site, contacts, VIEWER, OF_ANOTHER) as page:
        page.goto("/console/submissions")
        expect(page.get_by_text("Nothing that you send here counts")).to_be_visible()
        page.get_by_role("link", name="Imaginary Children's Hospital").click()
        expect(page.get_by_role("link", name="activities-other-provider.xml")).to_be_visible()
        assert page.url.endswith(f"/console/submissions?provider={OTHER_PROVIDER_ID}")
        page.goto("/console/?provider=0007777")
        expect(page.get_by_role("alert")).to_contain_text("You are no contact of provider 0007777.")
    with console_window(browser, site, contacts) as page:
        page.goto("/console/")
        expect(page.get_by_role("heading", name="You are no contact of any provider")).to_be_visible()


def test_a_transfer_goes_on_after_a_cut_line_and_a_closed_tab(api: ApiHub, page: Page) -> None:
    begun: list[str] = []
    page.on("request", lambda request: begun.append(request.url) if request.url.endswith("again=false") else None)
    page.goto("/console/send")
    page.route(f"{UPLOADS}/**", lambda route: route.abort())
    page.get_by_label("Drop files here").set_input_files(MISTAKES)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send", exact=True).click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_text(f"{MISTAKES.name}, 69.4 kB: 0 of 1 parts are there.")).to_be_visible()

    page.get_by_label("Drop files here").set_input_files(MISTAKES)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send", exact=True).click()
    page.unroute(f"{UPLOADS}/**", None)
    page.route(f"{UPLOADS}/**", lambda route: put_part(api, route))
    expect(page.get_by_text("Finished", exact=True)).to_be_visible()
    assert sent(api) == [MISTAKES.name]
    assert len(begun) == 1, "the second try goes on with the first one's places"
    page.reload()
    expect(page.get_by_text("Broken off")).to_have_count(0)


@pytest.mark.parametrize("is_known", [True, False], ids=["the place is old", "the bucket says so"])
def test_a_place_whose_time_is_over_is_asked_for_anew(api: ApiHub, page: Page, is_known: bool) -> None:
    renewed: list[str] = []
    page.on("request", lambda request: renewed.append(request.url) if request.url.endswith("/parts") else None)
    page.goto("/console/send")
    if is_known:
        api.hub.now -= dt.timedelta(minutes=56)
    else:
        page.route(f"{UPLOADS}/**", forbid, times=1)
    page.get_by_label("Drop files here").set_input_files(MISTAKES)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Finished", exact=True)).to_be_visible()
    assert len(renewed) == 1
    assert api.signed.parts == {}, "the same transfer went on"


def test_a_transfer_of_whoever_is_no_contact_any_more_is_kept(
    api: ApiHub, contacts: ContactApi, browser: Browser, site: str
) -> None:
    with console_window(browser, site, contacts, PRIMARY) as page:
        page.goto("/console/send")
        lost = {"code": "CONTACT_UNKNOWN", "title": "You are no contact of this provider.", "detail": "Ask it."}
        page.route("**/complete", lambda route: route.fulfill(status=404, body=json.dumps(lost)), times=1)
        page.get_by_label("Drop files here").set_input_files(MISTAKES)
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("You are no contact of this provider.")
        assert sent(api) == []
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_text("Finished", exact=True)).to_be_visible()
        assert sent(api) == [MISTAKES.name]


def test_a_folder_brings_what_can_be_read_of_it(page: Page, tmp_path: Path) -> None:
    for name in ("a.csv", "sub/b.XLSX", "sub/notes.docx", ".hidden.csv", "~$b.xlsx"):
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_text("First Name")
    page.goto("/console/send")
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Choose a folder").press("Enter")
    choosing.value.set_files(tmp_path / "folder")
    expect(page.get_by_text("Left out of the folder: notes.docx.")).to_be_visible()
    assert sorted(page.locator(".file h2").all_text_contents()) == ["a.csv", "b.XLSX"]


def test_a_place_that_takes_nothing_is_given_up(api: ApiHub, page: Page) -> None:
    page.goto("/console/send")
    page.route(f"{UPLOADS}/**", forbid, times=2)
    page.get_by_label("Drop files here").set_input_files(MISTAKES)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose it again. Was it changed meanwhile?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Finished", exact=True)).to_be_visible()
    assert sent(api) == [MISTAKES.name]
    assert len(api.signed.parts) == 1, "the first transfer is left to the hub, which forgets it within a week"


def test_an_empty_file_and_one_that_was_sent_before_have_a_clear_end(api: ApiHub, page: Page) -> None:
    api.post(MISTAKES.read_bytes(), api.key(), MISTAKES.name)
    api.read_all()
    page.goto("/console/send")
    page.get_by_label("Drop files here").set_input_files({"name": "empty.csv", "mimeType": "text/csv", "buffer": b""})
    expect(page.get_by_text("It is empty. Save it again, and choose it anew.")).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    for _ in range(2):
        page.get_by_label("Drop files here").set_input_files(MISTAKES)
    expect(page.get_by_text(f"Chosen already: {MISTAKES.name}.")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("These bytes were sent before")).to_be_visible()
    assert sent(api) == [MISTAKES.name]
    assert api.signed.parts == {}, "no transfer is left behind"
    page.get_by_role("button", name="Send it once more all the same").click()
    expect(page.get_by_text("Finished", exact=True)).to_be_visible()
    assert sent(api) == [MISTAKES.name] * 2


def test_a_file_without_a_row_that_can_be_read_says_so_and_leads_to_why(api: ApiHub, page: Page) -> None:
    page.goto("/console/send")
    page.get_by_label("Drop files here").set_input_files(
        {"name": "odd.csv", "mimeType": "text/csv", "buffer": b"Odd,Odder\n1,2\n"}
    )
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("No row of it could be read.")).to_be_visible()
    page.get_by_role("link", name="See what to do about it").click()
    expect(page.get_by_role("heading", name="odd.csv")).to_be_visible()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()


def test_what_the_hub_sees_in_a_file_is_told_before_it_is_sent(api: ApiHub, page: Page) -> None:
    before = api.arrivals.arrived[:]
    many = [f"Blank {'x' * (number + 3)}" for number in range(50)]
    files = {
        "few.csv": table("Comment", "Licensng Statte"),
        "many.csv": table(*many),
        "lacking.csv": b"First Name,Last Name,Certifying Board\nMira,Osei,ABIM\n",
        "large.csv": table("Comment", rows=60_000),
        "large.xlsx": b"PK\x03\x04" + b"x" * 4_000_000,
    }
    page.goto("/console/send")
    page.get_by_label("Drop files here").set_input_files(
        [FilePayload(name=name, mimeType="text/csv", buffer=content) for name, content in files.items()]
    )
    seen = {name: page.locator(".file").filter(has=page.get_by_role("heading", name=name)) for name in files}
    expect(seen["few.csv"]).to_contain_text("Learners, 1 row, CSV.")
    expect(seen["few.csv"]).to_contain_text("Not read: Comment, Licensng Statte (Licensing State?).")
    expect(seen["many.csv"]).to_contain_text("Not read: 50 columns")
    expect(seen["many.csv"].get_by_role("listitem").filter(has_text=many[0]).first).to_be_hidden()
    seen["many.csv"].get_by_text("Not read: 50 columns").press("Enter")
    expect(seen["many.csv"].get_by_role("listitem").filter(has_text=many[0]).first).to_be_visible()
    expect(seen["lacking.csv"]).to_contain_text("Row 1 holds headings of a table of")
    expect(seen["large.csv"]).to_contain_text("Learners, the first ")
    expect(seen["large.xlsx"]).to_contain_text("It is too large to be looked at here. Try it first")
    assert faults_at_every_width(page) == []
    assert api.arrivals.arrived == before


def test_a_sign_in_that_is_over_leads_to_the_next_one_and_back(page: Page) -> None:
    page.goto("/console/submissions?kind=learners")
    page.get_by_role("heading", name="Submissions").wait_for()
    page.route("**/v1/contact", lambda route: route.fulfill(status=401))
    page.reload()
    expect(page.get_by_text("Your sign-in was over.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.url.endswith(f"/console/submissions?kind=learners&provider={PROVIDER_ID}")


def test_a_lost_connection_is_said(page: Page) -> None:
    page.goto("/console/")
    page.get_by_role("heading", name="Last files").wait_for()
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("You are offline.")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_pages_are_readable_in_both_themes_at_every_width(api: ApiHub, page: Page) -> None:
    api.is_sandbox = True
    for address, text in (
        ("/console/", "activities.xml"),
        ("/console/send", "Drop files here"),
        ("/console/submissions", "activities.xml"),
    ):
        page.goto(address)
        page.get_by_text(text).first.wait_for()
        assert faults_at_every_width(page) == []
    page.get_by_role("link", name="activities.xml").click()
    page.get_by_text("Row 1", exact=True).wait_for()
    assert faults_at_every_width(page) == []


def test_a_column_is_said_to_mean_another_and_every_file_is_read_so(api: ApiHub, page: Page) -> None:
    content = table("Rufname").replace(b"First Name", b"Nickname", 1)
    page.goto("/console/send")
    page.get_by_label("Drop files here").set_input_files(
        [FilePayload(name="odd.csv", mimeType="text/csv", buffer=content)]
    )
    file = page.locator(".file")
    expect(file).to_contain_text("none that means First Name")
    file.get_by_text("What each column is read as").click()
    file.get_by_label("Nickname", exact=True).select_option("First Name")
    expect(file).to_contain_text("Learners, 1 row, CSV.")
    expect(file.get_by_label("Nickname", exact=True)).to_have_value("First Name")
    assert faults_at_every_width(page) == []
    assert called("GET", "/v1/headings", api.key()).document == {"headings": {"Nickname": "First Name"}}

    file.get_by_label("Nickname", exact=True).select_option("as the hub knows it")
    expect(file).to_contain_text("none that means First Name")
