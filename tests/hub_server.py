"""A hub in memory that answers the API's calls at an address of this machine."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from tests.api_hub import ApiHub, called

BELOW = "/stage"
"""The part of the address below its host, as the stack on one machine has one too."""


@contextmanager
def serving(api: ApiHub, *instead: int) -> Iterator[str]:
    """Serve a hub, and yield its address; the first calls are answered with the given statuses instead."""
    statuses = [*instead]
    one_at_a_time = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path, _, query = self.path.removeprefix(BELOW).partition("?")
            with one_at_a_time:
                if statuses:
                    self.send_response(statuses.pop(0))
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                given = dict(self.headers.items())
                asked = dict(parse_qsl(query, keep_blank_values=True))
                answer = called(self.command, path, None, body=body, headers=given, query=asked)
                api.read_all()
            is_packed = answer.headers.get("Content-Encoding") == "gzip"
            content = base64.b64decode(answer.text) if is_packed else answer.text.encode()
            self.send_response(answer.status)
            for name, value in {**answer.headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - as the library calls them
        do_HEAD = do_OPTIONS = do_TRACE = do_QUERY = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        finally:
            server.shutdown()
