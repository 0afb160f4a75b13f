"""Calls that come again, and that stop before their end."""

import datetime as dt

import pytest

from cmehub.submissions.events import EventType
from cmehub.submissions.messages import BoardMessage, EventMessage
from local.in_memory.hub import Wire
from tests.api_hub import ApiHub, called_json
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.unit.functions.validate.api.records.test_routes import PATH, a_record, an_activity, save


@pytest.fixture
def activity_id(api: ApiHub) -> str:
    return an_activity(api, PROVIDER_ID)


def test_a_repeated_call_with_its_key_is_answered_as_it_was(api: ApiHub, activity_id: str) -> None:
    key, record, headers = api.key(), a_record(api, activity_id), {"Idempotency-Key": "call-1"}
    first = save(key, record, headers=headers)
    api.hub.deliver_all()
    deleted = save(key, record | {"action": "delete"}).document["records"][0]
    api.hub.deliver_all()

    again = save(key, record, headers=headers)

    assert deleted["status"] == "submitted"
    assert (again.document, again.headers["Location"]) == (first.document, first.headers["Location"])
    assert again.headers["Idempotency-Replayed"] == "true"
    api.hub.deliver_all()
    name = first.document["records"][0]["record"]
    assert called_json("GET", f"{PATH}/{name}", key).document["credit_lines"][0]["status"] == "deleted"


def test_another_call_with_the_same_key_is_refused(api: ApiHub, activity_id: str) -> None:
    key, headers = api.key(), {"Idempotency-Key": "call-1"}
    save(key, a_record(api, activity_id), headers=headers)

    for answer in (
        save(key, a_record(api, activity_id, given_name="Other"), headers=headers),
        save(key, a_record(api, activity_id), headers=headers, query={"dry_run": "true"}),
    ):
        assert (answer.status, answer.document["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")
    other = save(api.key(provider_id=OTHER_PROVIDER_ID), a_record(api, activity_id), headers=headers)
    assert other.document["code"] == "NOT_YOURS"


def test_a_call_that_breaks_off_is_done_when_it_is_repeated(
    api: ApiHub, activity_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, record, headers = api.key(), a_record(api, activity_id), {"Idempotency-Key": "call-1"}
    with monkeypatch.context() as patch:
        patch.setattr(api.hub.submissions, "add_called", None)
        assert save(key, record, headers=headers).status == 500
    assert not api.hub.line
    api.hub.now += dt.timedelta(minutes=1)

    answer = save(key, record, headers=headers)

    assert answer.document["records"][0]["issues"] == []
    assert "Idempotency-Replayed" not in answer.headers
    assert (answer.status, len(asks(api))) == (200, 1)
    api.hub.deliver_all()
    name = answer.document["records"][0]["record"]
    assert called_json("GET", f"{PATH}/{name}", key).document["credit_lines"][0]["status"] == "accepted"


def asks(api: ApiHub) -> list[BoardMessage]:
    return [message for message in api.hub.line if isinstance(message, BoardMessage)]


def test_a_call_that_stops_before_it_asks_the_boards_asks_them_when_it_is_repeated(
    api: ApiHub, activity_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, record, headers = api.key(), a_record(api, activity_id), {"Idempotency-Key": "call-1"}
    with monkeypatch.context() as patch:
        patch.setattr(Wire, "send", None)
        assert save(key, record, headers=headers).status == 500
    assert asks(api) == []

    answer = save(key, record, headers=headers)

    assert (answer.status, len(asks(api))) == (200, 1)
    api.hub.deliver_all()
    name = answer.document["records"][0]["record"]
    assert called_json("GET", f"{PATH}/{name}", key).document["credit_lines"][0]["status"] == "accepted"


def test_a_call_for_credit_that_no_board_decides_on_is_announced(api: ApiHub, activity_id: str) -> None:
    """Physicians, licensing boards, figures and issued documents hear of it as they do of a file's."""
    key = api.key()
    of_state = {"board": "WY", "learner_id": "1", "credit_type": "AMA PRA Category 1", "amount": 1}
    record = a_record(api, activity_id, credit_lines=[of_state])

    answer = save(key, record)
    save(key, record, query={"dry_run": "true"})

    submission_id = answer.headers["Location"].rpartition("/")[2]
    (message,) = api.hub.line
    assert message == EventMessage(
        submission_id=submission_id, provider_id=PROVIDER_ID, event_type=EventType.VALIDATED, chunk=1
    )
