"""An account's archive: everything that is kept of its holder, in one file, or in several where it is much."""

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from cmehub.accounts.claiming import new_id
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.fields.plain_text import no_formula
from cmehub.learners.credits import reported_last
from cmehub.learners.records import LearnerRecord
from cmehub.passport.answering_audits import AnsweringAudits, OwnAudit
from cmehub.passport.credit_pages import CreditPages
from cmehub.passport.credits import CreditFilter, PhysicianCredit, Progress
from cmehub.passport.histories import Histories
from cmehub.passport.mail_preferences import NO_MAILS
from cmehub.passport.own_credits import OwnCredit, OwnFile
from cmehub.stores import AccountStore
from cmehub.stores.accesses import AccessStore
from cmehub.stores.account_archives import ArchiveStore
from cmehub.stores.accounts import learner_keys
from cmehub.stores.issued_documents import IssuedDocumentStore
from cmehub.stores.missing_credits import MissingCreditStore
from cmehub.stores.needs import NeedStore
from cmehub.stores.own_files import OwnFileStore
from cmehub.stores.physician_mails import PhysicianMailStore
from cmehub.stores.shares import ShareStore
from cmehub.stores.withholdings import WithholdingStore

PART_BYTES = 100_000_000
"""Of files in one part: what a function copies in a few seconds, and its disk takes several times."""

PART_SECONDS = 12
"""After which a part takes nothing more; the gateway waits for 29."""

_REPORT, _FILE = "1-report", "2-file"
_CREDIT_COLUMNS = (
    "completed_on", "title", "activity_id", "provider", "kind", "board", "board_name", "credit_type", "amount",
    "derived", "status", "reported_at", "reason",
)  # fmt: skip
_OWN_COLUMNS = ("completed_on", "title", "amount", "kind", "words", "entered_at", "file")


class ArchivePart(NamedTuple):
    """
    A file with everything, or with a part of it.

    Attributes
    ----------
    address, name, size
        Where it can be got, under which name it is saved, and its size in bytes.
    left
        How many histories and files are in no part yet.
    cursor
        With which the next part is asked for; None if this is the last.
    """

    number: int
    address: str
    name: str
    size: int
    left: int
    cursor: str | None


class _Left(NamedTuple):
    """What is put into archives one by one: a report's history, or the file of an own credit."""

    kind: str
    known_as: str
    about: LearnerRecord | OwnCredit


@dataclass(frozen=True)
class Archives:
    """
    Everything that making archives needs.

    What came of tries to claim somebody isn't in them: it would tell who is known to whom.

    Attributes
    ----------
    elapsed
        The seconds since any one moment.
    """

    pages: CreditPages
    histories: Histories
    accounts: AccountStore
    accesses: AccessStore
    audits: AnsweringAudits
    withholdings: WithholdingStore
    requests: MissingCreditStore
    needs: NeedStore
    mails: PhysicianMailStore
    documents: IssuedDocumentStore
    shares: ShareStore
    own_files: OwnFileStore
    archives: ArchiveStore
    clock: Callable[[], dt.datetime]
    elapsed: Callable[[], float]
    new_id: Callable[[], str] = new_id

    def make(self, sub: str, email: str, cursor: str | None) -> ArchivePart:
        """
        Make an archive, or the part of it that follows another.

        Parts go on behind what the one before ended with, so that nothing that is there all the time is left out,
        whatever is added or deleted meanwhile.

        Raises
        ------
        ProblemError
            If the cursor is none of an archive.
        """
        number, *after = read_cursor(cursor, int, str, str) if cursor else (1, "", "")
        begun = self.elapsed()
        left = [item for item in self._all_left(sub) if [item.kind, item.known_as] > after]
        with TemporaryFile() as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                if number == 1:
                    self._put_account(archive, sub, email)
                taken = self._put_left(archive, sub, left, number, begun)
            size = file.tell()
            file.seek(0)
            archive_id = self.new_id()
            self.archives.keep(sub, archive_id, file)
        is_last = taken == len(left)
        name = f"cme-hub-{self.clock():%Y-%m-%d}{'' if is_last and number == 1 else f'-part-{number}'}.zip"
        last = left[taken - 1][:2] if taken else ("", "")
        return ArchivePart(
            number=number,
            address=self.archives.address(sub, archive_id, name),
            name=name,
            size=size,
            left=len(left) - taken,
            cursor=None if is_last else written_cursor(number + 1, *last),
        )

    def _put_left(self, archive: ZipFile, sub: str, left: list[_Left], number: int, begun: float) -> int:
        """Put what there is room and time for, one thing at least, and return how many those are."""
        taken = room = 0
        histories: list[dict[str, Any]] = []
        gone: list[str] = []
        for item in left:
            size = item.about.file.size if isinstance(item.about, OwnCredit) and item.about.file else 0
            if taken and (room + size > PART_BYTES or self.elapsed() - begun > PART_SECONDS):
                break
            if isinstance(item.about, OwnCredit):
                gone += self._put_file(archive, sub, item.about)
            else:
                history = self.histories.of(item.about, self.clock())
                histories.append({"record": item.known_as, **history.model_dump(mode="json")})
            taken, room = taken + 1, room + size
        if histories:
            archive.writestr(f"histories-{number}.json", _document(histories))
        if gone:
            archive.writestr(f"deleted-meanwhile-{number}.txt", "\n".join(gone))
        return taken

    def _put_file(self, archive: ZipFile, sub: str, credit: OwnCredit) -> Iterator[str]:
        """Put the file of an own credit; yield its name if it isn't there any more."""
        if credit.file is None:
            return
        content = self.own_files.read(sub, credit.own_id, credit.file.file_id)
        if content is None:
            yield _file_name(credit, credit.file)
        else:
            archive.writestr(_file_name(credit, credit.file), content, ZIP_STORED)

    def _put_account(self, archive: ZipFile, sub: str, email: str) -> None:
        keys = learner_keys(self.accounts, sub)
        shown = self.pages.page(sub, keys, CreditFilter(), None, sys.maxsize).credits
        reported = [credit for credit in shown if credit.status is not Progress.OWN]
        own = self.pages.own_credits.of_account(sub)
        accesses = self.accesses.of_learner(keys, limit=sys.maxsize)
        preferences = self.mails.preferences([sub]).get(sub, NO_MAILS)
        told = {
            "made_at": self.clock().isoformat(),
            "account": sub,
            "email": email,
            "claims": [claim.model_dump(mode="json") for claim in self.accounts.claims(sub)],
            "credits": [credit.model_dump(mode="json") for credit in reported],
            "own_credits": [_told_own(credit) for credit in own],
            "needs": [need.model_dump(mode="json") for need in self.needs.of_account(sub)],
            "missing_credits": [
                request.model_dump(mode="json", exclude={"sub"}) for request in self.requests.of_account(sub)
            ],
            "shares": [
                share.model_dump(mode="json", exclude={"sub", "digest", "mailed", "passcode"})
                for share in self.shares.of_account(sub)
            ],
            "mail_preferences": preferences.model_dump(mode="json"),
            "documents": [document.model_dump(mode="json") for document in self.documents.of_account(sub)],
            "withholdings": [found.model_dump(mode="json") for found in self.withholdings.of_account(sub)],
            "audits": [*map(_told_audit, self.audits.of_account(sub))],
            "accesses": [access.model_dump(mode="json") for access in accesses],
        }
        archive.writestr("account.json", _document(told))
        archive.writestr("credits.csv", _table(_CREDIT_COLUMNS, map(_told_credit, reported)))
        archive.writestr("own-credits.csv", _table(_OWN_COLUMNS, map(_told_own, own)))

    def _all_left(self, sub: str) -> list[_Left]:
        keys = learner_keys(self.accounts, sub)
        records = reported_last(record for key in keys for record in self.pages.records.of_learner(key))
        own = [credit for credit in self.pages.own_credits.of_account(sub) if credit.file]
        left = [
            *(_Left(_REPORT, record.record_id, record) for record in records),
            *(_Left(_FILE, credit.own_id, credit) for credit in own),
        ]
        return sorted(left, key=lambda item: item[:2])


def _file_name(credit: OwnCredit, file: OwnFile) -> str:
    """Return the name of a file in an archive: of IDs alone, so that no system takes it for anything else."""
    return f"files/{credit.completed_on}-{credit.own_id}.{file.kind}"


def _told_own(credit: OwnCredit) -> dict[str, Any]:
    told = credit.model_dump(mode="json", exclude={"sub", "file"})
    return told | {"file": _file_name(credit, credit.file) if credit.file else None}


def _told_audit(own: OwnAudit) -> dict[str, Any]:
    asked = own.audit.model_dump(mode="json", include={"told_at", "until", "words"})
    answer = own.answer.model_dump(mode="json") if own.answer else None
    return own.licensee.model_dump(mode="json", exclude={"has_email"}) | {"asked": asked, "answer": answer}


def _told_credit(credit: PhysicianCredit) -> dict[str, Any]:
    return credit.model_dump(mode="json") | {"provider": credit.provider.name if credit.provider else None}


def _document(told: object) -> str:
    return json.dumps(told, indent=1, ensure_ascii=False)


def _table(columns: Collection[str], rows: Iterable[dict[str, Any]]) -> bytes:
    """Return rows as CSV, in which no spreadsheet finds a formula; Excel knows UTF-8 by the mark at its beginning."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([no_formula("" if row[name] is None else str(row[name])) for name in columns])
    return text.getvalue().encode("utf-8-sig")
