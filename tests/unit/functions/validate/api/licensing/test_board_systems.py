"""What a licensing board's own system does with a key of its state."""

import datetime as dt
import json
from pathlib import Path

import pytest

from cmehub.accounts.accesses import RIGHTS, Reader
from cmehub.accounts.claims import Claim
from cmehub.accounts.keys import CALLS_PER_MINUTE, StateScope
from cmehub.licensing.checks import MOST_RUNNING, check_key
from cmehub.licensing.withholdings import Withholding
from tests.api_hub import Answer, called, called_json, is_problem
from tests.examples import COMPLETED_ON, a_cme_line, a_record, a_row
from tests.licensing_api import CALIFORNIAN, DIPLOMATE, LICENSEE, PLACE, LicensingApi

CREDITS = f"{PLACE}/licensees/{LICENSEE.entry_id}/credits"
CHECKS = f"{PLACE}/checks"
NEW_YEAR = "2026-01-01"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    return LicensingApi(tmp_path, monkeypatch)


def read(api: LicensingApi, path: str = CREDITS, since: str | None = NEW_YEAR, key: str | None = None) -> Answer:
    query = {"since": since} if since else {}
    return called("GET", path, key or api.contacts.api.state_key(), query=query)


def test_a_system_reads_what_the_page_tells(api: LicensingApi) -> None:
    api.report()

    answer = read(api)

    page = api.page(since=NEW_YEAR, until="2026-11-20")
    assert page["credits"]
    assert answer.document == {
        "state": "OH",
        "licence": LICENSEE.entry_id,
        "since": NEW_YEAR,
        "until": "2026-11-20",
        "credits": page["credits"],
        "total": page["total"],
    }
    assert read(api, CREDITS.replace("359", "35.9")).document == answer.document, "however the number is written"


def test_credits_are_those_completed_on_the_day_or_later(api: LicensingApi) -> None:
    api.report()
    after = COMPLETED_ON + dt.timedelta(days=1)

    assert [len(read(api, since=f"{day}").document["credits"]) for day in (COMPLETED_ON, after)] == [1, 0]
    assert read(api, since=f"{after}").document["total"] == 0


@pytest.mark.parametrize(
    ("since", "said"), [(None, "since: "), ("2026", "since: "), ("2026-11-21", "since: 2026-11-21 is to come")]
)
def test_a_day_that_is_none_is_refused(api: LicensingApi, since: str | None, said: str) -> None:
    answer = read(api, since=since)
    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert said in answer.document["detail"]
    assert api.hub.state_logs.latest("OH", limit=9) == []


def test_what_may_not_be_passed_on_or_is_withheld_is_not_there(api: LicensingApi) -> None:
    row = a_row(a_cme_line(), permission_to_share=False)
    api.hub.records.put([a_record(row, learner_key=LICENSEE.learner_key)])
    assert read(api).document["credits"] == []
    api.report()
    place, key = "/v1/licensing/CA/licensees/MD7/credits", api.contacts.api.state_key(state="CA")
    assert read(api, place, key=key).document["credits"]
    claim = Claim(
        claim_id="c", authority="ABIM", entry_id="123456", linked=(DIPLOMATE.key,), since=api.hub.now,
        linked_at=api.hub.now,
    )  # fmt: skip
    api.hub.accounts.change("zoe", None, claim)
    api.hub.withholdings.put("zoe", Withholding(state="CA", since=api.hub.now))

    withheld = read(api, place, key=key).document

    assert (withheld["credits"], withheld["total"]) == ([], 0)
    assert "withh" not in json.dumps(withheld)


def test_whoever_is_not_on_the_state_s_own_roster_is_not_there(api: LicensingApi) -> None:
    for licence in ("35900002", CALIFORNIAN.entry_id, DIPLOMATE.entry_id):
        answer = read(api, f"{PLACE}/licensees/{licence}/credits")
        assert is_problem(answer, 404, "NOT_FOUND")
        assert answer.document["detail"] == "No licensee on your roster has this licence number."
    assert api.hub.state_logs.latest("OH", limit=9) == []


def test_each_reading_is_in_the_state_s_log_and_seen_by_the_physician(api: LicensingApi) -> None:
    api.report()
    key = api.contacts.api.state_key()

    read(api, key=key)

    (look,) = api.ask("GET", f"{PLACE}/log").document["looks"]
    assert (look["asked_by"], look["by_system"], look["is_you"]) == (key.split("_")[1], True, False)
    assert (look["kind"], look["licences"], look["since"], look["until"]) == (
        "credits", [LICENSEE.entry_id], NEW_YEAR, "2026-11-20",
    )  # fmt: skip
    (access,) = api.hub.accesses.of_learner([DIPLOMATE.learner_key], limit=9)
    assert (access.reader, access.who) == (Reader.SYSTEM, "State Medical Board of Ohio")
    assert "system" in RIGHTS[access.reader]
    assert access.what == "What their own system asked of their licensee: CME credits"
    assert (access.since, access.until) == (dt.date(2026, 1, 1), dt.date(2026, 11, 20))


def test_a_system_has_licensees_checked_and_officers_see_that_it_did(api: LicensingApi) -> None:
    key = api.contacts.api.state_key(StateScope.CHECKS)

    begun = called_json("POST", CHECKS, key, {"numbers": [LICENSEE.entry_id], "since": NEW_YEAR, "until": "2026-12-31"})
    assert begun.status == 202
    api.do_checks()
    done = called("GET", f"{CHECKS}/{begun.document['check_id']}", key).document

    assert (done["asked_by"], done["by_system"], done["is_you"]) == (key.split("_")[1], True, True)
    assert {file["kind"] for file in done["files"]} == {"xlsx", "csv", "json"}
    progress = api.hub.checks.find("OH", done["check_id"])
    assert progress
    (licensee,) = json.loads(api.hub.objects.get(check_key(progress.check, "licensees.json")))["licensees"]
    assert (licensee["number"], licensee["result"]) == (LICENSEE.entry_id, "open")
    (listed,) = api.ask("GET", CHECKS).document["checks"]
    assert (listed["by_system"], listed["is_you"]) == (True, False)
    assert called("GET", CHECKS, key).document["checks"][0]["check_id"] == done["check_id"]
    (look,) = api.ask("GET", f"{PLACE}/log").document["looks"]
    assert (look["kind"], look["by_system"]) == ("check", True)
    (access,) = api.hub.accesses.of_learner([LICENSEE.learner_key], limit=5)
    assert access.reader is Reader.SYSTEM


def begin(api: LicensingApi, key: str, name: str = "audit-7", **asked: object) -> Answer:
    return called_json("POST", CHECKS, key, asked or {"roster": True}, headers={"Idempotency-Key": name})


def test_a_check_that_is_asked_for_again_is_the_same_one_and_read_and_logged_once(api: LicensingApi) -> None:
    key = api.contacts.api.state_key(StateScope.CHECKS)
    first = begin(api, key)
    api.do_checks()
    api.hub.now += dt.timedelta(days=2)

    again = begin(api, key)

    assert (first.status, again.status) == (202, 202)
    assert again.document["check_id"] == first.document["check_id"]
    assert again.document["finished_at"]
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert not api.checks.messages
    assert len(called("GET", CHECKS, key).document["checks"]) == 1
    assert len(api.hub.state_logs.latest("OH", limit=9)) == 1
    assert begin(api, key, "audit-8").document["check_id"] != first.document["check_id"]


def test_one_key_for_two_checks_is_refused_and_another_caller_s_key_is_its_own(api: LicensingApi) -> None:
    of_ohio, other = (api.contacts.api.state_key(StateScope.CHECKS) for _ in range(2))
    first = begin(api, of_ohio)

    refused = begin(api, of_ohio, numbers=[LICENSEE.entry_id])
    of_other = begin(api, other)

    assert is_problem(refused, 409, "IDEMPOTENCY_KEY_REUSED")
    assert of_other.document["check_id"] != first.document["check_id"]
    assert len(called("GET", CHECKS, of_ohio).document["checks"]) == 2


def test_a_check_that_was_asked_for_is_told_though_no_other_could_begin(api: LicensingApi) -> None:
    key = api.contacts.api.state_key(StateScope.CHECKS)
    running = [begin(api, key, f"audit-{number}").document["check_id"] for number in range(MOST_RUNNING)]

    assert is_problem(begin(api, key, "another"), 409, "CHECKS_RUNNING")
    assert begin(api, key, "audit-0").document["check_id"] == running[0]


@pytest.mark.parametrize("broken", ["log", "checks", "queue"])
def test_a_call_that_was_broken_off_is_gone_on_with(
    api: LicensingApi, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    key = api.contacts.api.state_key(StateScope.CHECKS)
    part, method = {
        "log": (api.hub.state_logs, "add"), "checks": (api.hub.checks, "open"), "queue": (api.checks, "send"),
    }[broken]  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(part, method, broken_off)
        assert begin(api, key).status == 500
    api.hub.now += dt.timedelta(minutes=1)

    check_id = begin(api, key).document["check_id"]
    api.do_checks()

    (listed,) = called("GET", CHECKS, key).document["checks"]
    assert listed["check_id"] == check_id
    assert listed["finished_at"]
    assert len(api.hub.state_logs.latest("OH", limit=9)) == 1


def broken_off(*_: object, **__: object) -> None:
    raise ConnectionError


def test_a_key_does_what_its_scopes_allow(api: LicensingApi) -> None:
    of_licensees, of_checks = (api.contacts.api.state_key(scope) for scope in (StateScope.LICENSEES, StateScope.CHECKS))

    for answer, scope in (
        (read(api, key=of_checks), "licensees"),
        (called("GET", CHECKS, of_licensees), "checks"),
        (called("GET", f"{CHECKS}/a", of_licensees), "checks"),
        (called_json("POST", CHECKS, of_licensees, {"roster": True}), "checks"),
    ):
        assert is_problem(answer, 403, "SCOPE_MISSING")
        assert answer.document["detail"] == f"Use a key with the scope {scope}."
    assert not api.checks.messages
    assert api.hub.state_logs.latest("OH", limit=9) == []


def test_a_key_is_refused_once_it_is_revoked_or_over_and_counted_until_then(api: LicensingApi) -> None:
    hub = api.hub
    hub.now = hub.now.replace(second=0)
    expired = api.contacts.api.state_key(expires_at=hub.now)
    revoked, good = api.contacts.api.state_key(), api.contacts.api.state_key()
    hub.state_keys.revoke(revoked.split("_")[1], at=hub.now)

    assert is_problem(read(api, key=expired), 401, "KEY_EXPIRED")
    assert is_problem(read(api, key=revoked), 401, "KEY_REVOKED")
    answer = read(api, key=good)
    assert answer.headers["RateLimit"].partition(";t=")[0] == f'"minute";r={CALLS_PER_MINUTE - 1}'
    for _ in range(CALLS_PER_MINUTE - 1):
        hub.state_keys.count_call(good.split("_")[1], at=hub.now)
    refused = read(api, key=good)
    assert is_problem(refused, 429, "RATE_EXCEEDED")
    assert refused.headers["Retry-After"] == "60"


def test_a_key_with_another_secret_is_unknown_like_one_that_is_not_there(api: LicensingApi) -> None:
    key = api.contacts.api.state_key()
    others = (f"{key[:-43]}{'A' * 43}", f"cmeh_OH-00000000_{'A' * 43}", key[:-1], "no key")

    answers = [read(api, key=other) for other in others]

    assert {(answer.status, answer.document["code"], answer.document["detail"]) for answer in answers} == {
        (401, "KEY_UNKNOWN", answers[0].document["detail"])
    }


def test_who_gives_another_holder_s_id_with_a_key_is_unknown(api: LicensingApi) -> None:
    key = api.contacts.api.state_key()
    for holder, status in (("OH", 200), ("CA", 401), ("0009999", 401)):
        answer = called("GET", CREDITS, key, query={"since": NEW_YEAR}, headers={"ProviderID": holder})
        assert answer.status == status
