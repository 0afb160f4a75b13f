"""Reviews of activities in the console: they are told, and answered with documents."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from cmehub.activities.reviews import (
    MOST_ANSWERS,
    OutcomeKind,
    Review,
    ReviewAnswer,
    ReviewOutcome,
    ReviewRequest,
)
from cmehub.fields.eastern import eastern_day
from tests.api_hub import ApiHub
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import REPORTER, VIEWER, ContactApi
from tests.examples import a_review_request, an_activity
from tests.sample_hub import PROVIDER_ID

ACTIVITY = "299999999"
PAGE = f"/console/activities/{ACTIVITY}"
NAME = "2026-17"


def document(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


PDF = document("Gap analysis.pdf", b"%PDF-1.7 a gap")
NO_PDF = document("no.pdf", b"MZ")


def asked(api: ApiHub, days: int = 9, **changes: object) -> ReviewRequest:
    """Let a board ask for documents of an activity until so many days from now."""
    due = eastern_day(api.hub.now) + dt.timedelta(days=days)
    given = {"activity_id": ACTIVITY, "provider_id": PROVIDER_ID, "review_id": NAME, "due": due, "at": api.hub.now}
    request = a_review_request(**given | changes)
    api.hub.activities.put([an_activity(activity_id=ACTIVITY, provider_id=PROVIDER_ID, title="Sepsis")])
    api.hub.review_store.open(request)
    return request


def kept(api: ApiHub, name: str = NAME) -> Review:
    review = api.hub.review_store.find(ACTIVITY, name)
    assert review
    return review


def reviews(page: Page) -> Locator:
    return page.get_by_role("region", name="Reviews")


def test_it_tells_who_asks_why_and_until_when_and_leads_there_from_the_start(api: ApiHub, page: Page) -> None:
    request = asked(api)
    page.goto("/console/")
    start = page.get_by_role("region", name="Documents that are asked for")
    expect(start).to_contain_text("9 days left. The American Board of Internal Medicine asked for documents until")
    start.get_by_role("link", name="Sepsis").click()
    expect(page).to_have_url(re.compile(rf"{PAGE}\?provider={PROVIDER_ID}#reviews$"))
    part = reviews(page)
    expect(part.get_by_role("heading", name="The American Board of Internal Medicine")).to_be_visible()
    expect(part.get_by_text(request.reason)).to_be_visible()
    expect(part.get_by_text("9 days left")).to_be_visible()
    expect(part.get_by_role("heading", name="Reviews")).to_be_in_viewport()
    assert faults_at_every_width(page) == []


def test_an_activity_without_reviews_has_no_such_part_and_the_start_none(api: ApiHub, page: Page) -> None:
    request = asked(api)
    api.hub.review_store.add_answer(request, ReviewAnswer(words="All of it.", at=api.hub.now))
    page.goto("/console/")
    expect(page.get_by_role("region", name="Requests of physicians")).to_contain_text("Nobody waits")
    expect(page.get_by_role("region", name="Documents that are asked for")).to_have_count(0)
    api.hub.activities.put([an_activity(activity_id="299999998", provider_id=PROVIDER_ID)])
    with page.expect_response("**/reviews"):
        page.goto("/console/activities/299999998")
    expect(page.get_by_role("region", name="Boards")).to_be_visible()
    expect(reviews(page)).to_have_count(0)


def test_an_answer_is_sent_with_its_documents(api: ApiHub, page: Page) -> None:
    asked(api)
    page.goto(PAGE)
    part = reviews(page)
    part.get_by_label("Your answer").fill("The abstract, and the gap analysis.")
    part.get_by_label("Drop documents here").set_input_files([PDF, document("Again.pdf", b"%PDF-2")])
    expect(part.get_by_text("Gap analysis.pdf", exact=True).first).to_be_visible()
    part.get_by_role("button", name="Send the answer").click()
    said = part.get_by_text("Your answer is there. The American Board of Internal Medicine can read it.")
    expect(said).to_be_focused()
    expect(part.get_by_text("Gap analysis.pdf (PDF, ")).to_be_visible()
    assert faults_at_every_width(page) == []

    (answer,) = kept(api).answers
    assert answer.words == "The abstract, and the gap analysis."
    assert [document.file_name for document in answer.documents] == ["Gap analysis.pdf", "Again.pdf"]
    api.hub.now += dt.timedelta(minutes=1)
    part.get_by_text("Add to the answer").click()
    part.get_by_label("Something to add").fill("One thing more.")
    part.get_by_role("button", name="Send it too").click()
    expect(part.get_by_role("heading", name="Answered")).to_have_count(2)
    assert [answer.words for answer in kept(api).answers][1] == "One thing more."
    page.reload()
    part.get_by_text("Add to the answer").click()
    expect(part.get_by_label("Something to add")).to_have_value("")
    part.get_by_label("Something to add").fill("And this.")
    page.reload()
    expect(part.get_by_label("Something to add")).to_have_value("And this.")


def test_what_is_wrong_is_told_at_each_document_and_field_before_anything_is_sent(
    api: ApiHub, page: Page, tmp_path: Path
) -> None:
    asked(api)
    page.goto(PAGE)
    part = reviews(page)
    sizes = {"empty.docx": 0, "large.pptx": 25_000_001, "list.csv": 3, "right.pdf": 25_000_000}
    for name, size in sizes.items():
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    part.get_by_label("Drop documents here").set_input_files([tmp_path / name for name in sizes])
    part.get_by_role("button", name="Send the answer").click()
    expect(part.get_by_label("Your answer")).to_be_focused()
    expect(part.get_by_text("Say what you send, or why you send nothing.")).to_be_visible()
    expect(part.get_by_text("It is empty.")).to_be_visible()
    expect(part.get_by_text("It has 25,000,001 bytes; at most 25,000,000 are taken.")).to_be_visible()
    expect(part.get_by_text("Its name ends in none of .pdf, .docx, .xlsx, .pptx.")).to_be_visible()
    assert faults_at_every_width(page) == []
    assert kept(api).answers == ()
    assert api.hub.objects.keys("reviews/") == []

    expect(part.locator(".file__fault")).to_have_count(3)
    for name in sizes:
        part.get_by_role("button", name=f"Remove {name}").click()
    many = [document(f"{number}.pdf", b"%PDF" + bytes(number)) for number in range(11)]
    part.get_by_label("Drop documents here").set_input_files(many)
    part.get_by_label("Your answer").fill("x" * 5_001)
    part.get_by_role("button", name="Send the answer").click()
    expect(part.get_by_text("These are 5,001 characters; at most 5,000 are taken.")).to_be_visible()
    expect(part.get_by_text("An answer has 10 documents at most: remove 1")).to_be_visible()


def test_what_the_hub_refuses_is_told_at_its_document_and_nothing_is_lost(api: ApiHub, page: Page) -> None:
    asked(api)
    page.goto(PAGE)
    part = reviews(page)
    part.get_by_label("Your answer").fill("All of it.")
    part.get_by_label("Drop documents here").set_input_files([PDF, NO_PDF])
    part.get_by_role("button", name="Send the answer").click()
    fault = part.get_by_role("listitem").filter(has_text="no.pdf").get_by_role("alert")
    expect(fault).to_contain_text("The content isn't PDF, or Word, Excel or PowerPoint")
    expect(fault).to_be_focused()
    expect(part.get_by_label("Your answer")).to_have_value("All of it.")
    part.get_by_role("button", name="Remove no.pdf").click()
    part.get_by_role("button", name="Send the answer").click()
    expect(part.get_by_role("heading", name="Answered")).to_be_visible()
    assert [document.file_name for document in kept(api).answers[0].documents] == [PDF["name"]]


@pytest.mark.parametrize("address", ["**/documents", "**/answers"])
def test_what_was_typed_and_chosen_outlasts_a_failed_call_an_ended_session_and_a_closed_tab(
    api: ApiHub, page: Page, address: str
) -> None:
    asked(api)
    page.goto(PAGE)
    part = reviews(page)
    part.get_by_label("Your answer").fill("All of it.")
    part.get_by_label("Drop documents here").set_input_files(PDF)
    page.route(address, lambda route: route.abort())
    part.get_by_role("button", name="Send the answer").click()
    expect(part.get_by_text("What you typed and chose is still here.")).to_be_visible()
    page.unroute(address)
    page.route(address, lambda route: route.fulfill(status=401))
    part.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.unroute(address)

    # What a tab keeps for itself is gone with it.
    page.goto("/accessibility")
    page.evaluate("sessionStorage.clear()")
    page.goto(PAGE)
    expect(part.get_by_label("Your answer")).to_have_value("All of it.")
    expect(part.get_by_role("button", name="Remove Gap analysis.pdf")).to_be_visible()
    part.get_by_role("button", name="Send the answer").click()
    expect(part.get_by_role("heading", name="Answered")).to_be_visible()
    (answer,) = kept(api).answers
    assert (answer.words, [document.size for document in answer.documents]) == ("All of it.", [len(PDF["buffer"])])


def test_what_was_typed_is_forgotten_by_whoever_signs_out(api: ApiHub, page: Page) -> None:
    asked(api)
    page.goto(PAGE)
    reviews(page).get_by_label("Your answer").fill("All of it.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("https://staff.example.org/**")
    # What a tab keeps for itself is gone with it, here on a page that calls nothing with what is signed in.
    page.goto("/accessibility")
    page.evaluate("sessionStorage.clear()")
    page.goto(PAGE)
    expect(reviews(page).get_by_label("Your answer")).to_have_value("")


def test_a_review_that_was_closed_meanwhile_says_so(api: ApiHub, page: Page) -> None:
    request = asked(api)
    page.goto(PAGE)
    reviews(page).get_by_label("Your answer").fill("All of it.")
    api.hub.review_store.close(request, ReviewOutcome(outcome=OutcomeKind.WITHDRAWN, by="ABIM", at=api.hub.now))
    reviews(page).get_by_role("button", name="Send the answer").click()
    expect(reviews(page).get_by_role("alert")).to_contain_text("The review is closed")


def test_outcomes_are_told_in_words_below_what_is_open(api: ApiHub, page: Page) -> None:
    closed = asked(api, review_id="2026-16", board=None)
    outcome = ReviewOutcome(outcome=OutcomeKind.NOT_MET, words="No evaluation.", by="Kim", at=api.hub.now)
    api.hub.review_store.close(closed, outcome)
    asked(api, -2)
    page.goto(PAGE)
    told = reviews(page).locator(".groups > li")
    expect(told).to_have_count(2)
    first, second = told.first, told.last
    expect(first).to_contain_text("Overdue by 2 days")
    expect(first).to_contain_text("an answer is still taken")
    expect(second).to_contain_text("Closed: the requirements aren")
    expect(second).to_contain_text("They say: No evaluation.")
    expect(second.get_by_role("heading", name="Whoever runs CME Hub")).to_be_visible()
    expect(second.get_by_role("textbox")).to_have_count(0)
    assert faults_at_every_width(page) == []


def test_after_the_last_answer_none_more_is_taken(api: ApiHub, page: Page) -> None:
    request = asked(api)
    for number in range(MOST_ANSWERS):
        api.hub.review_store.add_answer(request, ReviewAnswer(words=f"Part {number}", at=api.hub.now))
    page.goto(PAGE)
    expect(reviews(page).get_by_text("There are 20 answers, and no more are taken.")).to_be_visible()
    expect(reviews(page).get_by_role("textbox")).to_have_count(0)


def test_of_an_activity_that_was_deleted_reviews_are_told_and_answered(api: ApiHub, page: Page) -> None:
    asked(api)
    deleted = an_activity(activity_id=ACTIVITY, provider_id=PROVIDER_ID, deleted_by="sub#1")
    api.hub.activities.put([deleted])
    page.goto(PAGE)
    expect(page.get_by_text(f"This provider has no activity {ACTIVITY}.")).to_be_visible()
    reviews(page).get_by_label("Your answer").fill("It was never held.")
    reviews(page).get_by_role("button", name="Send the answer").click()
    expect(reviews(page).get_by_role("heading", name="Answered")).to_be_visible()


@pytest.fixture
def of_viewer(contacts: ContactApi, browser: Browser, site: str) -> Iterator[Page]:
    with console_window(browser, site, contacts, VIEWER) as opened:
        yield opened


def test_a_viewer_sees_and_does_not_answer(api: ApiHub, of_viewer: Page) -> None:
    asked(api)
    of_viewer.goto(PAGE)
    expect(reviews(of_viewer).get_by_text("You may look, but not answer.")).to_be_visible()
    expect(reviews(of_viewer).get_by_role("textbox")).to_have_count(0)


def test_a_reporter_answers(api: ApiHub, contacts: ContactApi, browser: Browser, site: str) -> None:
    asked(api)
    with console_window(browser, site, contacts, REPORTER) as page:
        page.goto(PAGE)
        reviews(page).get_by_label("Your answer").fill("All of it.")
        reviews(page).get_by_role("button", name="Send the answer").click()
        expect(reviews(page).get_by_role("heading", name="Answered")).to_be_visible()
    assert len(kept(api).answers) == 1
