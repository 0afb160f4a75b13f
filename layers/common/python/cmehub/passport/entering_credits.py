"""Entering credits that no provider reported, with a file each."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.claiming import new_id
from cmehub.api.problems import PROBLEMS, ProblemError
from cmehub.passport.own_credits import EARLIEST_DAY, MOST_OWN, EnteredCredit, OwnCredit, OwnFile
from cmehub.passport.own_files import LARGEST_FILE, PART, file_kind
from cmehub.stores.own_credits import OwnCreditStore
from cmehub.stores.own_files import FormPlace, OwnFileStore


@dataclass(frozen=True)
class EnteringCredits:
    """Everything that entering own credits needs."""

    credits: OwnCreditStore
    files: OwnFileStore
    clock: Callable[[], dt.datetime]
    new_id: Callable[[], str] = new_id

    def enter(self, sub: str, entered: EnteredCredit) -> OwnCredit:
        """
        Store a credit of an account.

        Raises
        ------
        ProblemError
            If its day can't be, the account has entered it already, or has entered too many.
        """
        self._check(sub, entered)
        credit = OwnCredit(**entered.model_dump(), own_id=self.new_id(), sub=sub, entered_at=self.clock())
        if not self.credits.add(credit):
            raise ProblemError("OWN_CREDITS_TOO_MANY", f"{MOST_OWN} are kept. {PROBLEMS['OWN_CREDITS_TOO_MANY'].mend}")
        return credit

    def change(self, sub: str, own_id: str, entered: EnteredCredit) -> OwnCredit:
        """
        Change what a credit says; its file stays.

        Raises
        ------
        ProblemError
            If there is no such credit, its day can't be, or another one of the account says the same.
        """
        self._check(sub, entered, but=own_id)
        return self._change(sub, own_id, lambda credit: credit.changed_to(entered))[1]

    def delete(self, sub: str, own_id: str) -> None:
        """
        Delete a credit, its file first: whoever was stopped in between finds the credit, and deletes it again.

        Raises
        ------
        ProblemError
            If there is no such credit.
        """
        while True:
            credit = self._find(sub, own_id)
            self.files.drop_all(sub, own_id)
            # A file that is kept meanwhile changes the credit.
            if self.credits.delete(credit):
                return

    def place(self, sub: str, own_id: str) -> FormPlace:
        """Return where the file of a credit may be put; raises `ProblemError` if there is no such credit."""
        return self.files.place(sub, self._find(sub, own_id).own_id)

    def keep_file(self, sub: str, own_id: str) -> OwnCredit:
        """
        Keep the file that was put, in the place of any before it.

        What is kept are the bytes that were checked: whoever may put a file could put another one meanwhile.

        Raises
        ------
        ProblemError
            If there is no such credit, nothing was put, or the file isn't one that is taken.
        """
        self._find(sub, own_id)
        content = self.files.uploaded(sub, own_id)
        if content is None:
            raise ProblemError("UPLOAD_INCOMPLETE", "file: nothing was put. Ask for a place, and put it there.")
        try:
            if len(content) > LARGEST_FILE:
                raise ProblemError("CONTENT_TOO_LARGE", f"file: it may have {LARGEST_FILE:,} bytes.")
            kind = file_kind(content)
            if kind is None:
                raise ProblemError("FILE_REFUSED")
            file = OwnFile(file_id=self.new_id(), kind=kind, size=len(content), kept_at=self.clock())
            self.files.keep(sub, own_id, file.file_id, content)
            return self._with_kept(sub, own_id, file)
        finally:
            self.files.forget_upload(sub, own_id)

    def drop_file(self, sub: str, own_id: str) -> OwnCredit:
        """Delete the file of a credit, if it has one; raises `ProblemError` if there is no such credit."""
        file = self._find(sub, own_id).file
        if file:
            self.files.drop(sub, own_id, file.file_id)
        return self._change(sub, own_id, lambda now: now.with_file(None) if now.file == file else now)[1]

    def file_part(self, sub: str, own_id: str, part: int) -> tuple[OwnCredit, bytes]:
        """
        Return a part of a credit's file, of which the first is 1, and the credit.

        Raises
        ------
        ProblemError
            If there is no such credit, file or part.
        """
        credit = self._find(sub, own_id)
        start = (part - 1) * PART
        if credit.file is None or start >= credit.file.size:
            raise ProblemError("NOT_FOUND")
        content = self.files.read(sub, own_id, credit.file.file_id)
        if content is None:  # a delete was stopped after the file, before the credit
            raise ProblemError("NOT_FOUND")
        return credit, content[start : start + PART]

    def _with_kept(self, sub: str, own_id: str, file: OwnFile) -> OwnCredit:
        try:
            before, after = self._change(sub, own_id, lambda credit: credit.with_file(file))
        except ProblemError:
            self.files.drop_all(sub, own_id)  # it was deleted meanwhile
            raise
        if before.file:
            self.files.drop(sub, own_id, before.file.file_id)
        return after

    def _change(self, sub: str, own_id: str, changed: Callable[[OwnCredit], OwnCredit]) -> tuple[OwnCredit, OwnCredit]:
        """Change a credit, and return it as it was before and as it is after."""
        while True:
            before = self._find(sub, own_id)
            after = changed(before)
            if self.credits.change(before, after):
                return before, after

    def _find(self, sub: str, own_id: str) -> OwnCredit:
        credit = self.credits.find(sub, own_id)
        if credit is None:
            raise ProblemError("NOT_FOUND")
        return credit

    def _check(self, sub: str, entered: EnteredCredit, but: str | None = None) -> None:
        day, today = entered.completed_on, self.clock().date()
        if day > today:
            raise ProblemError("COMPLETION_DAY_WRONG", f"completed_on: {day} is in the future.")
        if day < EARLIEST_DAY:
            raise ProblemError("COMPLETION_DAY_WRONG", f"completed_on: {day} is before {EARLIEST_DAY}.")
        others = (credit for credit in self.credits.of_account(sub) if credit.own_id != but)
        if any(credit.changed_to(entered).entered == credit.entered for credit in others):
            raise ProblemError("OWN_CREDIT_THERE")
