"""What an accreditor's people see in the console: their providers' years, and nothing of a provider's own pages."""

import csv
from pathlib import Path

from playwright.sync_api import Browser, expect

from cmehub.accounts.accreditors import Accreditor
from cmehub.accounts.providers import Provider
from cmehub.fields.eastern import eastern_day
from cmehub.years.programme_summary import ProgrammeSummary
from cmehub.years.sent_years import year_key
from cmehub.years.year_content import digest, written
from cmehub.years.year_facts import SentVersion, Signing
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import ACCREDITOR, PRIMARY, ContactApi
from tests.examples import PROVIDER_ID
from tests.year_api import SUMMARY

BEGINNER, IDLE = "0001111", "0002222"


def stocked(contacts: ContactApi) -> int:
    """Let an accreditor have a provider of each kind, and return the year that is reported."""
    hub, year = contacts.hub, eastern_day(contacts.hub.now).year - 1
    hub.accreditors.put(Accreditor(accreditor_id="EXMS", name="State Society of Examples"))
    hub.accreditors.add("EXMS", [PROVIDER_ID, BEGINNER, IDLE])
    names = {PROVIDER_ID: "Example Society", BEGINNER: "Harbor Clinic", IDLE: "=Hills & Dales"}
    hub.providers.put([Provider(provider_id=provider_id, name=name) for provider_id, name in names.items()])
    hub.years.add(BEGINNER, year, Signing(by="contact a", at=hub.now, version="1", digest="0" * 64, name="Kim Osei"))
    activity = {"participants": {"physician": 1310, "non-physician": 42}}
    document = written({"activities": [activity], "summary": ProgrammeSummary(**SUMMARY).model_dump()})
    hub.objects.put(year_key(PROVIDER_ID, year, digest(document), "json"), document)
    version = {"by": "contact a", "at": hub.now, "digest": digest(document), "content_digest": "1" * 64}
    for number, changes in ((1, 0), (2, 3)):
        hub.years.add(PROVIDER_ID, year, SentVersion(number=number, changes=changes, **version))
    return year


def test_an_accreditor_sees_how_far_its_providers_are_and_saves_the_list(
    contacts: ContactApi, browser: Browser, site: str, tmp_path: Path
) -> None:
    year = stocked(contacts)
    with console_window(browser, site, contacts, ACCREDITOR) as page:
        page.goto("/console/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Providers\u2019 years")
        expect(page.get_by_role("link", name="Submissions")).to_have_count(0)
        states = {"Example Society": "Changed since", "Harbor Clinic": "Under way", "=Hills & Dales": "Not begun"}
        for name, state in states.items():
            provider = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name))
            expect(provider).to_contain_text(state)
        expect(page.get_by_text("1 activity, 1,310 physicians")).to_be_visible()
        expect(page.get_by_text("3 changes since the version before")).to_be_visible()
        assert faults_at_every_width(page) == []

        with page.expect_download() as saving:
            page.get_by_role("button", name="Download as CSV").click()
        saving.value.save_as(tmp_path / "years.csv")
        with (tmp_path / "years.csv").open(encoding="utf-8-sig") as file:
            rows = {row["Provider ID"]: row for row in csv.DictReader(file)}
        assert saving.value.suggested_filename == f"EXMS-{year}.csv"
        assert {row["State"] for row in rows.values()} == {"Changed since it was sent", "Under way", "Not begun"}
        assert (rows[PROVIDER_ID]["Version"], rows[PROVIDER_ID]["Expenses, US dollars"]) == ("2", "90000")
        assert rows[IDLE]["Provider"] == "'=Hills & Dales", "no spreadsheet takes it for a formula"

        page.get_by_label("Year").select_option(str(year - 1))
        expect(page.get_by_text("Not begun")).to_have_count(3)
        page.goto("/console/accreditor/ZYMS")
        expect(page.get_by_role("heading", level=1)).to_have_text("You read for no such accreditor")


def test_a_contact_who_reads_for_an_accreditor_too_goes_from_the_one_to_the_other(
    contacts: ContactApi, browser: Browser, site: str
) -> None:
    stocked(contacts)
    with console_window(browser, site, contacts, PRIMARY, ACCREDITOR) as page:
        page.goto("/console/")
        page.get_by_role("link", name="Providers\u2019 years").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Providers\u2019 years")
        page.get_by_role("link", name="Provider console").click()
        expect(page.get_by_role("link", name="Submissions")).to_be_visible()
