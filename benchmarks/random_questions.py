"""Questions to search, drawn at random."""

import datetime as dt
from collections.abc import Iterator
from random import Random

import zipcodes

from benchmarks.search_indexes import TODAY
from cmehub.activities.activity import Activity
from cmehub.activities.choices import DELIVERIES, FEES, REGISTRATIONS, REMS_TYPES
from cmehub.rules.packs import board_codes
from cmehub.search.parameters import SearchParameters
from cmehub.search.places import Point, miles_between, town_point

_MOST_FILTERS = 4


def filter_questions(count: int, samples: list[Activity], seed: int = 1) -> list[SearchParameters]:
    """Return different questions without words, whose values come from activities that exist."""
    random = Random(seed)
    found: dict[str, SearchParameters] = {}
    kinds = [_registrations, _dates, _place, _radius_edge, _choices, _amounts, _few]
    while len(found) < count:
        given: dict[str, object] = {"past": random.random() < 0.3}
        for kind in random.sample(kinds, random.randint(1, _MOST_FILTERS)):
            given |= kind(random, random.choice(samples))
        asked = SearchParameters.model_validate(given)
        found[asked.canonical()] = asked
    return [*found.values()]


def _registrations(random: Random, sample: Activity) -> dict[str, object]:
    """Return filters that must hold for one registration; often those of a real one, or mixed from two."""
    given: dict[str, object] = {}
    boards = [registration.board for registration in sample.registrations] or [random.choice(board_codes())]
    kinds = [
        f"{registration.board}:{kind}" for registration in sample.registrations for kind in registration.credit_types
    ]
    if random.random() < 0.8:
        given["board"] = random.sample(boards, 1) + ([random.choice(board_codes())] if random.random() < 0.3 else [])
    if kinds and random.random() < 0.6:
        kind = random.choice(kinds)
        given["credit_type"] = [kind if random.random() < 0.5 else kind.split(":")[1]]
    if random.random() < 0.6:
        given["min_points"] = random.choice([registration.points for registration in sample.registrations] or [1.0])
    return given


def _dates(random: Random, sample: Activity) -> dict[str, object]:
    first = random.choice([sample.start_date, sample.end_date, TODAY]) + dt.timedelta(days=random.randint(-1, 1))
    given: dict[str, object] = {"ends_from": first}
    if random.random() < 0.7:
        given["starts_by"] = first + dt.timedelta(days=random.choice((0, 1, 30)))
    return given


def _place(random: Random, _sample: Activity) -> dict[str, object]:
    return {
        "near": random.choice(("60601", "10001", "94103", "77002", "02115", "59718")),
        "miles": random.choice((1, 10, 25, 50, 100, 500)),
        "online": random.random() < 0.3,
    }


def _radius_edge(_random: Random, sample: Activity) -> dict[str, object]:
    """Return a circle whose edge runs within a mile of a real activity."""
    point = town_point(sample.city, sample.state, sample.country)
    if point is None:
        return {}
    center = zipcodes.matching("66002")[0]
    miles = miles_between(Point(float(center["lat"]), float(center["long"])), point)
    return {"near": "66002", "miles": min(500, max(1, round(miles)))}


def _choices(random: Random, sample: Activity) -> dict[str, object]:
    given: dict[str, object] = {}
    for name, values in (
        ("format", (sample.activity_format, "Enduring Material")),
        ("delivery", (*sample.deliveries, *DELIVERIES)),
        ("fee", FEES),
        ("registration", REGISTRATIONS),
        ("area", sample.specialties),
    ):
        if values and random.random() < 0.4:
            given[name] = list(dict.fromkeys(random.sample(values, random.randint(1, min(2, len(values))))))
    return given


def _amounts(random: Random, sample: Activity) -> dict[str, object]:
    given: dict[str, object] = {"min_credits": sample.credits}
    return given | ({"max_credits": sample.credits} if random.random() < 0.3 else {})


def _few(random: Random, sample: Activity) -> dict[str, object]:
    topics = [f"{state_content.domain}: {state_content.topic}" for state_content in sample.state_content] + [
        state_content.domain for state_content in sample.state_content
    ]
    given: tuple[dict[str, object], ...] = (
        {"mips": True},
        {"mate": True},
        {"state": [sample.state or "TX"]},
        {"rems": [random.choice(REMS_TYPES)]},
        {"provider": [sample.provider_id]},
        {"topic": [random.choice(topics or ["MATE Act"])]},
    )
    return random.choice(given)


def word_questions(count: int, samples: list[Activity], seed: int = 2) -> Iterator[SearchParameters]:
    """Yield the usual mix: words, words with filters, filters alone."""
    random = Random(seed)
    filters = filter_questions(count, samples, seed)
    for place in range(count):
        words = [word for word in random.choice(samples).title.split() if len(word) > 3]
        text = " ".join(random.sample(words, min(len(words), 1 + place % 3)))
        match place % 4:
            case 0 | 1:
                yield SearchParameters(q=text)
            case 2:
                yield filters[place].model_copy(update={"q": text})
            case _:
                yield filters[place]
