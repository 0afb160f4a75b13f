"""How often a caller may call, as the answers' headers tell it; pure, no I/O."""

import datetime as dt

from cmehub.accounts.keys import CallCounts, Quota
from cmehub.api.problems import PROBLEMS, ProblemError

_MINUTE = 60
_DAY = 24 * 3600


def rate_headers(quota: Quota, counts: CallCounts, at: dt.datetime) -> dict[str, str]:
    """
    Return the headers ``RateLimit-Policy`` and ``RateLimit``, and ``Retry-After`` where a limit is passed.

    Their form is that of the IETF's draft-ietf-httpapi-ratelimit-headers-10: ``q`` calls in ``w`` seconds, of which
    ``r`` remain for ``t`` seconds.
    """
    since_midnight = at.astimezone(dt.UTC) - dt.datetime.combine(at.astimezone(dt.UTC).date(), dt.time(), dt.UTC)
    seconds = int(since_midnight.total_seconds())
    windows = (
        ("minute", quota.calls_per_minute, counts.of_minute, _MINUTE),
        ("day", quota.calls_per_day, counts.of_day, _DAY),
    )
    left = {name: length - seconds % length for name, _, _, length in windows}
    waits = [left[name] for name, most, counted, _ in windows if counted > most]
    return {
        "RateLimit-Policy": ", ".join(f'"{name}";q={most};w={length}' for name, most, _, length in windows),
        "RateLimit": ", ".join(
            f'"{name}";r={max(most - counted, 0)};t={left[name]}' for name, most, counted, _ in windows
        ),
        **({"Retry-After": str(max(waits))} if waits else {}),
    }


def counted_rates(quota: Quota, counts: CallCounts, now: dt.datetime) -> dict[str, str]:
    """
    Return what an answer's headers tell of a call that is counted.

    Raises
    ------
    ProblemError
        If it is one too many.
    """
    rates = rate_headers(quota, counts, now)
    if counts.of_day > quota.calls_per_day:
        may = f"{quota.calls_per_day:,} calls may be made a day."
        raise ProblemError("QUOTA_EXCEEDED", f"{may} {PROBLEMS['QUOTA_EXCEEDED'].mend}", rates)
    if counts.of_minute > quota.calls_per_minute:
        may = f"{quota.calls_per_minute:,} calls may be made a minute."
        raise ProblemError("RATE_EXCEEDED", f"{may} {PROBLEMS['RATE_EXCEEDED'].mend}", rates)
    return rates
