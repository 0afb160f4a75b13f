"""A window of somebody who is signed in, whose calls the function answers in this process."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from cmehub.stores.memory_own_files import MemoryOwnFiles
from functions.passport.api import handler
from tests.aws_events import Context, api_event
from tests.browser_window import PHONE, window
from tests.people_access import PassportApi
from tests.site_server import SIGN_IN_SETTINGS, site_server


@contextmanager
def passport_window(
    api: PassportApi, sub: str, browser: Browser, site: str | None = None, **options: Any
) -> Iterator[Page]:
    """
    Open a window on a site, or one without a catalogue, as somebody who has signed in; see `window`.

    The sign-in's own pages are empty.
    """
    settings = json.loads(SIGN_IN_SETTINGS)
    sign_in = settings["sign_in_url"]
    name = f"oidc.user:{sign_in}:{settings['client_id']}"
    user = {"access_token": api.token(sub), "token_type": "Bearer", "expires_at": 4_000_000_000, "profile": {}}
    signed_in = f"sessionStorage.setItem({json.dumps(name)}, {json.dumps(json.dumps(user))})"
    with (
        file_server(api.hub.own_files) as files,
        nullcontext(site) if site else site_server() as address,
        window(browser, address, files, sign_in, "blob:", **{"viewport": PHONE, **options}) as opened,
    ):
        opened.add_init_script(signed_in)
        opened.route("**/v1/**", _answer)
        opened.route(f"{sign_in}/**", lambda route: route.fulfill(body=""))
        yield opened


def _answer(route: Route) -> None:
    asked = route.request
    address = urlsplit(asked.url)
    query = dict(part.split("=", 1) for part in address.query.split("&") if part)
    event = api_event(
        asked.method, address.path, body=asked.post_data_buffer or b"", headers=asked.headers, query=query
    )
    event["headers"].pop("accept-encoding", None)
    told = handler.handle(event, Context())  # type: ignore[arg-type]
    body = told["body"] or ""
    route.fulfill(
        status=told["statusCode"],
        headers=told["headers"],
        body=base64.b64decode(body) if told["isBase64Encoded"] else body,
    )


@contextmanager
def file_server(files: MemoryOwnFiles) -> Iterator[str]:
    """Take the forms that put files, at another address than the site's, as S3 does; yield the address."""

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
