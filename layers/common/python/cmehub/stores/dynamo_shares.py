"""Shares of transcripts, in the table ``accounts``."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cmehub.passport.shares import Share
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_PART = 350_000
"""Bytes of a file in one item, which has at most 400 KB."""
_COUNTED = {"views", "viewed_at", "revoked_at"}


class DynamoShareStore:
    """
    See `cmehub.stores.shares.ShareStore`.

    A share is one item of its account, beside its files in parts; one item more leads to it from its token's digest.
    Readings and the end are attributes of the share's item, so that none undoes another.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, share: Share, files: Mapping[str, bytes]) -> None:
        ends = {KEPT_UNTIL: number(int(share.ends_at.timestamp()))}
        self._table.put_many(
            {
                **key_of((_partition(share.sub), f"{_file_key(share, name)}{start // _PART:04}")),
                "content": {"B": content[start : start + _PART]},
                **ends,
            }
            for name, content in files.items()
            for start in range(0, len(content), _PART)
        )
        kept = {KEPT_UNTIL: number(int(share.kept_until.timestamp()))}
        leads = {**key_of(_link_key(share.digest)), "sub": text(share.sub), "share_id": text(share.share_id), **kept}
        self._table.put_many([leads])
        self._table.put_many([with_body(_key(share), share.model_dump_json(exclude=_COUNTED), **kept)])

    def of_account(self, sub: str) -> list[Share]:
        own = map(_share, self._table.query(_partition(sub), "share#"))
        return sorted(own, key=lambda share: (share.made_at, share.share_id), reverse=True)

    def of_link(self, digest: str) -> Share | None:
        leads = self._table.get(_link_key(digest))
        item = self._table.get((_partition(leads["sub"]["S"]), f"share#{leads['share_id']['S']}")) if leads else None
        return _share(item) if item else None

    def file(self, share: Share, name: str) -> bytes | None:
        parts = [
            bytes(item["content"]["B"]) for item in self._table.query(_partition(share.sub), _file_key(share, name))
        ]
        return b"".join(parts) if parts else None

    def note_view(self, share: Share, at: dt.datetime) -> bool:
        return self._table.update_if(
            _key(share),
            "ADD seen :one SET viewed_at = :at",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            one=number(1),
            at=text(at.isoformat()),
        )

    def revoke(self, share: Share, at: dt.datetime) -> None:
        self._table.update_if(
            _key(share),
            "SET revoked_at = :at",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            at=text(at.isoformat()),
        )
        self._delete_files(share)

    def forget(self, sub: str) -> None:
        for share in self.of_account(sub):
            self._delete_files(share)
            # What leads to it goes first, so that a stop leaves the share from which it is found again.
            self._table.delete(_link_key(share.digest))
            self._table.delete(_key(share))

    def _delete_files(self, share: Share) -> None:
        found = [item["sk"]["S"] for item in self._table.query(_partition(share.sub), f"share-file#{share.share_id}#")]
        self._table.delete_many([(_partition(share.sub), sort_key) for sort_key in found])


def _share(item: Item) -> Share:
    share = Share.model_validate_json(body_of(item))
    told: dict[str, Any] = {
        name: dt.datetime.fromisoformat(item[name]["S"]) for name in ("viewed_at", "revoked_at") if name in item
    }
    if "seen" in item:
        told["views"] = int(item["seen"]["N"])
    return share.model_copy(update=told)


def _key(share: Share) -> Key:
    return _partition(share.sub), f"share#{share.share_id}"


def _file_key(share: Share, name: str) -> str:
    return f"share-file#{share.share_id}#{name}#"


def _link_key(digest: str) -> Key:
    return f"share#{digest}", "link"


def _partition(sub: str) -> str:
    return f"acct#{sub}"
