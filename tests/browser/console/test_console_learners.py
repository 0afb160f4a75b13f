"""Learners in the console: looking them up, one record, and deleting it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import OF_ANOTHER, VIEWER, ContactApi
from tests.sample_hub import PROVIDER_ID
from tests.unit.functions.validate.api.records.test_routes import ABIM, an_activity

ACTIVITY = "416194271"
"""An activity with learners of the sample file, some of whom ABIM accepted."""


@pytest.fixture(autouse=True)
def reported(api: ApiHub, contacts: ContactApi) -> None:
    api.post((SAMPLES / "learners-mistakes.xlsx").read_bytes(), api.key(), "learners-mistakes.xlsx")
    api.read_all()


def first_accepted(api: ApiHub) -> dict[str, Any]:
    query = {"activity_id": ACTIVITY}
    records = called("GET", "/v1/learner-records", api.key(), query=query).document["records"]
    found: dict[str, Any] = next(record for record in records if record["credit_lines"][0]["status"] == "accepted")
    return found


def test_a_learner_of_an_activity_is_found_and_deleted(api: ApiHub, page: Page) -> None:
    record = first_accepted(api)
    page.goto(f"/console/activities/{ACTIVITY}")
    page.get_by_role("link", name="Its learners").click()
    expect(page.get_by_text(f"Of the activity {ACTIVITY}")).to_be_visible()
    page.get_by_label("Name begins with").fill(record["family_name"][:3].lower())
    page.get_by_label("Name begins with").press("Enter")
    expect(page).to_have_url(re.compile("name="))
    learner = page.locator(f"a[href*='{record['record']}']")
    expect(learner).to_have_text(f"{record['family_name']}, {record['given_name']}")
    assert faults_at_every_width(page) == []
    learner.click()
    expect(page.get_by_text("ABIM Medical Knowledge: 4, accepted")).to_be_visible()
    history = page.get_by_role("region", name="History").get_by_role("listitem")
    expect(history).to_contain_text(["American Board of Internal Medicine accepted it.", "Reported: ABIM Medical"])
    row = record["record"].rpartition("-")[2]
    source = history.last.get_by_role("link", name=f"Row {row} of learners-mistakes.xlsx")
    expect(source).to_have_attribute("href", re.compile(rf"submissions/{record['submission_id']}.*row={row}#rows"))
    assert faults_at_every_width(page) == []
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("dialog")).to_contain_text("It counts until ABIM agree: they are asked now.")
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Delete reported", exact=True)).to_be_visible()
    expect(page.get_by_text("ABIM Medical Knowledge: 4, deleted")).to_be_visible()


def test_whoever_watches_a_record_sees_the_answer_of_its_board_come(api: ApiHub, page: Page) -> None:
    name = first_accepted(api)["record"]
    awaited: list[Route] = []

    def answer_first(route: Route) -> None:
        if awaited:
            route.fallback()
            return
        awaited.append(route)
        told = called("GET", f"/v1/learner-records/{name}", api.key()).document
        told["history"][0] |= {"kind": "awaited", "at": None}
        route.fulfill(json=told)

    page.route(f"**/v1/learner-records/{name}", answer_first)
    page.goto(f"/console/learners/{name}")
    expect(page.get_by_text("American Board of Internal Medicine hasn\u2019t answered yet.")).to_be_visible()
    expect(page.get_by_text("American Board of Internal Medicine accepted it.")).to_be_visible()


def test_an_id_that_isnt_one_of_theirs_finds_nobody(page: Page) -> None:
    page.goto("/console/learners")
    page.get_by_label("Your ID of a credit").fill("nothing-like-it")
    page.get_by_role("button", name="Find the credit").click()
    expect(page.get_by_text("Nobody. Check the ID: it has to be one of yours")).to_be_visible()


def test_who_may_not_sees_no_button_and_another_provider_nothing(
    api: ApiHub, contacts: ContactApi, browser: Browser, site: str
) -> None:
    record = first_accepted(api)["record"]
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto(f"/console/learners/{record}")
        expect(page.get_by_text("ABIM Medical Knowledge: 4, accepted")).to_be_visible()
        expect(page.get_by_role("button", name="Delete it")).to_have_count(0)
        page.goto(f"/console/learners?activity={ACTIVITY}")
        expect(page.locator(f"a[href*='{record}']")).to_be_visible()
        expect(page.get_by_role("checkbox")).to_have_count(0)
        expect(page.get_by_role("link", name="Report a learner")).to_have_count(0)
    with console_window(browser, site, contacts, OF_ANOTHER) as page:
        page.goto(f"/console/learners/{record}")
        expect(page.get_by_role("alert")).to_contain_text("This provider has no such record.")


def test_a_learner_is_reported_by_the_form_and_faults_stand_at_their_fields(api: ApiHub, page: Page) -> None:
    activity = an_activity(api, PROVIDER_ID)
    (stored,) = api.hub.activities.find([activity]).values()
    registration = stored.registration_for("ABIM")
    assert registration is not None
    credit = f"{registration.credit_types[0]}, in steps of 0.25"
    page.goto(f"/console/learners/new?activity={activity}")
    board = page.get_by_role("group", name="American Board of Internal Medicine")
    page.get_by_label("First name").fill(ABIM.given_name)
    page.get_by_label("Last name").fill(ABIM.family_name)
    page.get_by_label("Birth month and day").fill(ABIM.birth_month_day)
    board.get_by_label("ABIM ID").fill(ABIM.entry_id)
    expect(page.get_by_text("Found: the rosters know the learner.")).to_be_visible()
    board.get_by_label(credit).fill("much")
    page.get_by_role("button", name="Report the learner").click()
    expect(board.get_by_label(credit)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Completed on")).to_have_attribute("aria-invalid", "true")
    assert faults_at_every_width(page) == []
    board.get_by_label(credit).fill("0.5")
    page.get_by_label("Completed on").fill(min(stored.end_date, api.hub.now.date()).isoformat())
    page.get_by_role("button", name="Report the learner").click()
    expect(page.get_by_text("It is reported. ABIM is asked now")).to_be_visible()
    page.get_by_role("link", name="See the record").click()
    expect(page.get_by_text("By one of your contacts, in the console.")).to_be_visible()
    tries = api.hub.objects.keys("lookups/")
    assert len(tries) == 1, "what is complete is looked up once"


def test_many_are_deleted_and_what_was_cut_off_goes_on(api: ApiHub, page: Page) -> None:
    page.goto(f"/console/learners?activity={ACTIVITY}")
    page.get_by_label("Choose all on this page").check()
    page.get_by_role("button", name="Delete the chosen").click()
    expect(page.get_by_role("dialog")).to_contain_text("These boards are asked: ABIM about")
    answered = 0

    def cut_off(route: Route) -> None:
        nonlocal answered
        if route.request.method != "DELETE" or (answered := answered + 1) != 2:
            route.fallback()
        else:
            route.abort()

    page.route("**/v1/learner-records/**", cut_off)
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("It was broken off")).to_contain_text("1 of ")
    page.reload()
    page.get_by_role("button", name="Go on with").click()
    expect(page.get_by_text("A delete counts once the boards that accepted the record agree")).to_be_visible()
    expect(page.get_by_text("Not deleted:")).to_be_visible()
    assert faults_at_every_width(page) == []
    api.read_all()
    page.goto(f"/console/learners?activity={ACTIVITY}&status=deleted")
    expect(page.get_by_role("row").nth(1)).to_contain_text("ABIM: deleted")


def test_the_search_box_leads_to_what_an_id_names_and_lists_what_words_find(api: ApiHub, page: Page) -> None:
    record = first_accepted(api)
    page.goto("/console/")
    box = page.get_by_role("searchbox")
    box.wait_for()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type(record["submission_id"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="learners-mistakes.xlsx")).to_be_visible()
    (activity,) = api.hub.activities.find([ACTIVITY]).values()
    line = record["credit_lines"][0]
    for typed, found in (
        (f"{line['board']} {line['learner_id']}", f"{record['family_name']}, {record['given_name']}"),
        (" ".join(activity.title.lower().split()[:2]), activity.title),
    ):
        box.fill(typed)
        box.press("Enter")
        expect(page.get_by_role("main").get_by_role("link", name=found).first).to_be_visible()
    assert faults_at_every_width(page) == []


def test_a_pasted_list_is_matched_and_stores_nothing(api: ApiHub, page: Page) -> None:
    page.goto("/console/match")
    names = f"{ABIM.given_name}\t{ABIM.family_name}\t{ABIM.birth_month_day}\tABIM"
    rows = ["First Name\tLast Name\tDate of Birth\tBoard\tBoard ID", f"{names}\t{ABIM.entry_id}", f"{names}\t999"]
    page.get_by_label("Or paste rows").fill("\n".join(rows))
    page.get_by_role("button", name="Match them").click()
    table = page.get_by_role("region", name="The list").get_by_role("row")
    expect(table.nth(1)).to_contain_text("Found")
    expect(table.nth(2)).to_contain_text("Not found")
    assert faults_at_every_width(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    assert "Not found" in saved.value.path().read_text(encoding="utf-8")
