"""The form for activities follows from what the API tells of boards."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cmehub.api.board_documents import boards_document
from cmehub.rules.packs import packs_of
from functions.ingest.api import board_routes
from tests.browser_window import faults_at_every_width
from tests.made_up_board import MADE_UP, made_up_packs


@pytest.fixture
def boards(monkeypatch: pytest.MonkeyPatch) -> Any:
    document = boards_document([packs_of("ABPMR"), made_up_packs()])
    monkeypatch.setattr(board_routes, "document", lambda: document)
    return document


@pytest.mark.usefixtures("boards")
def test_a_new_board_and_its_rules_are_in_the_form(page: Page) -> None:
    page.goto("/console/activities/new")
    page.get_by_label("First day").fill("2024-05-01")
    page.get_by_label("Last day", exact=True).fill("2024-05-02")
    page.get_by_role("button", name="Add a board").click()
    registration = page.locator(".console__registration")
    expect(registration.get_by_label("Board").locator("option")).to_have_text(
        ["", "ABPMR, American Board of Physical Medicine and Rehabilitation", f"{MADE_UP}, American Board of Wombats"]
    )
    registration.get_by_label("Board").select_option("ABPMR")
    expect(registration.get_by_text("activities that start on Jan 1, 2025 or later")).to_be_visible()

    registration.get_by_label("Board").select_option(MADE_UP)
    expect(registration.get_by_label("Burrows")).to_be_visible()
    points = registration.get_by_label("Most points")
    expect(points).to_have_accessible_description(
        "That a learner can earn, in steps of 0.5 from 0.5 on. Leave it empty for the credits of the activity."
    )
    page.get_by_label("Wombat Surgery").check()
    threshold = registration.get_by_label("Least share of the evaluation")
    expect(threshold).to_have_accessible_description("From 1 to 100.")
    page.get_by_label("First day").fill("2027-07-01")
    expect(threshold).to_have_accessible_description(
        "ABXY wants to know it for Burrows. From 1 to 100. With less than 80 the board may not count the credit."
    )
    registration.get_by_text("What ABXY asks").click()
    expect(registration.get_by_text("Points are in steps of 0.5.")).to_be_visible()
    assert faults_at_every_width(page) == []
