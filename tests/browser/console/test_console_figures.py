"""What a provider sent by month, in the console."""

import csv
import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from cmehub.figures.comparisons import Comparison
from cmehub.figures.month_figures import BoardFigures, FormatFigures, MonthFigures
from cmehub.figures.months import month_of
from cmehub.figures.quality import Quality
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import VIEWER, ContactApi
from tests.sample_hub import PROVIDER_ID

FIGURES = MonthFigures(
    submissions=3,
    first_rows=200,
    right_rows=150,
    dated_rows=160,
    timely_rows=120,
    deleted_records=2,
    formats={
        "Enduring Material": FormatFigures(activities=4, records=40, credits=60.5),
        "Live Course": FormatFigures(activities=2, records=120, credits=180),
    },
    boards={
        "ABIM": BoardFigures(accepted=90, rejected=10, credits=140.25, answers={"an hour": 60, "three days": 40}),
        "CME": BoardFigures(accepted=60, credits=100.25),
    },
    refusals={"ACTIVITY_NOT_FOUND": 10, "DUPLICATE_ROW": 25},
)


@pytest.fixture
def month() -> str:
    """The month that it is for the browser."""
    return month_of(dt.datetime.now(dt.UTC))


def test_a_viewer_sees_what_was_sent_and_how_good_it_was(
    contacts: ContactApi, browser: Browser, site: str, month: str
) -> None:
    contacts.hub.figures.put(PROVIDER_ID, month, FIGURES, contacts.hub.now)
    medians = Quality(right_first=0.9, accepted=0.9, timely=0.9, score=90)
    contacts.hub.figures.put_comparison(month, Comparison(providers=12, medians=medians))
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto("/console/")
        page.get_by_role("link", name="Figures", exact=True).click()
        expect(page.get_by_role("heading", name="Data quality: 80 of 100")).to_be_visible()
        for bar, *told in (
            ("75", "Right at the first try", "150 of 200", "75 %"),
            ("90", "Accepted by boards", "90 of 100", "90 %"),
            ("100", "Live Course", "2", "120", "180"),
            ("100", "ABIM", "90", "10", "an hour", "three days", "140.25"),
        ):
            row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=told[0], exact=True))
            expect(row.get_by_role("cell")).to_have_text(told[1:])
            expect(row.locator("rect")).to_have_attribute("width", bar)
        latest = page.get_by_role("region", name="What was sent in each month").get_by_role("row").last
        expect(latest.get_by_role("cell")).to_have_text(["6", "160", "80", "90", "240.5"])
        codes = page.get_by_role("region", name="most frequent reasons").get_by_role("rowheader")
        expect(codes).to_have_text(["DUPLICATE_ROW", "ACTIVITY_NOT_FOUND"])
        expect(page.get_by_text("This row repeats row …, which was sent with it.")).to_be_visible()
        assert faults_at_every_width(page) == []

        with page.expect_download() as saved:
            page.get_by_role("button", name="Download as CSV").click()
        with saved.value.path().open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.DictReader(file)]
        assert len(rows) == 12
        assert (rows[-1]["Month"], rows[-1]["Credits"], rows[-1]["Median of all providers"]) == (month, "240.5", "90")


def test_below_ten_providers_it_says_so_and_of_an_empty_period_too(
    contacts: ContactApi, page: Page, month: str
) -> None:
    contacts.hub.figures.put(PROVIDER_ID, month, FIGURES, contacts.hub.now)
    page.goto("/console/figures")
    expect(page.get_by_text("at least ten of them sent anything; none of these is one")).to_be_visible()
    page.get_by_label("Period").select_option("Last year")
    expect(page.get_by_text("Nothing has been counted of this period")).to_be_visible()
    assert faults_at_every_width(page) == []
