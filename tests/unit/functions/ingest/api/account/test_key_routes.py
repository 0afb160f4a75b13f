"""A provider's keys, looked after by its own calls."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.accounts.keys import Quota, Scope
from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub, called_json
from tests.contact_api import PRIMARY, ContactApi
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

PATH = "/v1/keys"
NOWHERE = f"/v1/submissions/{'0' * 32}"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    return ApiHub(MemoryHub(), tmp_path, monkeypatch)


def test_a_key_is_made_used_listed_and_revoked(api: ApiHub) -> None:
    admin = api.key(Scope.ADMIN)

    answer = called_json("POST", PATH, admin, {"scopes": ["read", "read"]})

    made = answer.document
    key, path = made.pop("key"), f"{PATH}/{made['key_id']}"
    assert (answer.status, made["scopes"]) == (201, ["read"])
    assert called_json("GET", NOWHERE, key).document["code"] == "NOT_FOUND"
    listed = called_json("GET", PATH, admin)
    told = {key["key_id"]: key for key in listed.document}
    assert told[made["key_id"]] == made | {"last_used_at": "2026-11-20T12:00:00Z"}
    assert len(told) == 2
    assert "digest" not in listed.text
    for _ in range(2):
        assert called_json("DELETE", path, admin).status == 204
        assert called_json("GET", NOWHERE, key).document["code"] == "KEY_REVOKED"


def test_a_made_key_expires_and_has_the_limits_of_the_one_that_made_it(api: ApiHub) -> None:
    admin = api.key(Scope.ADMIN)
    (kept,) = api.keys.of_provider(PROVIDER_ID)
    limits = {"calls_per_minute": 7, "calls_per_day": 70, "failed_matches_per_day": 3}
    api.keys.add(kept.model_copy(update=limits))
    soon = api.hub.now + dt.timedelta(hours=1)

    made = called_json("POST", PATH, admin, {"scopes": ["read"], "expires_at": soon.isoformat()}).document

    assert (made["calls_per_minute"], made["calls_per_day"]) == (7, 70)
    stored = api.keys.find(made["key_id"])
    assert stored is not None
    assert stored.quota == (7, 70, 3)
    api.hub.now = soon
    assert called_json("GET", NOWHERE, made["key"]).document["code"] == "KEY_EXPIRED"


def test_a_renewed_key_overlaps_with_the_one_until_now(api: ApiHub) -> None:
    admin, old = api.key(Scope.ADMIN), api.key(Scope.READ, Scope.MATCH)
    old_id = old.split("_")[1]
    path = f"{PATH}/{old_id}/renewal"
    kept = api.keys.find(old_id)
    assert kept
    api.keys.add(kept.model_copy(update={"calls_per_day": 70}))

    made = called_json("POST", path, admin, {"overlap_hours": 2})

    assert (made.status, made.document["scopes"], made.document["calls_per_day"]) == (201, ["match", "read"], 70)
    assert [called_json("GET", NOWHERE, key).document["code"] for key in (old, made.document["key"])] == [
        "NOT_FOUND",
        "NOT_FOUND",
    ]
    longer = called_json("POST", path, admin, {"overlap_hours": 24})
    assert longer.status == 201
    api.hub.now += dt.timedelta(hours=2)
    assert called_json("GET", NOWHERE, old).document["code"] == "KEY_EXPIRED", "another renewal makes it last no longer"
    assert called_json("GET", NOWHERE, made.document["key"]).document["code"] == "NOT_FOUND"
    again = called_json("POST", path, admin, {})
    assert (again.status, again.document["code"]) == (422, "REQUEST_INVALID")
    assert called_json("POST", path, admin, {"overlap_hours": 721}).status == 422
    others = api.key(Scope.ADMIN, provider_id=OTHER_PROVIDER_ID)
    assert called_json("POST", path, others, {}).document["code"] == "NOT_FOUND"


def test_a_key_that_a_contact_makes_has_the_limits_of_a_system(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> None:
    contacts = ContactApi(api, monkeypatch)
    made = called_json("POST", PATH, contacts.token(contacts.person(PRIMARY)), {"scopes": ["match"]}).document
    stored = api.keys.find(made["key_id"])
    assert stored is not None
    assert (stored.quota, stored.provider_id) == (Quota(), PROVIDER_ID)


@pytest.mark.parametrize(
    "document",
    [{}, {"scopes": []}, {"scopes": ["all"]}, {"scopes": ["read"], "expires_at": "2026-11-20T12:00:00Z"}],
)
def test_a_key_that_cannot_be_made(api: ApiHub, document: object) -> None:
    answer = called_json("POST", PATH, api.key(Scope.ADMIN), document)

    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert len(api.keys.of_provider(PROVIDER_ID)) == 1


def test_nobody_sees_or_revokes_the_keys_of_another_provider(api: ApiHub) -> None:
    other = api.key(Scope.ADMIN, provider_id=OTHER_PROVIDER_ID)
    api.key(Scope.READ)
    (mine,) = api.keys.of_provider(PROVIDER_ID)

    listed = called_json("GET", PATH, other).document

    assert [key["key_id"].partition("-")[0] for key in listed] == [OTHER_PROVIDER_ID]
    for key_id in (mine.key_id, f"{OTHER_PROVIDER_ID}-00000000", "nonsense"):
        assert called_json("DELETE", f"{PATH}/{key_id}", other).document["code"] == "NOT_FOUND"
    assert api.keys.of_provider(PROVIDER_ID) == [mine]
