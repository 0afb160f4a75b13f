"""Requests for missing credits in memory, for tests."""

import datetime as dt
from collections.abc import Iterator
from threading import Lock

from cmehub.passport.missing_credits import LINK_LIFE, MOST_OPEN, MissingCredit


class MemoryMissingCreditStore:
    """See `cmehub.stores.missing_credits.MissingCreditStore`."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, str], MissingCredit] = {}
        self._links: dict[str, tuple[tuple[str, str], dt.datetime]] = {}
        self._changing = Lock()

    def open(self, request: MissingCredit) -> bool:
        with self._changing:
            open_ones = {found.completion for found in self.of_account(request.sub) if found.is_open}
            if request.completion in open_ones or len(open_ones) >= MOST_OPEN:
                return False
            self._requests[_key(request)] = request
        return True

    def find(self, sub: str, missing_id: str) -> MissingCredit | None:
        return self._requests.get((sub, missing_id))

    def of_account(self, sub: str) -> list[MissingCredit]:
        own = (request for request in self._requests.values() if request.sub == sub)
        return sorted(own, key=lambda request: (request.asked_at, request.missing_id), reverse=True)

    def of_provider(self, provider_id: str) -> list[MissingCredit]:
        own = (request for request in self._requests.values() if request.provider_id == provider_id)
        return sorted(filter(lambda request: request.is_open, own), key=lambda request: (request.due_on, _key(request)))

    def ended(self, provider_id: str, *, before: tuple[str, str] | None = None, limit: int) -> list[MissingCredit]:
        own = [request for request in self._requests.values() if request.provider_id == provider_id]
        placed = {request.ended_place: request for request in own if request.ended_place}
        return [placed[place] for place in sorted(placed, reverse=True) if before is None or place < before][:limit]

    def due(self, until: dt.date) -> Iterator[MissingCredit]:
        for request in [*self._requests.values()]:
            if request.look_on and request.look_on <= until:
                yield request

    def change(self, before: MissingCredit, after: MissingCredit) -> bool:
        with self._changing:
            if self._requests.get(_key(before)) != before:
                return False
            self._requests[_key(before)] = after
        return True

    def add_link(self, request: MissingCredit, digest: str, at: dt.datetime) -> None:
        self._links[digest] = _key(request), at + LINK_LIFE

    def of_link(self, digest: str, at: dt.datetime) -> MissingCredit | None:
        key, ends_at = self._links.get(digest, (("", ""), at))
        return self._requests.get(key) if at < ends_at else None

    def forget(self, sub: str) -> None:
        self._requests = {key: request for key, request in self._requests.items() if request.sub != sub}
        self._links = {digest: link for digest, link in self._links.items() if link[0][0] != sub}


def _key(request: MissingCredit) -> tuple[str, str]:
    return request.sub, request.missing_id
