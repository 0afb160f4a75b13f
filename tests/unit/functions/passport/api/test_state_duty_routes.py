"""What states ask of a physician, as the physician sees it and as the state's officer does."""

import datetime as dt
from typing import Any

import pytest

from cmehub.activities.activity import StateContent
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_pages import licensee_page
from cmehub.licensing.licensees import Licensees
from cmehub.people.rosters import RosterEntry
from local.in_memory.rosters import put_on_rosters
from tests.examples import TODAY, a_cme_line, a_diplomate, a_licensee, a_record, a_row, an_activity
from tests.needs_api import ABIM, NPI, OHIO, NeedsApi
from tests.own_credit_api import ROUNDS

PLACE = "/v1/me/duties"
CALIFORNIA = {"authority": "CA", "starts": "2025-12-01", "ends": "2027-11-30"}
LICENSEE = a_licensee(npi=NPI)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> NeedsApi:
    api = NeedsApi(monkeypatch)
    enrol(api, LICENSEE, a_licensee(authority="CA", entry_id="MD7", npi=NPI, degree="DO"))
    return api


def enrol(api: NeedsApi, *entries: RosterEntry) -> None:
    put_on_rosters(api.hub.rosters, [a_diplomate(npi=NPI), *entries])


def duties(api: NeedsApi) -> list[Any]:
    return list(api.call("GET", PLACE)[1]["states"])


def report(api: NeedsApi, topic: str, on: str, activity_id: str, **changes: object) -> None:
    api.hub.activities.put(
        [an_activity(activity_id=activity_id, title=topic, state_content=(StateContent(domain="", topic=topic),))]
    )
    row = a_row(a_cme_line(), activity_id=activity_id, completion_date=on, **changes)
    api.hub.records.put([a_record(row, learner_key=a_diplomate().learner_key)])


def test_each_duty_tells_what_counts_for_it_and_where_it_was_read(api: NeedsApi) -> None:
    api.claim()
    api.add(**OHIO)
    report(api, "Duty to report", "2026-05-01", "202600001")
    report(api, "Dementia", "2026-06-01", "202600002")
    report(api, "Duty to report", "2025-06-01", "202600003")

    (ohio,) = duties(api)

    assert (ohio["name"], ohio["board"]) == ("Ohio", "State Medical Board of Ohio")
    assert (ohio["starts"], ohio["ends"]) == ("2026-01-01", "2027-12-31")
    assert (ohio["is_told"], ohio["is_licensed"], ohio["is_withheld"]) == (True, True, False)
    hours, category_1, report_duty, pain = ohio["asked"]
    assert (hours["sentence"], hours["hours"], hours["left"], hours["topics"]) == ("50 hours in a cycle.", 4, 46, [])
    assert category_1["left"] == 46
    assert report_duty["sentence"] == "1 hour about duty to report, in each cycle."
    assert (report_duty["counted"], report_duty["is_done"]) == (["202600001-20260501"], True)
    assert report_duty["topics"] == ["duty to report"]
    assert report_duty["source"].startswith("FSMB")
    assert report_duty["confidence"] == "L"
    assert (pain["only"], pain["left"]) == ("owners and operators of pain management clinics", 20)
    assert [(credit["title"], credit["kept"]) for credit in ohio["credits"]] == [
        ("Dementia", "reported"),
        ("Duty to report", "reported"),
    ]


def test_what_the_board_does_not_see_is_told_beside_and_never_added(api: NeedsApi) -> None:
    api.claim()
    api.add(**OHIO)
    report(api, "Duty to report", "2026-05-01", "202600001", permission_to_share=False)
    api.call("POST", "/v1/me/own-credits", ROUNDS | {"completed_on": "2026-03-01"})
    api.call("POST", "/v1/me/own-credits", ROUNDS | {"completed_on": "2025-03-01"})

    (ohio,) = duties(api)

    own = next(credit for credit in ohio["credits"] if credit["kept"] == "own")
    hours, category_1, report_duty, _ = ohio["asked"]
    assert (hours["hours"], hours["counted"]) == (0, [])
    assert hours["unseen"] == [own["credit_id"], "202600001-20260501"]
    assert own["completed_on"] == "2026-03-01"
    assert category_1["unseen"] == hours["unseen"][1:]
    assert (report_duty["unseen"], report_duty["is_done"]) == (["202600001-20260501"], False)
    assert {credit["kept"] for credit in ohio["credits"]} == {"own", "not passed on"}


def test_it_is_what_an_officer_sees_of_the_same_days(api: NeedsApi) -> None:
    api.claim()
    api.add(**OHIO)
    report(api, "Duty to report", "2026-05-01", "202600001")
    report(api, "Pain", "2026-06-01", "202600002", permission_to_share=False)
    (ohio,) = duties(api)

    hub = api.hub
    reading = Licensees(hub.rosters, hub.records, hub.ledgers, hub.activities, hub.accounts, hub.withholdings)
    chosen = ChosenSpan(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    page = licensee_page(reading.read(LICENSEE, TODAY, chosen=chosen).standing, {}, TODAY, chosen)

    seen = [page.hours, page.category_1, *page.duties]
    assert [{name: asked[name] for name in asked if name not in ("topics", "unseen")} for asked in ohio["asked"]] == [
        asked.model_dump(mode="json") for asked in seen if asked
    ]


def test_the_roster_tells_which_board_licenses_and_withheld_credits_are_said_to_be(api: NeedsApi) -> None:
    api.claim()
    api.add(**CALIFORNIA)
    api.call("PUT", "/v1/me/withholdings/CA")
    (california,) = duties(api)
    assert california["board"] == "Osteopathic Medical Board of California"
    assert (california["degree_needed"], california["is_withheld"]) == (False, True)

    enrol(api, a_licensee(authority="CA", entry_id="MD7", npi=NPI))
    (california,) = duties(api)
    assert (california["board"], california["degree_needed"]) == ("Medical Board of California", True)


def test_the_day_of_issue_on_the_roster_tells_whether_it_is_the_first_cycle(api: NeedsApi) -> None:
    api.claim()
    api.add(authority="PA", starts="2025-01-01", ends="2026-12-31")
    (without,) = duties(api)
    enrol(api, a_licensee(authority="PA", entry_id="MD8", npi=NPI, degree="MD", issued=dt.date(2026, 2, 1)))
    api.call("POST", "/v1/me/claims", _claim_of_pennsylvania())
    (within,) = duties(api)
    assert (without["is_licensed"], len(without["undecided"])) == (False, 1)
    assert (within["is_licensed"], within["undecided"]) == (True, [])


def _claim_of_pennsylvania() -> dict[str, str]:
    entry = a_licensee()
    return {
        "given_name": entry.given_name,
        "family_name": entry.family_name,
        "birth_month_day": entry.birth_month_day,
        "authority": "PA",
        "number": "MD8",
    }


def test_needs_of_the_same_days_are_told_once_and_those_of_boards_and_nobody_never(api: NeedsApi) -> None:
    api.claim()
    api.add(**ABIM)
    api.add(starts="2026-01-01", ends="2026-12-31", amount=5)
    assert duties(api) == []
    api.add(**OHIO)
    api.add(**OHIO | {"amount": 1, "of": "Ethics"})
    api.add(**OHIO | {"ends": "2026-12-31"})
    assert [state["ends"] for state in duties(api)] == ["2026-12-31", "2027-12-31"]


def test_days_before_all_that_is_told_have_no_duties(api: NeedsApi) -> None:
    api.add(authority="OH", starts="2020-01-01", ends="2021-12-31", amount=50)
    (ohio,) = duties(api)
    assert (ohio["is_told"], ohio["asked"], ohio["is_licensed"]) == (False, [], False)


def test_nothing_counts_without_a_claim_and_nobody_else_is_told(api: NeedsApi) -> None:
    api.add(**OHIO)
    report(api, "Duty to report", "2026-05-01", "202600001")
    (ohio,) = duties(api)
    assert {asked["hours"] for asked in ohio["asked"]} == {0}
    assert api.call("GET", PLACE, sub=api.other) == (200, {"states": []})
