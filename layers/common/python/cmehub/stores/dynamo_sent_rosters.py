"""Sent rosters in the table ``accounts``, from which DynamoDB takes them out by itself."""

import datetime as dt
from itertools import islice

from cmehub.licensing.sent_rosters import SENT_ROSTER_LIFE, RosterStatus, SentRoster
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_FIRST, _LAST = " ", "~"
"""Before and behind every ID, and before every time."""


class DynamoSentRosterStore:
    """See `cmehub.stores.sent_rosters.SentRosterStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def open(self, roster: SentRoster) -> None:
        self._table.put_if(_item(roster), "attribute_not_exists(pk)")

    def find(self, state: str, roster_id: str) -> SentRoster | None:
        item = self._table.get(_key(state, roster_id))
        return SentRoster.model_validate_json(body_of(item)) if item else None

    def of_state(self, state: str, *, limit: int) -> list[SentRoster]:
        items = self._table.query_back(_partition(state), low=_FIRST, high=_LAST)
        return [SentRoster.model_validate_json(body_of(item)) for item in islice(items, limit)]

    def save(self, roster: SentRoster, *, was: RosterStatus) -> bool:
        # Not `status`: DynamoDB keeps that name for itself.
        return self._table.put_if(_item(roster), "has_status = :was", was=text(was))

    def hold(self, authority: str, holder: str, *, at: dt.datetime, until: dt.datetime) -> str | None:
        key = _hold_key(authority)
        kept_until = number(int(until.timestamp()))
        ends = {"lease_ends": text(until.isoformat()), KEPT_UNTIL: kept_until}
        item = {**key_of(key), "holder": text(holder), **ends}
        free = "attribute_not_exists(pk) OR lease_ends <= :now"
        while not self._table.put_if(item, free, now=text(at.isoformat())):
            if held := self._table.get(key):  # else its time was over this moment
                return str(held["holder"]["S"])
        return None

    def prolong(self, authority: str, holder: str, *, until: dt.datetime) -> bool:
        return self._table.update_if(
            _hold_key(authority),
            f"SET lease_ends = :ends, {KEPT_UNTIL} = :kept_until",
            "holder = :holder",
            holder=text(holder),
            ends=text(until.isoformat()),
            kept_until=number(int(until.timestamp())),
        )

    def release(self, authority: str, holder: str) -> None:
        self._table.update_if(
            _hold_key(authority), "SET lease_ends = :over", "holder = :holder", holder=text(holder), over=text(_FIRST)
        )


def _item(roster: SentRoster) -> Item:
    kept_until = number(int((roster.sent_at + SENT_ROSTER_LIFE).timestamp()))
    body = roster.model_dump_json(exclude_defaults=True)
    key = _key(roster.state, roster.roster_id)
    return with_body(key, body, has_status=text(roster.status), **{KEPT_UNTIL: kept_until})


def _partition(state: str) -> str:
    return f"rosters#{state}"


def _key(state: str, roster_id: str) -> Key:
    return _partition(state), roster_id


def _hold_key(authority: str) -> Key:
    return f"roster-load#{authority}", "held"
