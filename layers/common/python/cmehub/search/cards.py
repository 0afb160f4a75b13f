"""Cards: what a list of results shows of an activity, kept apart from the index and packed small."""

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Self

import orjson
from pydantic import BaseModel, ConfigDict

from cmehub.activities.activity import Activity, StateContent
from cmehub.rules.requirements.duties import topics_of
from cmehub.search.places import Point, town_point

_RAW_DEFLATE = -15
_OFFSET_BITS, _LENGTH_BITS = 32, 16
_LAST_OFFSET, _MOST_LENGTH = (1 << _OFFSET_BITS) - 1, (1 << _LENGTH_BITS) - 1
_LONGEST_DICTIONARY = 32_768
_BETWEEN = b"\n"
"""Stands in no JSON that is written on one line, and in no title whose blanks are single."""


class CardRegistration(BaseModel):
    """What an activity counts for at one board."""

    model_config = ConfigDict(frozen=True)

    board: str
    points: float
    credit_types: tuple[str, ...]
    claim_date: dt.date | None = None


class CardTopics(BaseModel):
    """
    What one of an activity's topics is about, as states' duties name it.

    Attributes
    ----------
    topics
        Names that duties use.
    states
        Letters of those that it is for alone; nothing if it is for all.
    """

    model_config = ConfigDict(frozen=True)

    topics: tuple[str, ...]
    states: tuple[str, ...]


class Card(BaseModel):
    """
    What a list of results shows of an activity.

    Attributes
    ----------
    credits
        AMA PRA Category 1 credits.
    rems
        The type of its Risk Evaluation and Mitigation Strategy, if it has one.
    point
        Latitude and longitude of the town, if it is known.
    distance
        Miles from the place that was asked for.
    excerpt
        A line of the description with words that were asked for and that the title lacks.
    state_topics
        Which of states' duties its topics are about.
    """

    model_config = ConfigDict(frozen=True)

    activity_id: str
    title: str
    provider_id: str
    provider_name: str
    start_date: dt.date
    end_date: dt.date
    activity_format: str
    deliveries: tuple[str, ...] = ()
    city: str | None = None
    state: str | None = None
    country: str | None = None
    point: Point | None = None
    distance: float | None = None
    excerpt: str | None = None
    credits: float | None = None
    registrations: tuple[CardRegistration, ...] = ()
    specialties: tuple[str, ...] = ()
    fee: str | None = None
    registration: str | None = None
    mips: bool = False
    rems: str | None = None
    state_content: tuple[StateContent, ...] = ()
    state_topics: tuple[CardTopics, ...] = ()
    url: str | None = None

    @classmethod
    def of(cls, activity: Activity, provider_name: str) -> "Card":
        """Return the card of an activity."""
        return cls(
            activity_id=activity.activity_id,
            title=activity.title,
            provider_id=activity.provider_id,
            provider_name=provider_name,
            start_date=activity.start_date,
            end_date=activity.end_date,
            activity_format=activity.activity_format,
            deliveries=activity.deliveries,
            city=activity.city,
            state=activity.state,
            country=activity.country,
            point=town_point(activity.city, activity.state, activity.country),
            credits=activity.credits,
            registrations=tuple(
                CardRegistration(
                    board=registration.board,
                    points=registration.points,
                    credit_types=registration.credit_types,
                    claim_date=registration.claim_date,
                )
                for registration in activity.registrations
            ),
            specialties=activity.specialties,
            fee=activity.fee,
            registration=activity.registration,
            mips=bool(activity.mips),
            rems=activity.rems.rems_type if activity.rems else None,
            state_content=activity.state_content,
            state_topics=tuple(_state_topics(activity.state_content)),
            url=activity.url,
        )


def _state_topics(contents: Iterable[StateContent]) -> Iterator[CardTopics]:
    for content in contents:
        about = topics_of(content)
        if about.topics:
            yield CardTopics(topics=tuple(sorted(about.topics)), states=tuple(sorted(about.states)))


def packing_dictionary(samples: Sequence[bytes]) -> bytes:
    """Return what cards have in common, from some of them, so that each is packed to a third."""
    return b"".join(samples)[-_LONGEST_DICTIONARY:]


class CardPacker:
    """Packs cards one after another; each has a location: number of its file, offset and length in it."""

    def __init__(self, dictionary: bytes, file_number: int) -> None:
        self._dictionary = dictionary
        self._file_number = file_number
        self._packed = bytearray()

    def add(self, card: bytes) -> int:
        """Add a card and return its location."""
        packer = zlib.compressobj(9, zlib.DEFLATED, _RAW_DEFLATE, 9, zlib.Z_DEFAULT_STRATEGY, self._dictionary)
        packed = packer.compress(card) + packer.flush()
        location = (((self._file_number << _OFFSET_BITS) + len(self._packed)) << _LENGTH_BITS) + len(packed)
        self._packed += packed
        return location

    @property
    def content(self) -> bytes:
        """All that was packed."""
        return bytes(self._packed)


CardPlace = tuple[int, int, int]
"""Where a card lies: the number of its file, its offset and its length there."""


def located(location: int) -> CardPlace:
    """Return where a card with this location lies."""
    rest = location >> _LENGTH_BITS
    return rest >> _OFFSET_BITS, rest & _LAST_OFFSET, location & _MOST_LENGTH


class StoredCard(NamedTuple):
    """
    A card as it is stored.

    Attributes
    ----------
    text
        The card as JSON, as it is answered: what the hub has written itself isn't read again.
    texts
        The activity's title and description, beside the card, so that a line can be found without reading it.
    """

    text: bytes
    texts: bytes

    @classmethod
    def of(cls, card: Card, description: str | None) -> Self:
        """Return how a card is stored."""
        title = " ".join(card.title.split()).encode()
        return cls(card.model_dump_json().encode(), title + _BETWEEN + (description or "").encode())

    @classmethod
    def unpacked(cls, packed: bytes, dictionary: bytes) -> Self:
        """Return a card that was packed."""
        text, _, texts = zlib.decompressobj(_RAW_DEFLATE, dictionary).decompress(packed).partition(_BETWEEN)
        return cls(text, texts)

    def packable(self) -> bytes:
        """Return what is packed."""
        return self.text + _BETWEEN + self.texts

    def card(self) -> Card:
        """Return the card, read."""
        return Card.model_validate_json(self.text)

    def values(self) -> dict[str, Any]:
        """Return the card's fields as JSON has them."""
        return orjson.loads(self.text)  # type: ignore[no-any-return]  # a card is an object

    def title_and_description(self) -> tuple[str, str]:
        """Return the texts in which words are found."""
        title, _, description = self.texts.decode().partition("\n")
        return title, description
