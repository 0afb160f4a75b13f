"""The catalogue's activities."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from cmehub.activities.activity import Activity, Rems, StateContent
from cmehub.activities.choices import REMS_TYPES
from cmehub.activities.registrations import MocRegistration
from cmehub.rules.packs import board_codes, rule_pack
from local.catalogue.catalogue_providers import catalogue_providers, provider_weights
from local.catalogue.topics import Topic, topics
from local.catalogue.towns import towns
from local.catalogue.wording import ANGLES, AUDIENCES, SENTENCES, SETTINGS, TITLES

AROUND = dt.date(2026, 11, 1)
"""The day around which the catalogue lies, unless another one is given."""
_FORMATS = {
    "Live Course": (30, 3), "Regularly Scheduled Series": (14, 360), "Enduring Material": (34, 900),
    "Journal-based CME": (7, 720), "Performance/Quality Improvement": (4, 300), "Test-Item Writing": (1, 90),
    "Manuscript Review": (1, 360), "Committee Learning": (2, 180), "Internet Searching and Learning": (2, 700),
    "Learning from Teaching": (2, 200), "Other/Blended Learning": (3, 120),
}  # fmt: skip
"""How often each format is met, and the most days that it runs."""
_DELIVERIES = {
    "Live Course": (("In-Person",), ("In-Person",), ("Live-Streamed",), ("In-Person", "Live-Streamed")),
    "Regularly Scheduled Series": (("In-Person",), ("In-Person", "Live-Streamed"), ("Live-Streamed",)),
    "Enduring Material": (("Online",), ("Online",), ("Online",), ("Online", "Print/Other"), ("Print/Other",)),
}
_AMOUNTS = (0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 7.25, 8.0, 12.0, 16.5, 20.0, 24.0, 36.0, 50.0)
_STATE_TOPICS = (
    ("MATE Act", "Substance use disorders"), ("Pain and opioids", "Opioid prescribing"),
    ("Pain and opioids", "Pain management"), ("Public health", "Human trafficking"),
    ("Public health", "Child abuse reporting"), ("Ethics", "Implicit bias"), ("Ethics", "Medical ethics"),
    ("End of life", "Palliative care"), ("Infection", "Infection control"), ("Behavioral health", "Suicide prevention"),
)  # fmt: skip
_ABROAD = (("Toronto", "CAN"), ("Barcelona", "ESP"), ("London", "GBR"), ("Cancún", "MEX"), ("Zürich", "CHE"))
_FIRST_ID, _IDS, _STEP = 300_000_000, 600_000_000, 7_919_017
_EARLIEST, _LATEST = -700, 400
"""Days from the day around which the catalogue lies to the earliest and the latest start."""


def catalogue(count: int, around: dt.date = AROUND, first: int = 0) -> Iterator[Activity]:
    """Yield so many activities of the catalogue, from a place on; all are listed, and Active or past."""
    return (catalogue_activity(place, around) for place in range(first, first + count))


def place_in_catalogue(activity_id: str) -> int:
    """Return the place of the activity that has an ID."""
    return (int(activity_id) - _FIRST_ID) * pow(_STEP, -1, _IDS) % _IDS


def catalogue_activity(place: int, around: dt.date = AROUND) -> Activity:
    """Return the activity at a place of the catalogue."""
    random = Random(place)
    topic, other = _topics(random)
    provider = random.choices(catalogue_providers(), cum_weights=provider_weights())[0]
    (activity_format,) = random.choices([*_FORMATS], [weight for weight, _ in _FORMATS.values()])
    start = around + dt.timedelta(days=random.randint(_EARLIEST, _LATEST))
    end = start + dt.timedelta(days=random.randint(0, _FORMATS[activity_format][1] - 1))
    deliveries = random.choice(_DELIVERIES.get(activity_format, ((),)))
    amount = random.choice(_AMOUNTS)
    place_of = _place(random) if "In-Person" in deliveries else {}
    words = _words(random, topic, other, start.year)
    activity_id = _FIRST_ID + place * _STEP % _IDS
    return Activity(
        activity_id=str(activity_id),
        provider_id=provider.provider_id,
        provider_activity_id=f"C-{place}",
        title=_sentence(random.choice(TITLES).format(**words)),
        description=" ".join(
            _sentence(sentence.format(**words)) for sentence in random.sample(SENTENCES, random.randint(2, 4))
        ),
        activity_format=activity_format,
        start_date=start,
        end_date=end,
        deliveries=deliveries,
        credits=amount,
        providership="direct",
        url=f"https://cme.example.org/{activity_id}",
        listed=True,
        fee=random.choice(("Yes", "Yes", "No, it's free", "Variable")),
        registration=random.choice(("Open to all", "Open to all", "Open to all", "Limited")),
        **_content(random, topic, amount, start),
        **place_of,
    )


def catalogue_topics(place: int) -> tuple[Topic, Topic]:
    """Return what the activity at a place is about: the topic of its title, and one that may stand beside it."""
    return _topics(Random(place))


def _topics(random: Random) -> tuple[Topic, Topic]:
    names, weights = topics()
    topic, other = random.choices(names, cum_weights=weights, k=2)
    return topic, other


def _content(random: Random, topic: Topic, amount: float, start: dt.date) -> dict[str, Any]:
    """Return the practice areas, and for whom besides the activity counts."""
    areas = random.sample(topic.areas, random.randint(1, min(3, len(topic.areas))))
    registrations = tuple(
        MocRegistration(
            board=board,
            points=min(amount, random.choice(_AMOUNTS)) if random.random() < 0.3 else amount,  # noqa: PLR2004
            credit_types=tuple(random.sample(types, random.randint(1, min(2, len(types))))),
            claim_date=start + dt.timedelta(days=random.randint(300, 1000)),
        )
        for board, types in _boards_of(areas)
        if random.random() < 0.4  # noqa: PLR2004
    )
    topics_of_states = tuple(
        StateContent(domain=domain, topic=name)
        for domain, name in random.sample(_STATE_TOPICS, random.choice((0, 0, 0, 0, 0, 1, 2)))
    )
    is_rems = random.random() < 0.02  # noqa: PLR2004
    return {
        "specialties": tuple(areas),
        "registrations": registrations,
        "mips": random.random() < 0.1,  # noqa: PLR2004
        "rems": Rems(rems_type=random.choice(REMS_TYPES), identifier="EG-100000-001") if is_rems else None,
        "has_state_content": bool(topics_of_states),
        "state_content": topics_of_states,
    }


def _place(random: Random) -> dict[str, str]:
    if random.random() < 0.02:  # noqa: PLR2004
        city, country = random.choice(_ABROAD)
        return {"city": city, "country": country}
    names, weights = towns()
    town = random.choices(names, cum_weights=weights)[0]
    return {"city": town.city, "state": town.state, "country": "USA"}


def _words(random: Random, topic: Topic, other: Topic, year: int) -> dict[str, object]:
    angle, other_angle = random.sample(ANGLES, 2)
    return {
        "topic": topic.name,
        "inner": _inside(topic.name),
        "other": _inside(other.name),
        "angle": angle,
        "angle_title": angle[0].upper() + angle[1:],
        "other_angle": other_angle,
        "setting": random.choice(SETTINGS),
        "audience": random.choice(AUDIENCES),
        "year": year,
        "number": random.choice((4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 19, 20, 24, 25, 26, 27, 28, 29, 30)),
        "town": random.choices(towns()[0], cum_weights=towns()[1])[0].city,
    }


def _inside(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


@cache
def _boards_with(area: str, on: dt.date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    packs = (rule_pack(board, on) for board in board_codes())
    return tuple((pack.board, pack.types_on(on)) for pack in packs if pack.practice_area(area) and pack.types_on(on))


def _boards_of(areas: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    return [*dict.fromkeys(board for area in areas for board in _boards_with(area, AROUND))]
