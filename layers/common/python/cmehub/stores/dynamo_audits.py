"""Audits of licensees in the table ``accounts``, from which DynamoDB takes them out by itself."""

import datetime as dt
from collections.abc import Collection

from cmehub.licensing.audits import Audit, AuditAnswer, AuditedLicensee, AuditProgress
from cmehub.people.rosters import EntryKey
from cmehub.stores.addresses import MailClaim
from cmehub.stores.audits import MAIL_KNOWN
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, with_body
from cmehub.stores.dynamo_mails import add_mail, claim_mail
from cmehub.stores.tables import KEPT_UNTIL

_COUNTS = ("told", "with_email", "answered")


class DynamoAuditStore:
    """
    See `cmehub.stores.audits.AuditStore`.

    Whom an audit concerns lies under its check, for officers, and under the licence, for the physician. An answer is an
    item of its own, so that nothing that is told again can take its place.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def open(self, audit: Audit) -> None:
        item = with_body(_key(audit), audit.model_dump_json(), **_kept(audit))
        self._table.put_if(item, "attribute_not_exists(pk)")

    def find(self, state: str, check_id: str) -> AuditProgress | None:
        item = self._table.get((f"audits#{state}", check_id))
        if item is None:
            return None
        counts = {name: int(item[name]["N"]) for name in _COUNTS if name in item}
        return AuditProgress(Audit.model_validate_json(body_of(item)), **counts)

    def put(self, audit: Audit, licensees: Collection[AuditedLicensee]) -> None:
        self._table.put_many(
            with_body(key, licensee.model_dump_json(), **_kept(audit))
            for licensee in licensees
            for key in (_listed_key(licensee), (_licensees_partition(licensee.key), licensee.check_id))
        )

    def is_told(self, audit: Audit, portion: int) -> bool:
        return self._table.get(_portion_key(audit, portion)) is not None

    def add_told(self, audit: Audit, portion: int, *, told: int, with_email: int) -> None:
        fact = {**key_of(_portion_key(audit, portion)), **_kept(audit)}
        self._table.transact([self._put_new(fact), self._count(audit, told=told, with_email=with_email)])

    def licensees(self, audit: Audit, *, after: str | None = None, limit: int) -> list[AuditedLicensee]:
        partition = _partition(audit.check.state, audit.check.check_id)
        found = self._table.query(partition, limit=limit, after=(partition, after) if after else None)
        return [AuditedLicensee.model_validate_json(body_of(item)) for item in found]

    def of_licensees(self, keys: Collection[EntryKey]) -> list[AuditedLicensee]:
        found = (item for key in keys for item in self._table.query(_licensees_partition(key)))
        return [AuditedLicensee.model_validate_json(body_of(item)) for item in found]

    def answers(self, licensees: Collection[AuditedLicensee]) -> dict[AuditedLicensee, AuditAnswer]:
        keys = {licensee: _answer_key(licensee) for licensee in licensees}
        items = self._table.get_many(keys.values())
        return {
            licensee: AuditAnswer.model_validate_json(body_of(items[key]))
            for licensee, key in keys.items()
            if key in items
        }

    def answer(self, audit: Audit, licensee: AuditedLicensee, answer: AuditAnswer) -> None:
        item = with_body(_answer_key(licensee), answer.model_dump_json(), **_kept(audit))
        if not self._table.transact([self._put_new(item), self._count(audit, answered=1)]):
            self._table.put_many([item])

    def claim_mail(self, audit: Audit, licence: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._table, _mail_key(audit, licence), at=at, lease=lease, kept=MAIL_KNOWN)

    def note_mail(self, audit: Audit, licence: str, *, message_id: str, at: dt.datetime) -> None:
        add_mail(self._table, _mail_key(audit, licence), message_id=message_id, at=at, kept=MAIL_KNOWN)

    def _put_new(self, item: Item) -> Item:
        return {
            "Put": {
                "TableName": self._table.name,
                "Item": item,
                "ConditionExpression": "attribute_not_exists(pk)",
            }
        }

    def _count(self, audit: Audit, **more: int) -> Item:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": key_of(_key(audit)),
                "UpdateExpression": "ADD " + ", ".join(f"{name} :{name}" for name in more),
                "ExpressionAttributeValues": {f":{name}": number(count) for name, count in more.items()},
            }
        }


def _kept(audit: Audit) -> Item:
    return {KEPT_UNTIL: number(int(audit.kept_until.timestamp()))}


def _key(audit: Audit) -> Key:
    return f"audits#{audit.check.state}", audit.check.check_id


def _partition(state: str, check_id: str) -> str:
    return f"audit#{state}#{check_id}"


def _listed_key(licensee: AuditedLicensee) -> Key:
    return _partition(licensee.state, licensee.check_id), licensee.licence


def _licensees_partition(key: EntryKey) -> str:
    return f"audited#{key.authority}#{key.entry_id}"


def _answer_key(licensee: AuditedLicensee) -> Key:
    return f"audit-answer#{licensee.state}#{licensee.check_id}", licensee.licence


def _portion_key(audit: Audit, portion: int) -> Key:
    return f"audit-told#{audit.check.state}#{audit.check.check_id}", f"portion#{portion:06}"


def _mail_key(audit: Audit, licence: str) -> Key:
    return f"audit-mail#{audit.check.state}#{audit.check.check_id}", licence
