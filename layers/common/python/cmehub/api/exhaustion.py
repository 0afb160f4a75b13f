"""When a call isn't answered since too much was looked up in vain."""

import datetime as dt
from collections.abc import Sequence
from itertools import chain

from cmehub.api.problems import ProblemError
from cmehub.issues.catalogue import Severity
from cmehub.submissions.submission import RowResult

_NOT_LOOKED_UP = "NOT_LOOKED_UP"


def answered_or_exhausted(results: Sequence[RowResult], now: dt.datetime) -> Sequence[RowResult]:
    """
    Return the results of a call, if any of its rows was taken or none was kept back by a budget.

    Raises
    ------
    ProblemError
        Otherwise; it says which budget is spent, and when the day is over.
    """
    refusing = [[issue for issue in result.issues if issue.severity is Severity.ERROR] for result in results]
    spent = [issue for issue in chain.from_iterable(refusing) if issue.code == _NOT_LOOKED_UP]
    if not spent or not all(refusing):
        return results
    midnight = dt.datetime.combine(now.astimezone(dt.UTC).date() + dt.timedelta(days=1), dt.time(), dt.UTC)
    wait = int((midnight - now).total_seconds()) + 1
    detail = f"{spent[0].message} {spent[0].fix}"
    raise ProblemError("MATCHES_EXHAUSTED", detail, {"Retry-After": str(wait)}, [*chain.from_iterable(refusing)])
