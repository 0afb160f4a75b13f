"""Days, US Eastern: deadlines are at the end of them."""

import datetime as dt
from zoneinfo import ZoneInfo

_EASTERN = ZoneInfo("America/New_York")


def eastern_day(at: dt.datetime) -> dt.date:
    """Return the day of a moment, US Eastern."""
    return at.astimezone(_EASTERN).date()
