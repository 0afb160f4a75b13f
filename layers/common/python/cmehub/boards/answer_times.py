"""How long boards take to answer, counted from their answers."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SPANS: dict[str, dt.timedelta] = {
    "an hour": _HOUR,
    "a day": _DAY,
    "three days": 3 * _DAY,
    "a week": 7 * _DAY,
    "two weeks": 14 * _DAY,
    "a month": 31 * _DAY,
}
"""What answers are counted by, the shortest first; those that took longer are counted under `LONGER`."""
LONGER = "more than a month"
_LEAST, _SHARE = 10, 0.8


def span_of(taken: dt.timedelta) -> str:
    """Return the name of the shortest span within which an answer came."""
    return next((name for name, span in SPANS.items() if taken <= span), LONGER)


def usual_span(counts: Mapping[str, int]) -> str | None:
    """
    Return the shortest span within which four of five answers came; None as long as fewer than ten are counted.

    Parameters
    ----------
    counts
        How many answers took so long, by the names of spans.
    """
    counted, answers = Counter(counts), sum(counts.values())
    if answers < _LEAST:
        return None
    within = 0
    for name in SPANS:
        within += counted[name]
        if within >= _SHARE * answers:
            return name
    return LONGER
