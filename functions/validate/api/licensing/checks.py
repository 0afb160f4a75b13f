"""What an officer has checked: many licensees at once."""

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pydantic import BaseModel

from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.fields.eastern import eastern_day
from cmehub.formats.plain_tables import plain_rows
from cmehub.issues.issue import FileError
from cmehub.licensing.check_files import FILES
from cmehub.licensing.check_messages import CheckMessage
from cmehub.licensing.checking import LIST_NAME
from cmehub.licensing.checks import (
    ABANDONED_AFTER,
    CHECK_LIFE,
    MOST_LISTED,
    MOST_RUNNING,
    Check,
    CheckProgress,
    asked_key,
    check_key,
)
from cmehub.licensing.licence_lists import LicenceList, list_of_rows, typed_list
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import StateReader
from cmehub.runtime.queues import Queue
from cmehub.stores import RosterStore, WorkObjects
from cmehub.stores.audits import AuditStore
from cmehub.stores.checks import CheckStore
from cmehub.stores.signed_objects import SignedDownloads
from cmehub.stores.state_logs import StateLogStore
from functions.validate.api.licensing.audit_views import AuditView
from functions.validate.api.licensing.check_views import CheckFile, CheckInput, CheckView

_LOOKED_FOR_RUNNING = 20


class Begun(NamedTuple):
    """A check as it was begun; ``repeated`` if an earlier call with the same Idempotency-Key had begun it."""

    view: CheckView
    repeated: bool


class _Asked(BaseModel):
    """The check of an Idempotency-Key, and the SHA-256 of what the call asked for."""

    digest: str
    check: Check


@dataclass(frozen=True)
class OfficersChecks:
    """Everything that asking for checks needs; whoever takes the queue does them."""

    checks: CheckStore
    audits: AuditStore
    rosters: RosterStore
    objects: WorkObjects
    downloads: SignedDownloads
    log: StateLogStore
    queue: Queue
    clock: Callable[[], dt.datetime]

    def ask(self, reader: StateReader, asked: CheckInput, idempotency_key: str | None = None) -> Begun:
        """
        Begin a check, which stands in the state's log.

        A call with the Idempotency-Key of an earlier one is answered with that one's check; if that was broken off
        before the check was begun, it is begun now.

        Raises
        ------
        ProblemError
            If no roster is loaded, the list can't be read, or as many checks are running as can be; or another call
            had the same Idempotency-Key.
        """
        now = self.clock()
        kept_at = asked_key(reader.state, reader.reader_id, idempotency_key) if idempotency_key else None
        if kept_at and (begun := self._begun(reader, asked, kept_at)):
            return begun
        if not self.rosters.rosters([reader.state]):
            raise ProblemError("ROSTER_MISSING")
        listed = _list_of(reader.state, asked)
        running = [
            progress
            for progress in self.checks.of_state(reader.state, limit=_LOOKED_FOR_RUNNING)
            if progress.finished_at is None and progress.check.asked_at > now - ABANDONED_AFTER
        ]
        if len(running) >= MOST_RUNNING:
            raise ProblemError("CHECKS_RUNNING")
        check = Check(
            check_id=f"{now.astimezone(dt.UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(6)}",
            state=reader.state,
            asked_by=reader.reader_id,
            asked_at=now,
            of=asked.of,
            on=asked.on or eastern_day(now),
            span=asked.chosen,
            degree=asked.degree,
            sample=asked.sample,
        )
        if kept_at:
            check = self._claimed(check, asked, kept_at)
        if listed:
            self.objects.put(check_key(check, LIST_NAME), listed.packed())
        look = Look(look_id=check.check_id, at=check.asked_at, reader_id=reader.reader_id, kind=LookKind.CHECK)
        self.log.add(reader.state, look.model_copy(update={"since": asked.since, "until": asked.until}))
        self.checks.open(check)
        self._send(check)
        return Begun(CheckView.of_progress(CheckProgress(check=check), reader), repeated=False)

    def _begun(self, reader: StateReader, asked: CheckInput, kept_at: str) -> Begun | None:
        """Return the check that was begun under an Idempotency-Key; None if none was."""
        try:
            stored = _Asked.model_validate_json(self.objects.get(kept_at))
        except KeyError:
            return None
        progress = self.checks.find(reader.state, _same(stored, asked).check_id)
        if progress is None:
            return None
        if progress.portions is None:  # the earlier call may have been broken off before it sent this
            self._send(progress.check)
        return Begun(CheckView.of_progress(progress, reader), repeated=True)

    def _claimed(self, check: Check, asked: CheckInput, kept_at: str) -> Check:
        """Return the check of an Idempotency-Key: this one, unless another call came first."""
        claim = _Asked(digest=_digest(asked), check=check)
        return _same(
            _Asked.model_validate_json(self.objects.put_first(kept_at, claim.model_dump_json().encode())), asked
        )

    def _send(self, check: Check) -> None:
        self.queue.send([CheckMessage(state=check.state, check_id=check.check_id)])

    def read(self, reader: StateReader, check_id: str) -> CheckView:
        """
        Tell how far a check is, where its files are, and how far its audit is, if those drawn were told.

        Raises
        ------
        ProblemError
            If the state has no such check, or not any more.
        """
        progress = self.checks.find(reader.state, check_id)
        if progress is None:
            raise ProblemError("NOT_FOUND", "The state has no such check. Results are kept for 90 days.")
        has_files = progress.finished_at and self.clock() < progress.check.asked_at + CHECK_LIFE
        files = [self._file(progress.check, kind) for kind in FILES] if has_files else []
        audit = self.audits.find(reader.state, check_id)
        view = CheckView.of_progress(progress, reader, tuple(files))
        return view.model_copy(update={"audit": AuditView.of(audit, reader)}) if audit else view

    def listed(self, reader: StateReader, cursor: str | None, limit: int) -> tuple[list[CheckView], str | None]:
        """Return a state's latest checks, and the cursor of those before them, if there are any."""
        before = read_cursor(cursor, str)[0] if cursor else None
        found = self.checks.of_state(reader.state, before=before, limit=limit + 1)
        following = written_cursor(found[limit - 1].check.check_id) if len(found) > limit else None
        return [CheckView.of_progress(progress, reader) for progress in found[:limit]], following

    def _file(self, check: Check, kind: str) -> CheckFile:
        name = f"licensees-{check.state}-{check.check_id}.{kind}"
        return CheckFile(kind=kind, name=name, url=self.downloads.address(check_key(check, f"licensees.{kind}"), name))


def _digest(asked: CheckInput) -> str:
    return hashlib.sha256(asked.model_dump_json().encode()).hexdigest()


def _same(stored: _Asked, asked: CheckInput) -> Check:
    if stored.digest != _digest(asked):
        raise ProblemError("IDEMPOTENCY_KEY_REUSED")
    return stored.check


def _list_of(state: str, asked: CheckInput) -> LicenceList | None:
    try:
        if asked.file is not None:
            with TemporaryDirectory() as folder:
                path = Path(folder, "list")
                path.write_bytes(base64.b64decode(asked.file))
                return _bounded(list_of_rows(state, plain_rows(path)))
        listed = typed_list(state, asked.numbers) if asked.numbers else None
    except FileError as error:
        raise ProblemError("LIST_REFUSED", f"{error.issue.message} {error.issue.fix}") from None
    if listed and not listed.numbers:
        raise ProblemError("LIST_REFUSED", "No row has a licence number. Give one at least.")
    return listed


def _bounded(listed: LicenceList) -> LicenceList:
    if len(listed.numbers) > MOST_LISTED:
        detail = f"The list has {len(listed.numbers):,} numbers; at most {MOST_LISTED:,} are taken. Send it in parts."
        raise ProblemError("LIST_REFUSED", detail)
    return listed
