"""Items that say of mails whether they are being sent, or were."""

import datetime as dt

from cmehub.stores.addresses import MailClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, key_of, number, text
from cmehub.stores.tables import KEPT_UNTIL

IS_FREE = "attribute_not_exists(pk) OR (attribute_not_exists(message_id) AND lease_ends <= :now)"
"""The condition under which a mail can be claimed; ``:now`` is the time."""


def claim_mail(
    table: DynamoTable, key: Key, *, at: dt.datetime, lease: dt.timedelta, kept: dt.timedelta | None = None
) -> MailClaim:
    """
    Ask to send the mail with this key; a claim that isn't fulfilled within the lease can be made again.

    With ``kept`` it is forgotten so long after.
    """
    is_claimed = table.put_if(claiming_item(key, at=at, lease=lease, kept=kept), IS_FREE, now=text(at.isoformat()))
    return MailClaim.CLAIMED if is_claimed else claim_of_another(table, key)


def claiming_item(key: Key, *, at: dt.datetime, lease: dt.timedelta, kept: dt.timedelta | None = None) -> Item:
    """Return the item that claims a mail, to be put where `IS_FREE` holds; see `claim_mail`."""
    return {**key_of(key), "lease_ends": text((at + lease).isoformat()), **_kept(at, kept)}


def claim_of_another(table: DynamoTable, key: Key) -> MailClaim:
    """Tell why a mail couldn't be claimed."""
    stored = table.get(key) or {}
    return MailClaim.SENT if "message_id" in stored else MailClaim.BUSY


def add_mail(
    table: DynamoTable, key: Key, *, message_id: str, at: dt.datetime, kept: dt.timedelta | None = None
) -> None:
    """Add that the mail with this key was sent; see `claim_mail`."""
    item = {**key_of(key), "message_id": text(message_id), "sent_at": text(at.isoformat()), **_kept(at, kept)}
    table.put_many([item])


def _kept(at: dt.datetime, life: dt.timedelta | None) -> Item:
    return {KEPT_UNTIL: number(int((at + life).timestamp()))} if life else {}
