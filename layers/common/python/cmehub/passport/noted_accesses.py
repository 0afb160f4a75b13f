"""Writing down that somebody read a physician's credits, and letting the physician know who wants to."""

from collections.abc import Collection
from dataclasses import dataclass

from cmehub.accounts.accesses import Access
from cmehub.people.rosters import EntryKey
from cmehub.runtime.queues import Queue
from cmehub.stores import AccountStore
from cmehub.stores.accesses import AccessStore
from cmehub.submissions.messages import CreditsReadMessage


@dataclass(frozen=True)
class NotedAccesses:
    """Everything that writing accesses down needs."""

    accesses: AccessStore
    accounts: AccountStore
    notices: Queue

    def add(self, entries: Collection[EntryKey], access: Access) -> None:
        """Write an access down under a physician's roster entries; the same one again changes nothing."""
        self.accesses.add([entry.learner_key for entry in entries], access)
        holders = {*self.accounts.holders(entries).values()}
        self.notices.send([CreditsReadMessage(sub=sub, access_id=access.access_id) for sub in sorted(holders)])
