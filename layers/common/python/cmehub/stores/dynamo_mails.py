"""Items that say of mails whether they are being sent, or were."""

import datetime as dt

from cmehub.stores.addresses import MailClaim
from cmehub.stores.dynamo import DynamoTable, Key, key_of, text


def claim_mail(table: DynamoTable, key: Key, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
    """Ask to send the mail with this key; a claim that isn't fulfilled within the lease can be made again."""
    item = {**key_of(key), "lease_ends": text((at + lease).isoformat())}
    free = "attribute_not_exists(pk) OR (attribute_not_exists(message_id) AND lease_ends <= :now)"
    if table.put_if(item, free, now=text(at.isoformat())):
        return MailClaim.CLAIMED
    stored = table.get(key) or {}
    return MailClaim.SENT if "message_id" in stored else MailClaim.BUSY


def add_mail(table: DynamoTable, key: Key, *, message_id: str, at: dt.datetime) -> None:
    """Add that the mail with this key was sent."""
    table.put_many([{**key_of(key), "message_id": text(message_id), "sent_at": text(at.isoformat())}])
