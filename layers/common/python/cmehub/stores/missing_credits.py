"""Physicians' requests for credits that are missing: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from cmehub.passport.missing_credits import MissingCredit


class MissingCreditStore(Protocol):
    """Requests, under the account that asks and under the provider that is asked."""

    def open(self, request: MissingCredit) -> bool:
        """
        Store a new request.

        Returns
        -------
        bool
            False if the account has an open one for the same completion, or `MOST_OPEN` at all.
        """

    def find(self, sub: str, missing_id: str) -> MissingCredit | None:
        """Return a request of an account."""

    def of_account(self, sub: str) -> list[MissingCredit]:
        """Return the requests of an account that are kept, the newest first."""

    def of_provider(self, provider_id: str) -> list[MissingCredit]:
        """Return the open requests to a provider, the first due first."""

    def ended(self, provider_id: str, *, before: tuple[str, str] | None = None, limit: int) -> list[MissingCredit]:
        """
        Return requests to a provider that have ended and are kept, the last ended first, from behind a place on.

        See `MissingCredit.ended_place`.
        """

    def due(self, until: dt.date) -> Iterator[MissingCredit]:
        """Yield the open requests whose ``look_on`` is that day or before."""

    def change(self, before: MissingCredit, after: MissingCredit) -> bool:
        """Put a request in its own place, for `ENDED_LIFE` once it has ended; False if it was changed meanwhile."""

    def add_link(self, request: MissingCredit, digest: str, at: dt.datetime) -> None:
        """Let what a token is known by lead to a request, for `LINK_LIFE`."""

    def of_link(self, digest: str, at: dt.datetime) -> MissingCredit | None:
        """Return the request to which a token leads at that moment."""

    def forget(self, sub: str) -> None:
        """Take out every request of an account, and whatever leads to one."""
