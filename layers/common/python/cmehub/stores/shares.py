"""Shares of transcripts: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from cmehub.passport.share_mails import ShareMail
from cmehub.passport.shares import Share


class ShareStore(Protocol):
    """What physicians share, under their accounts."""

    def add(self, share: Share, files: Mapping[str, bytes], *, most: int) -> bool:
        """
        Keep a share, with the files of one that is fixed, by their names; it goes by itself after its time.

        Returns
        -------
        bool
            False if the account has ``most`` of them, however many are added at once.
        """

    def of_account(self, sub: str) -> list[Share]:
        """Return the shares of an account, the newest first."""

    def find(self, sub: str, share_id: str) -> Share | None:
        """Return a share of an account, open or not."""

    def of_link(self, digest: str) -> Share | None:
        """Return the share whose link has a token with this digest, open or not."""

    def file(self, share: Share, name: str) -> bytes | None:
        """Return a file of a share that is fixed."""

    def note_view(self, share: Share, at: dt.datetime) -> bool:
        """Count a reading; False if the share was revoked or forgotten meanwhile."""

    def revoke(self, share: Share, at: dt.datetime) -> None:
        """Let a share not be read any more, and take out its files; again, nothing changes."""

    def add_link(self, share: Share, digest: str) -> bool:
        """Let one link more lead to a share; False if the share was revoked or forgotten meanwhile."""

    def put_mail(self, share: Share, mail: ShareMail) -> None:
        """Keep a mail to a share's reader for a day."""

    def find_mail(self, share: Share, mail_id: str) -> ShareMail | None:
        """Return a mail to a share's reader."""

    def change_mail(self, share: Share, before: ShareMail, after: ShareMail) -> bool:
        """Change a mail; False if it was changed meanwhile."""

    def note_entered(self, share: Share, mail: ShareMail, at: dt.datetime) -> None:
        """Note that the code of a mail was given."""

    def forget(self, sub: str) -> None:
        """Take out all shares of an account, with what leads to them and what was mailed of them."""
