"""Asking a board over HTTP: the board simulator on this machine, and servers that are worse."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import urllib3
from standardwebhooks import Webhook

from cmehub.boards.asks import Ask
from cmehub.boards.circuits import BoardFaultError, BoardUnavailableError
from cmehub.boards.connections import HttpConnection
from cmehub.boards.interface import AnswerDocument
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.stores.memory_rosters import MemoryRosterStore
from functions.board_dispatch.asking.http_board import RETRIES, HttpBoard
from local.board_simulator.behaviour import Behaviour
from local.board_simulator.board import SimulatedBoard
from local.board_simulator.service import BoardService
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate, a_request

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SECRET = "whsec_Q01FIEh1YiBzYW1wbGUgc2VjcmV0"
ASK = Ask("0" * 32, 1, "ABIM")
REQUESTS = [a_request(row=3), a_request(row=4, record_id="record-2", origin="sub#4", points=3.5)]
DECISIONS = [
    Decision(row=3, board="ABIM", accepted=True),
    Decision(
        row=4,
        board="ABIM",
        accepted=False,
        reason_code="MAX_POINTS_REACHED",
        reason="With this record the learner would have more than the 4 points that the activity offers for ABIM.",
    ),
]


def board_at(url: str, secret: str = SECRET, seconds: int = 10) -> HttpBoard:
    return HttpBoard(
        connection=HttpConnection(url=url, secret_name="cme-hub/boards/abim", timeout_seconds=seconds),
        pool=urllib3.PoolManager(),
        secret=lambda _: secret,
        clock=lambda: dt.datetime.now(dt.UTC),
        retries=RETRIES.new(backoff_factor=0, backoff_jitter=0, retry_after_max=0),
    )


@contextmanager
def served(server: HTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def service() -> Iterator[BoardService]:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [a_diplomate()])
    board = SimulatedBoard("ABIM", SECRET, "http://127.0.0.1:9/unused", rosters)
    service = BoardService(board, Behaviour(), lambda _: None)
    with served(service):
        yield service


def test_a_board_answers_at_once(service: BoardService) -> None:
    assert board_at(service.url).decide(ASK, REQUESTS) == DECISIONS


def test_an_ask_put_again_has_the_same_answer(service: BoardService) -> None:
    board = board_at(service.url)
    first = board.decide(ASK, REQUESTS)

    assert board.decide(ASK, REQUESTS) == first
    assert board.decide(ASK._replace(chunk=2), REQUESTS) == [
        decision.model_copy(update={"accepted": decision.row == 3}) for decision in first
    ]


def test_a_board_that_answers_later_has_no_decisions_yet(service: BoardService) -> None:
    service.behaviour = Behaviour(callback=3600)

    assert board_at(service.url).decide(ASK, REQUESTS) == []


@pytest.mark.parametrize("faults", [{"error_rate": 1}, {"throttle_rate": 1}, {"down": True}, {"delay": 1.2}])
def test_a_board_that_is_in_trouble_is_down(service: BoardService, faults: dict[str, Any]) -> None:
    service.behaviour = Behaviour.model_validate(faults)

    with pytest.raises(BoardUnavailableError, match=r"ABIM (doesn't answer|answers with status (500|429))"):
        board_at(service.url, seconds=1).decide(ASK, REQUESTS)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_status_that_may_pass_is_tried_three_times(status: int) -> None:
    with board_saying(b"", status) as (url, came), pytest.raises(BoardUnavailableError, match=f"status {status}"):
        board_at(url).decide(ASK, REQUESTS)
    assert len(came) == 3


def test_a_fault_that_passes_is_not_noticed(service: BoardService) -> None:
    service.behaviour = Behaviour(error_rate=0.3, throttle_rate=0.3)
    chances = iter((0.1, 0.5, 0.9))
    service.chance = lambda: next(chances)  # type: ignore[method-assign]

    assert board_at(service.url).decide(ASK, REQUESTS) == DECISIONS


def test_nobody_at_the_address(service: BoardService) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/asks"

        with pytest.raises(BoardUnavailableError, match="ABIM doesn't answer"):
            board_at(url).decide(ASK, REQUESTS)


def test_an_answer_that_is_none_is_a_fault_that_says_where(service: BoardService) -> None:
    service.behaviour = Behaviour(malformed_rate=1)

    with pytest.raises(BoardFaultError, match="The answer of ABIM can't be read: ask: Field required"):
        board_at(service.url).decide(ASK, REQUESTS)


def test_an_ask_signed_with_another_secret_is_refused(service: BoardService) -> None:
    board = board_at(service.url, "whsec_QW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==")

    with pytest.raises(BoardFaultError, match="status 401"):
        board.decide(ASK, REQUESTS)


def an_answer(**changes: object) -> bytes:
    good = AnswerDocument.of(ASK.name, DECISIONS)
    return AnswerDocument.model_validate(good.model_dump() | changes).model_dump_json().encode()


@contextmanager
def board_saying(
    body: bytes, status: int = 200, headers: dict[str, str] | None = None
) -> Iterator[tuple[str, list[Any]]]:
    """Serve one answer to whatever comes, and keep what came."""
    came: list[Any] = []

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("127.0.0.1", 0), Requests)
    with served(server):
        yield f"http://127.0.0.1:{server.server_port}/", came


def test_an_ask_is_signed_and_has_its_name_as_idempotency_key() -> None:
    with board_saying(an_answer()) as (url, came):
        board_at(url).decide(ASK, REQUESTS)

    ((headers, body),) = came
    document = Webhook(SECRET).verify(body, headers)
    assert headers["Idempotency-Key"] == headers["webhook-id"] == document["ask"] == ASK.name
    assert (document["schema_version"], document["board"]) == (1, "ABIM")
    assert [row["row"] for row in document["rows"]] == [3, 4]
    assert set(document["rows"][0]) == set(BoardRequest.model_fields) - {"origin", "board"}


@pytest.mark.parametrize("status", [201, 204, 301, 400, 403, 404, 409, 413, 422, 501])
def test_a_status_that_waiting_does_not_change_is_a_fault(status: int) -> None:
    with (
        board_saying(b"", status, {"Location": "/elsewhere"}) as (url, came),
        pytest.raises(BoardFaultError, match=f"status {status}"),
    ):
        board_at(url).decide(ASK, REQUESTS)
    assert len(came) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "the document: Invalid JSON"),
        (b"[]", "the document: Input should be an object"),
        (an_answer().replace(b'"schema_version":1', b'"schema_version":2'), "schema_version"),
        (an_answer().replace(b"-00001-", b"-00002-"), "another question"),
        (an_answer().replace(b'"accepted":true', b'"accepted":false'), "decisions.0: Value error, a rejection needs"),
        (an_answer().replace(b'"row":3', b'"row":-3'), "decisions.0.row"),
        (an_answer().replace(b"With this", b"\\u0007"), "decisions.1.reason"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_a_fault_and_repeats_nothing_of_it(body: bytes, said: str) -> None:
    with board_saying(body) as (url, _), pytest.raises(BoardFaultError, match=said) as raised:
        board_at(url).decide(ASK, REQUESTS)
    assert "learner" not in str(raised.value)


def test_a_reason_of_the_boards_own_is_told_as_such() -> None:
    own = {"row": 3, "accepted": False, "reason_code": "LAPSED", "reason": " The certificate lapsed "}
    with board_saying(an_answer(decisions=[own])) as (url, _):
        (decision,) = board_at(url).decide(ASK, REQUESTS)

    assert decision.reason_code == "BOARD_OTHER_REASON"
    assert decision.reason == "ABIM rejects it and says: “The certificate lapsed”."


def test_an_answer_without_end_is_not_read_to_it() -> None:
    with board_saying(b" " * 5_100_000) as (url, _), pytest.raises(BoardFaultError, match="larger than"):
        board_at(url).decide(ASK, REQUESTS)


def test_an_answer_that_breaks_off_is_trouble_of_the_board() -> None:
    with (
        board_saying(an_answer(), headers={"Content-Length": "100000"}) as (url, _),
        pytest.raises(BoardUnavailableError, match="ABIM doesn't answer"),
    ):
        board_at(url).decide(ASK, REQUESTS)


def test_the_simulator_changes_its_behaviour_on_command(service: BoardService) -> None:
    where = service.url.replace("/asks", "/behaviour")
    said = urllib3.request("POST", where, json={"down": True, "delay": 2})
    wrong = urllib3.request("POST", where, json={"error_rate": 2})

    assert said.json() == {**Behaviour().model_dump(), "down": True, "delay": 2}
    assert wrong.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert service.behaviour == Behaviour(down=True, delay=2)
