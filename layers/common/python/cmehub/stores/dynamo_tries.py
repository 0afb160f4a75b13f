"""Tries in the table ``accounts``, from which DynamoDB takes them out by itself."""

import datetime as dt
import hashlib
from collections.abc import Collection

from cmehub.stores.dynamo import DynamoTable, Item, Key, number, text
from cmehub.stores.tables import KEPT_UNTIL
from cmehub.stores.tries import DAYS_KEPT, Tally, TriesMade

_SHARDS = "0123456789abcdef"


class DynamoTryStore:
    """
    See `cmehub.stores.tries.TryStore`.

    A subject has an item of its own. The tallies of a day lie in 16 partitions, so that they can be listed, and no
    partition takes all the writes of all callers.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def admit(self, subject: str, trial: str, day: dt.date, *, most: int) -> bool:
        return self._table.update_if(
            _trials_key(subject, day),
            f"ADD trials :trials SET {KEPT_UNTIL} = :until",
            "attribute_not_exists(trials) OR size(trials) < :most OR contains(trials, :trial)",
            trials={"SS": [trial]},
            trial=text(trial),
            most=number(most),
            until=_end_of(day, 1),
        )

    def standing(self, caller: str, subjects: Collection[str], day: dt.date) -> TriesMade:
        keys = {_trials_key(subject, day): subject for subject in subjects}
        of_caller = _tally_key(caller, day)
        found = self._table.get_many([of_caller, *keys])
        tally = _tally(found.pop(of_caller)) if of_caller in found else Tally(0, 0)
        return TriesMade(tally, {keys[key]: frozenset(item["trials"]["SS"]) for key, item in found.items()})

    def count(self, caller: str, day: dt.date, *, matched: int = 0, failed: int = 0) -> Tally:
        counted = self._table.updated(
            _tally_key(caller, day),
            f"ADD matched :matched, failed :failed SET {KEPT_UNTIL} = :until",
            matched=number(matched),
            failed=number(failed),
            until=_end_of(day, DAYS_KEPT),
        )
        return _tally(counted)

    def tallies(self, day: dt.date) -> dict[str, Tally]:
        found = (item for shard in _SHARDS for item in self._table.query(_tallies(day, shard)))
        return {item["sk"]["S"]: _tally(item) for item in found}


def _tally(item: Item) -> Tally:
    return Tally(int(item["matched"]["N"]), int(item["failed"]["N"]))


def _trials_key(subject: str, day: dt.date) -> Key:
    return f"tries#{day}#{subject}", "trials"


def _tally_key(caller: str, day: dt.date) -> Key:
    return _tallies(day, hashlib.sha256(caller.encode()).hexdigest()[0]), caller


def _tallies(day: dt.date, shard: str) -> str:
    return f"tallies#{day}#{shard}"


def _end_of(day: dt.date, days: int) -> dict[str, str]:
    return number(int(dt.datetime.combine(day + dt.timedelta(days), dt.time(), dt.UTC).timestamp()))
