"""Who has read a physician's credits, in the table ``accounts``, from which DynamoDB takes it out by itself."""

import datetime as dt
from collections.abc import Collection
from itertools import islice

from cmehub.accounts.accesses import ACCESS_LIFE, Access
from cmehub.stores.dynamo import DynamoTable, Key, body_of, number, with_body
from cmehub.stores.tables import KEPT_UNTIL

_FIRST, _LAST = "access#", "access$"


class DynamoAccessStore:
    """See `cmehub.stores.accesses.AccessStore`. An access is an item under each key of the physician."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, learner_keys: Collection[str], access: Access) -> None:
        body, kept_until = access.model_dump_json(), number(int((access.at + ACCESS_LIFE).timestamp()))
        self._table.put_many(with_body(_key(key, access), body, **{KEPT_UNTIL: kept_until}) for key in learner_keys)

    def of_learner(self, learner_keys: Collection[str], *, limit: int) -> list[Access]:
        items = [
            item
            for key in learner_keys
            for item in islice(self._table.query_back(_partition(key), low=_FIRST, high=_LAST), limit)
        ]
        accesses = {item["sk"]["S"]: Access.model_validate_json(body_of(item)) for item in items}
        return [accesses[sort_key] for sort_key in sorted(accesses, reverse=True)][:limit]


def _partition(learner_key: str) -> str:
    return f"looked#{learner_key}"


def _key(learner_key: str, access: Access) -> Key:
    at = access.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return _partition(learner_key), f"{_FIRST}{at}#{access.access_id}"
