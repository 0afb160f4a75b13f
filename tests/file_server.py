"""Where a browser puts files, as S3 does it: at another address than the site's."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cmehub.stores.memory_own_files import MemoryOwnFiles


@contextmanager
def file_server(files: MemoryOwnFiles) -> Iterator[str]:
    """Take the forms that put files, and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self._allow()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            form = BytesParser(policy=HTTP).parsebytes(head + body)
            fields = {
                str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
                for part in form.iter_parts()
            }
            _, sub, own_id = bytes(fields["key"]).decode().split("/")
            files.put(sub, own_id, bytes(fields["file"]))
            self._allow()

        def _allow(self) -> None:
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Methods", "POST")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    files.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield files.url
    finally:
        server.shutdown()
        server.server_close()
