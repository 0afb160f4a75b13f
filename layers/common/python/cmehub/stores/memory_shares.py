"""Shares of transcripts in memory, for tests."""

import datetime as dt
from collections.abc import Mapping

from cmehub.passport.shares import Share


class MemoryShareStore:
    """See `cmehub.stores.shares.ShareStore`."""

    def __init__(self) -> None:
        self._shares: dict[str, Share] = {}
        self._files: dict[str, dict[str, bytes]] = {}

    def add(self, share: Share, files: Mapping[str, bytes]) -> None:
        self._files[share.share_id] = {**files}
        self._shares[share.share_id] = share

    def of_account(self, sub: str) -> list[Share]:
        own = (share for share in self._shares.values() if share.sub == sub)
        return sorted(own, key=lambda share: (share.made_at, share.share_id), reverse=True)

    def of_link(self, digest: str) -> Share | None:
        return next((share for share in self._shares.values() if share.digest == digest), None)

    def file(self, share: Share, name: str) -> bytes | None:
        return self._files.get(share.share_id, {}).get(name)

    def note_view(self, share: Share, at: dt.datetime) -> bool:
        found = self._shares.get(share.share_id)
        if found is None or found.revoked_at:
            return False
        self._shares[share.share_id] = found.model_copy(update={"views": found.views + 1, "viewed_at": at})
        return True

    def revoke(self, share: Share, at: dt.datetime) -> None:
        found = self._shares[share.share_id]
        if found.revoked_at is None:
            self._shares[share.share_id] = found.model_copy(update={"revoked_at": at})
        self._files.pop(share.share_id, None)

    def forget(self, sub: str) -> None:
        for share in self.of_account(sub):
            del self._shares[share.share_id]
            self._files.pop(share.share_id, None)
