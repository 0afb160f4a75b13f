"""Audits of licensees: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from cmehub.licensing.audits import Audit, AuditAnswer, AuditedLicensee, AuditProgress
from cmehub.people.rosters import EntryKey
from cmehub.stores.addresses import MailClaim


class AuditStore(Protocol):
    """Audits, whom they concern and what these answered, each kept until the audit's `kept_until`."""

    def open(self, audit: Audit) -> None:
        """Store an audit; only the first of a check counts."""

    def find(self, state: str, check_id: str) -> AuditProgress | None:
        """Return the audit of a state's check, and how far it is."""

    def put(self, audit: Audit, licensees: Collection[AuditedLicensee]) -> None:
        """Store whom an audit concerns; the same again changes nothing."""

    def is_told(self, audit: Audit, portion: int) -> bool:
        """Tell whether all of a portion are told."""

    def add_told(self, audit: Audit, portion: int, *, told: int, with_email: int) -> None:
        """Add that all of a portion are told, and how many those are; only the first time counts."""

    def licensees(self, audit: Audit, *, after: str | None = None, limit: int) -> list[AuditedLicensee]:
        """Return whom an audit concerns, by licence number, from behind one on."""

    def of_licensees(self, keys: Collection[EntryKey]) -> list[AuditedLicensee]:
        """Return all audits of these licensees that are kept, those of each in the order of their checks."""

    def answers(self, licensees: Collection[AuditedLicensee]) -> dict[AuditedLicensee, AuditAnswer]:
        """Return what those of them answered who did."""

    def answer(self, audit: Audit, licensee: AuditedLicensee, answer: AuditAnswer) -> None:
        """Store an answer, in the place of any before it."""

    def claim_mail(self, audit: Audit, licence: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the mail to a licensee; a claim that isn't fulfilled within the lease can be made again."""

    def note_mail(self, audit: Audit, licence: str, *, message_id: str, at: dt.datetime) -> None:
        """Note that the mail to a licensee was sent; that is known for `MAIL_KNOWN`."""


MAIL_KNOWN = dt.timedelta(days=30)
"""Longer than a message can come again."""
