"""The site as CloudFront serves it, with the search in this process behind it."""

import base64
import gzip
import json
import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.passport.api import handler as passport_handler
from functions.search_api.query import handler as query_handler
from infra.site_headers import CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY, signed_in_policy
from tests.aws_events import Context, api_event, http_event

REPOSITORY = Path(__file__).parents[1]
BUILT_SITE = REPOSITORY / "site" / "dist"
SETTINGS = {
    "sign_in_url": "https://sign-in.example.org",
    "client_id": "site",
    "staff_sign_in_url": "https://staff.example.org",
    "staff_client_id": "console",
    "api_url": "https://api.example.org",
    "other_site_url": "",
}
"""Nobody can sign in here: people who do are in `tests/pipeline/test_account_pages.py`."""
SIGN_IN_SETTINGS = json.dumps(SETTINGS).encode()
UPLOADS = "https://uploads.example.org"
"""Where providers' files are put."""
_POLICIES = {
    "/account/": signed_in_policy(SETTINGS["sign_in_url"], "http://127.0.0.1:*"),  # files are put at another port
    "/console/": signed_in_policy(SETTINGS["staff_sign_in_url"], UPLOADS),
    "/licensing/": signed_in_policy(SETTINGS["staff_sign_in_url"], UPLOADS),
}
_VERIFYING = ("/v1/verifications/", "/v1/status-lists/", "/.well-known/")
_PACKED = ("text/", "application/json", "application/javascript", "image/svg")
"""What CloudFront sends packed."""
_ONE_AT_A_TIME = threading.Lock()
"""A function answers one call at a time."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path.startswith("/api/"):
            self._ask(path.removeprefix("/api"), query)
        elif path.startswith(_VERIFYING):
            self._verify(path)
        elif page_file(path).startswith("/pages/"):
            self._ask(page_file(path), query)
        elif path == "/config.json":
            self._send(200, SIGN_IN_SETTINGS, {"Content-Type": "application/json"})
        else:
            self._send_file(path, query)

    def _ask(self, path: str, query: str) -> None:
        event = http_event("GET", path, "", {})
        event["rawQueryString"] = query
        event["queryStringParameters"] = {}
        with _ONE_AT_A_TIME:
            answer = query_handler.handle(event, cast("LambdaContext", Context()))
        headers = answer["headers"] | {name: values[0] for name, values in answer.get("multiValueHeaders", {}).items()}
        body = answer["body"]
        content = base64.b64decode(body) if answer["isBase64Encoded"] else str(body).encode()
        self._send(answer["statusCode"], content, headers)

    def _verify(self, path: str) -> None:
        with _ONE_AT_A_TIME:
            answer = passport_handler.handle(api_event("GET", path, headers={}), cast("LambdaContext", Context()))
        self._send(answer["statusCode"], answer["body"].encode(), answer["headers"])

    def _send_file(self, path: str, query: str) -> None:
        file = BUILT_SITE / page_file(path, query).lstrip("/")
        status = 200 if file.is_file() else 404
        file = file if status == 200 else BUILT_SITE / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        entry = next((entry for entry in _POLICIES if path.startswith(entry)), None)
        policy = _POLICIES[entry] if entry else CONTENT_SECURITY_POLICY
        self._send(status, file.read_bytes(), {"Content-Type": kind}, policy)

    def _send(self, status: int, body: bytes, headers: dict[str, str], policy: str = CONTENT_SECURITY_POLICY) -> None:
        if headers.get("Content-Type", "").startswith(_PACKED):
            body, headers = gzip.compress(body), headers | {"Content-Encoding": "gzip"}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Permissions-Policy", PERMISSIONS_POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def page_file(path: str, query: str = "") -> str:
    """Return the file of a page, as ``infra/site_paths.js`` does."""
    if re.fullmatch(r"/(activities/.*|results|sitemap.*|robots\.txt)", path):
        return f"/pages{path}"
    if path == "/":
        return "/results.html" if query else "/index.html"
    for entry in _POLICIES:
        if path.startswith(entry):
            return f"{entry.rstrip('/')}.html"
    if path == "/verify/":
        return "/verify.html"
    return path if "." in path else f"{path}.html"


@contextmanager
def site_server(port: int = 0) -> Iterator[str]:
    """Serve the built site and what the query handler answers; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
