"""Mails to physicians and contacts, in the table ``accounts``."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from cmehub.accounts.contact_mails import ContactMailKind, ContactMailPreferences
from cmehub.passport.mail_preferences import MailKind, MailPreferences
from cmehub.passport.mailings import (
    KNOWN_LIFE,
    MAIL_LINK_LIFE,
    MAILED_NOTICES,
    NOTICE_LIFE,
    AnyMailKind,
    MailedNotice,
    Mailing,
)
from cmehub.stores.addresses import MailClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_DUE = "mails-due"
_LINK = "link"
_NEW = {"ConditionExpression": "attribute_not_exists(pk)"}
_CONTACT_PREF = "contact-pref#"
_PREFIXES = ("pref", _CONTACT_PREF, "mail-known#", "mail-newest#", "mail-notice#", "mailing#", "mail-link#")


class DynamoPhysicianMailStore:
    """
    See `cmehub.stores.physician_mails.PhysicianMailStore`.

    A mailing is an item of its account. A notice enters it in one transaction with the condition that it isn't closed:
    what enters does so before, and who reads the notices afterwards sees all of them. A second item by the same
    transaction outlives the mail, so that a message that comes again tells nobody twice; and one leads to the mailing
    from the time at which it is due, so that nothing is ever scanned for.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def preferences(self, subs: Collection[str]) -> dict[str, MailPreferences]:
        items = self._table.get_many([_pref_key(sub) for sub in subs])
        found = {sub: items[_pref_key(sub)] for sub in subs if _pref_key(sub) in items}
        return {sub: MailPreferences.model_validate_json(body_of(item)) for sub, item in found.items()}

    def put_preferences(self, sub: str, preferences: MailPreferences) -> None:
        self._table.put_many([with_body(_pref_key(sub), preferences.model_dump_json())])

    def contact_preferences(self, subs: Collection[str], provider_id: str) -> dict[str, ContactMailPreferences]:
        items = self._table.get_many([_contact_pref_key(sub, provider_id) for sub in subs])
        return {
            key[0].removeprefix(_partition("")): ContactMailPreferences.model_validate_json(body_of(item))
            for key, item in items.items()
        }

    def put_contact_preferences(self, sub: str, provider_id: str, preferences: ContactMailPreferences) -> None:
        self._table.put_many([with_body(_contact_pref_key(sub, provider_id), preferences.model_dump_json())])

    def end_contact_mails(self, sub: str, kind: ContactMailKind) -> None:
        for item in self._table.query(_partition(sub), _CONTACT_PREF):
            wanted = ContactMailPreferences.model_validate_json(body_of(item))
            self.put_contact_preferences(sub, item["sk"]["S"].removeprefix(_CONTACT_PREF), wanted.without(kind))

    def known(self, sub: str, notice_ids: Collection[str]) -> dict[str, Mailing]:
        items = self._table.get_many([_known_key(sub, notice_id) for notice_id in notice_ids])
        return {item["sk"]["S"].rpartition("#")[2]: _mailing(item) for item in items.values()}

    def newest(self, sub: str, kind: AnyMailKind) -> Mailing | None:
        item = self._table.get(_newest_key(sub, kind))
        return _mailing(item) if item else None

    def add(self, mailing: Mailing, notices: Sequence[MailedNotice], newest: Mailing | None, at: dt.datetime) -> bool:
        kept, known = _kept(mailing.due_at + NOTICE_LIFE), _kept(at + KNOWN_LIFE)
        actions = [
            self._begun(mailing, kept),
            self._put({**_about(_due_key(mailing), mailing), **kept}),
            *(
                []
                if mailing == newest
                else [self._put(_about(_newest_key(*mailing[:2]), mailing), **_as_it_was(newest))]
            ),
        ]
        for notice in notices:
            known_key, body = _known_key(mailing.sub, notice.notice_id), notice.model_dump_json()
            actions += [
                self._put({**_about(known_key, mailing), **known}, **_NEW),
                self._put(with_body(_notice_key(mailing, notice.notice_id), body, **kept)),
            ]
        return self._table.transact(actions)

    def due(self, until: dt.datetime) -> Iterator[Mailing]:
        for item in self._table.query_back(_DUE, low="0", high=f"{_moment(until)}$"):
            yield _mailing(item)

    def claim(self, mailing: Mailing, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        free = (
            "attribute_exists(pk) AND attribute_not_exists(sent) AND (attribute_not_exists(closed) OR closed <= :over)"
        )
        over = number(_milliseconds(at - lease))
        key = _mailing_key(mailing)
        if self._table.update_if(key, "SET closed = :at", free, at=number(_milliseconds(at)), over=over):
            return MailClaim.CLAIMED
        item = self._table.get(key)
        return MailClaim.SENT if item is None or "sent" in item else MailClaim.BUSY

    def notices(self, mailing: Mailing) -> list[MailedNotice]:
        items = self._table.query(_partition(mailing.sub), _notice_key(mailing, "")[1])
        return [MAILED_NOTICES.validate_json(body_of(item)) for item in items]

    def note_sent(self, mailing: Mailing) -> None:
        self._table.update_if(_mailing_key(mailing), "SET sent = :yes", "attribute_exists(pk)", yes={"BOOL": True})

    def remove(self, mailing: Mailing) -> None:
        items = self._table.query(_partition(mailing.sub), _notice_key(mailing, "")[1])
        self._table.delete_many([(item["pk"]["S"], item["sk"]["S"]) for item in items])
        self._table.delete_many([_due_key(mailing)])
        self._table.delete_many([_mailing_key(mailing)])

    def add_link(self, sub: str, kind: AnyMailKind, digest: str, at: dt.datetime) -> None:
        about = {"sub": text(sub), "kind": text(kind), **_kept(at + MAIL_LINK_LIFE)}
        keys = [(_partition(sub), f"mail-link#{digest}"), _link_key(digest)]
        self._table.put_many([{**key_of(key), **about} for key in keys])

    def of_link(self, digest: str, at: dt.datetime) -> tuple[str, AnyMailKind] | None:
        item = self._table.get(_link_key(digest))
        # DynamoDB takes an item out some time after its end.
        if item is None or int(item[KEPT_UNTIL]["N"]) <= at.timestamp():
            return None
        return item["sub"]["S"], _kind(item)

    def forget(self, sub: str) -> None:
        for prefix in _PREFIXES:
            items = [*self._table.query(_partition(sub), prefix)]
            if prefix == "mailing#":
                self._table.delete_many([_due_key(_mailing(item)) for item in items])
            if prefix == "mail-link#":
                self._table.delete_many([_link_key(item["sk"]["S"].removeprefix(prefix)) for item in items])
            self._table.delete_many([(item["pk"]["S"], item["sk"]["S"]) for item in items])

    def _begun(self, mailing: Mailing, kept: Item) -> Item:
        values = {":sub": text(mailing.sub), ":kind": text(mailing.kind), ":due": text(_moment(mailing.due_at))}
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": key_of(_mailing_key(mailing)),
                "UpdateExpression": f"SET #sub = :sub, kind = :kind, due = :due, {KEPT_UNTIL} = :kept",
                "ConditionExpression": "attribute_not_exists(closed)",
                "ExpressionAttributeNames": {"#sub": "sub"},
                "ExpressionAttributeValues": {**values, ":kept": kept[KEPT_UNTIL]},
            }
        }

    def _put(self, item: Item, **condition: Any) -> Item:
        return {"Put": {"TableName": self._table.name, "Item": item, **condition}}


def _as_it_was(newest: Mailing | None) -> Item:
    if newest is None:
        return _NEW
    values = {":seen": text(_moment(newest.due_at))}
    return {"ConditionExpression": "due = :seen", "ExpressionAttributeValues": values}


def _about(key: Key, mailing: Mailing) -> Item:
    """Return an item that tells of a mailing."""
    return {**key_of(key), "sub": text(mailing.sub), "kind": text(mailing.kind), "due": text(_moment(mailing.due_at))}


def _mailing(item: Item) -> Mailing:
    return Mailing(item["sub"]["S"], _kind(item), dt.datetime.fromisoformat(item["due"]["S"]))


def _kind(item: Item) -> AnyMailKind:
    kind = item["kind"]["S"]
    return ContactMailKind(kind) if kind in {*ContactMailKind} else MailKind(kind)


def _kept(until: dt.datetime) -> Item:
    return {KEPT_UNTIL: number(int(until.timestamp()))}


def _moment(at: dt.datetime) -> str:
    """Return a moment so that later ones sort behind it."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _milliseconds(at: dt.datetime) -> int:
    return int(at.timestamp() * 1000)


def _partition(sub: str) -> str:
    return f"acct#{sub}"


def _pref_key(sub: str) -> Key:
    return _partition(sub), "pref"


def _contact_pref_key(sub: str, provider_id: str) -> Key:
    return _partition(sub), f"{_CONTACT_PREF}{provider_id}"


def _known_key(sub: str, notice_id: str) -> Key:
    return _partition(sub), f"mail-known#{notice_id}"


def _newest_key(sub: str, kind: AnyMailKind) -> Key:
    return _partition(sub), f"mail-newest#{kind}"


def _mailing_key(mailing: Mailing) -> Key:
    return _partition(mailing.sub), f"mailing#{mailing.kind}#{_moment(mailing.due_at)}"


def _notice_key(mailing: Mailing, notice_id: str) -> Key:
    return _partition(mailing.sub), f"mail-notice#{mailing.kind}#{_moment(mailing.due_at)}#{notice_id}"


def _due_key(mailing: Mailing) -> Key:
    return _DUE, f"{_moment(mailing.due_at)}#{mailing.kind}#{mailing.sub}"


def _link_key(digest: str) -> Key:
    return f"mail-link#{digest}", _LINK
