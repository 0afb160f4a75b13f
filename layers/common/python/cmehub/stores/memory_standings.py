"""Standings in memory, for tests."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from cmehub.accounts.keys import CallCounts
from cmehub.accounts.standing import Role, Standing
from cmehub.stores.addresses import MailClaim
from cmehub.stores.memory_mails import Mails, claim_mail
from cmehub.stores.standings import Ending


class MemoryStandingStore:
    """See `cmehub.stores.standings.StandingStore`."""

    def __init__(self) -> None:
        self._standings: dict[str, Standing] = {}
        self._roles: dict[str, dict[str, Role]] = {}
        self._calls = Counter[tuple[str, str, str]]()
        self._ending: set[Ending] = set()
        self._mails: Mails = {}

    def find(self, sub: str) -> Standing:
        roles = self._roles.get(sub, {})
        return self._of(sub).model_copy(update={"roles": tuple(roles[key] for key in sorted(roles))})

    def sign_out(self, sub: str, *, at: dt.datetime) -> None:
        self._change(sub, signed_out_at=at)

    def accounts(self) -> list[str]:
        """Return whoever was given a role."""
        return sorted(self._roles)

    def give(self, sub: str, role: Role) -> None:
        self._roles.setdefault(sub, {})[role.key] = role

    def take(self, sub: str, role: Role) -> None:
        self._roles.get(sub, {}).pop(role.key, None)

    def claim_mail(
        self, sub: str, role: Role, changed_at: dt.datetime, *, at: dt.datetime, lease: dt.timedelta
    ) -> MailClaim:
        return claim_mail(self._mails, _about(sub, role, changed_at), at=at, lease=lease)

    def note_mail(self, sub: str, role: Role, changed_at: dt.datetime, *, message_id: str, at: dt.datetime) -> None:
        self._mails[_about(sub, role, changed_at)] = (message_id, at)

    def count_call(self, sub: str, provider_id: str, *, at: dt.datetime) -> CallCounts:
        minute, day = f"{at:%Y-%m-%dT%H:%M}", f"{at:%Y-%m-%d}"
        for window in (minute, day):
            self._calls[sub, provider_id, window] += 1
        return CallCounts(self._calls[sub, provider_id, minute], self._calls[sub, provider_id, day])

    def let_end(self, ending: Ending) -> bool:
        standing = self._of(ending.sub)
        if standing.ends_on or standing.ended_at:
            return False
        self._change(ending.sub, ends_on=ending.ends_on)
        self._ending.add(ending)
        return True

    def keep(self, ending: Ending) -> bool:
        standing = self._of(ending.sub)
        if standing.ends_on != ending.ends_on or standing.ended_at:
            return False
        self._change(ending.sub, ends_on=None)
        self._ending.discard(ending)
        return True

    def due(self, until: dt.date) -> Iterator[Ending]:
        yield from sorted((ending for ending in self._ending if ending.ends_on <= until), reverse=True)

    def end(self, ending: Ending, *, at: dt.datetime) -> dt.datetime | None:
        standing = self._of(ending.sub)
        if standing != Standing() and standing.ends_on != ending.ends_on:
            return None
        self._change(ending.sub, ended_at=standing.ended_at or at)
        return standing.ended_at or at

    def forget(self, ending: Ending) -> None:
        self._ending.discard(ending)

    def _of(self, sub: str) -> Standing:
        return self._standings.get(sub, Standing())

    def _change(self, sub: str, **changes: object) -> None:
        self._standings[sub] = self._of(sub).model_copy(update=changes)


def _about(sub: str, role: Role, changed_at: dt.datetime) -> str:
    return f"{sub}#{role.key}#{changed_at}"
