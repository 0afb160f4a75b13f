"""A contact chooses mails in the console."""

from playwright.sync_api import Page, expect

from tests.browser_window import faults_at_every_width
from tests.contact_api import ContactApi


def test_mails_are_chosen_and_what_is_always_told_is_said(contacts: ContactApi, page: Page) -> None:
    page.goto("/console/")
    page.get_by_role("link", name="My mails", exact=True).click()
    expect(page.get_by_label("A file was taken whole")).to_have_value("never")
    expect(page.get_by_role("heading", name="What is always told")).to_be_visible()
    page.get_by_label("A file was taken whole").select_option("Daily")
    page.get_by_label("A file needs mending").select_option("At once")
    page.get_by_text("Only some boards\u2019 credit (all boards)").click()
    page.get_by_label("(ABIM)").check()
    page.get_by_label("No mail in these hours").check()
    expect(page.get_by_text("By the clock of")).to_be_visible()
    page.get_by_label("From").select_option("21:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert faults_at_every_width(page) == []

    page.reload()
    expect(page.get_by_label("A file was taken whole")).to_have_value("daily")
    expect(page.get_by_label("A file needs mending")).to_have_value("at_once")
    expect(page.get_by_label("(ABIM)")).to_be_checked()
    expect(page.get_by_label("From")).to_have_value("21")
    expect(page.get_by_label("Until")).to_have_value("7")
    page.get_by_label("No mail in these hours").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("No mail in these hours")).not_to_be_checked()
