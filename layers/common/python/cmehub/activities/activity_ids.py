"""The IDs that the hub gives to activities."""

import datetime as dt
import hashlib

_FIRST_ID = 200_000_000
_LAST_ID = 999_999_999


def activity_id_candidate(
    provider_id: str, provider_activity_id: str, start_date: dt.date, activity_format: str, attempt: int = 0
) -> str:
    """
    Derive an activity ID from what names the activity for its provider.

    The same activity gets the same ID on every machine and on every retry, without a counter that all writers share.
    Two activities can meet on one ID; the later one is then given the ID of the next attempt.

    Parameters
    ----------
    provider_id, provider_activity_id, start_date, activity_format
        What names the activity (PARS searches by the same four).
    attempt
        How many candidates were already taken.

    Returns
    -------
    str
        Nine digits.
    """
    name = "\x1f".join((provider_id, provider_activity_id, start_date.isoformat(), activity_format, str(attempt)))
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return str(_FIRST_ID + number % (_LAST_ID - _FIRST_ID + 1))
