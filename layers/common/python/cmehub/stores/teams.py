"""The contacts of each provider."""

from typing import Protocol

from cmehub.accounts.team import TeamChange, TeamContact


class TeamStore(Protocol):
    """Who the contacts of a provider are; what each account may do is read from `StandingStore`."""

    def contacts(self, provider_id: str) -> list[TeamContact]:
        """Return a provider's contacts, as they are now."""

    def change(self, provider_id: str, change: TeamChange) -> bool:
        """
        Change what somebody is at a provider, and keep that it was changed.

        Returns
        -------
        bool
            False, and nothing is changed, if they aren't any more what the change says that they were, or if nobody
            would be the provider's primary contact any more.
        """

    def changes(self, provider_id: str, limit: int) -> list[TeamChange]:
        """Return what was changed last, the newest first."""
