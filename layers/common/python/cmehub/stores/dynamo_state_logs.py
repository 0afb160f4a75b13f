"""The logs of states' licensing boards in the table ``accounts``, from which DynamoDB takes looks out by itself."""

from itertools import islice

from cmehub.accounts.accesses import ACCESS_LIFE
from cmehub.licensing.state_log import Look
from cmehub.stores.dynamo import DynamoTable, body_of, number, with_body
from cmehub.stores.tables import KEPT_UNTIL

_FIRST, _LAST = "look#", "look$"


class DynamoStateLogStore:
    """See `cmehub.stores.state_logs.StateLogStore`. A state's looks lie in one partition: officers are few."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, state: str, look: Look) -> None:
        kept_until = number(int((look.at + ACCESS_LIFE).timestamp()))
        key = _partition(state), f"{_FIRST}{look.place}"
        self._table.put_many([with_body(key, look.model_dump_json(), **{KEPT_UNTIL: kept_until})])

    def latest(self, state: str, *, before: str | None = None, limit: int) -> list[Look]:
        high = f"{_FIRST}{before}" if before else _LAST
        items = self._table.query_back(_partition(state), low=_FIRST, high=high)
        looks = (Look.model_validate_json(body_of(item)) for item in items)
        return [*islice((look for look in looks if look.place != before), limit)]


def _partition(state: str) -> str:
    return f"statelog#{state}"
