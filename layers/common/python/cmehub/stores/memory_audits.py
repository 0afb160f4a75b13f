"""Audits of licensees in memory, for tests."""

import datetime as dt
from collections.abc import Collection

from cmehub.licensing.audits import Audit, AuditAnswer, AuditedLicensee, AuditProgress
from cmehub.people.rosters import EntryKey
from cmehub.stores.addresses import MailClaim
from cmehub.stores.memory_mails import Mails, claim_mail


class MemoryAuditStore:
    """See `cmehub.stores.audits.AuditStore`."""

    def __init__(self) -> None:
        self._audits: dict[tuple[str, str], Audit] = {}
        self._told: dict[tuple[str, str, int], tuple[int, int]] = {}
        self._licensees: dict[str, AuditedLicensee] = {}
        self._answers: dict[AuditedLicensee, AuditAnswer] = {}
        self._mails: Mails = {}

    def open(self, audit: Audit) -> None:
        self._audits.setdefault((audit.check.state, audit.check.check_id), audit)

    def find(self, state: str, check_id: str) -> AuditProgress | None:
        audit = self._audits.get((state, check_id))
        if audit is None:
            return None
        told = [counts for (*of, _), counts in self._told.items() if of == [state, check_id]]
        answered = sum((licensee.state, licensee.check_id) == (state, check_id) for licensee in self._answers)
        return AuditProgress(audit, sum(count for count, _ in told), sum(count for _, count in told), answered)

    def put(self, audit: Audit, licensees: Collection[AuditedLicensee]) -> None:  # noqa: ARG002 - in memory all is kept
        self._licensees.update({licensee.audit_id: licensee for licensee in licensees})

    def is_told(self, audit: Audit, portion: int) -> bool:
        return (audit.check.state, audit.check.check_id, portion) in self._told

    def add_told(self, audit: Audit, portion: int, *, told: int, with_email: int) -> None:
        self._told.setdefault((audit.check.state, audit.check.check_id, portion), (told, with_email))

    def licensees(self, audit: Audit, *, after: str | None = None, limit: int) -> list[AuditedLicensee]:
        of_audit = audit.check.state, audit.check.check_id
        licensees = [found for found in self._licensees.values() if (found.state, found.check_id) == of_audit]
        ordered = sorted(licensees, key=lambda licensee: licensee.licence)
        return [licensee for licensee in ordered if after is None or licensee.licence > after][:limit]

    def of_licensees(self, keys: Collection[EntryKey]) -> list[AuditedLicensee]:
        found = [licensee for licensee in self._licensees.values() if licensee.key in keys]
        return sorted(found, key=lambda licensee: ([*keys].index(licensee.key), licensee.check_id))

    def answers(self, licensees: Collection[AuditedLicensee]) -> dict[AuditedLicensee, AuditAnswer]:
        return {licensee: self._answers[licensee] for licensee in licensees if licensee in self._answers}

    def answer(self, audit: Audit, licensee: AuditedLicensee, answer: AuditAnswer) -> None:  # noqa: ARG002 - as above
        self._answers[licensee] = answer

    def claim_mail(self, audit: Audit, licence: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._mails, _mail(audit, licence), at=at, lease=lease)

    def note_mail(self, audit: Audit, licence: str, *, message_id: str, at: dt.datetime) -> None:
        self._mails[_mail(audit, licence)] = message_id, at


def _mail(audit: Audit, licence: str) -> str:
    return f"{audit.check.state} {audit.check.check_id} {licence}"
