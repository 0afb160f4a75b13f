import base64
from typing import Any

import pytest

from cmehub.passport.own_credits import MOST_OWN
from cmehub.passport.own_files import PART
from tests.own_credit_api import JPEG, PDF, PNG, ROUNDS, OwnCreditApi


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> OwnCreditApi:
    return OwnCreditApi(monkeypatch)


def test_what_is_entered_is_told_to_its_account_alone_even_without_a_claim(api: OwnCreditApi) -> None:
    status, told = api.enter(sub=api.other, words=" Room 4 ")
    assert status == 201
    assert told.items() >= {**ROUNDS, "words": "Room 4", "file": None}.items()
    assert (api.own(api.other), api.own()) == ([told], [])


def test_a_credit_is_changed_and_deleted_by_its_account_alone(api: OwnCreditApi) -> None:
    path = f"/v1/me/own-credits/{api.entered()}"
    assert api.call("PUT", path, ROUNDS | {"amount": 3}, sub=api.other)[0] == 404
    assert api.call("DELETE", path, sub=api.other)[0] == 404

    assert api.call("PUT", path, ROUNDS | {"amount": 3, "title": "Sepsis"})[0] == 200
    assert [(credit["title"], credit["amount"]) for credit in api.own()] == [("Sepsis", 3)]

    assert api.call("DELETE", path)[0] == 204
    assert api.call("DELETE", path)[0] == 404
    assert api.own() == []


def test_somebody_elses_credit_has_no_file_for_others(api: OwnCreditApi) -> None:
    own_id = api.entered()
    api.put(own_id, PDF)
    path = f"/v1/me/own-credits/{own_id}/file"
    calls = [("POST", f"{path}/place"), ("PUT", path), ("GET", path), ("DELETE", path)]
    answers = [api.call(method, where, sub=api.other) for method, where in calls]
    assert {(status, told["code"]) for status, told in answers} == {(404, "NOT_FOUND")}
    assert base64.b64decode(api.file(own_id).text) == PDF


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"completed_on": "2026-11-21"}, "completed_on: 2026-11-21 is in the future"),
        ({"completed_on": "0202-10-03"}, "completed_on: 0202-10-03 is before 1950"),
        ({"completed_on": 7}, "completed_on"),
        ({"amount": 1.1}, "amount"),
        ({"title": " "}, "title"),
        ({"kind": "Category 3"}, "kind"),
        ({"words": "a\0b"}, "words"),
        ({"words": "\ud800"}, "words"),
        ({"verified": True}, "verified"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(api: OwnCreditApi, changes: dict[str, Any], says: str) -> None:
    status, told = api.enter(**changes)
    assert status == 422
    assert says in told["detail"]
    assert api.own() == []


def test_the_same_credit_is_entered_once(api: OwnCreditApi) -> None:
    api.enter()
    assert api.enter(words="again")[1]["code"] == "OWN_CREDIT_THERE"
    other = api.entered(title="Another")
    assert api.call("PUT", f"/v1/me/own-credits/{other}", ROUNDS)[1]["code"] == "OWN_CREDIT_THERE"
    assert api.call("PUT", f"/v1/me/own-credits/{other}", ROUNDS | {"title": "Another", "words": "w"})[0] == 200
    assert api.enter(sub=api.other)[0] == 201


def test_five_hundred_are_kept_at_most(api: OwnCreditApi) -> None:
    first = api.entered(title="0")
    for number in range(1, MOST_OWN):
        api.enter(title=str(number))
    told = api.enter()[1]
    assert told["code"] == "OWN_CREDITS_TOO_MANY"
    assert told["detail"].startswith(f"{MOST_OWN} are kept.")
    api.call("DELETE", f"/v1/me/own-credits/{first}")
    assert api.enter()[0] == 201


@pytest.mark.parametrize(("content", "kind"), [(PDF, "pdf"), (PNG, "png"), (JPEG, "jpg")])
def test_a_file_is_handed_out_as_one_of_no_type(api: OwnCreditApi, content: bytes, kind: str) -> None:
    own_id = api.entered()
    status, told = api.put(own_id, content)
    assert (status, told["file"]["kind"], told["file"]["size"], told["file"]["parts"]) == (200, kind, len(content), 1)

    answer = api.file(own_id)

    assert base64.b64decode(answer.text) == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="credit-2026-10-03.{kind}"'
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-store")


def test_a_large_file_comes_in_parts_that_the_gateway_takes(api: OwnCreditApi) -> None:
    own_id = api.entered()
    large = PDF + b" " * PART
    assert api.put(own_id, large)[1]["file"]["parts"] == 2
    parts = [api.file(own_id, part) for part in (1, 2)]
    assert b"".join(base64.b64decode(part.text) for part in parts) == large
    assert max(len(part.text) for part in parts) < 6_000_000
    assert api.file(own_id, 3).status == 404


@pytest.mark.parametrize("content", [b"<html></html>", b"\n" + PDF, PDF + b"<script>"])
def test_a_file_that_is_something_else_is_refused_whatever_its_name(api: OwnCreditApi, content: bytes) -> None:
    own_id = api.entered()
    status, told = api.put(own_id, content)
    assert (status, told["code"]) == (422, "FILE_REFUSED")
    assert api.file(own_id).status == 404
    assert api.hub.own_files.all() == []


def test_a_file_is_deleted_alone_or_with_its_credit(api: OwnCreditApi) -> None:
    own_id = api.entered()
    api.put(own_id, PDF)
    assert api.call("DELETE", f"/v1/me/own-credits/{own_id}/file")[1]["file"] is None
    assert api.file(own_id).status == 404

    api.put(own_id, PDF)
    api.call("DELETE", f"/v1/me/own-credits/{own_id}")
    assert api.hub.own_files.all() == []


def test_a_file_that_nobody_put_is_not_confirmed(api: OwnCreditApi) -> None:
    told = api.call("PUT", f"/v1/me/own-credits/{api.entered()}/file")[1]
    assert (told["code"], told["detail"][:5]) == ("UPLOAD_INCOMPLETE", "file:")


def test_own_credits_stand_among_the_others_and_count_nowhere(api: OwnCreditApi) -> None:
    api.report()
    before = api.credits()
    own_id = api.entered()
    api.entered(title="Journals", kind="AMA PRA Category 1", amount=2, completed_on="2026-01-02")

    told = api.credits()

    own = [credit for credit in told["credits"] if credit["status"] == "own"]
    assert [(credit["record"], credit["amount"]) for credit in own] == [
        (own_id, 1.5),
        (told["credits"][-1]["record"], 2),
    ]
    assert {credit[name] for credit in own for name in ("activity_id", "provider", "board")} == {None}
    assert (told["found"], told["reported"], told["entered"]) == (before["found"] + 2, before["reported"], 2)
    assert told["totals"] == before["totals"] | {"own": {"AMA PRA Category 1": 2, "AMA PRA Category 2": 1.5}}
    assert {"value": "own", "name": "own", "count": 2} in told["choices"]["statuses"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "own"}, 2),
        ({"status": "accepted"}, 0),
        ({"credit_type": "AMA PRA Category 2"}, 1),
        ({"board": "ABIM"}, 0),
        ({"state": "OH"}, 0),
        ({"provider": "0009999"}, 0),
        ({"text": "SEPSIS"}, 1),
        ({"since": "2026-10-01"}, 1),
        ({"until": "2026-10-01"}, 1),
    ],
)
def test_the_same_filters_take_own_credits(api: OwnCreditApi, query: dict[str, str], found: int) -> None:
    api.enter()
    api.enter(title="Journals", kind="Other", completed_on="2026-01-02")
    told = api.credits(**query)
    assert (len(told["credits"]), told["found"], told["entered"]) == (found, found, 2)
    assert sum(told["totals"]["own"].values()) == 1.5 * found


def test_pages_of_own_and_reported_credits_follow_each_other_without_loss(api: OwnCreditApi) -> None:
    api.report()
    names = [api.entered(title=str(number)) for number in range(5)]
    told = api.credits(limit="2")
    seen = [credit["record"] for credit in told["credits"]]
    while told["cursor"]:
        told = api.credits(limit="2", cursor=told["cursor"])
        seen += [credit["record"] for credit in told["credits"]]
    assert len(seen) == 6
    assert set(names) < set(seen)
