"""Shares of transcripts: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from cmehub.passport.shares import Share


class ShareStore(Protocol):
    """What physicians share, under their accounts."""

    def add(self, share: Share, files: Mapping[str, bytes]) -> None:
        """Keep a share, with the files of one that is fixed, by their names; it goes by itself after its time."""

    def of_account(self, sub: str) -> list[Share]:
        """Return the shares of an account, the newest first."""

    def of_link(self, digest: str) -> Share | None:
        """Return the share whose link has a token with this digest, open or not."""

    def file(self, share: Share, name: str) -> bytes | None:
        """Return a file of a share that is fixed."""

    def note_view(self, share: Share, at: dt.datetime) -> bool:
        """Count a reading; False if the share was revoked or forgotten meanwhile."""

    def revoke(self, share: Share, at: dt.datetime) -> None:
        """Let a share not be read any more, and take out its files; again, nothing changes."""

    def forget(self, sub: str) -> None:
        """Take out all shares of an account, with what leads to them."""
