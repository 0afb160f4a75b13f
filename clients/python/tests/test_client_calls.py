"""How the client calls: what it sends, what it tries again, and what it raises."""

import gzip
import json
import pickle
from pathlib import Path

import httpx
import pytest
from cmehub.accounts.keys import Scope
from cmehub.api.activity_documents import EXAMPLE

from clients.python.tests.memory_transport import KEY_URL, MemoryTransport, busy, lost_answer
from cmehub_client import CmeHub, HubProblem
from cmehub_client.calls import API_VERSION
from cmehub_client.models import ActivityInput, LearnerInput, RecordInput

OPENAPI = json.loads((Path(__file__).parents[3] / "functions" / "ingest" / "api" / "openapi.json").read_text("utf-8"))
ACTIVITY = ActivityInput.model_validate(EXAMPLE | {"provider_activity_id": "CLIENT-1"})


def test_the_client_is_of_the_version_that_its_models_describe(hub: CmeHub, transport: MemoryTransport) -> None:
    hub.codes.list()

    assert OPENAPI["info"]["version"] == API_VERSION
    assert transport.requests[0].headers["CME-Hub-Version"] == API_VERSION


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_call_is_made_again_with_longer_pauses_until_it_is_answered(
    hub: CmeHub, transport: MemoryTransport, status: int
) -> None:
    transport.instead = [busy(status), busy(status), busy(status)]

    code = hub.codes.explain("KEY_EXPIRED")

    assert code.status == 401
    assert len(transport.requests) == 4
    first, second, third = transport.pauses
    assert 0.25 <= first <= 0.5 <= second <= 1.0 <= third <= 2.0


def test_the_client_gives_up_after_some_tries(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [busy() for _ in range(9)]

    with pytest.raises(HubProblem) as caught:
        hub.codes.list()

    assert (caught.value.code, caught.value.status, len(transport.requests)) == ("HTTP_503", 503, 5)
    assert "Service Unavailable" in caught.value.detail


def test_no_connection_in_all_tries_is_told_as_such(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [httpx.ConnectError("refused") for _ in range(9)]

    with pytest.raises(httpx.ConnectError):
        hub.codes.list()

    assert len(transport.requests) == 5


def test_retry_after_is_waited_for(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [busy(429, **{"Retry-After": "42"})]

    hub.codes.list()

    assert transport.pauses == [42.0]


def test_the_end_of_the_day_is_not_waited_for(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [busy(429, **{"Retry-After": "3600"})]

    with pytest.raises(HubProblem, match="HTTP_429"):
        hub.codes.list()

    assert transport.pauses == []


@pytest.mark.parametrize("status", [400, 500])
def test_what_another_try_would_not_mend_is_not_tried_again(
    hub: CmeHub, transport: MemoryTransport, status: int
) -> None:
    transport.instead = [busy(status)]

    with pytest.raises(HubProblem, match=f"HTTP_{status}"):
        hub.codes.list()

    assert transport.pauses == []


def test_a_save_whose_answer_was_lost_happens_once(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.lost = [lost_answer()]

    saved = hub.activities.save(ACTIVITY)

    first, second = (request.headers["Idempotency-Key"] for request in transport.requests)
    assert first == second
    assert [activity.activity.activity_id for activity in hub.activities.list(provider_activity_id="CLIENT-1")] == [
        saved.activity.activity_id
    ]


def test_two_calls_have_two_idempotency_keys_and_one_may_be_given(hub: CmeHub, transport: MemoryTransport) -> None:
    hub.activities.save(ACTIVITY)
    hub.activities.save(ACTIVITY)
    hub.activities.save(ACTIVITY, idempotency_key="mine")

    keys = [request.headers["Idempotency-Key"] for request in transport.requests]
    assert (len(set(keys)), keys[2]) == (3, "mine")


def test_what_must_not_happen_twice_is_not_tried_again_when_it_may_have_happened(
    hub: CmeHub, transport: MemoryTransport
) -> None:
    transport.lost = [lost_answer()]

    with pytest.raises(httpx.ReadTimeout):
        hub.submissions.send(b"row", name="a.csv", again=True)

    assert len(transport.requests) == 1
    transport.instead = [busy(429), httpx.ConnectError("refused")]
    hub.submissions.send(b"row", name="a.csv", again=True)
    assert len(transport.requests) == 4


def test_a_problem_tells_what_the_hub_said(hub: CmeHub, transport: MemoryTransport) -> None:
    record = RecordInput(activity_id="202699001", completion_date="yesterday", given_name="Zebedee")

    with pytest.raises(HubProblem) as caught:
        hub.records.save([record])

    problem = caught.value
    assert (problem.code, problem.status, problem.title) == ("ROWS_REFUSED", 422, "Nothing was taken.")
    issue = next(issue for issue in problem.issues if issue.field == "completion_date")
    assert (issue.row, issue.value) == (1, "yesterday")
    assert problem.request_id.startswith("request-")
    assert (problem.request_id in str(problem), issue.code in str(problem)) == (True, True)
    assert not any(value in str(problem) for value in ("yesterday", "Zebedee"))
    assert str(pickle.loads(pickle.dumps(problem))) == str(problem)  # noqa: S301


@pytest.mark.parametrize(("code", "key"), [("KEY_UNKNOWN", "cmeh_0009999-00000000_nonsense"), ("SCOPE_MISSING", None)])
def test_a_key_that_does_not_do(transport: MemoryTransport, code: str, key: str | None) -> None:
    hub = CmeHub(KEY_URL, key=key or transport.api.key(Scope.READ), transport=transport)

    with pytest.raises(HubProblem, match=code):
        hub.matches.find([LearnerInput(family_name="Osei")])


@pytest.mark.parametrize(("size", "is_packed"), [(9_999, False), (10_000, True)])
def test_a_large_file_is_sent_packed(hub: CmeHub, transport: MemoryTransport, size: int, is_packed: bool) -> None:
    content = b"a" * size

    hub.submissions.send(content, name="a.csv")

    (request,) = transport.requests
    assert ("Content-Encoding" in request.headers) is is_packed
    assert (gzip.decompress(request.content) if is_packed else request.content) == content
    (upload,) = transport.api.arrivals.arrived
    assert upload.size == size


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"client_id": "a", "client_secret": "b"},
        {"key": "k", "client_id": "a", "client_secret": "b", "token_url": "https://login.example.org"},
    ],
)
def test_credentials_are_one_of_two_kinds(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="token_url"):
        CmeHub(KEY_URL, **given)  # type: ignore[arg-type]


def test_a_name_leads_nowhere_else(hub: CmeHub, transport: MemoryTransport) -> None:
    with pytest.raises(HubProblem, match="NOT_FOUND"):
        hub.records.get("../codes?a=b")

    assert transport.requests[0].url.raw_path == b"/stage/v1/learner-records/..%2Fcodes%3Fa%3Db"


def test_a_closed_client_calls_no_more(transport: MemoryTransport) -> None:
    with CmeHub(KEY_URL, key=transport.api.key(), transport=transport) as hub:
        hub.codes.list()

    with pytest.raises(RuntimeError, match="closed"):
        hub.codes.list()
