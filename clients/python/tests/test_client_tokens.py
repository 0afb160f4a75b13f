"""Tokens of OAuth 2, which the client fetches itself."""

import base64

import httpx
import pytest

from clients.python.tests.memory_transport import KEY_URL, TOKEN_URL, Clock, MemoryTransport, busy
from cmehub_client import CmeHub, HubProblem
from cmehub_client.credentials import TokenAuth


@pytest.fixture
def hub(transport: MemoryTransport) -> CmeHub:
    credentials = {"client_id": "me", "client_secret": "hush", "token_url": TOKEN_URL}
    return CmeHub(KEY_URL, **credentials, transport=transport, pause=transport.pause)  # type: ignore[arg-type]


def sent_tokens(transport: MemoryTransport) -> list[str]:
    """Return what each call of the API presented."""
    return [request.headers["Authorization"] for request in transport.requests if str(request.url) != TOKEN_URL]


def test_one_token_does_for_many_calls(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.tokens = ["first"]

    hub.codes.list()
    hub.codes.list()

    asked = transport.requests[0]
    assert (asked.method, asked.content) == ("POST", b"grant_type=client_credentials")
    assert asked.headers["Authorization"] == "Basic " + base64.b64encode(b"me:hush").decode()
    assert sent_tokens(transport) == ["Bearer first", "Bearer first"]


def test_a_token_is_renewed_before_it_ends(transport: MemoryTransport) -> None:
    clock = Clock()
    transport.tokens = ["first", "second"]
    with httpx.Client(transport=transport, auth=TokenAuth("me", "hush", TOKEN_URL, clock)) as client:
        client.get(f"{KEY_URL}/v1/codes")
        clock.now += 3539
        client.get(f"{KEY_URL}/v1/codes")
        clock.now += 1
        client.get(f"{KEY_URL}/v1/codes")

    assert sent_tokens(transport) == ["Bearer first", "Bearer first", "Bearer second"]


def test_a_token_that_is_not_taken_is_renewed_once(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.tokens = ["first", "second"]
    transport.instead = [None, httpx.Response(401)]

    hub.codes.list()

    assert sent_tokens(transport) == ["Bearer first", "Bearer second"]


def test_a_client_that_the_hub_does_not_know_is_told_so(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.tokens = ["a.b.c", "d.e.f"]

    with pytest.raises(HubProblem, match="TOKEN_INVALID"):
        [*hub.submissions.list()]

    assert sent_tokens(transport) == ["Bearer a.b.c", "Bearer d.e.f"]


def test_credentials_that_give_no_token_are_a_problem(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.instead = [httpx.Response(400, json={"error": "invalid_client"})]

    with pytest.raises(HubProblem, match="HTTP_400") as caught:
        hub.codes.list()

    assert "invalid_client" in caught.value.detail
    assert sent_tokens(transport) == []


def test_a_token_is_asked_for_again_when_its_place_is_busy(hub: CmeHub, transport: MemoryTransport) -> None:
    transport.tokens = ["first"]
    transport.instead = [busy()]

    hub.codes.list()

    assert (len(transport.pauses), sent_tokens(transport)) == (1, ["Bearer first"])
