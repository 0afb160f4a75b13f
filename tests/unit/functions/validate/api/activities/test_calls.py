"""Activities by calls that are answered at once."""

from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.api.activity_documents import EXAMPLE
from cmehub.api.cursors import written_cursor
from cmehub.submissions.events import EventType
from cmehub.submissions.messages import EventMessage
from tests.api_hub import Answer, ApiHub, called_json
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

PATH = "/v1/activities"
ACTIVITY = EXAMPLE | {"provider_activity_id": "API-1"}


def save(key: str, document: object = ACTIVITY, **given: Any) -> Answer:
    return called_json("POST", PATH, key, document, **given)


def issue_codes(answer: Answer) -> list[str]:
    return [issue["code"] for issue in answer.document["issues"]]


def test_a_saved_activity_is_told_as_it_is_stored(api: ApiHub) -> None:
    key = api.key()

    answer = save(key)

    told = answer.document
    activity_id = told["activity"]["activity_id"]
    assert (answer.status, told["status"], told["issues"]) == (201, "Ready to Close", [])
    assert (told["next_status"], told["missing"][0]) == ("Closed", "measured outcome")
    assert answer.headers["Location"] == f"activities/{activity_id}"
    (stored,) = api.hub.activities.find([activity_id]).values()
    assert (stored.provider_id, stored.title, stored.registrations[0].board) == (PROVIDER_ID, ACTIVITY["title"], "ABS")
    read = called_json("GET", f"{PATH}/{activity_id}", key)
    assert (read.document, read.headers["ETag"]) == (told, answer.headers["ETag"])
    (message,) = api.hub.line
    assert isinstance(message, EventMessage), "its month has to be counted"
    assert (message.event_type, message.provider_id) == (EventType.VALIDATED, PROVIDER_ID)


def test_an_activity_tells_what_announcements_say_of_its_boards(api: ApiHub) -> None:
    (statement,) = save(api.key()).document["statements"]

    assert (statement["board"], statement["prescribed"]) == ("ABS", False)
    assert "up to 6.5 points of Accredited CME" in statement["text"]


def test_the_same_activity_again_stays_as_it_is(api: ApiHub) -> None:
    key = api.key()

    first, second = save(key), save(key)

    assert (second.document, second.headers["ETag"]) == (first.document, first.headers["ETag"])


def test_a_saved_activity_replaces_the_one_that_goes_by_its_name(api: ApiHub) -> None:
    key = api.key()
    first = save(key)

    second = save(key, ACTIVITY | {"title": "Another title"})

    assert second.document["activity"]["activity_id"] == first.document["activity"]["activity_id"]
    assert second.document["activity"]["title"] == "Another title"
    assert second.headers["ETag"] != first.headers["ETag"]


def test_what_is_wrong_with_an_activity_is_told_field_by_field(api: ApiHub) -> None:
    board = {"board": "ABS", "points": "many", "credit_types": ["Accredited CME"]}

    answer = save(api.key(), ACTIVITY | {"start_date": "May", "registrations": [board]})

    assert (answer.status, answer.document["code"]) == (422, "ROWS_REFUSED")
    fields = {issue["field"] for issue in answer.document["issues"]}
    assert fields == {"start_date", "registrations[0].points"}
    assert save(api.key(), {}).document["code"] == "ROWS_REFUSED"
    unknown = save(api.key(), {"titel": "x"})
    assert (unknown.document["code"], "titel" in unknown.document["detail"]) == ("REQUEST_INVALID", True)


def test_a_dry_run_tells_what_would_be_stored_and_stores_nothing(api: ApiHub) -> None:
    key = api.key()

    answer = save(key, query={"dry_run": "true"})

    activity_id = answer.document["activity"]["activity_id"]
    assert (answer.status, answer.document["activity"]["title"]) == (201, ACTIVITY["title"])
    assert called_json("GET", f"{PATH}/{activity_id}", key).status == 404
    assert save(key).document == answer.document | {"activity": save(key).document["activity"]}
    changed = ACTIVITY | {"title": "Another title"}
    would = called_json("PUT", f"{PATH}/{activity_id}", key, changed, query={"dry_run": "true"})
    assert would.document["activity"]["title"] == "Another title"
    assert called_json("GET", f"{PATH}/{activity_id}", key).document["activity"]["title"] == ACTIVITY["title"]


def test_an_activity_is_changed_only_as_it_was_read(api: ApiHub) -> None:
    key = api.key()
    first = save(key)
    path = f"{PATH}/{first.document['activity']['activity_id']}"
    changed = ACTIVITY | {"title": "Second"}

    second = called_json("PUT", path, key, changed, headers={"If-Match": first.headers["ETag"]})
    late = called_json("PUT", path, key, ACTIVITY | {"title": "Third"}, headers={"If-Match": first.headers["ETag"]})
    gone = called_json("DELETE", path, key, headers={"If-Match": first.headers["ETag"]})
    other = called_json("PUT", path, key, changed, headers={"If-Match": "nonsense"})

    assert (second.status, second.document["activity"]["title"]) == (200, "Second")
    assert (other.status, other.document["code"]) == (422, "REQUEST_INVALID")
    for answer in (late, gone):
        assert (answer.status, answer.document["code"]) == (412, "ACTIVITY_CHANGED")
    assert called_json("GET", path, key).document == second.document
    assert called_json("PUT", path, key, ACTIVITY, headers={"If-Match": "*"}).status == 200
    assert called_json("PUT", path, key, changed).status == 200


def test_an_activity_that_is_as_known_is_not_told_again(api: ApiHub) -> None:
    key = api.key()
    saved = save(key)
    path = f"{PATH}/{saved.document['activity']['activity_id']}"

    known = called_json("GET", path, key, headers={"If-None-Match": saved.headers["ETag"]})
    changed = called_json("GET", path, key, headers={"If-None-Match": '"0-Active"'})

    assert (known.status, known.headers["ETag"], known.text) == (304, saved.headers["ETag"], "")
    assert (changed.status, changed.document["activity"]) == (200, saved.document["activity"])


def test_a_deleted_activity_is_gone(api: ApiHub) -> None:
    key = api.key()
    path = f"{PATH}/{save(key).document['activity']['activity_id']}"

    assert called_json("DELETE", path, key).status == 204

    for method in ("GET", "DELETE"):
        assert called_json(method, path, key).document["code"] == "NOT_FOUND"
    assert called_json("PUT", path, key, ACTIVITY).document["code"] == "NOT_FOUND"


def test_what_learners_were_given_credit_for_stays(api: ApiHub) -> None:
    key = api.key()
    activity_id = save(key).document["activity"]["activity_id"]
    api.hub.activities.note_learners("sub", 1, {activity_id})
    path = f"{PATH}/{activity_id}"

    lowered = called_json("PUT", path, key, ACTIVITY | {"credits": 1})
    deleted = called_json("DELETE", path, key)

    assert (lowered.status, lowered.document["code"]) == (409, "ROWS_CONFLICT")
    assert "ACTIVITY_FIELD_LOCKED" in issue_codes(lowered)
    assert (deleted.status, issue_codes(deleted)) == (409, ["ACTIVITY_HAS_LEARNERS"])


def listed(key: str, **query: str) -> tuple[list[str], list[int]]:
    """Return the IDs that a list tells, page by page, and the pages' lengths."""
    ids, lengths = [], []
    while True:
        page = called_json("GET", PATH, key, query=query)
        ids += [activity["activity"]["activity_id"] for activity in page.document["activities"]]
        lengths.append(len(page.document["activities"]))
        if "Link" not in page.headers:
            return ids, lengths
        link = page.headers["Link"].partition("<?")[2].partition(">")[0]
        query = dict(pair.split("=", 1) for pair in link.split("&"))


def test_activities_are_listed_in_order_page_by_page(api: ApiHub) -> None:
    key = api.key(provider_id=OTHER_PROVIDER_ID)
    before, _ = listed(key)
    days = ("2026-05-04", "2026-05-02", "2026-05-03")
    saved = {
        day: save(key, ACTIVITY | {"start_date": day, "provider_activity_id": day}).document["activity"]["activity_id"]
        for day in days
    }
    gone = save(key, ACTIVITY | {"provider_activity_id": "gone"}).document["activity"]["activity_id"]
    called_json("DELETE", f"{PATH}/{gone}", key)

    every, lengths = listed(key, limit="2")

    assert sorted(every) == sorted([*before, *saved.values()])
    assert lengths == [2] * (len(every) // 2) + [1] * (len(every) % 2)
    assert [activity for activity in every if activity in saved.values()] == [saved[day] for day in sorted(days)]
    assert listed(key, since="2026-05-03", until="2026-05-03")[0] == [saved["2026-05-03"]]
    assert listed(key, provider_activity_id="2026-05-02", limit="1")[0] == [saved["2026-05-02"]]
    assert listed(key, provider_activity_id="gone")[0] == []
    assert set(listed(key, status="Ready to Close")[0]) >= {*saved.values()}
    assert not {*listed(key, status="Closed")[0]} & {*saved.values()}
    assert set(listed(key, format="live course")[0]) >= {*saved.values()}
    assert not {*listed(key, format="Enduring Material")[0]} & {*saved.values()}


def test_a_cursor_of_another_list(api: ApiHub) -> None:
    cursor = written_cursor("2026-05-04", "300000000")

    answer = called_json("GET", PATH, api.key(), query={"cursor": cursor, "since": "2026-06-01"})

    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyIyMDI2LTEzLTAxIiwgIjEiXQ"])
def test_a_cursor_that_is_none(api: ApiHub, cursor: str) -> None:
    answer = called_json("GET", PATH, api.key(), query={"cursor": cursor})

    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")


def test_a_new_activity_is_stored_over_none_that_is_there(api: ApiHub) -> None:
    key, only_new = api.key(), {"If-None-Match": "*"}
    first = save(key, headers=only_new)
    activity_id = first.document["activity"]["activity_id"]

    again = save(key, ACTIVITY | {"title": "Another title"}, headers=only_new)
    other = save(key, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status, again.status, again.document["code"]) == (201, 412, "ACTIVITY_THERE")
    assert activity_id in again.document["detail"]
    assert called_json("GET", f"{PATH}/{activity_id}", key).document["activity"]["title"] == ACTIVITY["title"]
    assert (other.status, other.document["code"]) == (422, "REQUEST_INVALID")
    assert called_json("DELETE", f"{PATH}/{activity_id}", key).status == 204
    assert save(key, headers=only_new).status == 201, "a deleted one is added anew"


def test_nobody_sees_or_touches_the_activities_of_another_provider(api: ApiHub) -> None:
    activity_id = save(api.key()).document["activity"]["activity_id"]
    other = api.key(provider_id=OTHER_PROVIDER_ID)

    for method, document in (("GET", None), ("PUT", ACTIVITY), ("DELETE", None)):
        answer = called_json(method, f"{PATH}/{activity_id}", other, document)
        unknown = called_json(method, f"{PATH}/999999999", other, document)
        assert (answer.status, answer.document["code"]) == (404, "NOT_FOUND")
        assert answer.document | {"instance": ""} == unknown.document | {"instance": ""}
    assert activity_id not in listed(other)[0]
    theirs = save(other).document["activity"]
    assert (theirs["provider_id"], theirs["activity_id"] == activity_id) == (OTHER_PROVIDER_ID, False)


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", PATH, Scope.LEARNERS_WRITE),
        ("GET", PATH, Scope.ACTIVITIES_WRITE),
        ("GET", f"{PATH}/1", Scope.ACTIVITIES_WRITE),
        ("PUT", f"{PATH}/1", Scope.READ),
        ("DELETE", f"{PATH}/1", Scope.READ),
    ],
)
def test_a_key_needs_the_routes_scope(api: ApiHub, method: str, path: str, scope: Scope) -> None:
    document = ACTIVITY if method in {"POST", "PUT"} else None

    answer = called_json(method, path, api.key(scope), document)

    assert (answer.status, answer.document["code"]) == (403, "SCOPE_MISSING")


def test_a_repeated_call_with_its_key_changes_nothing(api: ApiHub) -> None:
    key, headers = api.key(), {"Idempotency-Key": "1"}
    first = save(key, headers=headers)
    path = f"{PATH}/{first.document['activity']['activity_id']}"
    changed = called_json("PUT", path, key, ACTIVITY | {"title": "Later"})

    again = save(key, headers=headers)

    assert (again.status, again.document["activity"]["title"]) == (201, "Later")
    assert called_json("GET", path, key).headers["ETag"] == changed.headers["ETag"]
