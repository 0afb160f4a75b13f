"""The provider's year in the console: its steps, closing, counting, the summary, sending."""

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.fields.eastern import eastern_day
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import VIEWER, ContactApi
from tests.examples import PROVIDER_ID, an_activity
from tests.year_api import COURSE, RUNNING, a_course

LACKING = "202612347"


@pytest.fixture
def year(contacts: ContactApi) -> int:
    """The last year, with a course that can be closed, one that lacks outcomes, and an enduring material."""
    last = eastern_day(contacts.hub.now).year - 1
    days = {"start_date": dt.date(last, 5, 4), "end_date": dt.date(last, 5, 5)}
    lacking = a_course(activity_id=LACKING, title="Airways at sea", outcomes=(), supports=(), commercial_support=False)
    running = an_activity(activity_id=RUNNING, title="Ventilation at home", registrations=())
    contacts.hub.activities.put(
        [
            a_course(**days),
            lacking.model_copy(update=days),
            running.model_copy(update={"start_date": dt.date(last, 2, 1), "end_date": dt.date(last + 2, 1, 31)}),
        ]
    )
    return last


def test_a_year_is_filled_in_step_by_step_and_sent(contacts: ContactApi, page: Page, year: int) -> None:
    page.goto("/console/")
    page.get_by_role("link", name=f"The report of {year}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Annual report {year}")
    expect(page.get_by_text("To do: 2 activities aren\u2019t closed.")).to_be_visible()
    expect(page.get_by_text("lacks measured outcome")).to_be_visible()
    assert faults_at_every_width(page) == []

    page.get_by_label("Your name, to sign").fill("Kim Osei")
    page.get_by_role("button", name="Sign version 1").click()
    expect(page.get_by_text("Version 1, signed by Kim Osei")).to_be_visible()

    page.get_by_role("button", name="Choose all that lack nothing (1)").click()
    page.get_by_role("button", name="Close the chosen (1)").click()
    expect(page.get_by_text("1 activity is closed.")).to_be_visible()
    assert contacts.hub.activities.find([COURSE])[COURSE].closed_by
    lacking = contacts.hub.activities.find([LACKING])[LACKING]
    whole = lacking.model_copy(update={"outcomes": a_course().outcomes})
    contacts.hub.activities.put([whole])

    count = page.get_by_role("form", name="Learners of Ventilation at home")
    count.get_by_label("Physicians").fill("310")
    count.get_by_label("Other learners").fill("42")
    count.get_by_role("button", name="Save").click()
    expect(page.get_by_text("310 physicians and 42 others.")).to_be_visible()

    amounts = {"Registration fees": "80,000", "Commercial support": "5000", "Expenses": "79000"}
    for label in ("Registration fees", "Advertising and exhibits", "Government grants", "Private donations",
                  "Commercial support", "Other income", "Total income", "Expenses"):  # fmt: skip
        page.get_by_label(label, exact=True).fill(amounts.get(label, "0"))
    expect(page.get_by_label("Total income")).to_have_accessible_description("The kinds of income come to $85,000.")
    page.get_by_role("button", name="Save the summary").click()
    expect(page.get_by_label("Total income")).to_be_focused()
    page.get_by_label("Total income").fill("85000")
    page.get_by_role("button", name="Save the summary").click()
    expect(page.get_by_text("The programme summary is saved.")).to_be_visible()
    page.get_by_role("button", name="Confirm that they are right").click()
    expect(page.get_by_text("The contacts are confirmed.")).to_be_visible()
    expect(page.get_by_role("button", name="Send the report")).to_have_count(0)

    page.reload()
    page.get_by_label("Only those that aren\u2019t closed").check()
    page.get_by_label("Choose Airways at sea").check()
    page.get_by_role("button", name="Close the chosen (1)").click()
    expect(page.get_by_text("All are closed.")).to_be_visible()
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible()
    (version,) = contacts.hub.years.versions(PROVIDER_ID, year)
    expect(page.get_by_text(version.digest)).to_be_visible()
    expect(page.get_by_text("Reopen it")).to_have_count(0)
    assert faults_at_every_width(page) == []

    page.get_by_label("Expenses").fill("80000")
    page.get_by_role("button", name="Save the summary").click()
    page.get_by_text("1 thing has changed since it was sent").click()
    expect(page.get_by_text("“Expenses”: 79000, now 80000")).to_be_visible()


def test_a_closed_activity_is_opened_again_with_a_reason(contacts: ContactApi, page: Page, year: int) -> None:
    contacts.hub.activities.put(
        [contacts.hub.activities.find([COURSE])[COURSE].model_copy(update={"closed_by": "s#1"})]
    )
    page.goto(f"/console/year/{year}")

    page.get_by_text("Reopen it (Breathing circuits)").click()
    page.get_by_label("Why? It is kept.").fill("A supporter was missing.")
    page.get_by_role("button", name="Reopen", exact=True).click()

    expect(page.get_by_text("Breathing circuits is open again.")).to_be_visible()
    expect(page.get_by_text("A supporter was missing.")).to_be_visible()
    assert contacts.hub.activities.find([COURSE])[COURSE].closed_by is None


def test_a_viewer_reads_and_a_year_that_hasnt_begun_isnt_there(
    contacts: ContactApi, browser: Browser, site: str, year: int
) -> None:
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto("/console/year")
        page.get_by_role("link", name=str(year), exact=True).click()
        expect(page.get_by_text("It isn\u2019t filled in yet.")).to_be_visible()
        expect(page.get_by_text("Only a primary contact signs")).to_be_visible()
        for name in ("Sign version", "Close the", "Choose", "Save", "Confirm", "Send the"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        assert faults_at_every_width(page) == []
        page.goto(f"/console/year/{year + 2}")
        expect(page.get_by_role("alert")).to_contain_text(f"There is no year {year + 2} to report.")
