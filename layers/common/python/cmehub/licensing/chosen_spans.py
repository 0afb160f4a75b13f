"""Days that somebody chooses to look at."""

import datetime as dt
from typing import NamedTuple


class ChosenSpan(NamedTuple):
    """Days that somebody wants looked at as if they were a cycle, both ends included."""

    starts: dt.date
    ends: dt.date
