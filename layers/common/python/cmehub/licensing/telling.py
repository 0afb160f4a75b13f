"""Telling those who were drawn in a sample of its audit, a portion at a time."""

from dataclasses import dataclass

from cmehub.licensing.audit_messages import AuditPortionMessage
from cmehub.licensing.audits import Audit, AuditedLicensee
from cmehub.licensing.checked_licensees import CheckedLicensee
from cmehub.licensing.checks import Check, result_key
from cmehub.people.rosters import EntryKey
from cmehub.runtime.json_lines import unpack
from cmehub.runtime.queues import Queue
from cmehub.stores import RosterStore, WorkObjects
from cmehub.stores.audits import AuditStore
from cmehub.submissions.messages import AuditMailMessage


@dataclass(frozen=True)
class Telling:
    """
    Everything that telling those drawn needs.

    A portion may be told again: what is stored stays the same, each mail is sent once, and what moves counts is
    written last and once.
    """

    audits: AuditStore
    rosters: RosterStore
    objects: WorkObjects
    notices: Queue

    def take(self, message: AuditPortionMessage) -> None:
        """Let those drawn in a portion see the audit in their accounts, and have each mailed to."""
        progress = self.audits.find(message.state, message.check_id)
        if progress is None or self.audits.is_told(progress.audit, message.portion):
            return  # its time is over, or nothing is left to do
        audit = progress.audit
        licensees = self._licensees(audit, message.portion)
        self.audits.put(audit, licensees)
        self.notices.send(
            [
                AuditMailMessage(state=message.state, check_id=message.check_id, portion=message.portion, place=place)
                for place in range(len(licensees))
            ]
        )
        with_email = sum(licensee.has_email for licensee in licensees)
        self.audits.add_told(audit, message.portion, told=len(licensees), with_email=with_email)

    def _licensees(self, audit: Audit, portion: int) -> list[AuditedLicensee]:
        state, drawn = audit.check.state, drawn_in(self.objects, audit.check, portion)
        found = self.rosters.find([EntryKey(state, licensee.number) for licensee in drawn])
        emails = {key.entry_id: entry.email for key, entry in found.items()}
        return [
            AuditedLicensee(
                state=state,
                check_id=audit.check.check_id,
                licence=licensee.number,
                family_name=licensee.family_name,
                given_name=licensee.given_name,
                starts=licensee.cycle_starts,
                ends=licensee.cycle_ends,
                has_email=bool(emails.get(licensee.number)),
            )
            for licensee in drawn
        ]


def drawn_in(objects: WorkObjects, check: Check, portion: int) -> list[CheckedLicensee]:
    """Return those drawn in a portion of a sample that was looked at, as that found them."""
    return [*map(CheckedLicensee.model_validate, unpack(objects.get(result_key(check, portion))))]
