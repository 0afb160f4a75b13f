"""What is written once, too large for a table."""

from typing import Protocol


class WorkObjects(Protocol):
    """Staged rows, results, requests, decisions and mails: objects that are written once under derived keys."""

    def put(self, key: str, content: bytes) -> None:
        """Store an object."""

    def put_first(self, key: str, content: bytes) -> bytes:
        """Store an object unless there is one under its key, and return the one that is stored."""

    def get(self, key: str) -> bytes:
        """Return an object; raises KeyError if there is none."""

    def keys(self, prefix: str) -> list[str]:
        """List the keys under a prefix, in order."""
