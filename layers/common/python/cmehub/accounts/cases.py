"""Cases: what operators decide of claims."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.claiming import new_id
from cmehub.accounts.claims import Case, CaseKind, Claim, ClaimTry
from cmehub.people.physicians import linked
from cmehub.people.rosters import EntryKey
from cmehub.stores import AccountStore, RosterStore


class CaseOverError(Exception):
    """A case can't be approved any more: the roster has lost the entry, or the account gave its claim back."""


@dataclass(frozen=True)
class Cases:
    """Everything that deciding cases needs."""

    accounts: AccountStore
    rosters: RosterStore
    clock: Callable[[], dt.datetime]
    new_id: Callable[[], str] = new_id

    def open(self, tried: ClaimTry) -> Case | None:
        """Return the case about somebody whom another account holds, which a try opens; None if it needs none."""
        if tried.held is None:
            return None
        case = Case.about(CaseKind.HELD, tried.sub, tried.held, tried.at)
        self.accounts.open_case(case)
        return self.accounts.find_case(case.case_id)

    def holders(self, case: Case) -> dict[EntryKey, str]:
        """Return which other accounts hold an entry of the physician whom a case is about."""
        entries = [case.key, *(entry.key for entry in linked(self.rosters, *case.key))]
        found = self.accounts.holders(dict.fromkeys(entries))
        return {key: sub for key, sub in found.items() if sub != case.sub}

    def approve(self, case: Case) -> None:
        """
        Confirm the claim that a case is about; who else holds the physician gives everything to the account.

        Broken off, it can be done again: the case is decided last.

        Raises
        ------
        CaseOverError
            If there is nothing to confirm.
        """
        now = self.clock()
        for key, holder in self.holders(case).items():
            for claim in self.accounts.claims(holder):
                if key in claim.linked:
                    moved = claim.model_copy(update={"claim_id": self.new_id(), "since": now, "confirmed_at": now})
                    self.accounts.move(claim, holder, case.sub, moved)
        self._confirm(case, now)
        self._decide(case, now, approved=True)

    def refuse(self, case: Case, word: str) -> None:
        """Leave everything as it is; an account that asked to be confirmed is told the word."""
        now = self.clock()
        claim = self._claim(case) if case.kind is CaseKind.CONFIRM else None
        if claim:
            self.accounts.change(case.sub, claim, claim.model_copy(update={"refused": word}))
        self._decide(case, now, approved=False, word=word)

    def close(self, sub: str) -> None:
        """Refuse every open case of an account that has ended: there is nobody to approve."""
        for case in self.accounts.cases():
            if case.sub == sub and case.is_open:
                self._decide(case, self.clock(), approved=False, word="The account has ended.")

    def _confirm(self, case: Case, now: dt.datetime) -> None:
        claim = self._claim(case)
        if claim:
            self.accounts.change(case.sub, claim, claim.model_copy(update={"confirmed_at": now, "refused": None}))
            return
        entries = tuple(entry.key for entry in linked(self.rosters, *case.key))
        if case.kind is CaseKind.CONFIRM or not entries:
            raise CaseOverError
        made = Claim(
            claim_id=self.new_id(),
            authority=case.authority,
            entry_id=case.entry_id,
            linked=entries,
            since=now,
            linked_at=now,
            confirmed_at=now,
        )
        if not self.accounts.change(case.sub, None, made):
            raise CaseOverError

    def _claim(self, case: Case) -> Claim | None:
        return next((claim for claim in self.accounts.claims(case.sub) if case.key in claim.linked), None)

    def _decide(self, case: Case, now: dt.datetime, *, approved: bool, word: str = "") -> None:
        decided = case.model_copy(update={"decided_at": now, "approved": approved, "word": word})
        self.accounts.change_case(case, decided)
