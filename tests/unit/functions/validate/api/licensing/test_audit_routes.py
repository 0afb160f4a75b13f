"""Those drawn in a sample are told, once each; their board reads what they answer, and they see that."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from cmehub.accounts.standing import Role, RoleKind
from cmehub.licensing import checking
from cmehub.licensing.audit_messages import AuditPortionMessage
from cmehub.licensing.audits import AuditAnswer
from cmehub.people.rosters import RosterEntry
from cmehub.submissions.messages import AuditMailMessage
from local.in_memory.rosters import put_on_rosters
from tests.api_hub import called, called_json, is_problem
from tests.contact_api import ACCREDITOR, OPERATOR, PRIMARY
from tests.examples import a_licensee
from tests.licensing_api import LICENSEE, OF_CALIFORNIA, PLACE, LicensingApi

CHECKS = f"{PLACE}/checks"
ASKED = {"until": "2027-01-29", "words": "Tell us of courses abroad.\nCertificates come by post."}
OTHERS = [a_licensee(entry_id=f"3590000{number}", email=f"dr{number}@example.org") for number in (2, 3)]


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    api = LicensingApi(tmp_path, monkeypatch)
    put_on_rosters(api.hub.rosters, [LICENSEE, *OTHERS])
    return api


def begun(api: LicensingApi, **asked: Any) -> str:
    """Ask for a check and return its ID."""
    given = asked or {"sample": {"seed": "audit 7", "percent": 100}}
    return str(api.ask("POST", CHECKS, given).document["check_id"])


def checked(api: LicensingApi, **asked: Any) -> str:
    """Have a sample checked and return its check's ID."""
    check_id = begun(api, **asked)
    api.do_checks()
    return check_id


def tell(api: LicensingApi, check_id: str, **changes: str) -> Any:
    return api.ask("PUT", f"{CHECKS}/{check_id}/audit", ASKED | changes)


def mails(api: LicensingApi) -> list[tuple[int, int]]:
    """Return which of those drawn a mail waits for, by portion and place."""
    waiting = [message for message in api.hub.line if isinstance(message, AuditMailMessage)]
    return [(message.portion, message.place) for message in waiting]


def answer(api: LicensingApi, check_id: str, licensee: RosterEntry = LICENSEE, words: str = "Ten hours.") -> None:
    progress = api.hub.audits.find("OH", check_id)
    assert progress
    (audited,) = api.hub.audits.of_licensees([licensee.key])
    api.hub.audits.answer(progress.audit, audited, AuditAnswer(words=words, at=api.hub.now))


def read(api: LicensingApi, check_id: str) -> Any:
    return api.ask("GET", f"{CHECKS}/{check_id}/audit/licensees").document


def test_all_who_were_drawn_are_told_whatever_is_met(api: LicensingApi) -> None:
    check_id = checked(api)
    assert api.ask("GET", f"{CHECKS}/{check_id}").document["with_email"] == 2

    told = tell(api, check_id)
    assert told.status == 202
    assert (told.document["told"], told.document["until"], told.document["words"]) == (0, *ASKED.values())
    assert api.checks.messages == [AuditPortionMessage(state="OH", check_id=check_id, portion=1)]
    api.do_checks()

    audit = api.ask("GET", f"{CHECKS}/{check_id}").document["audit"]
    assert audit == {
        **ASKED,
        "told_at": "2026-11-20T12:00:00Z",
        "told_by": api.officer,
        "is_you": True,
        "told": 3,
        "with_email": 2,
        "answered": 0,
        "kept_until": "2028-01-30T00:00:00Z",
    }
    assert mails(api) == [(1, 0), (1, 1), (1, 2)]
    listed = read(api, check_id)["licensees"]
    assert [(licensee["licence"], licensee["has_email"], licensee["answer"]) for licensee in listed] == [
        ("35900001", False, None), ("35900002", True, None), ("35900003", True, None),
    ]  # fmt: skip


def test_two_presses_tell_once_and_other_words_nobody(api: LicensingApi) -> None:
    check_id = checked(api)
    for _ in range(2):
        assert tell(api, check_id).status == 202
    api.do_checks()
    waiting = mails(api)
    assert len(waiting) == 3, "the second message finds the portion told"
    assert tell(api, check_id).document["told"] == 3
    assert api.checks.messages == [], "nothing is left to do"
    for changes in ({"until": "2027-01-30"}, {"words": "Other ones."}):
        refused = tell(api, check_id, **changes)
        assert is_problem(refused, 409, "AUDIT_TOLD")
        assert "until 2027-01-29" in refused.document["detail"]
    api.do_checks()
    assert mails(api) == waiting
    assert [look["kind"] for look in api.ask("GET", f"{PLACE}/log").document["looks"]] == ["audit", "check"]


def test_what_was_broken_off_is_gone_on_with_and_an_answer_stays(
    api: LicensingApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "PORTION", 2)
    check_id = checked(api)
    tell(api, check_id)
    api.checks.messages.pop(0)  # the first portion's message is lost
    api.do_checks()
    assert api.ask("GET", f"{CHECKS}/{check_id}").document["audit"]["told"] == 1
    (told,) = read(api, check_id)["licensees"]
    answered = next(entry for entry in [LICENSEE, *OTHERS] if entry.entry_id == told["licence"])
    answer(api, check_id, answered)

    tell(api, check_id)
    api.do_checks()

    audit = api.ask("GET", f"{CHECKS}/{check_id}").document["audit"]
    assert (audit["told"], audit["answered"]) == (3, 1)
    assert sorted(mails(api)) == [(1, 0), (1, 1), (2, 0)]


def test_a_portion_that_died_before_it_was_noted_is_told_again(
    api: LicensingApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_id = checked(api)
    tell(api, check_id)
    (message,) = api.checks.messages
    with monkeypatch.context() as broken:
        broken.setattr(type(api.hub.audits), "add_told", lambda *_, **__: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            api.do_checks()
    answer(api, check_id)
    api.checks.messages.append(message)
    api.do_checks()
    assert api.ask("GET", f"{CHECKS}/{check_id}").document["audit"]["told"] == 3
    assert [licensee["answer"] for licensee in read(api, check_id)["licensees"]] == ["Ten hours.", None, None]


@pytest.mark.parametrize("asked", [{"numbers": ["35900001"]}, {"roster": True}])
def test_only_those_drawn_by_lot_are_told(api: LicensingApi, asked: dict[str, Any]) -> None:
    check_id = checked(api, **asked)
    assert is_problem(tell(api, check_id), 409, "AUDIT_NOT_POSSIBLE")
    assert api.checks.messages == []
    assert is_problem(api.ask("GET", f"{CHECKS}/{check_id}/audit/licensees"), 404, "NOT_FOUND")


def test_nobody_is_told_before_the_check_is_finished(api: LicensingApi) -> None:
    check_id = begun(api)
    assert is_problem(tell(api, check_id), 409, "AUDIT_NOT_POSSIBLE")
    api.do_checks()
    assert tell(api, check_id).status == 202


def test_after_sixty_days_it_is_said_to_draw_anew(api: LicensingApi) -> None:
    check_id, early = checked(api), checked(api)
    api.hub.now += dt.timedelta(days=60, seconds=-1)
    assert tell(api, early).status == 202
    api.hub.now += dt.timedelta(seconds=1)
    refused = tell(api, check_id)
    assert is_problem(refused, 409, "AUDIT_NOT_POSSIBLE")
    assert "60 days ago: draw anew" in refused.document["detail"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until": "2026-11-20"}, "until: 2026-11-20 isn't after 2026-11-20 and until 2027-11-21"),
        ({"until": "2027-11-22"}, "until: "),
        ({"until": "soon"}, "until: "),
        ({"words": "w" * 2_001}, "words: "),
        ({"words": "a\x00b"}, "words: "),
        ({"state": "CA"}, "state: "),
    ],
)
def test_what_can_t_be_told_says_what_to_give(api: LicensingApi, changes: dict[str, str], said: str) -> None:
    check_id = checked(api)
    answer = tell(api, check_id, **changes)
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert said in answer.document["detail"]
    assert api.ask("GET", f"{CHECKS}/{check_id}").document["audit"] is None


def test_reading_answers_is_in_the_log_and_seen_by_whose_they_are(api: LicensingApi) -> None:
    check_id = checked(api)
    tell(api, check_id)
    api.do_checks()
    before = len(api.ask("GET", f"{PLACE}/log").document["looks"])
    read(api, check_id)
    assert len(api.ask("GET", f"{PLACE}/log").document["looks"]) == before, "nobody has answered"

    answer(api, check_id, words="=1+1")
    (told, *_) = read(api, check_id)["licensees"]
    assert (told["answer"], told["answered_at"]) == ("=1+1", "2026-11-20T12:00:00Z")
    look = api.ask("GET", f"{PLACE}/log").document["looks"][0]
    assert (look["kind"], look["licences"], look["is_you"]) == ("audit answers", ["35900001"], True)
    said = {
        entry.entry_id: [access.what for access in api.hub.accesses.of_learner([entry.learner_key], limit=9)]
        for entry in (LICENSEE, *OTHERS)
    }
    assert said["35900001"] == ["Your answer in their audit, and no credits", "A check of many licensees: CME credits"]
    assert said["35900002"] == ["A check of many licensees: CME credits"]


def test_answers_come_page_by_page(api: LicensingApi) -> None:
    check_id = checked(api)
    tell(api, check_id)
    api.do_checks()
    token, path = api.contacts.token(api.officer), f"{CHECKS}/{check_id}/audit/licensees"
    first = called("GET", path, token, query={"limit": "2"})
    following = dict(parse_qsl(first.headers["Link"].split(">")[0].removeprefix("<?")))
    rest = called("GET", path, token, query=following)
    assert [licensee["licence"] for licensee in first.document["licensees"]] == ["35900001", "35900002"]
    assert [licensee["licence"] for licensee in rest.document["licensees"]] == ["35900003"]
    assert "Link" not in rest.headers


def test_nothing_tells_the_officer_who_has_an_account(api: LicensingApi) -> None:
    check_id = checked(api)
    tell(api, check_id)
    api.do_checks()
    without = api.ask("GET", f"{CHECKS}/{check_id}/audit/licensees").text
    (first, *_) = json.loads(without)["licensees"]
    assert {*first} == {"licence", "family_name", "given_name", "has_email", "answer", "answered_at"}


def test_when_its_files_are_gone_an_audit_is_still_told(api: LicensingApi) -> None:
    check_id = checked(api)
    tell(api, check_id)
    api.do_checks()
    api.hub.now = api.hub.now.replace(year=2027, month=2, day=18)
    told = api.ask("GET", f"{CHECKS}/{check_id}").document
    assert (told["files"], told["audit"]["told"]) == ([], 3)


@pytest.mark.parametrize("role", [PRIMARY, ACCREDITOR, OPERATOR, OF_CALIFORNIA])
@pytest.mark.parametrize(("method", "part"), [("PUT", "audit"), ("GET", "audit/licensees")])
def test_nobody_else_tells_or_reads(api: LicensingApi, role: Role, method: str, part: str) -> None:
    check_id = checked(api)
    if method == "GET":
        tell(api, check_id)
        api.do_checks()
    path, asked = f"{CHECKS}/{check_id}/{part}", ASKED if method == "PUT" else None
    assert is_problem(api.ask(method, path, asked, api.contacts.person(role)), 404, "NOT_FOUND")
    assert is_problem(called_json(method, path, None, asked), 401, "SIGN_IN_MISSING")
    system = called_json(method, path, api.contacts.api.state_key(), asked)
    assert system.status in {401, 404}, "a board's own system has no answers of people"
    colleague = api.contacts.person(Role(kind=RoleKind.OFFICER, at="OH"))
    assert api.ask(method, path, asked, colleague).status < 300
    assert is_problem(api.ask(method, f"{CHECKS}/none/{part}", asked), 404, "NOT_FOUND")
