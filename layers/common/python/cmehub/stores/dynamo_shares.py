"""Shares of transcripts, in the table ``accounts``."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cmehub.passport.share_mails import ShareMail
from cmehub.passport.shares import SHOWN_FOR, Share
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_PART = 350_000
"""Bytes of a file in one item, which has at most 400 KB."""
_COUNTED = {"views", "viewed_at", "revoked_at", "mailed"}
_MAIL_KEPT = dt.timedelta(days=1)


class DynamoShareStore:
    """
    See `cmehub.stores.shares.ShareStore`.

    A share is one item of its account, beside its files in parts and what was mailed of it; one item more leads to it
    from the digest of each of its tokens. Readings, mailed links and the end are attributes of the share's item, so
    that none undoes another. One item of the account lets one share be added at a time.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, share: Share, files: Mapping[str, bytes], *, most: int) -> bool:
        self._table.put_many(
            {
                **key_of((_partition(share.sub), f"{_file_key(share, name)}{start // _PART:04}")),
                "content": {"B": content[start : start + _PART]},
                **_kept(share.ends_at),
            }
            for name, content in files.items()
            for start in range(0, len(content), _PART)
        )
        item = with_body(_key(share), share.model_dump_json(exclude=_COUNTED), **_kept(share.kept_until))
        while True:
            takes_turn = self._takes_turn(share.sub)  # before they are counted
            if len(self.of_account(share.sub)) >= most:
                self._delete_files(share)
                return False
            if self._table.transact([takes_turn, *map(self._put, (_leads(share, share.digest), item))]):
                return True

    def of_account(self, sub: str) -> list[Share]:
        own = map(_share, self._table.query(_partition(sub), "share#"))
        return sorted(own, key=lambda share: (share.made_at, share.share_id), reverse=True)

    def find(self, sub: str, share_id: str) -> Share | None:
        item = self._table.get((_partition(sub), f"share#{share_id}"))
        return _share(item) if item else None

    def of_link(self, digest: str) -> Share | None:
        leads = self._table.get(_link_key(digest))
        return self.find(leads["sub"]["S"], leads["share_id"]["S"]) if leads else None

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
        until = number(int((at + SHOWN_FOR).timestamp()))
        self._table.update_if(
            _key(share),
            f"SET revoked_at = :at, {KEPT_UNTIL} = :until",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            at=text(at.isoformat()),
            until=until,
        )
        for digest in _links(share):
            self._table.update_if(_link_key(digest), f"SET {KEPT_UNTIL} = :until", "attribute_exists(pk)", until=until)
        self._delete_files(share)

    def add_link(self, share: Share, digest: str) -> bool:
        # What leads to it comes first, so that no link is without a share that knows it.
        self._table.put_many([_leads(share, digest)])
        is_known = self._table.update_if(
            _key(share),
            "ADD links :digest",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            digest={"SS": [digest]},
        )
        if not is_known:
            self._table.delete(_link_key(digest))
        return is_known

    def put_mail(self, share: Share, mail: ShareMail) -> None:
        kept = _kept(mail.asked_at + _MAIL_KEPT)
        self._table.put_many([with_body(_mail_key(share, mail.code_id), _mail_body(mail), **kept)])

    def find_mail(self, share: Share, mail_id: str) -> ShareMail | None:
        item = self._table.get(_mail_key(share, mail_id))
        if item is None:
            return None
        mail = ShareMail.model_validate_json(body_of(item))
        entered_at = dt.datetime.fromisoformat(item["entered_at"]["S"]) if "entered_at" in item else None
        return mail.model_copy(update={"entered_at": entered_at})

    def change_mail(self, share: Share, before: ShareMail, after: ShareMail) -> bool:
        return self._table.update_if(
            _mail_key(share, before.code_id),
            "SET body = :after",
            "body = :before",
            after=text(_mail_body(after)),
            before=text(_mail_body(before)),
        )

    def note_entered(self, share: Share, mail: ShareMail, at: dt.datetime) -> None:
        self._table.update_if(
            _mail_key(share, mail.code_id),
            "SET entered_at = :at",
            "attribute_exists(pk)",
            at=text(at.isoformat()),
        )

    def forget(self, sub: str) -> None:
        for share in self.of_account(sub):
            self._delete_files(share)
            # What leads to it goes first, so that a stop leaves the share from which it is found again.
            self._table.delete_many(map(_link_key, _links(share)))
            self._table.delete(_key(share))
        self._delete_all(sub, "share-mail#")
        self._table.delete(_turn_key(sub))

    def _takes_turn(self, sub: str) -> Item:
        """Return the write that fails if a share was added meanwhile."""
        found = self._table.get(_turn_key(sub))
        turn = int(found["turn"]["N"]) if found else 0
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": key_of(_turn_key(sub)),
                "UpdateExpression": "SET turn = :next",
                "ConditionExpression": "turn = :turn" if found else "attribute_not_exists(pk)",
                "ExpressionAttributeValues": {":next": number(turn + 1), **({":turn": number(turn)} if found else {})},
            }
        }

    def _put(self, item: Item) -> Item:
        return {"Put": {"TableName": self._table.name, "Item": item}}

    def _delete_files(self, share: Share) -> None:
        self._delete_all(share.sub, f"share-file#{share.share_id}#")

    def _delete_all(self, sub: str, prefix: str) -> None:
        found = [item["sk"]["S"] for item in self._table.query(_partition(sub), prefix)]
        self._table.delete_many([(_partition(sub), sort_key) for sort_key in found])


def _share(item: Item) -> Share:
    share = Share.model_validate_json(body_of(item))
    told: dict[str, Any] = {
        name: dt.datetime.fromisoformat(item[name]["S"]) for name in ("viewed_at", "revoked_at") if name in item
    }
    if "seen" in item:
        told["views"] = int(item["seen"]["N"])
    if "links" in item:
        told["mailed"] = frozenset(item["links"]["SS"])
    return share.model_copy(update=told)


def _links(share: Share) -> list[str]:
    """Return the digests of all links that lead to a share."""
    return [share.digest, *share.mailed]


def _leads(share: Share, digest: str) -> Item:
    led_to = {"sub": text(share.sub), "share_id": text(share.share_id)}
    return {**key_of(_link_key(digest)), **led_to, **_kept(share.kept_until)}


def _kept(until: dt.datetime | None) -> Item:
    return {KEPT_UNTIL: number(int(until.timestamp()))} if until else {}


def _mail_body(mail: ShareMail) -> str:
    return mail.model_dump_json(exclude={"entered_at"})


def _key(share: Share) -> Key:
    return _partition(share.sub), f"share#{share.share_id}"


def _file_key(share: Share, name: str) -> str:
    return f"share-file#{share.share_id}#{name}#"


def _mail_key(share: Share, mail_id: str) -> Key:
    return _partition(share.sub), f"share-mail#{share.share_id}#{mail_id}"


def _turn_key(sub: str) -> Key:
    return _partition(sub), "share-turn"


def _link_key(digest: str) -> Key:
    return f"share#{digest}", "link"


def _partition(sub: str) -> str:
    return f"acct#{sub}"
