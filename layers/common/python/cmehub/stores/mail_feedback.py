"""What comes back of mails: addresses that take none, and what a mail was about, so that another can be written to."""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from cmehub.accounts.deliverability import Deliverability, MailFeedback
from cmehub.stores.addresses import MailClaim
from cmehub.submissions.messages import ProviderNotice

SENT_LIFE = dt.timedelta(days=30)
"""For so long it is known what a mail was about; bounces come within days."""


class MailFeedbackStore(Protocol):
    """Addresses from which something came back, and mails to providers."""

    def of_addresses(self, emails: Collection[str]) -> dict[str, Deliverability]:
        """Return what is known of those of the addresses of which anything is."""

    def all(self) -> list[Deliverability]:
        """Return all addresses of which something is known, in their order."""

    def note(self, email: str, feedback: MailFeedback, at: dt.datetime) -> None:
        """Note what came back, and when; in which order and how often it is told makes no difference."""

    def mend(self, email: str, at: dt.datetime) -> bool:
        """Let an address take mail again, whatever came back until then; False if nothing was known of it."""

    def add_sent(self, message_id: str, message: ProviderNotice, at: dt.datetime) -> None:
        """Note what a mail was about: the message that leads to it once more."""

    def sent(self, message_id: str) -> ProviderNotice | None:
        """Return what a mail was about, if that is known."""

    def claim_next(self, message_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the mail that takes the place of one that came back; see `SubmissionStore.claim_mail`."""

    def add_next(self, message_id: str, *, next_id: str, at: dt.datetime) -> None:
        """Add that another mail took the place of one that came back."""
