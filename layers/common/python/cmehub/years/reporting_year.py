"""Which activities are of a year, and until when it is reported; pure, no I/O."""

import datetime as dt

from cmehub.activities.activity import Activity
from cmehub.rules.activity_checks import LONGEST_DAYS

ENDURING = "Enduring Material"


def first_day(year: int) -> dt.date:
    """Return the first day of a year."""
    return dt.date(year, 1, 1)


def last_day(year: int) -> dt.date:
    """Return the last day of a year."""
    return dt.date(year, 12, 31)


def due_on(year: int) -> dt.date:
    """Return until the end of which day, US Eastern, a year is reported: 31 March of the next, by ACCME's notices."""
    return dt.date(year + 1, 3, 31)


def earliest_start(year: int) -> dt.date:
    """Return the day before which no activity of a year can have started: none is longer than an enduring material."""
    return first_day(year) - dt.timedelta(days=LONGEST_DAYS)


def is_closed_in(activity: Activity, year: int) -> bool:
    """Tell whether an activity is to be closed in a year: the one in which it ends."""
    return activity.end_date.year == year


def is_counted_in(activity: Activity, year: int) -> bool:
    """Tell whether an activity's learners are counted at the end of a year: an enduring material that goes on."""
    goes_on = activity.start_date <= last_day(year) < activity.end_date
    return activity.activity_format == ENDURING and goes_on


def is_of(activity: Activity, year: int) -> bool:
    """Tell whether a year's report names an activity."""
    return is_closed_in(activity, year) or is_counted_in(activity, year)
