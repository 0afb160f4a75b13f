"""How long an ask is put off while its board is down."""

import datetime as dt

LONGEST = dt.timedelta(minutes=5)


def parking_time(parked: int, first: dt.timedelta, jitter: float) -> dt.timedelta:
    """
    Return a time that doubles with each parking, up to five minutes, so that a board that is back isn't overrun.

    Parameters
    ----------
    parked
        How often the ask was put off before.
    first
        The longest first time.
    jitter
        From 0 to 1; takes away up to half of the time.
    """
    longest: dt.timedelta = first * 2 ** min(parked, 20)
    return max(min(longest, LONGEST) * (1 - jitter / 2), dt.timedelta(seconds=1))
