"""Standings in the table of accounts."""

import datetime as dt

from cmehub.accounts.standing import Role, Standing
from cmehub.stores.dynamo import DynamoTable, body_of, key_of, text, with_body

_PROFILE, _LAST_ROLE = "profile", "role#~"


class DynamoStandingStore:
    """See `cmehub.stores.standings.StandingStore`; the profile and the roles stand beside each other: one query."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, sub: str) -> Standing:
        roles, signed_out_at = [], None
        for item in self._table.query_back(f"acct#{sub}", low=_PROFILE, high=_LAST_ROLE):
            if item["sk"]["S"] == _PROFILE:
                signed_out_at = dt.datetime.fromisoformat(item["signed_out_at"]["S"])
            else:
                roles.append(Role.model_validate_json(body_of(item)))
        return Standing(roles=tuple(reversed(roles)), signed_out_at=signed_out_at)

    def sign_out(self, sub: str, *, at: dt.datetime) -> None:
        self._table.put_many([{**key_of((f"acct#{sub}", _PROFILE)), "signed_out_at": text(at.isoformat())}])

    def give(self, sub: str, role: Role) -> None:
        self._table.put_many([with_body((f"acct#{sub}", role.key), role.model_dump_json())])

    def take(self, sub: str, role: Role) -> None:
        self._table.delete_many([(f"acct#{sub}", role.key)])
