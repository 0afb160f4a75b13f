"""What comes back of mails, in the table ``providers``."""

import datetime as dt
from collections.abc import Collection

from cmehub.accounts.deliverability import DELIVERABILITY_LIFE, Deliverability, MailFeedback, known_as
from cmehub.stores.addresses import MailClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, number, text, with_body
from cmehub.stores.dynamo_mails import add_mail, claim_mail
from cmehub.stores.mail_feedback import SENT_LIFE
from cmehub.stores.tables import KEPT_UNTIL
from cmehub.submissions.messages import PROVIDER_NOTICES, ProviderNotice

_ADDRESSES = "mail-addresses"
_ATTRIBUTES = {MailFeedback.BOUNCE: "bounced_at", MailFeedback.COMPLAINT: "complained_at"}


class DynamoMailFeedbackStore:
    """
    See `cmehub.stores.mail_feedback.MailFeedbackStore`.

    All addresses lie in one partition, so that they can be listed: few come back.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def of_addresses(self, emails: Collection[str]) -> dict[str, Deliverability]:
        items = self._table.get_many([_address_key(email) for email in emails])
        found = {email: items[_address_key(email)] for email in emails if _address_key(email) in items}
        return {email: told for email, item in found.items() if (told := _deliverability(item))}

    def all(self) -> list[Deliverability]:
        return [told for item in self._table.query(_ADDRESSES) if (told := _deliverability(item))]

    def note(self, email: str, feedback: MailFeedback, at: dt.datetime) -> None:
        name = _ATTRIBUTES[feedback]
        self._table.update_if(
            _address_key(email),
            f"SET {name} = :at, {KEPT_UNTIL} = :kept",
            f"(attribute_not_exists({name}) OR {name} > :at) AND (attribute_not_exists(mended_at) OR mended_at < :at)",
            at=text(_moment(at)),
            kept=_kept(at + DELIVERABILITY_LIFE),
        )

    def mend(self, email: str, at: dt.datetime) -> bool:
        # What was mended is kept as well: word of an older bounce may come later.
        return self._table.update_if(
            _address_key(email),
            f"SET mended_at = :at, {KEPT_UNTIL} = :kept REMOVE bounced_at, complained_at",
            "attribute_exists(bounced_at) OR attribute_exists(complained_at)",
            at=text(_moment(at)),
            kept=_kept(at + DELIVERABILITY_LIFE),
        )

    def add_sent(self, message_id: str, message: ProviderNotice, at: dt.datetime) -> None:
        kept = {KEPT_UNTIL: _kept(at + SENT_LIFE)}
        self._table.put_many([with_body(_sent_key(message_id), message.model_dump_json(), **kept)])

    def sent(self, message_id: str) -> ProviderNotice | None:
        item = self._table.get(_sent_key(message_id))
        return PROVIDER_NOTICES.validate_json(body_of(item)) if item else None

    def claim_next(self, message_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._table, _next_key(message_id), at=at, lease=lease, kept=SENT_LIFE)

    def add_next(self, message_id: str, *, next_id: str, at: dt.datetime) -> None:
        add_mail(self._table, _next_key(message_id), message_id=next_id, at=at, kept=SENT_LIFE)


def _deliverability(item: Item) -> Deliverability | None:
    """Return what an item tells; None of an address that was mended."""
    moments = {name: dt.datetime.fromisoformat(item[name]["S"]) for name in _ATTRIBUTES.values() if name in item}
    return Deliverability(email=item["sk"]["S"], **moments) if moments else None


def _moment(at: dt.datetime) -> str:
    """Return a moment so that later ones sort behind it."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _kept(until: dt.datetime) -> dict[str, str]:
    return number(int(until.timestamp()))


def _address_key(email: str) -> Key:
    return _ADDRESSES, known_as(email)


def _sent_key(message_id: str) -> Key:
    return f"mail#{message_id}", "sent"


def _next_key(message_id: str) -> Key:
    return f"mail#{message_id}", "next"
