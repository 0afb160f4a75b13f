"""A provider's whole year in the console, from the first activity to a correction of what was sent."""

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.activities.activity import Activity
from cmehub.documents.activity_xml import activities_xml
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from local.sample_data.completions import Completion, completion
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.physicians import DEFAULT_SEED, SAMPLE_PHYSICIANS, Cast
from tests.api_hub import ApiHub
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import PRIMARY, ContactApi
from tests.examples import PROVIDER_ID, an_activity
from tests.sample_hub import sample_entries, sample_providers

YEAR = 2026
MONEY = {
    "Registration fees": "75000",
    "Commercial support": "5000",
    "Total income": "80000",
    "Expenses": "79000",
}
NOTHING = ("Advertising and exhibits", "Government grants", "Private donations", "Other income")


class WholeYear:
    """A hub without any activity, and a primary contact who comes back on several days."""

    def __init__(self, browser: Browser, site: str, contacts: ContactApi) -> None:
        self.browser, self.site, self.contacts, self.hub = browser, site, contacts, contacts.hub
        self.sub = contacts.person(PRIMARY)

    @contextmanager
    def on(self, day: str) -> Iterator[Page]:
        """Let the contact sign in on a day, by the hub's clock and the browser's."""
        self.hub.now = dt.datetime.fromisoformat(f"{day}T15:00:00+00:00")
        with console_window(self.browser, self.site, self.contacts, sub=self.sub) as page:
            page.clock.set_fixed_time(self.hub.now)
            page.goto("/console/")
            yield page

    def activity(self, title: str) -> Activity:
        (found,) = [activity for activity in self.hub.activities.all() if activity.title == title]
        return found

    def document(self, number: int) -> tuple[Any, str]:
        """What was sent as a version, as JSON and as CSV, once its digest is what the fact says."""
        version = self.hub.years.versions(PROVIDER_ID, YEAR)[number - 1]
        place = f"years/{PROVIDER_ID}/{YEAR}/{version.digest}"
        as_json = self.hub.objects.get(f"{place}.json")
        assert hashlib.sha256(as_json).hexdigest() == version.digest
        assert self.hub.objects.get(f"{place}.pdf").startswith(b"%PDF")
        return json.loads(as_json), self.hub.objects.get(f"{place}.csv").decode("utf-8-sig")


@pytest.fixture
def whole_year(browser: Browser, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WholeYear:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    put_on_rosters(hub.rosters, sample_entries())
    return WholeYear(browser, site, ContactApi(ApiHub(hub, tmp_path, monkeypatch), monkeypatch))


def test_a_year_from_its_first_activity_to_a_correction_of_what_was_sent(whole_year: WholeYear, tmp_path: Path) -> None:
    with whole_year.on("2026-02-02") as page:
        add_course(page)
        material = an_activity(
            title="Ventilation at home", provider_activity_id="VENT-1", start_date=dt.date(2026, 3, 1), registrations=()
        )
        send(page, tmp_path / "activities.xml", activities_xml([material]))
    course = whole_year.activity("Wombat bites")

    with whole_year.on("2026-05-20") as page:
        write_workbook(tmp_path / "learners.xlsx", learners_of(course), compressed=True)
        send(page, tmp_path / "learners.xlsx")
        page.get_by_role("link", name="See what to do about it").click()
        counts = page.locator(".outcomes__count")
        expect(counts).to_have_text(["3 accepted", "1 rejected by a board"])

    with whole_year.on("2026-06-10") as page:
        page.get_by_role("link", name=f"The report of {YEAR}").click()
        expect(page.get_by_text(f"The year goes on until Dec 31, {YEAR}")).to_be_visible()
        expect(page.get_by_text("the end of the year, on 2026-12-31")).to_be_visible()
        expect(page.get_by_role("button", name="Send the report")).to_have_count(0)

    with whole_year.on("2027-01-20") as page:
        page.get_by_role("link", name=f"The report of {YEAR}").click()
        expect(page.get_by_text("lacks measured outcome")).to_be_visible()
        fill_in_course(page)
        page.goto(f"/console/year/{YEAR}")
        fill_in(page)
        send_report(page)
        expect(page.get_by_text("It was sent, and nothing has changed since.")).to_be_visible()
    assert whole_year.activity("Wombat bites").closed_by
    sent, lines = whole_year.document(1)
    told = {activity["title"]: activity for activity in sent["activities"]}
    assert told["Wombat bites"]["participants"] == {"physician": 38, "non-physician": 5}
    assert told["Wombat bites"]["commendation_tags"] == ["Engages Teams"]
    assert told["Ventilation at home"]["participants"] == {"physician": 310, "non-physician": 42}
    assert (sent["summary"]["expenses"], sent["agreement"]["name"], sent["changes"]) == (79_000, "Nadia Brandt", [])
    assert len([*csv.reader(StringIO(lines))]) == 1 + len(told)

    with whole_year.on("2027-02-16") as page:
        page.goto("/console/year")
        expect(page.get_by_text("Sent on Jan 20, 2027")).to_be_visible()
        page.get_by_role("link", name=str(YEAR), exact=True).click()
        count_material(page, "325")
        expect(page.get_by_text("It was sent, and something has changed since")).to_be_visible()
        page.get_by_label("Expenses").fill("80500")
        page.get_by_role("button", name="Save the summary").click()
        page.get_by_text("2 things have changed since it was sent").click()
        expect(page.get_by_text("“Expenses”: 79000, now 80500")).to_be_visible()
        send_report(page)
        expect(page.get_by_text("It has 2 changes since the version before.")).to_be_visible()
        expect(page.get_by_role("heading", name="Version 1")).to_be_visible()
    corrected, _ = whole_year.document(2)
    assert {change["what"]: (change["was"], change["is_now"]) for change in corrected["changes"]} == {
        f"activity {whole_year.activity('Ventilation at home').activity_id}: participants": (
            '{"non-physician":42,"physician":310}', '{"non-physician":42,"physician":325}',
        ),
        "summary: expenses": ("79000", "80500"),
    }  # fmt: skip
    assert whole_year.document(1)[0] == sent


def add_course(page: Page) -> None:
    """Add the year's first activity, by the form."""
    page.goto("/console/activities/new")
    page.get_by_label("Title").fill("Wombat bites")
    page.get_by_label("Your own ID of it").fill("WB-1")
    page.get_by_label("Description").fill("Their care.")
    page.get_by_label("Format").select_option("Live Course")
    for day in ("First day", "Last day"):
        page.get_by_label(day, exact=True).fill("2026-05-04")
    page.get_by_label("AMA PRA Category 1 credits").fill("2")
    page.get_by_label("Live-Streamed").check()
    page.get_by_label("Web address").fill("https://cme.example.org/wb")
    page.get_by_label("Fee").select_option("Variable")
    page.get_by_label("Who can register").select_option("Open to all")
    page.get_by_role("button", name="Add a board").click()
    registration = page.locator(".console__registration")
    registration.get_by_label("Board").select_option("ABIM")
    registration.get_by_label("Medical Knowledge").check()
    registration.get_by_label("Most points").fill("2")
    registration.get_by_label("Last day to claim").fill("2026-12-31")
    page.get_by_label("Hospital Medicine", exact=True).check()
    page.get_by_role("button", name="Add the activity").click()
    expect(page.get_by_text("It is saved, and now Active.")).to_be_visible()


def learners_of(course: Activity) -> Iterator[Completion]:
    """Three learners whom ABIM knows as they are reported, and one under somebody else's ID."""
    cast = Cast(range(SAMPLE_PHYSICIANS), DEFAULT_SEED)
    people = [cast.take("ABIM") for _ in range(5)]
    lines = (("Medical Knowledge", 2.0),)
    for person in people[:3]:
        yield completion(person, course.activity_id, course.end_date, board="ABIM", lines=lines, cme=2.0)
    mistaken = completion(people[3], course.activity_id, course.end_date, board="ABIM", lines=lines)
    yield replace(mistaken, board_id=people[4].board_id("ABIM"))


def send(page: Page, path: Path, content: bytes | None = None) -> None:
    if content is not None:
        path.write_bytes(content)
    page.goto("/console/send")
    page.get_by_label("Drop files here").set_input_files(path)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Finished", exact=True)).to_be_visible()


def fill_in_course(page: Page) -> None:
    """Say what the course came to, from the step that lists what lacks it."""
    page.get_by_role("link", name="Fill it in (Wombat bites: outcomes)").click()
    expect(page.get_by_role("group", name="Closing it")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()
    page.get_by_label("Physicians who took part").fill("38")
    page.get_by_label("Other learners who took part").fill("5")
    measured = page.get_by_role("group", name="Learner Competence: how it was measured")
    measured.get_by_label("Objective", exact=True).check()
    page.get_by_label("Commendation tags").fill("Engages Teams")
    page.get_by_label("It has commercial support").select_option("Yes")
    page.get_by_label("Supporters, one a line").fill("Acme | $5,000")
    assert faults_at_every_width(page) == []
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_text("It is saved, and now Ready to Close.")).to_be_visible()


def fill_in(page: Page) -> None:
    """Do each step of the year but sending."""
    page.get_by_label("Your name, to sign").fill("Nadia Brandt")
    page.get_by_role("button", name="Sign version 1").click()
    expect(page.get_by_text("Version 1, signed by Nadia Brandt")).to_be_visible()

    page.get_by_role("button", name="Choose all that lack nothing (1)").click()
    page.get_by_role("button", name="Close the chosen (1)").click()
    expect(page.get_by_text("1 activity is closed.")).to_be_visible()
    count_material(page, "310")

    for label in NOTHING:
        page.get_by_label(label, exact=True).fill("0")
    for label, amount in MONEY.items():
        page.get_by_label(label, exact=True).fill(amount)
    page.get_by_role("button", name="Save the summary").click()
    expect(page.get_by_text("The programme summary is saved.")).to_be_visible()
    page.get_by_role("button", name="Confirm that they are right").click()
    expect(page.get_by_text("The contacts are confirmed.")).to_be_visible()


def send_report(page: Page) -> None:
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()


def count_material(page: Page, physicians: str) -> None:
    count = page.get_by_role("form", name="Learners of Ventilation at home")
    count.get_by_label("Physicians").fill(physicians)
    count.get_by_label("Other learners").fill("42")
    count.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"{physicians} physicians and 42 others.")).to_be_visible()
