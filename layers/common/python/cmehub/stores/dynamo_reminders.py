"""Reminders in the table of the providers, in a partition for each provider."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from cmehub.reminders.reminder import Reminder
from cmehub.stores.addresses import MailClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, key_of, number, text
from cmehub.stores.dynamo_mails import IS_FREE, add_mail, claim_of_another, claiming_item
from cmehub.stores.reminders import TOLD_LIFE
from cmehub.stores.tables import KEPT_UNTIL

_TOLD = "told#"
_UNLESS_ELSEWHERE = "attribute_not_exists(pk) OR mail_day = :day"


class DynamoReminderStore:
    """See `cmehub.stores.reminders.ReminderStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def told(self, provider_id: str, *, but: dt.date) -> set[str]:
        items = self._table.query(_partition(provider_id), _TOLD)
        return {item["sk"]["S"].removeprefix(_TOLD) for item in items if item["mail_day"]["S"] != str(but)}

    def claim_mail(
        self, provider_id: str, day: dt.date, reminders: Collection[Reminder], *, at: dt.datetime, lease: dt.timedelta
    ) -> MailClaim:
        mail_key = _mail_key(provider_id, day)
        claim = claiming_item(mail_key, at=at, lease=lease, kept=TOLD_LIFE)
        claiming = self._put(claim, IS_FREE, {":now": text(at.isoformat())})
        is_claimed = self._table.transact([claiming, *(self._telling(provider_id, day, told) for told in reminders)])
        return MailClaim.CLAIMED if is_claimed else claim_of_another(self._table, mail_key)

    def add_mail(self, provider_id: str, day: dt.date, *, message_id: str, at: dt.datetime) -> None:
        add_mail(self._table, _mail_key(provider_id, day), message_id=message_id, at=at, kept=TOLD_LIFE)

    def _telling(self, provider_id: str, day: dt.date, reminder: Reminder) -> Item:
        ends_at = dt.datetime.combine(reminder.deadline.last_day, dt.time(), dt.UTC) + TOLD_LIFE
        item = {
            **key_of((_partition(provider_id), _TOLD + reminder.key)),
            "mail_day": text(str(day)),
            KEPT_UNTIL: number(int(ends_at.timestamp())),
        }
        return self._put(item, _UNLESS_ELSEWHERE, {":day": text(str(day))})

    def _put(self, item: Item, condition: str, values: Item) -> dict[str, Any]:
        put = {"Item": item, "ConditionExpression": condition, "ExpressionAttributeValues": values}
        return {"Put": {"TableName": self._table.name, **put}}


def _partition(provider_id: str) -> str:
    return f"reminders#{provider_id}"


def _mail_key(provider_id: str, day: dt.date) -> Key:
    return _partition(provider_id), f"mail#{day}"
