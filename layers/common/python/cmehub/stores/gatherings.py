"""Gatherings of rejected calls."""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from cmehub.stores.addresses import MailClaim
from cmehub.submissions.gatherings import Gathering, RejectedCall


class GatheringStore(Protocol):
    """Gatherings, of which a provider has one open at most; a call is in one, for good."""

    def add(self, call: RejectedCall, *, at: dt.datetime, hour: dt.timedelta) -> Gathering:
        """Return the gathering that a call is in; one that is in none is added to the open one, or begins it."""

    def of_call(self, submission_id: str) -> Gathering | None:
        """Return the gathering that a call is in."""

    def close(self, provider_id: str, gathering_id: str) -> None:
        """Let no further call into a provider's gathering; one that is closed stays so."""

    def calls(self, gathering_id: str) -> Iterator[RejectedCall]:
        """Yield the calls of a gathering, the oldest first."""

    def claim_mail(self, gathering_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send a gathering's mail; a claim that isn't fulfilled within the lease can be made again."""

    def add_mail(self, gathering_id: str, *, message_id: str, at: dt.datetime) -> None:
        """Add that the mail was sent."""
