"""The form for activities: what is locked, how it looks to physicians, and adding many of a kind."""

import datetime as dt

from playwright.sync_api import Page, Route, expect

from cmehub.learners.traces import joined, trace
from tests.api_hub import ApiHub, called
from tests.browser.console.test_console_activities import BREATHING, PLAIN
from tests.browser_window import faults_at_every_width


def test_what_learners_lock_is_told_with_the_reason(api: ApiHub, page: Page) -> None:
    traces = joined(trace(f"learner-{number}", dt.date(2026, 5, 4)) for number in range(1, 4))
    api.hub.activities.note_learners("sub", 1, {BREATHING}, {BREATHING: traces})
    page.goto(f"/console/activities/{BREATHING}")
    expect(page.locator("dl.glance", has_text="Completions reported")).to_contain_text("Completions reported3")
    page.get_by_role("link", name="Change it").click()
    expect(page.get_by_label("Format")).to_be_disabled()
    expect(page.get_by_label("First day")).to_have_accessible_description(
        "Learners were reported: it may only become earlier."
    )
    registration = page.locator(".console__registration").first
    expect(registration.get_by_label("Board")).to_be_disabled()
    expect(registration.get_by_role("button", name="Remove")).to_have_count(0)
    expect(registration.get_by_label("Most points")).to_have_accessible_description(
        "Learners were reported: it may only be raised. "
        "That a learner can earn, in steps of 0.25 from 0.25 on. Leave it empty for the credits of the activity."
    )
    assert faults_at_every_width(page) == []


def test_the_form_is_seen_as_physicians_will_and_what_looks_wrong_is_told(page: Page) -> None:
    page.goto(f"/console/activities/{BREATHING}?do=change")
    page.get_by_role("button", name="See it as physicians do").click()
    preview = page.get_by_role("region", name="As physicians see it")
    page.get_by_label("Title").fill("Wombat bites")
    expect(preview.get_by_role("article")).to_have_count(2)
    expect(preview.get_by_role("heading", name="Wombat bites")).to_have_count(2)
    expect(preview.get_by_role("cell", name="Lifelong Learning")).to_be_visible()
    here = page.url
    preview.get_by_role("link", name="Wombat bites", exact=True).click()
    assert page.url == here
    assert faults_at_every_width(page) == []

    registration = page.locator(".console__registration").first
    registration.get_by_label("Last day to claim").fill("2026-05-04")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("region", name="To look at")).to_contain_text(
        "“Last day to claim the credit” for ABA is 2026-05-04, before the last day of the activity, 2026-05-05."
    )


def test_a_series_shows_what_is_added_and_goes_on_after_a_cut_line(api: ApiHub, page: Page) -> None:
    page.goto(f"/console/activities/{PLAIN}")
    own = called("GET", f"/v1/activities/{PLAIN}", api.key()).document["activity"]["provider_activity_id"]
    page.get_by_role("link", name="Repeat it").click()
    page.get_by_label("On days that I list").check()
    page.get_by_label("First days").fill("2/1/2027\n2027-03-01\nMay\n4/1/2027")
    expect(page.get_by_text("These are no days: May.")).to_be_visible()
    expect(page.get_by_role("button", name="Add 3")).to_be_disabled()
    page.get_by_label("First days").fill("2/1/2027\n2027-03-01\n4/1/2027")
    expect(page.get_by_role("row", name=f"{own} 2027-03-01")).to_be_visible()

    made: list[str] = []

    def cut(route: Route) -> None:
        made.append(route.request.method)
        if route.request.method == "POST" and made.count("POST") == 2:
            route.abort()
        else:
            route.fallback()

    page.route("**/v1/activities", cut)
    page.get_by_role("button", name="Add 3").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("1 of 3 are added.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("3 of 3 are added.")).to_be_visible()
    assert faults_at_every_width(page) == []
    found = called("GET", "/v1/activities", api.key(), query={"since": "2027-02-01", "until": "2027-04-01"})
    assert [told["activity"]["provider_activity_id"] for told in found.document["activities"]] == [
        f"{own} {day}" for day in ("2027-02-01", "2027-03-01", "2027-04-01")
    ]
    page.goto("/console/activities")
    title = found.document["activities"][0]["activity"]["title"]
    page.get_by_label("Words of the title").fill(f"{title.split()[0][:4]} zzz")
    page.keyboard.press("Enter")
    expect(page.get_by_text("There is no such activity.")).to_be_visible()
    page.get_by_label("Words of the title").fill(title.split()[0][:4])
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=title).first).to_be_visible()
