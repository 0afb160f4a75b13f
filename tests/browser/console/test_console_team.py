"""A provider's contacts in the console."""

from playwright.sync_api import Browser, Page, expect

from cmehub.accounts.deliverability import MailFeedback
from cmehub.accounts.standing import RoleKind
from tests.browser_window import faults_at_every_width
from tests.console_window import console_window
from tests.contact_api import VIEWER, ContactApi
from tests.notify_hub import PROVIDER
from tests.sample_hub import PROVIDER_ID


def test_somebody_is_invited_made_primary_and_ended_and_the_last_primary_stays(
    contacts: ContactApi, page: Page
) -> None:
    page.goto("/console/")
    page.get_by_role("link", name="Team", exact=True).click()
    expect(page.get_by_text("The only primary contact")).to_be_visible()
    page.get_by_label("Invite somebody").fill("rae@cme.example.org")
    page.get_by_label("They will be a").select_option("viewer")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text(
        "rae@cme.example.org is a viewer now, and gets an invitation by mail."
    )
    rae = contacts.members.find("rae@cme.example.org")
    assert rae is not None
    assert faults_at_every_width(page) == []

    page.get_by_role("button", name="Make primary (rae@cme.example.org)").click()
    page.get_by_role("dialog").get_by_role("button", name="Make primary").click()
    expect(page.get_by_text("The only primary contact")).to_have_count(0)
    expect(page.get_by_text("made rae@cme.example.org a primary, until then a viewer")).to_be_visible()
    page.get_by_role("button", name="End rae@cme.example.org").click()
    page.get_by_role("dialog").get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_text("ended rae@cme.example.org, a primary")).to_be_visible()
    expect(page.get_by_text("The only primary contact")).to_be_visible()
    assert contacts.hub.standings.find(rae.sub).roles == ()


def test_the_primary_contact_hands_over_in_one_step(contacts: ContactApi, page: Page) -> None:
    assert contacts.members.add("rae@cme.example.org")
    page.goto("/console/team")
    page.get_by_label("Invite somebody").fill("rae@cme.example.org")
    page.get_by_role("button", name="Invite", exact=True).click()
    page.get_by_role("button", name="Hand over to rae@cme.example.org").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand over").click()

    expect(page.get_by_text("A primary contact invites, changes and ends contacts.")).to_be_visible()
    expect(page.get_by_role("button", name="Hand over")).to_have_count(0)
    kinds = {
        member.email: contact.kind
        for contact in contacts.hub.teams.contacts(PROVIDER_ID)
        if (member := contacts.members.find(contact.sub))
    }
    assert kinds.pop("rae@cme.example.org") is RoleKind.PRIMARY
    assert list(kinds.values()) == [RoleKind.REPORTER]


def test_a_viewer_sees_who_is_there_and_changes_nothing(contacts: ContactApi, browser: Browser, site: str) -> None:
    contacts.members.invite("rae@cme.example.org")
    with console_window(browser, site, contacts, VIEWER) as page:
        page.goto("/console/team")
        expect(page.get_by_role("heading", name="(you)")).to_be_visible()
        for name in ("Invite", "Make", "End"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        expect(page.get_by_text("rae@cme.example.org")).to_have_count(0)


def test_it_says_who_gets_mails_and_where_they_come_back(contacts: ContactApi, page: Page) -> None:
    contacts.hub.providers.put([PROVIDER])
    contacts.hub.mail_feedback.note("paula@cme.example.org", MailFeedback.BOUNCE, contacts.hub.now)
    page.goto("/console/team")
    gone = page.get_by_role("listitem").filter(has_text="paula@cme.example.org")
    expect(gone).to_contain_text("Takes no mail since")
    expect(page.get_by_role("listitem").filter(has_text="viktor@cme.example.org")).to_contain_text("Gets the mails.")
    assert faults_at_every_width(page) == []

    for feedback in MailFeedback:
        contacts.hub.mail_feedback.note("viktor@cme.example.org", feedback, contacts.hub.now)
    page.reload()
    expect(page.get_by_text("Nobody gets mails about this provider. All of them come back.")).to_be_visible()
    expect(page.get_by_text("Marked mail of the hub as unwanted")).to_be_visible()
    assert faults_at_every_width(page) == []


def test_the_offices_mailbox_gets_copies_until_it_doesnt(contacts: ContactApi, page: Page) -> None:
    contacts.hub.providers.put([PROVIDER])
    page.goto("/console/team")
    expect(page.get_by_text("Nobody gets copies.")).to_be_visible()

    page.get_by_label("Send copies to this address").fill("mira@example.com")
    page.get_by_role("button", name="Send copies there").click()
    expect(page.get_by_text("mira@example.com isn't at a domain of the provider's contacts")).to_be_visible()
    for email in ("office@cme.example.org", "dean@cme.example.org"):
        page.get_by_label("Send copies to this address").fill(email)
        page.get_by_role("button", name="Send copies there").click()
        expect(page.get_by_text(f"{email} gets copies from now on.")).to_be_visible()
    assert faults_at_every_width(page) == []

    page.get_by_role("button", name="Send no copies to office@cme.example.org").click()
    expect(page.get_by_text("office@cme.example.org gets no copies any more.")).to_be_visible()
    provider = contacts.hub.providers.find(PROVIDER_ID)
    assert provider is not None
    assert provider.copies == ("dean@cme.example.org",)
