"""What officers of a state see, and what they don't."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.accounts.claims import Claim
from cmehub.accounts.standing import Role, RoleKind
from cmehub.licensing.lookups import NAMES_PER_DAY
from cmehub.licensing.withholdings import Withholding
from tests.api_hub import called, called_json, is_problem
from tests.contact_api import ACCREDITOR, OFFICER, OPERATOR, PRIMARY, REPORTER, VIEWER
from tests.examples import a_licensee
from tests.licensing_api import CALIFORNIAN, DIPLOMATE, LICENSEE, NPI, OF_CALIFORNIA, PLACE, LicensingApi

BY_NAME = {"given_name": "Zoë", "family_name": "García-López", "birth_month_day": "2/29"}
THE_YEAR = {"since": "2026-01-01", "until": "2026-12-31"}
ROUTES = [
    ("GET", ""),
    ("POST", "/lookups"),
    ("POST", "/pages"),
    ("POST", "/prints"),
    ("GET", "/log"),
    ("GET", "/log.csv"),
]
BODIES = {"/lookups": {"licence": LICENSEE.entry_id}, "/pages": {"licence": LICENSEE.entry_id}}
BODIES["/prints"] = BODIES["/pages"]


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    return LicensingApi(tmp_path, monkeypatch)


def test_an_officer_is_told_the_states_and_of_each_its_roster(api: LicensingApi) -> None:
    both = api.contacts.person(OFFICER, OF_CALIFORNIA)
    assert api.contacts.ask("/v1/contact", both).document["states"] == [
        {"state": "CA", "name": "Licensing boards of California"},
        {"state": "OH", "name": "State Medical Board of Ohio"},
    ]
    ohio = api.ask("GET", PLACE).document
    assert (ohio["boards"], ohio["is_voluntary"]) == (["State Medical Board of Ohio"], False)
    assert ohio["roster"] == {"at": "2026-11-20T12:00:00Z", "entries": 1, "changed_at": None}
    california = api.ask("GET", "/v1/licensing/CA", sub=both).document
    assert (len(california["boards"]), california["is_voluntary"]) == (2, True)


def test_an_officer_is_told_which_keys_of_the_board_s_own_system_end_soon(api: LicensingApi) -> None:
    key = api.contacts.api.state_key(expires_at=api.hub.now + dt.timedelta(days=3))
    api.contacts.api.state_key(state="CA", expires_at=api.hub.now + dt.timedelta(days=3))

    ending = api.ask("GET", PLACE).document["ending_keys"]

    assert ending == [{"key_id": key.split("_")[1], "last_day": "2026-11-23"}]


def test_a_state_without_a_roster_has_nobody(api: LicensingApi) -> None:
    texan = api.contacts.person(Role(kind=RoleKind.OFFICER, at="TX"))
    assert api.ask("GET", "/v1/licensing/TX", sub=texan).document["roster"] is None
    assert api.look_up(texan, "/v1/licensing/TX", licence="1").document == {"licensees": []}


@pytest.mark.parametrize(
    "sought",
    [{"licence": "35.900001"}, {"npi": NPI}, BY_NAME, BY_NAME | {"given_name": "zoe"}],
)
def test_a_licensee_is_found_in_three_ways(api: LicensingApi, sought: dict[str, str]) -> None:
    (found,) = api.look_up(**sought).document["licensees"]
    assert found == {
        "licence": "35900001",
        "given_name": "Zoe",
        "family_name": "Garcia Lopez",
        "birth_month_day": "02-29",
        "npi": NPI,
    }


@pytest.mark.parametrize(
    "sought",
    [
        {"licence": "35900002"},
        {"licence": CALIFORNIAN.entry_id},
        {"licence": DIPLOMATE.entry_id},
        {"npi": "1234567802"},
        BY_NAME | {"birth_month_day": "02-28"},
        BY_NAME | {"family_name": "Other"},
    ],
)
def test_whoever_isn_t_on_the_own_roster_is_nobody(api: LicensingApi, sought: dict[str, str]) -> None:
    answer = api.look_up(**sought)
    assert (answer.status, answer.document) == (200, {"licensees": []})


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        ({}, "give licence, or npi, or given_name"),
        ({"licence": "1", "npi": NPI}, "give licence, or npi"),
        ({"given_name": "Zoe", "family_name": "Osei"}, "together"),
        ({"npi": "1234567890"}, "npi: "),
        (BY_NAME | {"birth_month_day": "13-13"}, "birth_month_day: "),
        ({"licence": "1", "state": "CA"}, "state: "),
    ],
)
def test_a_look_up_that_can_t_be_read_says_what_to_give(api: LicensingApi, sought: dict[str, str], said: str) -> None:
    answer = api.look_up(**sought)
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert said in answer.document["detail"]
    assert "Zoe" not in answer.text
    assert api.ask("GET", f"{PLACE}/log").document["looks"] == []


def test_names_are_bounded_for_each_officer_and_day_and_it_is_said_when_they_open_again(api: LicensingApi) -> None:
    other = api.contacts.person(OFFICER)
    names = [BY_NAME | {"birth_month_day": f"{1 + day // 28}/{1 + day % 28}"} for day in range(NAMES_PER_DAY)]
    assert {api.look_up(**sought).status for sought in names} == {200}
    assert api.look_up(**names[0]).status == 200, "the same again tells nothing new"

    refused = api.look_up(**BY_NAME)

    assert is_problem(refused, 429, "LICENSEE_NAMES_SPENT")
    assert refused.headers["Retry-After"] == str(12 * 3600 + 1)
    assert api.found(licence=LICENSEE.entry_id), "numbers are free"
    assert api.look_up(other, **BY_NAME).document["licensees"]
    api.hub.now += dt.timedelta(hours=12)
    assert api.found(**BY_NAME)


def test_a_page_tells_what_is_met_in_the_days_that_are_chosen(api: LicensingApi) -> None:
    api.report()
    api.report(completion_date="2025-12-31")

    page = api.page(**THE_YEAR)

    assert (page["given_name"], page["family_name"], page["licence"]) == ("Zoe", "Garcia Lopez", "35900001")
    assert (page["board"], page["is_told"]) == ("State Medical Board of Ohio", True)
    assert (page["starts"], page["ends"], page["is_cycle"], page["total"]) == (*THE_YEAR.values(), False, 2)
    assert (page["hours"]["hours"], page["hours"]["left"], page["hours"]["is_done"]) == (2, 48, False)
    duty_to_report, pain = page["duties"]
    assert duty_to_report["is_done"]
    assert duty_to_report["counted"] == [page["credits"][0]["credit_id"]]
    assert not pain["is_done"]
    assert pain["only"] == "owners and operators of pain management clinics"
    (credit,) = page["credits"]
    assert (credit["provider"], credit["title"]) == ("0009999", "An example")
    assert (credit["amount"], credit["completed_on"], credit["topics"]) == (2, "2026-10-31", ["Duty to report"])


def test_without_a_cycle_a_page_says_what_is_missing_and_shows_the_last_years(api: LicensingApi) -> None:
    api.report()
    page = api.page()
    assert page["needed"] == ["end of the cycle"]
    assert (page["starts"], page["ends"], page["is_cycle"]) == ("2024-11-21", "2026-11-20", False)
    assert (page["hours"], page["duties"], len(page["credits"])) == (None, [], 1)


def test_the_roster_s_days_of_the_licence_tell_the_cycle(api: LicensingApi) -> None:
    texan = api.contacts.person(Role(kind=RoleKind.OFFICER, at="TX"))
    api.enrol(a_licensee(authority="TX", expires=dt.date(2027, 5, 31)))
    page = api.page(sub=texan, place="/v1/licensing/TX")
    assert (page["starts"], page["ends"], page["is_cycle"], page["needed"]) == ("2025-06-01", "2027-05-31", True, [])
    assert page["hours"]["asked"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2026-01-01"}, "give both"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "the first day is after the last one"),
        ({"since": "1990-01-01", "until": "2026-01-01"}, "at most 15 years"),
        ({"degree": "MBBS"}, "degree: "),
    ],
)
def test_days_that_are_none_are_refused(api: LicensingApi, asked: dict[str, str], said: str) -> None:
    answer = api.ask("POST", f"{PLACE}/pages", {"licence": LICENSEE.entry_id, **asked})
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert said in answer.document["detail"]


def test_a_page_of_nobody_on_the_roster_is_not_there(api: LicensingApi) -> None:
    for licence in ("35900002", CALIFORNIAN.entry_id, DIPLOMATE.entry_id):
        for path in ("pages", "prints"):
            answer = api.ask("POST", f"{PLACE}/{path}", {"licence": licence})
            assert is_problem(answer, 404, "NOT_FOUND")
            assert answer.document["detail"] == "No licensee on your roster has this licence number."


def test_the_physician_sees_each_reading_and_the_state_has_its_log(api: LicensingApi) -> None:
    api.report()
    api.look_up(**BY_NAME)
    api.look_up(licence="none")
    api.page(**THE_YEAR)
    printed = api.ask("POST", f"{PLACE}/prints", {"licence": LICENSEE.entry_id, **THE_YEAR})

    assert printed.headers["Content-Type"] == "application/pdf"
    of_diplomate = api.hub.accesses.of_learner([DIPLOMATE.learner_key], limit=9)
    what = "Your page as their licensee"
    assert {access.what for access in of_diplomate} == {f"{what}: CME credits", f"{what}, in print: CME credits"}
    for access in of_diplomate:
        assert (access.reader, access.who) == ("officer", "State Medical Board of Ohio")
        assert (access.since, access.until) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    looks = api.ask("GET", f"{PLACE}/log").document["looks"]
    assert sorted((look["kind"], look["licences"]) for look in looks) == [
        ("by licence", []),
        ("by name", ["35900001"]),
        ("page", ["35900001"]),
        ("print", ["35900001"]),
    ]
    assert {(look["asked_by"], look["by_system"], look["is_you"]) for look in looks} == {(api.officer, False, True)}
    assert {look["since"] for look in looks} == {None, "2026-01-01"}


def test_the_log_is_read_page_by_page_by_all_officers_of_the_state_and_saved(api: LicensingApi) -> None:
    for number in range(5):
        api.hub.now += dt.timedelta(minutes=1)
        api.look_up(licence=str(number))
    other = api.contacts.person(OFFICER)
    token = api.contacts.token(other)

    first = called("GET", f"{PLACE}/log", token, query={"limit": "3"})
    cursor = first.headers["Link"].partition("cursor=")[2].partition(">")[0]
    second = called("GET", f"{PLACE}/log", token, query={"limit": "3", "cursor": cursor})

    times = [look["at"] for answer in (first, second) for look in answer.document["looks"]]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 5
    assert "Link" not in second.headers
    assert not any(look["is_you"] for look in first.document["looks"])
    saved = called("GET", f"{PLACE}/log.csv", token)
    header, *lines = saved.text.splitlines()
    assert header == "at,asked_by,kind,licences,since,until"
    assert len(lines) == 5
    assert lines[0].startswith(f"2026-11-20T12:05:00+00:00,{api.officer},by licence,")
    californian = api.contacts.person(OF_CALIFORNIA)
    assert api.ask("GET", "/v1/licensing/CA/log", sub=californian).document == {"looks": []}


def test_what_a_physician_withholds_from_a_state_is_not_there_and_nothing_says_so(api: LicensingApi) -> None:
    californian = api.contacts.person(OF_CALIFORNIA)
    place = "/v1/licensing/CA"
    before = api.page("MD7", californian, place, **THE_YEAR)
    api.report()
    assert api.page("MD7", californian, place, **THE_YEAR)["credits"]
    claim = Claim(
        claim_id="c", authority="ABIM", entry_id="123456", linked=(DIPLOMATE.key,), since=api.hub.now,
        linked_at=api.hub.now,
    )  # fmt: skip
    api.hub.accounts.change("zoe", None, claim)
    api.hub.withholdings.put("zoe", Withholding(state="CA", since=api.hub.now))

    assert api.page("MD7", californian, place, **THE_YEAR) == before
    assert api.page(**THE_YEAR)["credits"], "of Ohio nothing was said"
    told = {access.what for access in api.hub.accesses.of_learner([LICENSEE.learner_key], limit=9)}
    assert "Your page as their licensee, with no credits, since you withhold them" in told


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_it_is_for_officers_of_this_state_and_for_nobody_else(api: LicensingApi, method: str, path: str) -> None:
    for roles in (
        (),
        (VIEWER,),
        (REPORTER,),
        (PRIMARY,),
        (ACCREDITOR,),
        (OPERATOR,),
        (OF_CALIFORNIA,),
        (PRIMARY, OF_CALIFORNIA, ACCREDITOR, OPERATOR),
    ):
        sub = api.contacts.person(*roles)
        answer = api.ask(method, f"{PLACE}{path}", BODIES.get(path), sub)
        assert is_problem(answer, 404, "NOT_FOUND"), roles
        elsewhere = api.ask(method, f"/v1/licensing/XX{path}", BODIES.get(path), sub)
        assert elsewhere.document["detail"] == answer.document["detail"], "as if there were no such state"
    both = api.contacts.person(OF_CALIFORNIA, OFFICER)
    assert api.ask(method, f"{PLACE}{path}", BODIES.get(path), both).status == 200
    assert is_problem(called_json(method, f"{PLACE}{path}", None, BODIES.get(path)), 401, "SIGN_IN_MISSING")
    key = api.contacts.api.key()
    assert is_problem(called_json(method, f"{PLACE}{path}", key, BODIES.get(path)), 401, "KEY_UNKNOWN")


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_an_officer_who_is_none_any_more_has_no_access_at_the_next_call(
    api: LicensingApi, method: str, path: str
) -> None:
    assert api.ask(method, f"{PLACE}{path}", BODIES.get(path)).status == 200
    api.hub.standings.take(api.officer, OFFICER)
    assert is_problem(api.ask(method, f"{PLACE}{path}", BODIES.get(path)), 404, "NOT_FOUND")


def test_a_refused_call_is_written_down_nowhere(api: LicensingApi) -> None:
    stranger = api.contacts.person(OF_CALIFORNIA)
    for path in ("/lookups", "/pages", "/prints"):
        api.ask("POST", f"{PLACE}{path}", BODIES[path], stranger)
    assert api.ask("GET", f"{PLACE}/log").document["looks"] == []
    assert api.hub.accesses.of_learner([LICENSEE.learner_key], limit=9) == []
