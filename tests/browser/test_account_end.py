"""A physician downloads everything, lets the account end, and keeps it after all."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from cmehub.passport import archives
from tests.browser_window import PHONE, faults_at_every_width, violations
from tests.own_credit_api import PDF, PNG, OwnCreditApi
from tests.signed_in_window import signed_in_window
from tests.site_server import site_server

END = "End the account"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> OwnCreditApi:
    return OwnCreditApi(monkeypatch)


@contextmanager
def opened(api: OwnCreditApi, browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a window of somebody who is signed in, whose archives lie at an address of their own."""

    def hand_out(route: Route) -> None:
        sub, _, archive_id = route.request.url.partition("/archives/")[2].partition(".zip")[0].partition("/")
        name = route.request.url.rpartition("=")[2]
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": "application/octet-stream"}
        route.fulfill(body=api.hub.archives.kept[sub, archive_id], headers=headers)

    with (
        site_server() as site,
        signed_in_window(browser, site, api, api.zoe, api.hub.archives.url, **{"viewport": PHONE, **options}) as page,
    ):
        page.route(f"{api.hub.archives.url}/**", hand_out)
        yield page


@pytest.fixture
def page(api: OwnCreditApi, browser: Browser) -> Iterator[Page]:
    with opened(api, browser) as window:
        yield window


def saved(page: Page, button: str) -> tuple[str, list[str]]:
    """Download by a button, and return the name of the file and what is in it."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    with ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        return download.value.suggested_filename, archive.namelist()


def ask_for_the_end(page: Page, word: str) -> None:
    page.get_by_role("button", name=END).click()
    page.get_by_label("To go on, type the word").fill(word)


def test_everything_is_downloaded_in_one_file_and_again(api: OwnCreditApi, page: Page) -> None:
    api.put(api.entered(), PDF)
    page.goto("/account/settings")
    name, files = saved(page, "Download everything")
    assert name == "cme-hub-2026-11-20.zip"
    assert {"account.json", "credits.csv", "own-credits.csv"} < {*files}
    expect(page.get_by_role("status").filter(has_text="saves")).to_contain_text("That is all.")
    assert saved(page, "Get it again") == (name, files)
    assert violations(page) == []


def test_much_is_downloaded_part_by_part(api: OwnCreditApi, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "PART_BYTES", 1)
    for title, content in (("One", PDF), ("Two", PNG)):
        api.put(api.entered(title=title), content)
    page.goto("/account/settings")
    name, first = saved(page, "Download everything")
    assert name == "cme-hub-2026-11-20-part-1.zip"
    expect(page.get_by_role("status").filter(has_text="saves")).to_contain_text("in the next ones: 1.")
    name, second = saved(page, "Get part 2")
    assert name == "cme-hub-2026-11-20-part-2.zip"
    files = [file for file in (*first, *second) if file.startswith("files/")]
    assert len({*files}) == len(files) == 2
    expect(page.get_by_role("button", name="Get part 3")).to_have_count(0)
    assert saved(page, "Get part 2 again")[1] == second


def test_an_account_ends_after_a_typed_word_and_is_kept_from_any_page(api: OwnCreditApi, page: Page) -> None:
    api.entered()
    page.goto("/account/settings")
    ask_for_the_end(page, "yes")
    expect(page.get_by_role("dialog").get_by_role("button", name=END)).to_be_disabled()
    assert violations(page) == []
    page.get_by_label("To go on, type the word").fill("End ")
    page.get_by_role("dialog").get_by_role("button", name=END).click()

    banner = page.get_by_role("region", name="The account ends")
    expect(banner).to_contain_text("This account ends after Dec 4, 2026, US Eastern.")
    expect(page.get_by_role("heading", name="Download everything")).to_be_visible()
    expect(page.get_by_role("button", name=END)).to_have_count(0)
    saved(page, "Download everything")

    page.goto("/account/own")
    expect(page.get_by_text("Keep the account to see this again.")).to_be_visible()
    assert violations(page) == []
    banner.get_by_role("button", name="Keep the account").click()
    expect(page.get_by_role("heading", name="Grand rounds: sepsis")).to_be_visible()
    expect(banner).to_have_count(0)
    assert api.hub.standings.find(api.zoe).ends_on is None


def test_nothing_ends_if_the_question_is_left(api: OwnCreditApi, page: Page) -> None:
    page.goto("/account/settings")
    ask_for_the_end(page, "end")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert api.hub.standings.find(api.zoe).ends_on is None


def test_it_is_readable_in_both_themes_at_every_width(api: OwnCreditApi, page: Page) -> None:
    for is_to_end in (False, True):
        if is_to_end:
            api.call("DELETE", "/v1/me")
        for address in ("/account/settings", "/account/"):
            page.goto(address)
            expect(page.get_by_role("region", name="The account ends")).to_have_count(int(is_to_end))
            page.get_by_role("heading", level=1).wait_for()
            assert faults_at_every_width(page) == []
