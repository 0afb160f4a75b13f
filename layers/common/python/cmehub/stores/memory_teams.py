"""Teams in memory, for tests."""

from cmehub.accounts.standing import Role, RoleKind
from cmehub.accounts.team import TeamChange, TeamContact
from cmehub.stores.memory_standings import MemoryStandingStore


class MemoryTeamStore:
    """See `cmehub.stores.teams.TeamStore`; the roles are the standings' own."""

    def __init__(self, standings: MemoryStandingStore) -> None:
        self._standings = standings
        self._changes: dict[str, list[TeamChange]] = {}

    def contacts(self, provider_id: str) -> list[TeamContact]:
        return [
            TeamContact(sub=sub, kind=role.kind)
            for sub in self._standings.accounts()
            for role in self._standings.find(sub).roles
            if role.is_contact and role.at == provider_id
        ]

    def change(self, provider_id: str, change: TeamChange) -> bool:
        kinds = {contact.sub: contact.kind for contact in self.contacts(provider_id)}
        others = {kind for sub, kind in kinds.items() if sub != change.sub}
        if kinds.get(change.sub) is not change.was or (change.takes_a_primary and RoleKind.PRIMARY not in others):
            return False
        if change.becomes:
            self._standings.give(change.sub, Role(kind=change.becomes, at=provider_id))
        elif change.was:
            self._standings.take(change.sub, Role(kind=change.was, at=provider_id))
        self._changes.setdefault(provider_id, []).append(change)
        return True

    def changes(self, provider_id: str, limit: int) -> list[TeamChange]:
        return self._changes.get(provider_id, [])[: -limit - 1 : -1]
