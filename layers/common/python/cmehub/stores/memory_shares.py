"""Shares of transcripts in memory, for tests."""

import datetime as dt
from collections.abc import Mapping
from threading import Lock
from typing import Any

from cmehub.passport.share_mails import ShareMail
from cmehub.passport.shares import Share


class MemoryShareStore:
    """See `cmehub.stores.shares.ShareStore`."""

    def __init__(self) -> None:
        self._shares: dict[str, Share] = {}
        self._files: dict[str, dict[str, bytes]] = {}
        self._mails: dict[tuple[str, str], ShareMail] = {}
        self._lock = Lock()

    def add(self, share: Share, files: Mapping[str, bytes], *, most: int) -> bool:
        with self._lock:
            if len(self.of_account(share.sub)) >= most:
                return False
            self._files[share.share_id] = {**files}
            self._shares[share.share_id] = share
        return True

    def of_account(self, sub: str) -> list[Share]:
        own = (share for share in self._shares.values() if share.sub == sub)
        return sorted(own, key=lambda share: (share.made_at, share.share_id), reverse=True)

    def find(self, sub: str, share_id: str) -> Share | None:
        share = self._shares.get(share_id)
        return share if share and share.sub == sub else None

    def of_link(self, digest: str) -> Share | None:
        return next((share for share in self._shares.values() if digest in {share.digest, *share.mailed}), None)

    def file(self, share: Share, name: str) -> bytes | None:
        return self._files.get(share.share_id, {}).get(name)

    def note_view(self, share: Share, at: dt.datetime) -> bool:
        with self._lock:
            found = self._shares.get(share.share_id)
            return self._change(share, views=found.views + 1 if found else 0, viewed_at=at)

    def revoke(self, share: Share, at: dt.datetime) -> None:
        self._change(share, revoked_at=at)
        self._files.pop(share.share_id, None)

    def add_link(self, share: Share, digest: str) -> bool:
        found = self._shares.get(share.share_id, share)
        return self._change(share, mailed=found.mailed | {digest})

    def put_mail(self, share: Share, mail: ShareMail) -> None:
        self._mails[share.share_id, mail.code_id] = mail

    def find_mail(self, share: Share, mail_id: str) -> ShareMail | None:
        return self._mails.get((share.share_id, mail_id))

    def change_mail(self, share: Share, before: ShareMail, after: ShareMail) -> bool:
        key = share.share_id, before.code_id
        if self._mails.get(key) != before:
            return False
        self._mails[key] = after
        return True

    def note_entered(self, share: Share, mail: ShareMail, at: dt.datetime) -> None:
        self._mails[share.share_id, mail.code_id] = mail.model_copy(update={"entered_at": at})

    def forget(self, sub: str) -> None:
        for share in self.of_account(sub):
            del self._shares[share.share_id]
            self._files.pop(share.share_id, None)
            self._mails = {key: mail for key, mail in self._mails.items() if key[0] != share.share_id}

    def _change(self, share: Share, **changes: Any) -> bool:
        found = self._shares.get(share.share_id)
        if found is None or found.revoked_at:
            return False
        self._shares[share.share_id] = found.model_copy(update=changes)
        return True
