"""Standings in memory, for tests."""

import datetime as dt

from cmehub.accounts.standing import Role, Standing


class MemoryStandingStore:
    """See `cmehub.stores.standings.StandingStore`."""

    def __init__(self) -> None:
        self._signed_out: dict[str, dt.datetime] = {}
        self._roles: dict[str, dict[str, Role]] = {}

    def find(self, sub: str) -> Standing:
        roles = self._roles.get(sub, {})
        return Standing(roles=tuple(roles[key] for key in sorted(roles)), signed_out_at=self._signed_out.get(sub))

    def sign_out(self, sub: str, *, at: dt.datetime) -> None:
        self._signed_out[sub] = at

    def give(self, sub: str, role: Role) -> None:
        self._roles.setdefault(sub, {})[role.key] = role

    def take(self, sub: str, role: Role) -> None:
        self._roles.get(sub, {}).pop(role.key, None)
