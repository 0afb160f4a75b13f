"""A physician enters a credit with its file on the account's page, changes it, gets the file, and deletes both."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_window import PHONE, faults_at_every_width, violations
from tests.file_server import file_server
from tests.own_credit_api import PDF, OwnCreditApi
from tests.signed_in_window import signed_in_window
from tests.site_server import site_server


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> OwnCreditApi:
    return OwnCreditApi(monkeypatch)


@contextmanager
def opened(api: OwnCreditApi, browser: Browser, sub: str, **options: Any) -> Iterator[Page]:
    """Open a window of somebody who is signed in, with a place to put files."""
    with (
        file_server(api.hub.own_files) as files,
        site_server() as site,
        signed_in_window(browser, site, api, sub, files, "blob:", **{"viewport": PHONE, **options}) as page,
    ):
        yield page


@pytest.fixture
def page(api: OwnCreditApi, browser: Browser) -> Iterator[Page]:
    with opened(api, browser, api.zoe) as window:
        yield window


def fill(page: Page, title: str, file: bytes | None = None) -> None:
    page.get_by_label("Title").fill(title)
    page.get_by_label("The day on which you completed it").fill("2026-10-03")
    page.get_by_label("Credits, in steps").fill("1.5")
    page.get_by_label("Kind of credit").select_option("AMA PRA Category 2")
    if file is not None:
        choose(page, file)


def choose(page: Page, content: bytes) -> None:
    page.get_by_label("Its certificate").set_input_files(
        {"name": "certificate of Zoe.pdf", "mimeType": "application/pdf", "buffer": content}
    )


def test_a_credit_is_entered_changed_and_deleted_with_its_file(api: OwnCreditApi, page: Page) -> None:
    page.goto("/account/own")
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert violations(page) == []
    fill(page, "=Grand rounds", PDF)
    page.get_by_role("button", name="Enter the credit").click()
    entered = page.get_by_role("listitem").filter(has_text="=Grand rounds")
    expect(entered).to_contain_text("Own, not verified")
    expect(entered).to_contain_text("1.5 AMA PRA Category 2")
    assert api.hub.own_files.all() == [PDF]
    expect(page.get_by_label("Title")).to_have_value("")

    with page.expect_download() as download:
        entered.get_by_role("button", name="Get the file").click()
    assert download.value.suggested_filename == "credit-2026-10-03.pdf"
    assert download.value.path().read_bytes() == PDF

    page.goto("/account/")
    expect(page.locator(".credit__status")).to_have_text("Own, not verified")
    expect(page.locator(".totals__own")).to_contain_text("1.5 AMA PRA Category 2")
    assert violations(page) == []
    page.get_by_role("link", name="Change or delete").click()

    expect(page.get_by_role("heading", name="Change the credit")).to_be_visible()
    expect(page.get_by_text("There is a file (PDF,")).to_be_visible()
    page.get_by_label("Title").fill("Something else")
    page.get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_label("Title")).to_have_value("")
    entered.get_by_role("button", name="Change").click()
    expect(page.get_by_label("Title")).to_have_value("=Grand rounds")
    page.get_by_label("Credits, in steps").fill("2")
    page.get_by_role("button", name="Save the credit").click()
    expect(entered).to_contain_text("2 AMA PRA Category 2")
    assert violations(page) == []

    entered.get_by_role("button", name="Delete =Grand rounds").click()
    expect(page.get_by_role("dialog")).to_contain_text("=Grand rounds, Oct 3, 2026, and its file.")
    assert violations(page) == []
    page.get_by_role("button", name="Keep it").click()
    expect(entered).to_be_visible()
    entered.get_by_role("button", name="Delete =Grand rounds").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("The credit is deleted.")).to_be_visible()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert (api.own(), api.hub.own_files.all()) == ([], [])


def test_a_file_that_is_refused_is_told_at_its_field_and_the_credit_stays(api: OwnCreditApi, page: Page) -> None:
    page.goto("/account/own")
    fill(page, "Grand rounds", b"<html></html>")
    page.get_by_role("button", name="Enter the credit").click()

    expect(page.get_by_text("The credit is saved. Its file isn")).to_be_visible()
    field = page.get_by_label("Its certificate")
    expect(field).to_have_accessible_description(re.compile("it has to be one of these"))
    expect(field).to_be_focused()
    assert violations(page) == []
    assert [credit["file"] for credit in api.own()] == [None]

    page.get_by_label("Credits, in steps").fill("2.5")
    choose(page, b"<html></html>")
    page.get_by_role("button", name="Save the credit").click()
    expect(page.get_by_role("listitem").filter(has_text="Grand rounds")).to_contain_text("2.5 AMA")
    expect(page.get_by_label("Credits, in steps")).to_have_value("2.5")

    choose(page, PDF)
    page.get_by_role("button", name="Save the credit").click()
    expect(page.get_by_text("Its file: PDF")).to_be_visible()
    page.get_by_role("button", name="Delete the file").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Delete the file").click()
    expect(page.get_by_text("The file is deleted.")).to_be_visible()
    assert api.hub.own_files.all() == []


def test_a_file_that_is_too_large_is_told_before_anything_is_sent(api: OwnCreditApi, page: Page) -> None:
    page.goto("/account/own")
    fill(page, "Grand rounds", b"%PDF" * 1_250_001)
    page.get_by_role("button", name="Enter the credit").click()
    expect(page.get_by_label("Its certificate")).to_have_accessible_description(re.compile("It has more than 5 MB."))
    assert api.own() == []


def test_what_is_refused_is_told_at_its_field_or_above_the_button(api: OwnCreditApi, page: Page) -> None:
    page.goto("/account/own")
    fill(page, "Grand rounds")
    page.get_by_label("The day on which").evaluate("day => { day.max = day.min = '' }")
    page.get_by_label("The day on which").fill("2026-11-29")
    page.get_by_role("button", name="Enter the credit").click()
    expect(page.get_by_label("The day on which")).to_have_accessible_description(
        re.compile("2026-11-29 is in the future.")
    )
    assert violations(page) == []

    api.enter(title="Grand rounds")
    page.get_by_label("The day on which").fill("2026-10-03")
    page.get_by_role("button", name="Enter the credit").click()
    expect(page.get_by_role("alert")).to_contain_text("You have entered this credit already")


def test_what_was_typed_is_there_after_coming_back(page: Page) -> None:
    page.goto("/account/own")
    fill(page, "Grand rounds")
    page.goto("/account/own")
    expect(page.get_by_label("Title")).to_have_value("Grand rounds")
    expect(page.get_by_label("Kind of credit")).to_have_value("AMA PRA Category 2")


def test_an_account_without_a_claim_sees_its_own_credits_beside_the_question_who_it_is(
    api: OwnCreditApi, browser: Browser
) -> None:
    api.enter(sub=api.other)
    with opened(api, browser, api.other) as page:
        page.goto("/account/")
        expect(page.get_by_role("heading", name="whose credits are yours")).to_be_visible()
        expect(page.locator(".credit__status")).to_have_text("Own, not verified")
        assert violations(page) == []


def test_it_is_readable_in_both_themes_at_every_width(api: OwnCreditApi, page: Page) -> None:
    api.put(api.entered(title="W" * 200, words="W" * 500), PDF)
    for address in ("/account/own", "/account/"):
        page.goto(address)
        expect(page.get_by_role("heading", name="W" * 200)).to_be_visible()
        assert faults_at_every_width(page) == []
