"""Learner records by calls that are answered at once."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from cmehub.submissions.messages import BoardMessage
from functions.notify.mail.notices import NoticeOutcome
from tests.api_hub import Answer, ApiHub, called_json
from tests.notify_hub import KeptMails, notices_of
from tests.sample_hub import PROVIDER_ID, sample_entries

PATH = "/v1/learner-records"
ABIM = next(entry for entry in sample_entries() if entry.authority == "ABIM" and not entry.former_names)


@pytest.fixture
def activity_id(api: ApiHub) -> str:
    return an_activity(api, PROVIDER_ID)


def an_activity(api: ApiHub, provider_id: str) -> str:
    """Return one of a provider's sample activities that is registered for ABIM."""
    places = api.hub.activities.of_provider(provider_id, dt.date(2026, 1, 1), dt.date(2026, 9, 1), limit=100)
    found = api.hub.activities.find([place.activity_id for place in places]).values()
    registered = [
        activity for activity in found if activity.registration_for("ABIM") and not activity.missing_for_active()
    ]
    return max(registered, key=lambda activity: activity.end_date).activity_id


def a_record(api: ApiHub, activity_id: str, **changes: Any) -> dict[str, Any]:
    (activity,) = api.hub.activities.find([activity_id]).values()
    registration = activity.registration_for("ABIM")
    assert registration is not None
    line = {
        "board": "ABIM",
        "learner_id": ABIM.entry_id,
        "credit_type": registration.credit_types[0],
        "amount": 1,
        "credit_id": "ccid:cme.example.org:1",
    }
    return {
        "activity_id": activity_id,
        "completion_date": min(activity.end_date, api.hub.now.date()).isoformat(),
        "given_name": ABIM.given_name,
        "family_name": ABIM.family_name,
        "birth_month_day": ABIM.birth_month_day,
        "credit_lines": [line],
    } | changes


def save(key: str, *records: dict[str, Any], **given: Any) -> Answer:
    return called_json("POST", PATH, key, {"records": records}, **given)


def codes(answer: Answer) -> list[str]:
    return [issue["code"] for issue in answer.document["issues"]]


def test_a_saved_record_is_stored_and_its_board_asked_and_the_answer_names_it(api: ApiHub, activity_id: str) -> None:
    key = api.key()

    answer = save(key, a_record(api, activity_id))

    (saved,) = answer.document["records"]
    assert (answer.status, saved["status"], saved["issues"], saved["position"]) == (200, "submitted", [], 1)
    (told_line,) = saved["credit_lines"]
    assert (told_line["status"], told_line["credit_id"]) == ("submitted", "ccid:cme.example.org:1")
    message, _ = api.hub.line
    assert isinstance(message, BoardMessage)
    assert (message.board, message.provider_id) == ("ABIM", PROVIDER_ID)
    api.hub.deliver_all()
    told = called_json("GET", f"{PATH}/{saved['record']}", key).document
    assert (told["given_name"], told["credit_lines"][0]["status"]) == (ABIM.given_name, "accepted")
    assert answer.headers["Location"] == f"submissions/{told['submission_id']}"
    state = called_json("GET", f"/v1/submissions/{told['submission_id']}", key).document
    assert (state["status"], state["counts"]["accepted"], state["format"]) == ("finished", 1, "api-learners")


def test_a_line_for_a_state_is_accepted_at_once(api: ApiHub, activity_id: str) -> None:
    line = {"board": "WY", "learner_id": "77", "credit_type": "AMA PRA Category 1", "amount": "1"}

    answer = save(api.key(), a_record(api, activity_id, credit_lines=[line]))

    assert answer.document["records"][0]["status"] == "accepted"
    assert not [message for message in api.hub.line if isinstance(message, BoardMessage)]


def test_the_same_record_again_is_answered_the_same_and_happens_once(api: ApiHub, activity_id: str) -> None:
    key, record = api.key(), a_record(api, activity_id)
    first = save(key, record)
    api.hub.deliver_all()

    second = save(key, record)
    api.hub.deliver_all()

    assert (second.status, second.document) == (200, first.document)
    assert ("Idempotency-Replayed" in first.headers, second.headers["Idempotency-Replayed"]) == (False, "true")
    name = first.document["records"][0]["record"]
    assert called_json("GET", f"{PATH}/{name}", key).document["credit_lines"][0]["status"] == "accepted"
    assert len([*api.hub.records.all()]) == 1


@pytest.mark.parametrize("decided", [False, True])
def test_another_record_under_the_same_credit_id_is_a_conflict(api: ApiHub, activity_id: str, decided: bool) -> None:
    key, record = api.key(), a_record(api, activity_id)
    save(key, record)
    if decided:
        api.hub.deliver_all()
    other = record | {"credit_lines": [record["credit_lines"][0] | {"amount": 0.5}]}

    answer = save(key, other)

    assert (answer.status, answer.document["code"], codes(answer)) == (409, "ROWS_CONFLICT", ["CREDIT_ID_TAKEN"])


def test_what_is_wrong_is_told_field_by_field_and_the_rest_is_taken(api: ApiHub, activity_id: str) -> None:
    good = a_record(api, activity_id)
    bad = good | {"completion_date": "soon", "credit_lines": [{**good["credit_lines"][0], "amount": 1.1}]}

    both = save(api.key(), bad, good)
    alone = save(api.key(), bad)

    assert (both.status, [record["status"] for record in both.document["records"]]) == (200, ["refused", "submitted"])
    assert both.document["records"][0]["record"] is None
    assert (alone.status, alone.document["code"]) == (422, "ROWS_REFUSED")
    assert alone.document["issues"] == both.document["records"][0]["issues"]
    (issue,) = alone.document["issues"]
    assert (issue["row"], issue["field"], issue["value"], issue["code"]) == (
        1,
        "completion_date",
        "soon",
        "FIELD_FORMAT",
    )
    wrong_step = good | {"credit_lines": [{**good["credit_lines"][0], "amount": 0.3}]}
    fields = [issue["field"] for issue in save(api.key(), wrong_step).document["issues"]]
    assert fields == ["credit_lines[0].amount"]


def test_equal_records_in_one_call_are_one(api: ApiHub, activity_id: str) -> None:
    record = a_record(api, activity_id)

    first, second = save(api.key(), record, record).document["records"]

    assert (first["status"], second["status"]) == ("submitted", "refused")
    assert [issue["code"] for issue in second["issues"]] == ["DUPLICATE_ROW"]


@pytest.mark.parametrize(
    "document",
    [{}, {"records": []}, {"records": [{"name": "x"}]}, {"records": [{"given_name": {}}]}, [], {"records": [{}] * 101}],
)
def test_a_document_of_another_shape(api: ApiHub, document: object) -> None:
    answer = called_json("POST", PATH, api.key(), document)

    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")


def test_a_dry_run_stores_no_record_and_asks_what_boards_would_say(api: ApiHub, activity_id: str) -> None:
    key = api.key()

    answer = save(key, a_record(api, activity_id), query={"dry_run": "true"})
    api.hub.deliver_all()

    assert (answer.status, answer.document["records"][0]["status"]) == (200, "submitted")
    assert [*api.hub.records.all()] == []
    report = called_json("GET", f"/v1/{answer.headers['Location']}/report", key).document
    assert (report["dry_run"], report["records"][0]["credit_lines"][0]["status"]) == (True, "accepted")
    assert called_json("GET", f"{PATH}/{answer.document['records'][0]['record']}", key).status == 404


def test_a_record_is_deleted_once_its_board_agrees(api: ApiHub, activity_id: str) -> None:
    key = api.key()
    name = save(key, a_record(api, activity_id)).document["records"][0]["record"]

    early = called_json("DELETE", f"{PATH}/{name}", key)
    api.hub.deliver_all()
    taken = called_json("DELETE", f"{PATH}/{name}", key)
    before = called_json("GET", f"{PATH}/{name}", key).document
    api.hub.deliver_all()
    after = called_json("GET", f"{PATH}/{name}", key).document

    assert (early.status, codes(early)) == (409, ["DELETE_NOT_ALLOWED_PENDING"])
    assert (taken.status, taken.document["records"][0]["record"]) == (200, name)
    assert taken.headers["Location"].startswith("../submissions/")
    assert [record["credit_lines"][0]["status"] for record in (before, after)] == ["delete submitted", "deleted"]
    assert (before["deleted_at"] is None, after["deleted_at"] is None) == (False, False)


def test_a_delete_with_its_key_is_answered_as_it_was_whatever_has_become_of_it(api: ApiHub, activity_id: str) -> None:
    """A list of deletes that was cut off goes on by its keys, and begins anew with others."""
    key, first, second = api.key(), {"Idempotency-Key": "first"}, {"Idempotency-Key": "second"}
    name = save(key, a_record(api, activity_id)).document["records"][0]["record"]
    early = called_json("DELETE", f"{PATH}/{name}", key, headers=first)
    api.hub.deliver_all()

    answered = [called_json("DELETE", f"{PATH}/{name}", key, headers=headers) for headers in (first, second, second)]

    assert (early.status, [answer.status for answer in answered]) == (409, [409, 200, 200])
    assert answered[1].document == answered[2].document


def test_a_fault_is_the_hubs(api: ApiHub, activity_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.hub, "validation", None)

    answer = save(api.key(), a_record(api, activity_id))

    assert (answer.status, answer.document["code"]) == (500, "HUB_FAULT")


def test_a_mail_tells_of_a_call_only_what_boards_said_later(api: ApiHub, activity_id: str) -> None:
    key, good = api.key(), a_record(api, activity_id)
    refused = good | {"completion_date": "soon"}
    unknown = good | {"credit_lines": [good["credit_lines"][0] | {"learner_id": "99999", "credit_id": None}]}
    mailer = KeptMails()
    notices = notices_of(api.hub, mailer)

    for records in ([good, refused], [unknown]):
        save(key, *records)
        save(key, *records, query={"dry_run": "true"})
    api.hub.deliver_all()
    outcomes = [notices.take(notice) for notice in api.hub.notices]

    told = {NoticeOutcome.TOLD_AT_ONCE: 3, NoticeOutcome.GATHERED: 1}
    assert Counter(outcomes) == told
    of_calls = (api.hub.gatherings.of_call(notice.submission_id) for notice in api.hub.notices)
    (gathering,) = filter(None, of_calls)
    (call,) = api.hub.gatherings.calls(gathering.gathering_id)
    (row,) = call.rows
    assert (row.activity_id, row.record) == (activity_id, f"{call.submission_id}-00001-1")
    assert mailer.sent == []
