"""What an officer does after a sample was looked at: tell those drawn, and read what they answer."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.accesses import Access
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.fields.eastern import eastern_day
from cmehub.licensing.audit_messages import AuditPortionMessage
from cmehub.licensing.audits import LONGEST_TIME, TOLD_WITHIN, Audit, AuditAnswer, AuditedLicensee, AuditProgress
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import StateReader, licensing_name, reader_kind
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.runtime.queues import Queue
from cmehub.stores.audits import AuditStore
from cmehub.stores.checks import CheckStore
from cmehub.stores.state_logs import StateLogStore
from functions.validate.api.licensing.audit_views import (
    AuditedLicenseeList,
    AuditedLicenseeView,
    AuditInput,
    AuditView,
)


@dataclass(frozen=True)
class OfficersAudits:
    """Everything that audits need; whoever takes the queue tells those drawn."""

    checks: CheckStore
    audits: AuditStore
    accesses: NotedAccesses
    log: StateLogStore
    queue: Queue
    clock: Callable[[], dt.datetime]

    def tell(self, reader: StateReader, check_id: str, asked: AuditInput) -> AuditView:
        """
        Have all told who were drawn in a sample, once; it stands in the state's log.

        The same asked again changes nothing, and goes on with what was broken off.

        Raises
        ------
        ProblemError
            If the state has no such check, or it is no sample that was looked at within `TOLD_WITHIN`; if the last day
            is past or too far; or those drawn were told something else.
        """
        progress = self.audits.find(reader.state, check_id) or self._opened(reader, check_id, asked)
        audit = progress.audit
        if (audit.until, audit.words) != (asked.until, asked.words):
            raise ProblemError("AUDIT_TOLD", f"They can answer until {audit.until}. Nobody is told twice.")
        self.checks.keep(audit.check, audit.kept_until)
        look = Look(look_id=f"{check_id}-audit", at=audit.told_at, reader_id=audit.told_by, kind=LookKind.AUDIT)
        self.log.add(reader.state, look)
        if progress.told < audit.licensees:
            self.queue.send(
                [
                    AuditPortionMessage(state=reader.state, check_id=check_id, portion=portion)
                    for portion in range(1, audit.portions + 1)
                ]
            )
        return AuditView.of(progress, reader)

    def _opened(self, reader: StateReader, check_id: str, asked: AuditInput) -> AuditProgress:
        """Return the audit of a check: this one, unless another call came first."""
        now, checked = self.clock(), self.checks.find(reader.state, check_id)
        if checked is None:
            raise ProblemError("NOT_FOUND", "The state has no such check.")
        if checked.check.of != "sample" or checked.finished_at is None:
            raise ProblemError("AUDIT_NOT_POSSIBLE")
        if now >= checked.check.asked_at + TOLD_WITHIN:
            raise ProblemError("AUDIT_NOT_POSSIBLE", f"It was drawn more than {TOLD_WITHIN.days} days ago: draw anew.")
        today = eastern_day(now)
        if not today < asked.until <= today + LONGEST_TIME:
            last = today + LONGEST_TIME
            raise ProblemError("REQUEST_INVALID", f"until: {asked.until} isn't after {today} and until {last}")
        audit = Audit(
            check=checked.check,
            licensees=checked.licensees or 0,
            portions=checked.portions or 0,
            told_by=reader.reader_id,
            told_at=now,
            **asked.model_dump(),
        )
        self.audits.open(audit)
        return self.audits.find(reader.state, check_id) or AuditProgress(audit)

    def read(
        self, reader: StateReader, check_id: str, cursor: str | None, limit: int, call_id: str
    ) -> tuple[AuditedLicenseeList, str | None]:
        """
        Return a part of those who were told, with their answers, and the cursor of those behind, if there are any.

        That answers are read stands in the state's log, and each physician whose answer it is sees it.

        Raises
        ------
        ProblemError
            If the state has no such audit.
        """
        progress = self.audits.find(reader.state, check_id)
        if progress is None:
            raise ProblemError("NOT_FOUND", "Nobody was told of an audit of such a check.")
        after = read_cursor(cursor, str)[0] if cursor else None
        found = self.audits.licensees(progress.audit, after=after, limit=limit + 1)
        following = written_cursor(found[limit - 1].licence) if len(found) > limit else None
        page = found[:limit]
        answers = self.audits.answers(page)
        self._note(reader, answers, call_id)
        told = tuple(AuditedLicenseeView.of(licensee, answers.get(licensee)) for licensee in page)
        audit = progress.audit
        return AuditedLicenseeList(told_at=audit.told_at, until=audit.until, licensees=told), following

    def _note(self, reader: StateReader, answers: dict[AuditedLicensee, AuditAnswer], call_id: str) -> None:
        if not answers:
            return
        now = self.clock()
        look = Look(
            look_id=call_id,
            at=now,
            reader_id=reader.reader_id,
            kind=LookKind.ANSWERS,
            licences=tuple(licensee.licence for licensee in answers),
        )
        self.log.add(reader.state, look)
        access = Access(
            access_id=call_id,
            at=now,
            reader=reader_kind(reader.reader_id),
            who=licensing_name(reader.state, eastern_day(now)),
            what="Your answer in their audit, and no credits",
        )
        self.accesses.add_all([((licensee.key,), access) for licensee in answers])
