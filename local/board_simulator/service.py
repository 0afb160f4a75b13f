"""The simulated board's HTTP service: asks at ``/asks``, its behaviour at ``/behaviour``."""

import json
import random
import socket
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

from cmehub.boards.interface import AskDocument
from local.board_simulator.behaviour import Behaviour
from local.board_simulator.board import SimulatedBoard


class BoardService(ThreadingHTTPServer):
    """
    The service on the loopback interface.

    Parameters
    ----------
    port
        0 takes any that is free.
    tell
        Told in a sentence of each ask.
    """

    daemon_threads = True

    def __init__(
        self, board: SimulatedBoard, behaviour: Behaviour, tell: Callable[[str], None], *, port: int = 0, seed: int = 0
    ) -> None:
        super().__init__(("127.0.0.1", port), _Requests)
        self.board = board
        self.behaviour = behaviour
        self.tell = tell
        self._chances = random.Random(seed)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where asks are posted."""
        return f"http://127.0.0.1:{self.server_port}/asks"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a hub that didn't wait for the answer, and everything of all else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def chance(self) -> float:
        """Return the next number from 0 to 1."""
        with self._lock:
            return self._chances.random()


class _Requests(BaseHTTPRequestHandler):
    server: BoardService

    def do_GET(self) -> None:
        self._answer(HTTPStatus.OK, self.server.behaviour.model_dump())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/behaviour":
            self._behave(body)
        elif self.path == "/asks":
            self._take(body)
        else:
            self._answer(HTTPStatus.NOT_FOUND, {"detail": "Post questions to /asks."})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet; the service tells of asks itself."""

    def _behave(self, body: bytes) -> None:
        try:
            changes = json.loads(body)
            self.server.behaviour = Behaviour.model_validate(self.server.behaviour.model_dump() | changes)
        except (ValueError, TypeError) as error:
            self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, {"detail": str(error)})
        else:
            self._answer(HTTPStatus.OK, self.server.behaviour.model_dump())

    def _take(self, body: bytes) -> None:
        behaviour = self.server.behaviour
        if behaviour.down:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        time.sleep(behaviour.delay)
        match behaviour.fault(self.server.chance()):
            case "error":
                self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"detail": "Told to fail."})
            case "throttle":
                self._answer(HTTPStatus.TOO_MANY_REQUESTS, {"detail": "Told to be busy."}, {"Retry-After": "1"})
            case "malformed":
                self._answer(HTTPStatus.OK, {"answer": "perhaps"})
            case _:
                self._decide(body, behaviour)

    def _decide(self, body: bytes, behaviour: Behaviour) -> None:
        board = self.server.board
        try:
            Webhook(board.secret).verify(body, dict(self.headers), json_parse=False)
            asked = AskDocument.model_validate_json(body)
            answer = board.answer(asked)
        except WebhookVerificationError as error:
            self._answer(HTTPStatus.UNAUTHORIZED, {"detail": str(error)})
            return
        except ValueError as error:
            self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, {"detail": str(error)})
            return
        accepted = sum(decision.accepted for decision in answer.decisions)
        self.server.tell(f"{asked.ask}: {accepted} of {len(answer.decisions)} rows accepted")
        if behaviour.callback is None:
            self._answer(HTTPStatus.OK, answer.model_dump(exclude_none=True))
        else:
            self._answer(HTTPStatus.ACCEPTED, {"ask": asked.ask})
            board.call_in(answer, behaviour.callback)

    def _answer(self, status: HTTPStatus, document: dict[str, object], headers: dict[str, str] | None = None) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
