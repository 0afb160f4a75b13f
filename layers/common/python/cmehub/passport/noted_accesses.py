"""Writing down that somebody read a physician's credits, and letting the physician know who wants to."""

from collections import defaultdict
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
        self.add_all([(entries, access)])

    def add_all(self, readings: Collection[tuple[Collection[EntryKey], Access]]) -> None:
        """Do the same for many physicians, each with the access to their credits."""
        keys: defaultdict[Access, list[str]] = defaultdict(list)
        for entries, access in readings:
            keys[access] += [entry.learner_key for entry in entries]
        for access, learner_keys in keys.items():
            self.accesses.add(learner_keys, access)
        holders = self.accounts.holders({entry for entries, _ in readings for entry in entries})
        read = {
            (holders[entry], access.access_id) for entries, access in readings for entry in entries if entry in holders
        }
        self.notices.send([CreditsReadMessage(sub=sub, access_id=access_id) for sub, access_id in sorted(read)])
