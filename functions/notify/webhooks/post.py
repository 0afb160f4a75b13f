"""Posting to an address that a provider chose, and that must not lead into the hub's own network."""

import socket
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as PostTimeoutError

from cmehub.accounts.webhooks import WebhookTarget, WebhookUrlError, is_loopback, is_public, read_url
from cmehub.submissions.events import Failure

SECONDS = 10.0
_MARGIN = 1.0
"""After that, one that goes on sending its headers byte by byte is left alone."""

_FIRST_HEADERS = {"Content-Type": "application/json", "User-Agent": "CME-Hub-Webhooks/1"}


def addresses_of(host: str, port: int) -> list[str]:
    """Return the IPv4 addresses of a host; the hub's functions reach no others."""
    try:
        found = socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(info[4][0]) for info in found]


@dataclass(frozen=True)
class WebhookPost:
    """
    Posts, and looks at nothing of the answer but its status; a redirect is an answer like any other.

    Attributes
    ----------
    may_be_local
        See `cmehub.accounts.webhooks.read_url`.
    addresses
        Looks up the addresses of a host.
    seconds
        How long an answer may take.
    """

    may_be_local: bool
    addresses: Callable[[str, int], list[str]] = addresses_of
    seconds: float = SECONDS

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int | Failure:
        """Post to the address that was looked at, so that no second look-up can lead elsewhere."""
        try:
            target = read_url(url, may_be_local=self.may_be_local)
        except WebhookUrlError:
            return Failure.ADDRESS_NOT_PUBLIC
        found = self.addresses(target.host, target.port)
        if not found:
            return Failure.ADDRESS_UNKNOWN
        if not all(self._is_allowed(address) for address in found):
            return Failure.ADDRESS_NOT_PUBLIC
        return self._within_time(lambda: self._post(target, found[0], body, headers))

    def _within_time(self, post: Callable[[], int]) -> int | Failure:
        worker = ThreadPoolExecutor(max_workers=1)
        try:
            return worker.submit(post).result(self.seconds + _MARGIN)
        except NewConnectionError:  # which urllib3 counts among the timeouts
            return Failure.NO_CONNECTION
        except (PostTimeoutError, TimeoutError):
            return Failure.TOO_SLOW
        except SSLError:
            return Failure.NO_TLS
        except HTTPError:
            return Failure.NO_CONNECTION
        finally:
            worker.shutdown(wait=False)  # a receiver that never ends is not waited for

    def _is_allowed(self, address: str) -> bool:
        return is_public(address) or (self.may_be_local and is_loopback(address))

    def _post(self, target: WebhookTarget, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        timeout = urllib3.Timeout(total=self.seconds)
        with _pool(target, address, timeout) as pool:
            response = pool.urlopen(
                "POST",
                target.path,
                body=body,
                headers={**_FIRST_HEADERS, "Host": _host_header(target), **headers},
                redirect=False,
                retries=False,
                preload_content=False,  # the body may be endless, and nobody reads it
            )
            response.close()
            return response.status


def _pool(target: WebhookTarget, address: str, timeout: urllib3.Timeout) -> urllib3.HTTPConnectionPool:
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(address, target.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        address, target.port, timeout=timeout, assert_hostname=target.host, server_hostname=target.host
    )


def _host_header(target: WebhookTarget) -> str:
    return target.host if target.port in (80, 443) else f"{target.host}:{target.port}"
