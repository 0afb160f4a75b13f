"""Standings in the table of accounts."""

import datetime as dt
from collections.abc import Iterator

from cmehub.accounts.keys import CallCounts
from cmehub.accounts.standing import Role, Standing
from cmehub.stores.addresses import MailClaim
from cmehub.stores.call_counter import CallCounter
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text
from cmehub.stores.dynamo_mails import add_mail, claim_mail
from cmehub.stores.dynamo_teams import role_items, role_keys
from cmehub.stores.standings import ENDED_LIFE, TOLD_LIFE, Ending
from cmehub.stores.tables import KEPT_UNTIL

_PROFILE, _LAST_ROLE = "profile", "role#~"
_ENDING = "accounts-ending"
_COUNTS_LIFE = dt.timedelta(days=1)
"""Since the last call; by then it is another day."""


class DynamoStandingStore:
    """See `cmehub.stores.standings.StandingStore`; the profile and the roles stand beside each other: one query."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, sub: str) -> Standing:
        roles, profile = [], Item()
        for item in self._table.query_back(f"acct#{sub}", low=_PROFILE, high=_LAST_ROLE):
            if item["sk"]["S"] == _PROFILE:
                profile = item
            else:
                roles.append(Role.model_validate_json(body_of(item)))
        told = {name: profile[name]["S"] for name in ("signed_out_at", "ends_on", "ended_at") if name in profile}
        return Standing.model_validate({"roles": tuple(reversed(roles)), **told})

    def sign_out(self, sub: str, *, at: dt.datetime) -> None:
        self._table.updated(_profile_key(sub), "SET signed_out_at = :at", at=text(at.isoformat()))

    def give(self, sub: str, role: Role) -> None:
        self._table.put_many(role_items(sub, role))

    def take(self, sub: str, role: Role) -> None:
        self._table.delete_many(role_keys(sub, role))

    def claim_mail(
        self, sub: str, role: Role, changed_at: dt.datetime, *, at: dt.datetime, lease: dt.timedelta
    ) -> MailClaim:
        return claim_mail(self._table, _told_key(sub, role, changed_at), at=at, lease=lease, kept=TOLD_LIFE)

    def note_mail(self, sub: str, role: Role, changed_at: dt.datetime, *, message_id: str, at: dt.datetime) -> None:
        add_mail(self._table, _told_key(sub, role, changed_at), message_id=message_id, at=at, kept=TOLD_LIFE)

    def count_call(self, sub: str, provider_id: str, *, at: dt.datetime) -> CallCounts:
        over = number(int((at + _COUNTS_LIFE).timestamp()))
        note = f"{KEPT_UNTIL} = :until"
        return CallCounter(self._table, (f"acct#{sub}", f"calls#{provider_id}"), note, {"until": over}).count(at)

    def let_end(self, ending: Ending) -> bool:
        kept = "attribute_not_exists(ends_on) AND attribute_not_exists(ended_at)"
        return self._table.transact(
            [
                self._changed(ending, "SET ends_on = :day", kept),
                {"Put": {"TableName": self._table.name, "Item": key_of(_ending_key(ending))}},
            ]
        )

    def keep(self, ending: Ending) -> bool:
        ends = "ends_on = :day AND attribute_not_exists(ended_at)"
        pointer = {"TableName": self._table.name, "Key": key_of(_ending_key(ending))}
        return self._table.transact([self._changed(ending, "REMOVE ends_on", ends), {"Delete": pointer}])

    def due(self, until: dt.date) -> Iterator[Ending]:
        for item in self._table.query_back(_ENDING, low="0", high=f"{until}$"):
            day, _, sub = item["sk"]["S"].partition("#")
            yield Ending(dt.date.fromisoformat(day), sub)

    def end(self, ending: Ending, *, at: dt.datetime) -> dt.datetime | None:
        is_over = self._table.update_if(
            _profile_key(ending.sub),
            f"SET ended_at = if_not_exists(ended_at, :at), {KEPT_UNTIL} = if_not_exists({KEPT_UNTIL}, :until)",
            # What leads to an account that is kept goes with its day; so one without a day has ended long ago.
            "attribute_not_exists(pk) OR ends_on = :day",
            at=text(at.isoformat()),
            until=number(int((at + ENDED_LIFE).timestamp())),
            day=text(str(ending.ends_on)),
        )
        return self.find(ending.sub).ended_at if is_over else None

    def forget(self, ending: Ending) -> None:
        self._table.delete(_ending_key(ending))

    def _changed(self, ending: Ending, update: str, condition: str) -> Item:
        return {
            "Update": {
                "TableName": self._table.name,
                "Key": key_of(_profile_key(ending.sub)),
                "UpdateExpression": update,
                "ConditionExpression": condition,
                "ExpressionAttributeValues": {":day": text(str(ending.ends_on))},
            }
        }


def _profile_key(sub: str) -> Key:
    return f"acct#{sub}", _PROFILE


def _told_key(sub: str, role: Role, changed_at: dt.datetime) -> Key:
    return f"acct#{sub}", f"told-{role.key}#{changed_at.isoformat()}"


def _ending_key(ending: Ending) -> Key:
    return _ENDING, f"{ending.ends_on}#{ending.sub}"
