"""Places for parts of a file, given anew to those that aren't there yet."""

import datetime as dt
import hashlib
from typing import Any

import pytest

from functions.ingest.api.files import upload_places
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, ApiHub, called, called_json, is_problem
from tests.sample_hub import OTHER_PROVIDER_ID

LEARNERS = (SAMPLES / "learners.xml").read_bytes()
SIZE = len(LEARNERS)
PART = SIZE // 3 + 1
PARTS = [LEARNERS[start : start + PART] for start in range(0, SIZE, PART)]
WANTED: dict[str, Any] = {"size": SIZE, "parts": [hashlib.sha256(part).hexdigest() for part in PARTS]}
FILE = WANTED | {"file_name": "learners.xml", "sha256": hashlib.sha256(LEARNERS).hexdigest()}


@pytest.fixture(autouse=True)
def _in_three_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_places, "PART_SIZE", PART)


def begun(api: ApiHub, **query: str) -> Any:
    return called_json("POST", "/v1/uploads", api.key(), FILE, query=query).document


def anew(api: ApiHub, token: str, key: str | None = None, **changes: Any) -> Answer:
    return called_json("POST", f"/v1/uploads/{token}/parts", key or api.key(), WANTED | changes)


@pytest.mark.parametrize("query", [{}, {"dry_run": "true"}])
def test_a_transfer_that_takes_hours_arrives(api: ApiHub, query: dict[str, str]) -> None:
    first = begun(api, **query)
    for number, part in enumerate(PARTS, start=1):
        api.hub.now += dt.timedelta(minutes=59)
        places = anew(api, first["token"]).document
        assert places["parts"] == first["parts"][number - 1 :]
        assert dt.datetime.fromisoformat(places["expires_at"]) == api.hub.now + dt.timedelta(hours=1)
        assert {name: places[name] for name in ("submission_id", "token", "part_size")} == {
            name: first[name] for name in ("submission_id", "token", "part_size")
        }
        api.signed.put_part(first["token"], number, part)

    assert anew(api, first["token"]).document["parts"] == []
    taken = called("POST", f"/v1/uploads/{first['token']}/complete", api.key()).document
    api.read_all()

    assert called("GET", f"/v1/submissions/{taken['submission_id']}", api.key()).document["rows"] == 29


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"size": PART * 2, "parts": WANTED["parts"][:2]}, "begun for 3 parts, and 2 were given"),
        ({"parts": WANTED["parts"][:2]}, "parts: give 3"),
        ({"size": 0}, "size"),
        ({"parts": ["abc"] * 3}, "parts"),
        ({"file_name": "other.xml"}, "file_name"),
    ],
)
def test_another_file_gets_no_places(api: ApiHub, changes: dict[str, Any], said: str) -> None:
    answer = anew(api, begun(api)["token"], **changes)

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert said in answer.document["detail"]


def test_an_upload_that_is_gone_or_another_providers_gets_no_places(api: ApiHub) -> None:
    token = begun(api)["token"]

    assert is_problem(anew(api, token, api.key(provider_id=OTHER_PROVIDER_ID)), 404, "NOT_FOUND")
    called("DELETE", f"/v1/uploads/{token}", api.key())
    assert is_problem(anew(api, token), 404, "NOT_FOUND")
    assert is_problem(anew(api, "x"), 404, "NOT_FOUND")
