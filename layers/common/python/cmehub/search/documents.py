"""What the index holds of an activity."""

import datetime as dt
import unicodedata
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import tantivy

from cmehub.activities.activity import Activity
from cmehub.activities.choices import FREE
from cmehub.people.states import STATES
from cmehub.search.cards import Card, StoredCard
from cmehub.search.medical_names import words_besides
from cmehub.search.schema import BESIDES, WORDS, plain_text

MATE = "MATE Act"
"""The domain of state content that counts for the Medication Access and Training Expansion Act."""
_ID_BITS = 30
_LAST_ID = (1 << _ID_BITS) - 1
_QUARTERS = 4
_LONGEST_EVENT, _BEHIND = dt.timedelta(days=7), 36_525


class IndexEntry(NamedTuple):
    """
    An activity as the index takes it.

    Attributes
    ----------
    card
        What a list of results shows of it, as it is stored.
    digest
        Of all that the index and the card hold; two activities that differ in it differ in an answer.
    """

    activity: Activity
    provider_name: str
    card: StoredCard
    place: str | None
    digest: int

    @classmethod
    def of(cls, activity: Activity, provider_name: str) -> "IndexEntry":
        """Return the entry of an activity."""
        card = Card.of(activity, provider_name)
        stored = StoredCard.of(card, activity.description)
        place = place_term(card) if card.point else None
        return cls(activity, provider_name, stored, place, zlib.crc32(stored.packable()))

    def document(self, location: int) -> tantivy.Document:
        """Return the document; ``location`` is where the card lies."""
        activity = self.activity
        activity_id = int(activity.activity_id)
        document = tantivy.Document()
        title, body = plain_text(activity.title), plain_text(activity.description or "")
        labels = plain_text(" ".join((self.provider_name, *_labels(activity))))
        document.add_text("title", title)
        document.add_text("labels", labels)
        document.add_text("body", body)
        besides = " ".join(words_besides(activity.title))
        document.add_text(BESIDES, besides)
        document.add_text(WORDS, f"{title} {labels} {body} {besides}")
        for name, values in facet_values(activity, self.provider_name).items():
            for value in values:
                document.add_text(name, value)
        for row in registration_rows(activity):
            document.add_text("registration_row", row)
        if self.place:
            document.add_text("place", self.place)
        most = max([registration.points for registration in activity.registrations] or [activity.credits or 0])
        document.add_text("title_order", f"{folded_title(activity.title)} {activity.activity_id}")
        document.add_unsigned("activity_id", activity_id)
        document.add_unsigned("provider_id", int(activity.provider_id))
        document.add_unsigned("start", day_number(activity.start_date))
        document.add_unsigned("end", day_number(activity.end_date))
        document.add_unsigned("amount", quarters(activity.credits or 0))
        document.add_unsigned("soonest", (soonest_day(activity) << _ID_BITS) + activity_id)
        document.add_unsigned("most_points", (quarters(most) << _ID_BITS) + _LAST_ID - activity_id)
        document.add_unsigned("card", location)
        document.add_unsigned("digest", self.digest)
        return document


def is_public(activity: Activity) -> bool:
    """Tell whether anybody may find an activity: its provider lists it, and it is more than a draft."""
    return bool(activity.listed) and not activity.deleted_by and not activity.missing_for_active()


def facet_values(activity: Activity, provider_name: str) -> dict[str, tuple[str, ...]]:
    """Return the values of an activity for each facet, each value once."""
    values: dict[str, list[str | None]] = {
        "provider": [f"{activity.provider_id} {provider_name}"],
        "format": [activity.activity_format],
        "delivery": [*activity.deliveries],
        "board": [registration.board for registration in activity.registrations],
        "credit_type": [
            f"{registration.board}:{kind}"
            for registration in activity.registrations
            for kind in registration.credit_types
        ],
        "area": [*activity.specialties],
        "fee": [activity.fee],
        "registration": [activity.registration],
        "rems": [activity.rems.rems_type if activity.rems else None],
        "mips": ["true" if activity.mips else None],
        "mate": ["true" if MATE in {content.domain for content in activity.state_content} else None],
        "state": [activity.state],
        "topic": [
            name
            for state_content in activity.state_content
            for name in (state_content.domain, f"{state_content.domain}: {state_content.topic}")
        ],
    }
    return {name: tuple(dict.fromkeys(filter(None, some))) for name, some in values.items()}


def soonest_day(activity: Activity) -> int:
    """
    Return the number of the day by which an activity stands among those that come soonest.

    What begins stands by its first day. What goes on for longer than a week stands behind all that, by its last day: it
    can be begun at any time, and by its first day what has been there for years would be before all else.
    """
    goes_on = activity.end_date - activity.start_date > _LONGEST_EVENT
    return day_number(activity.end_date) + _BEHIND if goes_on else day_number(activity.start_date)


def _labels(activity: Activity) -> Iterator[str]:
    """Yield what else somebody may type of an activity: words that are filters, too."""
    yield from activity.specialties
    for content in activity.state_content:
        yield f"{content.domain} {content.topic}"
    yield f"{activity.city or ''} {activity.state or ''} {STATES.get(activity.state or '', '')}"
    yield f"{activity.activity_format} {' '.join(activity.deliveries)}"
    for registration in activity.registrations:
        yield f"{registration.board} {' '.join(registration.credit_types)}"
    if activity.fee == FREE:
        yield "free"
    if activity.mips:
        yield "MIPS"
    if activity.rems:
        yield f"REMS {activity.rems.rems_type}"


def registration_rows(activity: Activity) -> Iterator[str]:
    """Yield a term for each way to ask for a registration: its board, alone or with a credit type, and its points."""
    for registration in activity.registrations:
        for kind in ("", *dict.fromkeys(registration.credit_types)):
            yield registration_row(registration.board, kind, quarters(registration.points))


def registration_row(board: str, credit_type: str, points: int) -> str:
    """Return the term of a registration with so many quarters of a point."""
    return f"{board}:{credit_type}:{points}"


def activity_id_in(soonest: int) -> int:
    """Return the activity's ID, which the field ``soonest`` ends with so that its order is the same everywhere."""
    return soonest & _LAST_ID


def place_term(card: Card) -> str | None:
    """Return the term of a town, which begins with where it lies."""
    if card.point is None:
        return None
    return f"{card.point.latitude},{card.point.longitude} {card.city}, {card.state}"


def quarters(amount: float) -> int:
    """Return an amount in quarters of a credit; credits come in quarters."""
    return round(amount * _QUARTERS)


def day_number(day: dt.date) -> int:
    """Return the number of a day, counted from year 1."""
    return day.toordinal()


def folded_title(title: str) -> str:
    """Return a title as titles are put in order: without case, accents and what isn't a letter or a digit."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())
