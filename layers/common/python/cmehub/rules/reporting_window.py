"""Until when completions can be reported; pure, no I/O."""

import datetime as dt
from collections.abc import Iterable

from cmehub.rules.packs import RulePack

_WINDOW_YEARS = 2


def last_reporting_day(done: dt.date, packs: Iterable[RulePack | None]) -> dt.date:
    """
    Return the last day on which a completion can be reported: 31 March two years later, unless a board has its own.

    Parameters
    ----------
    done
        When it was completed.
    packs
        The rules of those to whom it is reported; None for who isn't a board. The first of their days counts.
    """
    common = dt.date(done.year + _WINDOW_YEARS, 3, 31)
    return min((pack.reporting.until if pack and pack.reporting else common for pack in packs), default=common)
