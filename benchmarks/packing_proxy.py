"""Texts packed on their way, as CloudFront packs them and the emulator of it doesn't."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import urllib3

_PACKED = ("text/", "application/json", "application/javascript", "image/svg")


@contextmanager
def packing_proxy(site: str) -> Iterator[str]:
    """Yield an address below which a site answers with packed texts."""
    pool = urllib3.PoolManager()
    behind = urllib3.util.parse_url(site)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            address = f"http://127.0.0.1:{behind.port}{self.path}"
            answer = pool.request("GET", address, headers={"Host": behind.netloc or ""}, redirect=False)
            body, kind = answer.data, answer.headers.get("Content-Type", "")
            self.send_response(answer.status)
            for name in ("Content-Type", "Cache-Control", "Content-Security-Policy"):
                if value := answer.headers.get(name):
                    self.send_header(name, value)
            if kind.startswith(_PACKED):
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
