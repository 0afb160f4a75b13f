"""What search has to find, by looking at each activity in turn."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import islice
from math import atan2, cos, hypot, radians, sin
from typing import NamedTuple

import zipcodes

from cmehub.activities.activity import Activity
from cmehub.activities.registrations import MocRegistration
from cmehub.search.parameters import SearchParameters

_EARTH_MILES = 3958.8
_OF_ROWS = ("board", "credit_type")

Checks = Mapping[str, Callable[[Activity], bool]]


class Scanned(NamedTuple):
    """The IDs of what is found, and how many activities each value of each filter would give."""

    activity_ids: set[int]
    counts: dict[str, dict[str, int]]


class Scan:
    """
    A catalogue that is looked through for each question.

    Parameters
    ----------
    points
        Latitude and longitude of the towns, by city and state.
    """

    def __init__(
        self,
        activities: Iterable[Activity],
        provider_names: Mapping[str, str],
        points: Mapping[tuple[str, str], tuple[float, float]],
    ) -> None:
        self._provider_names = provider_names
        self._points = points
        self._activities = [
            (activity, {name: {*values(activity)} for name, values in self._values().items()})
            for activity in activities
        ]

    def answer(self, asked: SearchParameters, today: dt.date) -> Scanned:
        """Return what a question without words finds."""
        checks = self._checks(asked, today)
        found: set[int] = set()
        counts: dict[str, Counter[str]] = {name: Counter() for name in self._values()}
        for activity, values in self._activities:
            failed = [*islice((name for name, check in checks.items() if not check(activity)), 2)]
            if len(failed) > 1:
                continue
            has_row = _row_holds(activity, asked)
            if has_row and not failed:
                found.add(int(activity.activity_id))
            for name in failed or counts:
                if name in _OF_ROWS:
                    counts[name].update(value for value in values[name] if _row_holds(activity, asked, name, value))
                elif has_row and name in counts:
                    counts[name].update(values[name])
        return Scanned(found, {name: dict(some) for name, some in counts.items()})

    def _values(self) -> dict[str, Callable[[Activity], list[str]]]:
        return {
            "provider": lambda activity: [f"{activity.provider_id} {self._provider_names[activity.provider_id]}"],
            "format": lambda activity: [activity.activity_format],
            "delivery": lambda activity: [*activity.deliveries],
            "board": lambda activity: [row.board for row in activity.registrations],
            "credit_type": lambda activity: [
                f"{row.board}:{kind}" for row in activity.registrations for kind in row.credit_types
            ],
            "area": lambda activity: [*activity.specialties],
            "fee": lambda activity: [activity.fee] if activity.fee else [],
            "registration": lambda activity: [activity.registration] if activity.registration else [],
            "rems": lambda activity: [activity.rems.rems_type] if activity.rems else [],
            "mips": lambda activity: ["true"] if activity.mips else [],
            "mate": lambda activity: (
                ["true"] if any(topic.domain == "MATE Act" for topic in activity.state_content) else []
            ),
            "state": lambda activity: [activity.state] if activity.state else [],
            "topic": lambda activity: [
                name for topic in activity.state_content for name in (topic.domain, f"{topic.domain}: {topic.topic}")
            ],
        }

    def _checks(self, asked: SearchParameters, today: dt.date) -> Checks:
        values = self._values()
        valued = ("format", "delivery", "area", "fee", "registration", "rems", "topic", "state")
        checks: dict[str, Callable[[Activity], bool]] = {
            name: partial(_has_any, values[name], {*getattr(asked, name)}) for name in valued if getattr(asked, name)
        }
        least, most = asked.min_credits or 0, asked.max_credits
        first = asked.ends_from or dt.date.min
        optional: dict[str, tuple[object, Callable[[Activity], bool]]] = {
            "provider": (asked.provider, lambda activity: activity.provider_id in asked.provider),
            "mips": (asked.mips, lambda activity: bool(activity.mips)),
            "mate": (asked.mate, lambda activity: bool(values["mate"](activity))),
            "min_credits": (least, lambda activity: (activity.credits or 0) >= least),
            "max_credits": (most is not None, lambda activity: (activity.credits or 0) <= (most or 0)),
            "not past": (not asked.past, lambda activity: activity.end_date >= today),
            "ends_from": (asked.ends_from, lambda activity: activity.end_date >= first),
            "starts_by": (asked.starts_by, lambda activity: activity.start_date <= (asked.starts_by or dt.date.max)),
            "near": (asked.near, self._nearness(asked)),
        }
        return checks | {name: check for name, (is_asked, check) in optional.items() if is_asked}

    def _nearness(self, asked: SearchParameters) -> Callable[[Activity], bool]:
        center = next(
            ((float(entry["lat"]), float(entry["long"])) for entry in zipcodes.matching(asked.near or "60601")), None
        )
        near = {
            town for town, point in self._points.items() if center is not None and _miles(point, center) <= asked.miles
        }
        elsewhere = {"Online", "Live-Streamed", "Print/Other"} if asked.online else set()
        return lambda activity: (activity.city, activity.state) in near or not elsewhere.isdisjoint(activity.deliveries)


def _has_any(values: Callable[[Activity], list[str]], wanted: set[str], activity: Activity) -> bool:
    return not wanted.isdisjoint(values(activity))


def _row_holds(activity: Activity, asked: SearchParameters, name: str = "", value: str = "") -> bool:
    """Tell whether one registration has all that is asked of one, with a value in the place of a filter's own."""
    boards = (value,) if name == "board" else asked.board
    kinds = (value,) if name == "credit_type" else asked.credit_type
    if not (boards or kinds or asked.min_points):
        return True
    return any(
        (not boards or row.board in boards)
        and (not kinds or any(_gives(row, kind) for kind in kinds))
        and row.points >= (asked.min_points or 0)
        for row in activity.registrations
    )


def _gives(row: MocRegistration, kind: str) -> bool:
    board, colon, name = kind.partition(":")
    return name in row.credit_types and row.board == board if colon else kind in row.credit_types


def _miles(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the distance by Vincenty's formula for a sphere, which isn't the one that search uses."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (start, end))
    east = lon2 - lon1
    across = hypot(cos(lat2) * sin(east), cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(east))
    along = sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(east)
    return _EARTH_MILES * atan2(across, along)
