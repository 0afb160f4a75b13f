"""Reading and answering the audits of the licensing boards of an account's physician."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.api.problems import ProblemError
from cmehub.licensing.audits import Audit, AuditAnswer, AuditedLicensee
from cmehub.people.states import STATES
from cmehub.stores import AccountStore
from cmehub.stores.audits import AuditStore


class OwnAudit(NamedTuple):
    """An audit that concerns the account's physician, and what was answered."""

    audit: Audit
    licensee: AuditedLicensee
    answer: AuditAnswer | None


@dataclass(frozen=True)
class AnsweringAudits:
    """
    Everything that answering audits needs.

    Only a claim that is confirmed leads to one: whoever knows a name, a birth day and a number isn't told of it, and
    answers for nobody.
    """

    accounts: AccountStore
    audits: AuditStore
    clock: Callable[[], dt.datetime]

    def of_account(self, sub: str) -> list[OwnAudit]:
        """Return the audits of an account's physician that are kept, the last day to answer that is latest first."""
        confirmed = (claim for claim in self.accounts.claims(sub) if claim.confirmed_at)
        licences = {key for claim in confirmed for key in claim.linked if key.authority in STATES}
        licensees = self.audits.of_licensees(sorted(licences))
        return sorted(self._found(licensees), key=lambda own: (own.audit.until, own.licensee.audit_id), reverse=True)

    def answer(self, sub: str, audit_id: str, words: str) -> OwnAudit:
        """
        Store what an account's physician answers, in the place of any answer before, and return the audit.

        Raises
        ------
        ProblemError
            If no such audit concerns the physician, or its last day is over.
        """
        own = next((own for own in self.of_account(sub) if own.licensee.audit_id == audit_id), None)
        if own is None:
            raise ProblemError("NOT_FOUND", "No such audit concerns you.")
        now = self.clock()
        if not own.audit.takes_answers(now):
            raise ProblemError("AUDIT_OVER")
        answer = AuditAnswer(words=words, at=now)
        self.audits.answer(own.audit, own.licensee, answer)
        return own._replace(answer=answer)

    def _found(self, licensees: list[AuditedLicensee]) -> Iterator[OwnAudit]:
        answers = self.audits.answers(licensees)
        for licensee in licensees:
            if progress := self.audits.find(licensee.state, licensee.check_id):
                yield OwnAudit(progress.audit, licensee, answers.get(licensee))
