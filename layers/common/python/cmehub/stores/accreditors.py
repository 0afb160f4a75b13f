"""Organisations that accredit providers."""

from collections.abc import Iterable
from typing import Protocol

from cmehub.accounts.accreditors import Accreditor


class AccreditorStore(Protocol):
    """Accreditors, and which providers each accredits."""

    def find(self, accreditor_id: str) -> Accreditor | None:
        """Return an accreditor."""

    def all(self) -> list[Accreditor]:
        """Return all accreditors, by ID."""

    def put(self, accreditor: Accreditor) -> None:
        """Store an accreditor, in the place of what was there; its providers stay."""

    def end(self, accreditor_id: str) -> None:
        """Forget an accreditor, and which providers it accredits."""

    def providers(self, accreditor_id: str) -> list[str]:
        """Return the IDs of the providers that it accredits, in order."""

    def accredits(self, accreditor_id: str, provider_id: str) -> bool:
        """Tell whether it accredits a provider."""

    def add(self, accreditor_id: str, provider_ids: Iterable[str]) -> None:
        """Let it accredit providers, beside those that it does."""

    def remove(self, accreditor_id: str, provider_ids: Iterable[str]) -> None:
        """Let it accredit providers no more."""
