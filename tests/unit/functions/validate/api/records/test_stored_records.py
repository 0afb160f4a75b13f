"""Who finds which stored records, and who may do what with them."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qsl

import pytest

from cmehub.accounts.keys import Scope
from cmehub.api import record_views
from cmehub.learners.records import LearnerRecord
from cmehub.stores import RecordKey
from tests.api_hub import ApiHub, called_json
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.unit.functions.validate.api.records.test_routes import ABIM, PATH, a_record, an_activity, codes, save


@pytest.fixture
def activity_id(api: ApiHub) -> str:
    return an_activity(api, PROVIDER_ID)


def of_state(number: int) -> dict[str, Any]:
    return {"board": "WY", "learner_id": f"{number}", "credit_type": "AMA PRA Category 1", "amount": 1}


def test_one_record_is_read_alone(api: ApiHub, activity_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = api.key()
    some = [a_record(api, activity_id, credit_lines=[of_state(number)]) for number in range(5)]
    names = [record["record"] for record in save(key, *some).document["records"]]
    read: list[RecordKey] = []
    find = api.hub.records.find

    def counted(keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        read.extend(keys)
        return find(keys)

    monkeypatch.setattr(api.hub.records, "find", counted)
    told = called_json("GET", f"{PATH}/{names[1]}", key).document

    assert (told["record"], len(read)) == (names[1], 1)


@pytest.mark.parametrize("said", [True, False, None])
def test_a_record_tells_its_learners_permission(api: ApiHub, activity_id: str, said: bool | None) -> None:
    key = api.key()
    stated = {} if said is None else {"permission_to_share": said}
    saved = save(key, a_record(api, activity_id, credit_lines=[of_state(1)], **stated)).document["records"][0]

    assert saved["status"] == "accepted"
    assert called_json("GET", f"{PATH}/{saved['record']}", key).document["permission_to_share"] is said


def test_the_records_of_an_activity_are_listed_page_by_page(api: ApiHub, activity_id: str) -> None:
    key = api.key()
    of_states = [a_record(api, activity_id, credit_lines=[of_state(number)]) for number in range(5)]
    names = [record["record"] for record in save(key, *of_states[:3]).document["records"]]
    names += [record["record"] for record in save(key, *of_states[3:]).document["records"]]

    listed, query, pages = [], f"activity_id={activity_id}&limit=2", 0
    while query:
        asked = dict(pair.split("=", 1) for pair in query.split("&"))
        page = called_json("GET", PATH, key, query=asked)
        listed += [record["record"] for record in page.document["records"]]
        query = page.headers.get("Link", "").partition("<?")[2].partition(">")[0]
        pages += 1

    assert (sorted(listed), len(listed), pages) == (sorted(names), 5, 3)


def test_a_record_is_found_by_its_credit_id(api: ApiHub, activity_id: str) -> None:
    key = api.key()
    name = save(key, a_record(api, activity_id)).document["records"][0]["record"]

    def found(credit_id: str, by: str = key) -> list[str]:
        answer = called_json("GET", PATH, by, query={"credit_id": credit_id})
        return [record["record"] for record in answer.document["records"]]

    assert found("ccid:cme.example.org:1") == [name]
    assert found("ccid:cme.example.org:2") == []
    assert found("ccid:cme.example.org:1", api.key(provider_id=OTHER_PROVIDER_ID)) == []
    both = called_json("GET", PATH, key, query={"credit_id": "x", "activity_id": activity_id})
    assert both.document["code"] == "REQUEST_INVALID"
    assert called_json("GET", PATH, key).document["code"] == "REQUEST_INVALID"


def test_nobody_sees_or_touches_the_records_of_another_provider(api: ApiHub, activity_id: str) -> None:
    name = save(api.key(), a_record(api, activity_id)).document["records"][0]["record"]
    api.hub.deliver_all()
    other = api.key(provider_id=OTHER_PROVIDER_ID)

    for method, path, query in (
        ("GET", f"{PATH}/{name}", {}),
        ("DELETE", f"{PATH}/{name}", {}),
        ("GET", PATH, {"activity_id": activity_id}),
        ("GET", f"{PATH}/{'0' * 32}-00001-1", {}),
        ("GET", f"{PATH}/nonsense", {}),
        ("GET", f"{PATH}/{name}0", {}),
    ):
        answer = called_json(method, path, other, query=query)
        assert (answer.status, answer.document["code"]) == (404, "NOT_FOUND"), path
    posted = save(other, a_record(api, activity_id))
    assert (posted.status, posted.document["code"], codes(posted)) == (403, "NOT_YOURS", ["NOT_YOUR_ACTIVITY"])
    deleted = save(other, a_record(api, activity_id, action="delete"))
    assert deleted.status == 403
    assert [record.deleted for record in api.hub.records.all()] == [None]


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", PATH, Scope.READ),
        ("GET", PATH, Scope.LEARNERS_WRITE),
        ("GET", f"{PATH}/x", Scope.LEARNERS_WRITE),
        ("DELETE", f"{PATH}/x", Scope.READ),
        ("POST", "/v1/matches", Scope.READ),
    ],
)
def test_a_key_needs_the_routes_scope(api: ApiHub, method: str, path: str, scope: Scope) -> None:
    document: dict[str, Any] = {"learners": [{}]} if path.endswith("matches") else {"records": [{}]}

    answer = called_json(method, path, api.key(scope), document if method == "POST" else None)

    assert (answer.status, answer.document["code"]) == (403, "SCOPE_MISSING")


def names_found(api: ApiHub, by: str | None = None, **query: str) -> list[str]:
    """Return the names of the records that are listed, page by page to the last."""
    found: list[str] = []
    asked = query
    while asked:
        page = called_json("GET", PATH, by or api.key(), query=asked)
        assert page.status == 200, page.text
        found += [record["record"] for record in page.document["records"]]
        link = page.headers.get("Link", "").partition("<?")[2].partition(">")[0]
        asked = dict(parse_qsl(link))
    return found


def test_an_activitys_records_are_narrowed_down_by_name_day_and_status(api: ApiHub, activity_id: str) -> None:
    day = a_record(api, activity_id)["completion_date"]
    before = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    of_board = a_record(api, activity_id)
    of_others = [
        a_record(api, activity_id, credit_lines=[of_state(1)], given_name="José", family_name="O'Neill-Núñez"),
        a_record(api, activity_id, credit_lines=[of_state(2)], completion_date=before, family_name="Nurmi"),
    ]
    saved = save(api.key(), of_board, *of_others).document["records"]
    first, second, third = [record["record"] for record in saved]

    def found(**wanted: str) -> list[str]:
        return names_found(api, activity_id=activity_id, limit="1", **wanted)

    assert sorted(found()) == sorted([first, second, third])
    assert found(name="nunez jos") == [second]
    assert found(name="nu") == [second, third]
    assert found(name="eill") == []
    assert found(until=before) == [third]
    assert found(since=day, name="nu") == [second]
    assert (found(status="submitted"), found(status="accepted")) == ([first], [second, third])
    assert found(status="rejected") == []


def test_only_so_many_records_are_looked_through_for_a_page(
    api: ApiHub, activity_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_views, "_READ_AT_ONCE", 2)
    monkeypatch.setattr(record_views, "_LOOKED_THROUGH", 2)
    records = [a_record(api, activity_id, credit_lines=[of_state(number)]) for number in range(4)]
    last = a_record(api, activity_id, credit_lines=[of_state(9)], family_name="Zyskowski")
    (*_, wanted) = [record["record"] for record in save(api.key(), *records, last).document["records"]]

    first = called_json("GET", PATH, api.key(), query={"activity_id": activity_id, "name": "zys"})

    assert (first.document["records"], "Link" in first.headers) == ([], True)
    assert names_found(api, activity_id=activity_id, name="zys") == [wanted]


def test_a_learners_records_are_found_by_the_id_that_they_were_reported_with(api: ApiHub, activity_id: str) -> None:
    key, other = api.key(), api.key(provider_id=OTHER_PROVIDER_ID)
    known = save(key, a_record(api, activity_id)).document["records"][0]["record"]
    line = a_record(api, activity_id)["credit_lines"][0] | {"learner_id": "099999", "credit_id": None}
    unknown = save(key, a_record(api, activity_id, credit_lines=[line])).document["records"][0]["record"]
    of_licence = save(key, a_record(api, activity_id, credit_lines=[of_state(77)])).document["records"][0]["record"]

    assert names_found(api, board="ABIM", learner_id=ABIM.entry_id) == [known]
    assert names_found(api, learner_id=ABIM.entry_id) == [known]
    assert names_found(api, board="abim", learner_id="99999") == [unknown]
    assert names_found(api, board="WY", learner_id="77") == [of_licence]
    assert names_found(api, board="ABA", learner_id=ABIM.entry_id) == []
    assert names_found(api, other, board="ABIM", learner_id=ABIM.entry_id) == []
    refused = called_json("GET", PATH, key, query={"board": "XX", "learner_id": "1"})
    assert (refused.status, refused.document["code"]) == (422, "REQUEST_INVALID")
    neither = called_json("GET", PATH, key, query={"board": "ABIM"})
    assert neither.document["code"] == "REQUEST_INVALID"


def test_another_id_of_a_physician_is_never_told_by_finding_records(api: ApiHub, activity_id: str) -> None:
    """Else who knows an NPI could try which board ID belongs to it."""
    entry = ABIM.model_copy(update={"npi": "1234567893"})
    api.hub.rosters.put(1, [entry])
    line = a_record(api, activity_id)["credit_lines"][0] | {"learner_id": entry.npi}
    cme = line | {"board": "NPI", "credit_type": "AMA PRA Category 1", "credit_id": None}
    answer = save(api.key(), a_record(api, activity_id, credit_lines=[cme]))
    by_npi = answer.document["records"][0]["record"]

    assert names_found(api, board="NPI", learner_id="1234567893") == [by_npi]
    assert names_found(api, board="ABIM", learner_id=ABIM.entry_id) == []


def test_records_of_a_learner_come_in_pages_the_latest_completion_first(api: ApiHub, activity_id: str) -> None:
    day = dt.date.fromisoformat(a_record(api, activity_id)["completion_date"])
    days = [(day - dt.timedelta(days=number)).isoformat() for number in range(3)]
    records = [a_record(api, activity_id, credit_lines=[of_state(5)], completion_date=day) for day in reversed(days)]
    names = [record["record"] for record in save(api.key(), *records).document["records"]]

    assert names_found(api, board="WY", learner_id="5", limit="2") == names[::-1]
