"""The end of an account: asked for by its holder, with a way back, and what goes when it is there."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.cases import Cases
from cmehub.accounts.claiming import Claiming
from cmehub.fields.eastern import eastern_day
from cmehub.runtime.queues import Queue
from cmehub.stores.account_archives import ArchiveStore
from cmehub.stores.members import MemberStore
from cmehub.stores.missing_credits import MissingCreditStore
from cmehub.stores.needs import NeedStore
from cmehub.stores.own_credits import OwnCreditStore
from cmehub.stores.own_files import OwnFileStore
from cmehub.stores.physician_mails import PhysicianMailStore
from cmehub.stores.shares import ShareStore
from cmehub.stores.standings import Ending, StandingStore
from cmehub.submissions.messages import AccountEndMessage

WAY_BACK = dt.timedelta(days=14)
"""For so long an account can be kept after its holder let it end."""

LAST_LOOK_AFTER = dt.timedelta(hours=1)
"""After so long no call is under way any more that began while the account was there."""


@dataclass(frozen=True)
class AskedEnds:
    """Everything that letting an account end needs, and keeping it."""

    standings: StandingStore
    clock: Callable[[], dt.datetime]

    def ask(self, sub: str) -> dt.date:
        """Let an account end, and return the last day, US Eastern, on which it can be kept; asked again, the same."""
        ends_on = eastern_day(self.clock()) + WAY_BACK
        self.standings.let_end(Ending(ends_on, sub))
        return self.standings.find(sub).ends_on or ends_on

    def keep(self, sub: str) -> bool:
        """Let an account not end; False if it has ended."""
        ends_on = self.standings.find(sub).ends_on
        return ends_on is None or self.standings.keep(Ending(ends_on, sub))


@dataclass(frozen=True)
class AccountEnds:
    """
    Everything that ending physicians' accounts needs.

    What providers reported and boards decided isn't the account's and stays. So do the physician's accesses, which lie
    under roster entries, and tries, which protect others.
    """

    standings: StandingStore
    claiming: Claiming
    cases: Cases
    requests: MissingCreditStore
    own_credits: OwnCreditStore
    own_files: OwnFileStore
    archives: ArchiveStore
    needs: NeedStore
    mails: PhysicianMailStore
    shares: ShareStore
    members: MemberStore
    queue: Queue
    clock: Callable[[], dt.datetime]

    def take_due(self) -> int:
        """Have every account ended whose last day is over, each by a message of its own; return how many they are."""
        yesterday = eastern_day(self.clock()) - dt.timedelta(days=1)
        due = [AccountEndMessage(sub=ending.sub, ends_on=ending.ends_on) for ending in self.standings.due(yesterday)]
        self.queue.send(due)
        return len(due)

    def end_now(self, sub: str) -> None:
        """End an account at once; if that is cut off, the next daily call goes on with it."""
        ending = Ending(self.standings.find(sub).ends_on or eastern_day(self.clock()), sub)
        self.standings.let_end(ending)
        self.take(ending)

    def take(self, ending: Ending) -> bool:
        """
        End an account, unless it is kept: first its tokens, then all that is the account's, at last its sign-in.

        Each step can be done again, so whatever stops it, another try goes on. A call that began before may still write
        something; so the next daily call looks again.

        Returns
        -------
        bool
            False if the account is kept.
        """
        now = self.clock()
        ended_at = self.standings.end(ending, at=now)
        if ended_at is None:
            return False
        self._take_out(ending.sub)
        self.members.remove(ending.sub)
        if now - ended_at >= LAST_LOOK_AFTER:
            self.standings.forget(ending)
        return True

    def _take_out(self, sub: str) -> None:
        for claim in self.claiming.accounts.claims(sub):
            self.claiming.give_back(sub, claim.claim_id)
        self.cases.close(sub)
        self.requests.forget(sub)
        self.own_files.forget(sub)
        self.archives.forget(sub)
        for credit in self.own_credits.of_account(sub):
            self.own_credits.delete(credit)
        while needs := self.needs.of_account(sub):
            self.needs.change(sub, needs, [])
        self.mails.forget(sub)
        self.shares.forget(sub)
        self.claiming.accounts.forget(sub)
