"""What a provider is told of how a record came to be as it is."""

import datetime as dt
from typing import Any

import pytest

from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub, called_json
from tests.contact_api import REPORTER, ContactApi
from tests.sample_hub import PROVIDER_ID
from tests.unit.functions.validate.api.records.test_routes import PATH, a_record, an_activity, save


@pytest.fixture
def activity_id(api: ApiHub) -> str:
    return an_activity(api, PROVIDER_ID)


def history(api: ApiHub, name: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = called_json("GET", f"{PATH}/{name}", api.key()).document["history"]
    return told


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["kind"] for event in events]


def later(api: ApiHub) -> None:
    api.hub.now += dt.timedelta(hours=1)


def test_a_records_history_tells_who_reported_and_deleted_it_and_what_its_board_said(
    api: ApiHub, activity_id: str
) -> None:
    key = api.key()
    name = save(key, a_record(api, activity_id)).document["records"][0]["record"]
    begun = api.hub.now
    assert kinds(history(api, name)) == ["awaited", "reported"]
    later(api)
    api.hub.deliver_all()
    answered = api.hub.now
    later(api)
    called_json("DELETE", f"{PATH}/{name}", key)
    assert kinds(history(api, name)) == ["awaited", "delete reported", "accepted", "reported"]
    later(api)
    api.hub.deliver_all()

    deleted, asked, accepted, reported = history(api, name)

    assert kinds([deleted, asked, accepted, reported]) == ["deleted", "delete reported", "accepted", "reported"]
    assert [dt.datetime.fromisoformat(event["at"]) for event in (accepted, reported)] == [answered, begun]
    assert (deleted["board"], accepted["board"], reported["board"]) == ("ABIM", "ABIM", None)
    assert (reported["credits"], reported["file_name"], reported["row"]) == ("ABIM Medical Knowledge 1", None, 1)
    (known,) = {event["called_by"] for event in (reported, asked)}
    assert api.keys.find(known)
    assert (reported["submission_id"], asked["submission_id"] == reported["submission_id"]) == (name[:32], False)


def test_what_was_deleted_before_stays_in_the_history_of_what_came_in_its_place(api: ApiHub, activity_id: str) -> None:
    key, first = api.key(), a_record(api, activity_id)
    line = first["credit_lines"][0]
    name = save(key, first).document["records"][0]["record"]
    later(api)
    api.hub.deliver_all()
    later(api)
    called_json("DELETE", f"{PATH}/{name}", key)
    later(api)
    api.hub.deliver_all()
    later(api)
    name = save(key, first | {"credit_lines": [line | {"amount": 0.5}]}).document["records"][0]["record"]
    later(api)
    api.hub.deliver_all()

    events = history(api, name)

    assert kinds(events) == ["accepted", "reported", "deleted", "delete reported", "accepted", "reported"]
    assert [event["changed"] for event in events if event["kind"] == "reported"] == [["credit_lines"], []]
    assert [event["at"] for event in events] == sorted((event["at"] for event in events), reverse=True)


def test_a_rejection_is_told_with_its_reason(api: ApiHub, activity_id: str) -> None:
    record = a_record(api, activity_id)
    unknown = record | {"credit_lines": [record["credit_lines"][0] | {"learner_id": "99999"}]}
    name = save(api.key(), unknown).document["records"][0]["record"]
    api.hub.deliver_all()

    rejected, _ = history(api, name)

    assert (rejected["kind"], rejected["board"], rejected["row"]) == ("rejected", "ABIM", 1)
    assert (bool(rejected["reason_code"]), bool(rejected["reason"])) == (True, True)


def test_a_contact_who_called_is_told_by_the_accounts_id(
    api: ApiHub, activity_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts = ContactApi(api, monkeypatch)
    sub = contacts.person(REPORTER)
    name = save(contacts.token(sub), a_record(api, activity_id)).document["records"][0]["record"]

    assert history(api, name)[-1]["called_by"] == f"contact {sub}"


def test_a_row_of_a_file_is_told_with_the_files_name(api: ApiHub) -> None:
    api.post((SAMPLES / "learners-mistakes.xlsx").read_bytes(), api.key(), "learners-mistakes.xlsx")
    api.read_all()
    query = {"activity_id": "416194271"}
    records = called_json("GET", PATH, api.key(), query=query).document["records"]

    told = history(api, records[0]["record"])[-1]

    assert (told["kind"], told["file_name"], told["called_by"]) == ("reported", "learners-mistakes.xlsx", None)
    assert records[0]["record"].endswith(f"-{told['row']}")
