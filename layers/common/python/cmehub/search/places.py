"""Places in the United States: where a ZIP code or a town lies, and how far it is to others."""

import re
from collections import defaultdict
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from statistics import fmean
from typing import NamedTuple

import zipcodes

from cmehub.people.states import state_letters

_EARTH_MILES = 3958.8
_ZIP = re.compile(r"(\d{5})(-\d{4})?")
_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180


class Point(NamedTuple):
    """A point on the earth, in degrees."""

    latitude: float
    longitude: float


Direction = tuple[float, float, float]
"""A unit vector: comparing two costs a tenth of their distance."""


def miles_between(point: Point, other: Point) -> float:
    """Return the distance along the earth."""
    north, south = radians(point.latitude), radians(other.latitude)
    east = radians(other.longitude - point.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * _EARTH_MILES * asin(sqrt(half))


def direction(point: Point) -> Direction:
    """Return where a point lies from the middle of the earth."""
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def nearness(miles: float) -> float:
    """Return the least product of the directions of two points that are at most so many miles apart."""
    return cos(miles / _EARTH_MILES)


def town_point(city: str | None, state: str | None, country: str | None) -> Point | None:
    """Return the middle of a town's ZIP codes; None if it isn't in the United States or isn't known."""
    if not city or not state or country != "USA":
        return None
    return _towns().get((state, _folded(city)))


@lru_cache(maxsize=1024)
def point_of(place: str) -> Point | None:
    """
    Return where a place lies that somebody wrote.

    Parameters
    ----------
    place
        A ZIP code, coordinates (``41.88,-87.63``), or a town with its state (``Springfield, IL``); without a state it
        is the largest town of that name.
    """
    text = place.strip()
    if zip_code := _ZIP.fullmatch(text):
        return next((_point(entry) for entry in zipcodes.matching(zip_code[1])), None)
    if written := _COORDINATES.fullmatch(text):
        point = Point(float(written[1]), float(written[2]))
        inside = abs(point.latitude) <= _MOST_LATITUDE and abs(point.longitude) <= _MOST_LONGITUDE
        return point if inside else None
    city, _, state = text.rpartition(",")
    if letters := state_letters(state) if city else None:
        return _towns().get((letters, _folded(city)))
    return _towns().get((_largest_towns().get(_folded(text), ""), _folded(text)))


def state_taken(place: str) -> str | None:
    """Return the letters of the state that was taken for a town without one; None for any other place."""
    return _largest_towns().get(_folded(place)) if re.fullmatch(r"[^\d,]+", place) else None


def _folded(city: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"^(st|saint)[. ]", "st", city.strip().casefold()))


@cache
def _zip_points() -> dict[tuple[str, str], list[Point]]:
    """Return the points of the ZIP codes of each town, by state and folded name."""
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for entry in zipcodes.list_all():
        if entry["country"] == "US" and entry["zip_code_type"] != "MILITARY":
            for name in {_folded(city) for city in (entry["city"], *entry["acceptable_cities"])}:
                points[entry["state"], name].append(_point(entry))
    return points


@cache
def _towns() -> dict[tuple[str, str], Point]:
    return {
        town: Point(round(fmean(lat for lat, _ in points), 4), round(fmean(lon for _, lon in points), 4))
        for town, points in _zip_points().items()
    }


@cache
def _largest_towns() -> dict[str, str]:
    """Return in which state the largest town of each folded name lies."""
    by_size = sorted(_zip_points().items(), key=lambda town: len(town[1]))
    return {name: state for (state, name), _ in by_size}


def _point(entry: dict[str, str]) -> Point:
    return Point(float(entry["lat"]), float(entry["long"]))
