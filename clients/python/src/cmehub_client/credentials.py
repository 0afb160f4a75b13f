"""How a client proves who it is: by a key, or by tokens of OAuth 2 that it fetches itself."""

import time
from collections.abc import Callable, Generator

import httpx

_RENEWED_BEFORE_END = 60.0
"""In seconds."""


class KeyAuth(httpx.Auth):
    """A provider's API key."""

    def __init__(self, key: str) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the key with a call."""
        request.headers["Authorization"] = f"Bearer {self._key}"
        yield request


class TokenAuth(httpx.Auth):
    """
    A client of OAuth 2 that fetches a token for its first call, and another one shortly before that ends.

    A token that the hub doesn't take is fetched again once.

    Parameters
    ----------
    client_id, client_secret, token_url
        As they were told when the client was made.
    clock
        Tells seconds, and never goes back.
    """

    requires_response_body = True

    def __init__(
        self, client_id: str, client_secret: str, token_url: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._credentials = httpx.BasicAuth(client_id, client_secret)
        self._token_url = token_url
        self._clock = clock
        self._token = ""
        self._ends_at = float("-inf")

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a token with a call; the call is answered with what came instead of a token if none was given."""
        for is_last in (False, True):
            if self._clock() >= self._ends_at:
                answer = yield self._token_request()
                if not answer.is_success:
                    return
                self._take(answer)
            request.headers["Authorization"] = f"Bearer {self._token}"
            answer = yield request
            if is_last or answer.status_code != httpx.codes.UNAUTHORIZED:
                return
            self._ends_at = float("-inf")

    def _token_request(self) -> httpx.Request:
        asked = httpx.Request("POST", self._token_url, data={"grant_type": "client_credentials"})
        return next(self._credentials.auth_flow(asked))

    def _take(self, answer: httpx.Response) -> None:
        given = answer.json()
        self._token = given["access_token"]
        self._ends_at = self._clock() + float(given["expires_in"]) - _RENEWED_BEFORE_END
