"""Calls of the API: each is made again where that can help and can do no harm."""

import gzip
import random
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel

from cmehub_client.problems import HubProblem

API_VERSION = "2026-11-26"
"""The version of the API that the models describe."""
Query = Mapping[str, str | int | bool | None]
Model = TypeVar("Model", bound=BaseModel)

_NOT_TAKEN = frozenset({429})
_UNSURE = frozenset({429, 502, 503, 504})
_REPEATABLE = frozenset({"GET", "PUT", "PATCH", "DELETE"})
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 20.0
_LONGEST_RETRY_AFTER = 90.0
"""In seconds: the limit of a minute is waited for, that of a day isn't."""
_PACKED_FROM = 10_000
"""In bytes."""


class Calls:
    """
    Makes calls.

    Parameters
    ----------
    client
        Knows the API's address and proves who calls.
    tries
        How often a call is made at most.
    pause
        Waits so many seconds.
    """

    def __init__(self, client: httpx.Client, tries: int, pause: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._tries = tries
        self.pause = pause

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        document: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str | None] | None = None,
        is_repeatable: bool = False,
    ) -> httpx.Response:
        """
        Make a call, and return its answer.

        Parameters
        ----------
        path
            Relative to the API's address, or an address as a whole.
        query, headers
            Those that are None are left out.
        document, content
            The body, to be sent as JSON or as it is.
        is_repeatable
            Whether a POST may be made again though it may have been done; other methods always may.

        Raises
        ------
        HubProblem
            If it isn't answered as asked.
        httpx.TransportError
            If there is no answer.
        """
        sent = {name: value for name, value in (headers or {}).items() if value is not None}
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        if content is not None:
            sent["Content-Type"] = "application/octet-stream"
            packed = gzip.compress(content) if len(content) >= _PACKED_FROM else content
            if len(packed) < len(content):
                content, sent["Content-Encoding"] = packed, "gzip"

        def make() -> httpx.Response:
            return self._client.request(
                method,
                path,
                params=asked or None,
                json=document,
                content=content,
                headers={"CME-Hub-Version": API_VERSION, **sent},
            )

        return self._tried(make, is_repeatable=is_repeatable or method in _REPEATABLE)

    def put(self, url: str, headers: Mapping[str, str], content: Callable[[], Iterable[bytes]]) -> None:
        """Put content, which is read anew for each try, where its place is."""
        self._tried(
            lambda: self._client.put(url, content=content(), headers=dict(headers), auth=httpx.Auth()),
            is_repeatable=True,
        )

    def pages(self, path: str, page: type[Model], query: Query) -> Iterator[Model]:
        """Return the pages of a list, each when it is needed."""
        answer = self.call("GET", path, query=query)
        yield page.model_validate_json(answer.content)
        while following := answer.links.get("next"):
            answer = self.call("GET", str(answer.url.join(following["url"])))
            yield page.model_validate_json(answer.content)

    def _tried(self, make: Callable[[], httpx.Response], *, is_repeatable: bool) -> httpx.Response:
        for tried in range(1, self._tries + 1):
            wait = random.uniform(0.5, 1.0) * min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (tried - 1))  # noqa: S311
            try:
                answer = make()
            except httpx.TransportError as error:
                is_surely_not_done = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
                if tried == self._tries or not (is_repeatable or is_surely_not_done):
                    raise
            else:
                if answer.is_success:
                    return answer
                wait = max(wait, _retry_after(answer))
                is_to_be_repeated = answer.status_code in (_UNSURE if is_repeatable else _NOT_TAKEN)
                if tried == self._tries or not is_to_be_repeated or wait > _LONGEST_RETRY_AFTER:
                    raise HubProblem.of(answer)
            self.pause(wait)
        raise AssertionError("the last try returns or raises")


def address(path: str, *names: str) -> str:
    """Return what lies below a path by names, whatever is in these."""
    return "/".join([path, *(quote(name, safe="") for name in names)])


def new_idempotency_key() -> str:
    """Return what a call and its repetitions alone have."""
    return str(uuid.uuid4())


def _retry_after(answer: httpx.Response) -> float:
    text = answer.headers.get("Retry-After", "")
    return float(text) if text.isdigit() else 0.0
