"""The whole way of a provider's contacts in the console: trying, mending and sending a file, and all else they do."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cmehub.accounts.claims import Claim
from cmehub.accounts.keys import Scope
from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import RoleKind
from cmehub.passport.missing_credits import MissingCredit
from cmehub.people.rosters import EntryKey
from hub.operator.site import BUILT_SITE, publish
from local.sample_data.physicians import SamplePhysician, physician
from local.sample_load import PROVIDER_ID
from local.sample_people import PASSWORD, SAMPLE_PEOPLE, load_people
from tests.browser_window import chromium, window
from tests.pipeline.conftest import Hub

EMAILS = {
    person.roles[0].kind: person.email
    for person in SAMPLE_PEOPLE
    if len(person.roles) == 1 and person.roles[0].at == PROVIDER_ID
}
SEPSIS = "922988743"
HEADINGS = "Record Action,ACCME Activity ID,Completion Date,Nickname,Last Name,Date of Birth,Certifying Board,"
HEADINGS += "Certifying Board ID,Total Board Credits,Credit Type,Credits Awarded for Credit Type"
BOARD = "ABA"
PHYSICIAN = "an-account-that-asks"


@pytest.fixture(scope="module")
def people(hub: Hub) -> Hub:
    if not (BUILT_SITE / "console.html").exists():
        pytest.skip("The site isn't built. Build it with: make setup")
    publish(hub.stores.connection)
    load_people(hub.stores.connection)
    return hub


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def page(people: Hub, browser: Browser) -> Iterator[Page]:
    connection = people.stores.connection
    places = connection.sign_in_url(Pool.STAFF), people.stack.endpoint
    with window(browser, connection.site_url, *places) as opened:
        # On a busy machine a call can take longer than the site waits for it.
        again = opened.get_by_role("button", name="Try again")
        opened.add_locator_handler(again, lambda button: button.click(), no_wait_after=True)
        yield opened


def sign_in(page: Page, role: RoleKind) -> None:
    page.goto("/console/")
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    page.locator("[name=username]").fill(EMAILS[role])
    page.keyboard.press("Enter")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Example Medical Society")


def of_board() -> Iterator[SamplePhysician]:
    """Yield sample physicians whom the board certifies."""
    place = 0
    while True:
        if any(board == BOARD for board, _ in physician(place).board_ids):
            yield physician(place)
        place += 1


def faulty_file() -> bytes:
    """Return a file in which a column has an odd heading and each row but the last has a fault of its own kind."""
    lines = [HEADINGS]
    of_rows = [
        ("Ad", "9/30/2026", "3"),
        ("Add", "9/31/2026", "3"),
        ("Add", "9/30/2026", "three"),
        ("Add", "9/30/2026", "3"),
    ]
    for (action, completed_on, points), person in zip(of_rows, of_board(), strict=False):
        name = f"{person.given_name},{person.family_name},{person.birth_month_day}"
        board = f"{BOARD},{person.board_id(BOARD)},{points},Lifelong Learning,{points}"
        lines.append(f"{action},{SEPSIS},{completed_on},{name},{board}")
    return "\n".join(lines).encode()


def cell(page: Page, heading: str, row: int) -> Locator:
    return page.get_by_label(f"{heading}, row {row}", exact=True)


def test_a_reporter_tries_maps_mends_and_sends_a_file_and_sees_the_board_answer(people: Hub, page: Page) -> None:
    sign_in(page, RoleKind.REPORTER)
    page.get_by_role("link", name="Send files").first.click()
    page.get_by_label("Drop files here").set_input_files(
        {"name": "sepsis.csv", "mimeType": "text/csv", "buffer": faulty_file()}
    )
    file = page.locator(".file")
    expect(file).to_contain_text("none that means First Name")
    file.get_by_text("What each column is read as").click()
    file.get_by_label("Nickname", exact=True).select_option("First Name")
    expect(file).to_contain_text("Learners, 4 rows, CSV.")
    page.get_by_role("button", name="Try first").click()
    expect(file).to_contain_text("3 refused")
    send = file.get_by_role("button", name="Send it now")
    send.click()
    # Until the file is sent the page asks before it is left, and the link leads to what was tried.
    expect(send).to_have_count(0)
    expect(file.get_by_role("button", name="Remove")).to_be_visible()
    file.get_by_role("link", name="See what to do about it").click()

    cell(page, "Record Action", 2).fill("Add")
    cell(page, "Completion Date", 3).fill("9/30/2026")
    for heading in ("Total Board Credits", "Credits Awarded for Credit Type"):
        cell(page, heading, 4).fill("3")
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 rows mended, not sent yet. 3 of them check")).to_be_visible()
    page.get_by_role("button", name="Try the mended rows").click()
    expect(page.get_by_text("Tried: finished")).to_be_visible()
    page.get_by_role("button", name="Send the mended rows").click()
    page.get_by_role("link", name="See what comes of them").click()
    expect(page.get_by_text("Mends rows of an earlier submission.")).to_be_visible()
    expect(page.get_by_text("3 accepted")).to_be_visible()

    page.get_by_role("link", name="an earlier submission").click()
    expect(page.get_by_text("accepted").first).to_be_visible()


def test_an_activity_is_added_found_by_the_public_and_has_a_learner_for_a_while(people: Hub, page: Page) -> None:
    sign_in(page, RoleKind.REPORTER)
    today = dt.datetime.now(dt.UTC).date()
    page.get_by_role("link", name="Activities").click()
    page.get_by_role("link", name="Add an activity").click()
    page.get_by_label("Title").fill("Wombat bites of the hand")
    page.get_by_label("Your own ID of it").fill("WOMBATS")
    page.get_by_label("Description").fill("Their care.")
    page.get_by_label("Format").select_option("Live Course")
    for day in ("First day", "Last day"):
        page.get_by_label(day, exact=True).fill(today.isoformat())
    page.get_by_label("AMA PRA Category 1 credits").fill("2")
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
        registration.get_by_label("Last day to claim").fill(f"{today.year}-12-31")
    page.get_by_label("Hospital Medicine", exact=True).check()
    page.get_by_role("button", name="Add the activity").click()
    expect(page.get_by_text("It is saved, and now Active.")).to_be_visible()
    page.get_by_role("link", name="See the activity").click()
    activity = page.url

    def is_found() -> bool:
        page.goto("/?q=wombat+bites")
        page.get_by_role("heading", name="activit").first.wait_for()
        return page.get_by_role("link", name="Wombat bites of the hand").count() > 0

    people.wait_for("the activity in the public search", is_found)

    page.goto(activity)
    page.get_by_role("link", name="Its learners").click()
    page.get_by_role("link", name="Report a learner").click()
    learner = next(person for person in map(physician, range(1, 100)) if dict(person.board_ids).get("ABIM"))
    page.get_by_label("First name").fill(learner.given_name)
    page.get_by_label("Last name").fill(learner.family_name)
    page.get_by_label("Birth month and day").fill(learner.birth_month_day)
    board_group = page.get_by_role("group", name="American Board of Internal Medicine")
    board_group.get_by_label("ABIM ID").fill(learner.board_id("ABIM"))
    expect(page.get_by_text("Found: the rosters know the learner.")).to_be_visible()
    board_group.get_by_label("Medical Knowledge").fill("2")
    page.get_by_label("Completed on").fill(today.isoformat())
    page.get_by_role("button", name="Report the learner").click()
    page.get_by_role("link", name="See the record").click()
    expect(page.get_by_text("ABIM Medical Knowledge: 2, accepted")).to_be_visible()
    page.get_by_role("button", name="Delete it").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("ABIM Medical Knowledge: 2, deleted")).to_be_visible()


def test_a_physicians_request_is_answered(people: Hub, page: Page) -> None:
    now = dt.datetime.now(dt.UTC)
    # None of those whose credits another test sends, which would end the request.
    person = next(islice(of_board(), 9, None))
    entry = EntryKey(BOARD, person.board_id(BOARD))
    claim = Claim(
        claim_id="asking", authority=BOARD, entry_id=entry.entry_id, linked=(entry,), since=now, linked_at=now
    )
    assert people.stores.accounts.change(PHYSICIAN, None, claim)
    request = MissingCredit(
        missing_id="walk",
        sub=PHYSICIAN,
        physician=entry,
        provider_id=PROVIDER_ID,
        activity_id=SEPSIS,
        title="Sepsis",
        completed_on=dt.date(2026, 9, 30),
        asked_at=now,
        remind_on=now.date() + dt.timedelta(days=7),
        due_on=now.date() + dt.timedelta(days=10),
    )
    assert people.stores.missing_credits.open(request)
    sign_in(page, RoleKind.REPORTER)
    page.get_by_role("link", name="wait").click()
    asked = page.locator(".groups > li").filter(has_text=person.family_name)
    asked.get_by_label("Words to the physician").fill("You left before the assessment.")
    asked.get_by_role("button", name="completed").click()
    expect(page.get_by_role("region", name="Ended within a year")).to_contain_text("You left before the assessment.")
    answered = people.stores.missing_credits.find(PHYSICIAN, "walk")
    assert answered is not None
    assert answered.status == "not_completed"
    people.stores.accounts.forget(PHYSICIAN)


def test_the_primary_contact_makes_and_revokes_a_key(people: Hub, page: Page) -> None:
    sign_in(page, RoleKind.PRIMARY)
    page.get_by_role("link", name="Systems").click()
    page.get_by_label("read what is stored").check()
    page.get_by_role("button", name="Make a key", exact=True).click()
    secret = page.locator(".console__secret").inner_text()
    key_id = secret.split("_")[1]
    item = page.locator(".group").filter(has_text=key_id)
    item.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(item.get_by_text("Revoked", exact=True)).to_be_visible()
    kept = people.stores.keys.find(key_id)
    assert kept is not None
    assert (kept.scopes, kept.revoked_at is None) == ((Scope.READ,), False)
