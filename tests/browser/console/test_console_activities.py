"""Activities in the console: the list, one of them, adding and changing."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.api_hub import ApiHub, called, called_json
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import VIEWER, ContactApi

BREATHING = "213166574"
"""A joint course with commercial support, outcomes, participants and codes of an outline."""

PLAIN = "735964209"
"""An activity for no board."""
EXAMPLE = {
    "provider_activity_id": "GEN-26-100",
    "activity_format": "Enduring Material",
    "start_date": "2026-01-01",
    "end_date": "2028-12-31",
}


def stored(api: ApiHub, activity_id: str) -> dict[str, Any]:
    """An activity as the API tells it."""
    told: dict[str, Any] = called("GET", f"/v1/activities/{activity_id}", api.key()).document["activity"]
    return told


def test_a_change_leaves_what_the_form_doesnt_show(api: ApiHub, page: Page) -> None:
    before = stored(api, BREATHING)
    page.goto("/console/activities?status=Ready+to+Close")
    page.get_by_role("link", name="Breathing circuits refresher").click()
    expect(page.get_by_text("To become Closed it lacks: request to close it.")).to_be_visible()
    expect(page.get_by_text("This activity offers up to 6.5 points of Lifelong Learning")).to_be_visible()
    assert faults_at_every_width(page) == []
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Title").fill("Breathing circuits, once more")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Breathing circuits, once more")

    after = stored(api, BREATHING)
    for activity in (before, after):
        for registration in activity["registrations"]:
            del registration["attestation"]
    assert {name for name in before if before[name] != after[name]} == {"title", "sent_by", "revision"}


def test_an_activity_with_two_boards_is_added_once_it_is_whole(api: ApiHub, page: Page) -> None:
    page.goto("/console/activities")
    page.get_by_role("link", name="Add an activity").click()
    page.get_by_label("Title").fill("Wombat bites")
    page.get_by_label("Your own ID of it").fill("WB-1")
    page.get_by_label("Description").fill("Their care.")
    page.get_by_label("Format").select_option("Live Course")
    for day in ("First day", "Last day"):
        page.get_by_label(day, exact=True).fill("2027-03-01")
    page.get_by_label("AMA PRA Category 1 credits").fill("2.1")
    page.get_by_label("Live-Streamed").check()
    page.get_by_label("Web address").fill("https://cme.example.org/wb")
    page.get_by_label("Fee").select_option("Variable")
    page.get_by_label("Who can register").select_option("Open to all")
    for place, (board, credit_type) in enumerate((("ABIM", "Medical Knowledge"), ("ABS", "Accredited CME"))):
        page.get_by_role("button", name="Add a board").click()
        registration = page.locator(".console__registration").nth(place)
        registration.get_by_label("Board").select_option(board)
        registration.get_by_label(credit_type).check()
        registration.get_by_label("Most points").fill("2")
        registration.get_by_label("Last day to claim").fill("2027-12-31")
    for area in ("Critical Care Medicine", "Hospital Medicine"):
        page.get_by_label(area, exact=True).check()
    page.get_by_label("Other practice areas").fill("Wombats")
    page.get_by_role("button", name="Add the activity").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("AMA PRA Category 1 credits")).to_have_accessible_description(
        "“AMA PRA Category 1 credits, in steps of 0.25” is 2.1, which is not a multiple of 0.25. "
        "Give the amount in steps of 0.25."
    )
    assert faults_at_every_width(page) == []

    page.reload()
    page.get_by_label("AMA PRA Category 1 credits").fill("2")
    page.get_by_role("button", name="Add the activity").click()
    expect(page.get_by_text("It is saved, and now Active.")).to_be_visible()
    page.get_by_role("link", name="See the activity").click()
    expect(page.get_by_text("Up to 2 points: Accredited CME, to be claimed until Dec 31, 2027")).to_be_visible()
    added = stored(api, page.url.partition("?")[0].rpartition("/")[2])
    assert [registration["board"] for registration in added["registrations"]] == ["ABIM", "ABS"]
    assert added["specialties"] == ["Critical Care Medicine", "Hospital Medicine", "Wombats"]

    page.get_by_role("link", name="Add one like it").click()
    page.get_by_label("Your own ID of it").fill("WB-1")
    for day in ("First day", "Last day"):
        page.get_by_label(day, exact=True).fill("2027-03-01")
    page.get_by_role("button", name="Add the activity").click()
    expect(page.get_by_role("alert")).to_contain_text("There is such an activity already.")

    page.goto(f"/console/activities/{added['activity_id']}")
    page.get_by_role("button", name="Delete it").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="Activities")).to_be_visible()
    expect(page.get_by_role("link", name="Wombat bites")).to_have_count(0)


def test_who_changed_it_meanwhile_isnt_overwritten(api: ApiHub, page: Page) -> None:
    page.goto(f"/console/activities/{PLAIN}?do=change")
    page.get_by_label("Title").fill("Mine")
    theirs = {**EXAMPLE, "title": "Theirs"}
    assert called_json("PUT", f"/v1/activities/{PLAIN}", api.key(), theirs).status == 200
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("alert")).to_contain_text("The activity was changed since you read it.")
    assert stored(api, PLAIN)["title"] == "Theirs"


def test_a_viewer_looks_and_changes_nothing(contacts: ContactApi, browser: Browser, site: str) -> None:
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto("/console/activities")
        expect(page.get_by_role("link", name="Add an activity")).to_have_count(0)
        page.goto(f"/console/activities/{BREATHING}?do=change")
        expect(page.get_by_text("To become Closed it lacks")).to_be_visible()
        expect(page.get_by_role("button", name="Save the changes")).to_have_count(0)
        page.goto("/console/activities/999999999")
        expect(page.get_by_role("alert")).to_contain_text("This provider has no activity 999999999.")
