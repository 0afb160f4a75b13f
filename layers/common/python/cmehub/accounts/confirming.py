"""Confirming a claim by a code that goes to the e-mail which a roster has, or by an operator."""

import datetime as dt
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.claiming import new_id
from cmehub.accounts.claims import CODES_OF_ACCOUNT, AskedCode, Case, CaseKind, Claim
from cmehub.people.rosters import EntryKey
from cmehub.runtime.queues import Queue
from cmehub.stores import AccountStore, RosterStore
from cmehub.stores.tries import TryStore
from cmehub.submissions.messages import CodeAskedMessage


class CodesSpentError(Exception):
    """The account has asked for enough codes on this day."""


@dataclass(frozen=True)
class Confirming:
    """Everything that confirming a claim needs."""

    accounts: AccountStore
    rosters: RosterStore
    tries: TryStore
    notices: Queue
    clock: Callable[[], dt.datetime]
    new_id: Callable[[], str] = new_id

    def ask(self, sub: str, claim: Claim) -> EntryKey | None:
        """
        Ask for a code or, if no roster has an e-mail of the physician, for an operator to look.

        Returns
        -------
        EntryKey | None
            The entry to whose e-mail the code goes; None if an operator is asked.

        Raises
        ------
        CodesSpentError
            If too many codes were asked for.
        """
        now = self.clock()
        found = self.rosters.find(claim.linked)
        to = next((key for key in claim.linked if key in found and found[key].email), None)
        if to is None:
            self.accounts.open_case(Case.about(CaseKind.CONFIRM, sub, claim.key, now, claim.claim_id))
            if not claim.asked_at:
                self.accounts.change(sub, claim, claim.model_copy(update={"asked_at": now}))
            return None
        code_id = self.new_id()
        if not self.tries.admit(f"codes-of#{sub}", code_id, now.date(), most=CODES_OF_ACCOUNT):
            raise CodesSpentError
        code = AskedCode(code_id=code_id, authority=claim.authority, entry_id=claim.entry_id, to=to, asked_at=now)
        self.accounts.put_code(sub, code)
        self.notices.send([CodeAskedMessage(sub=sub, code_id=code_id)])
        return to

    def give(self, sub: str, claim: Claim, given: str) -> Claim | None:
        """Return the claim confirmed if a code is the one that was sent, in time and within its tries; else None."""
        now = self.clock()
        code = self.accounts.find_code(sub)
        if code is None or code.key != claim.key or not code.is_good(now) or not self.accounts.try_code(sub, code):
            return None
        if not hmac.compare_digest(str(code.digest), code.digest_of(given)):
            return None
        confirmed = claim.model_copy(update={"confirmed_at": now})
        return confirmed if self.accounts.change(sub, claim, confirmed) else None
