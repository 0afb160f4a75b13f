"""Which keys of a licensing board's own system end soon; pure, no I/O."""

import datetime as dt
from collections.abc import Sequence

from pydantic import BaseModel

from cmehub.accounts.keys import StateKey
from cmehub.fields.eastern import eastern_day

TOLD_BEFORE = dt.timedelta(days=60)
"""So long before its end it is told of a key, as providers are reminded of theirs."""


class EndingKey(BaseModel):
    """A key that ends soon, and the last day (US Eastern) on which it is taken."""

    key_id: str
    last_day: dt.date


def ending_keys(keys: Sequence[StateKey], now: dt.datetime) -> tuple[EndingKey, ...]:
    """Return a state's keys that end soon, the first to end first; not one in whose place another stays longer."""
    taken = [key for key in keys if key.is_taken_at(now)]
    ending = [
        (key.expires_at, key)
        for key in taken
        if key.expires_at and key.expires_at - now <= TOLD_BEFORE and not any(_outlasts(other, key) for other in taken)
    ]
    return tuple(
        EndingKey(key_id=key.key_id, last_day=eastern_day(ends_at - dt.timedelta.resolution))
        for ends_at, key in sorted(ending, key=lambda pair: (pair[0], pair[1].key_id))
    )


def _outlasts(other: StateKey, key: StateKey) -> bool:
    """Tell whether another key may do what one may, and ends later or never."""
    if not {*other.scopes} >= {*key.scopes} or key.expires_at is None:
        return False
    return other.expires_at is None or other.expires_at > key.expires_at
