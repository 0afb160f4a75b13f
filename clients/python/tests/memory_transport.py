"""What stands between the client and a hub in memory, in place of a network."""

import base64
import hashlib
from dataclasses import dataclass, field

import httpx

from tests.api_hub import ApiHub, called

KEY_URL = "https://hub.example.org/stage"
TOKEN_URL = "https://login.example.org/oauth2/token"
_UPLOADS_HOST = "uploads.example.org"


@dataclass
class MemoryTransport(httpx.BaseTransport):
    """
    Takes requests to the handlers of the API and to the uploads bucket.

    Attributes
    ----------
    instead
        What comes of the next requests in place of what they ask: an answer, or an error; None lets one through.
    lost
        Errors that the next requests meet after they were done.
    page_size
        How many a page has, where the client doesn't say.
    tokens
        The access tokens that the next requests for one are given.
    """

    api: ApiHub
    instead: list[httpx.Response | httpx.TransportError | None] = field(default_factory=list)
    lost: list[httpx.TransportError] = field(default_factory=list)
    page_size: int | None = None
    tokens: list[str] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        """Note how long is waited, and let the hub read what has arrived meanwhile."""
        self.pauses.append(seconds)
        self.api.read_all()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(
            httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
        )
        if self.instead and (came := self.instead.pop(0)) is not None:
            if isinstance(came, httpx.TransportError):
                raise came
            return came
        answer = self._answer(request)
        if self.lost:
            raise self.lost.pop(0)
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) == TOKEN_URL:
            return httpx.Response(200, json={"access_token": self.tokens.pop(0), "expires_in": 3600})
        if request.url.host == _UPLOADS_HOST:
            return self._put(request)
        query = dict(request.url.params)
        if self.page_size and request.method == "GET":
            query = {"limit": str(self.page_size), **query}
        path = request.url.path.removeprefix("/stage")
        told = called(
            request.method, path, None, body=request.content, headers=dict(request.headers.items()), query=query
        )
        is_packed = told.headers.get("Content-Encoding") == "gzip"
        body = base64.b64decode(told.text) if is_packed else told.text.encode()
        return httpx.Response(told.status, headers=dict(told.headers), content=body)

    def _put(self, request: httpx.Request) -> httpx.Response:
        """Take a file or a part as S3 does: with the headers that were signed, and no credentials beside them."""
        content = request.content
        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        is_good = (
            request.method == "PUT"
            and request.headers["x-amz-checksum-sha256"] == checksum
            and request.headers["Content-Length"] == str(len(content))
            and "Transfer-Encoding" not in request.headers
            and "Authorization" not in request.headers
        )
        if not is_good:
            return httpx.Response(400, text="<Error><Code>BadDigest</Code></Error>")
        key = request.url.path.removeprefix("/")
        if "part" not in request.url.params:
            self.api.arrivals.put(key, content, self.api.hub.now)
            return httpx.Response(200)
        (upload,) = (part for part in self.api.signed.parts if part.key == key)
        self.api.signed.parts[upload][int(request.url.params["part"])] = content
        return httpx.Response(200)


def lost_answer() -> httpx.TransportError:
    return httpx.ReadTimeout("no answer")


def busy(status: int = 503, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers=headers, json={"message": "Service Unavailable"})


@dataclass
class Clock:
    """Tells what it is told to tell."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now
