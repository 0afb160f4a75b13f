"""Calendars of activities, as iCalendar files (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable, Iterator

from cmehub.documents import icalendar
from cmehub.documents.icalendar import days, stamp, text
from cmehub.search.activity_details import activity_page
from cmehub.search.cards import Card

MEDIA_TYPE = icalendar.MEDIA_TYPE
_LONGEST_EVENT = dt.timedelta(days=31)


def calendar(cards: Iterable[Card], at: dt.datetime, site_url: str, name: str) -> str:
    """
    Return a calendar of activities, with the name that programs show.

    An activity that runs for longer than a month is there with its last day.
    """
    return icalendar.calendar(name, (_event(card, at, site_url) for card in cards))


def _event(card: Card, at: dt.datetime, site_url: str) -> Iterator[str]:
    is_long = card.end_date - card.start_date > _LONGEST_EVENT
    yield f"UID:{card.activity_id}@cme-hub"
    yield stamp(at)
    yield from days(card.end_date if is_long else card.start_date, card.end_date)
    yield f"SUMMARY:{text(f'Last day: {card.title}' if is_long else card.title)}"
    yield f"DESCRIPTION:{text(_description(card))}"
    if place := ", ".join(filter(None, (card.city, card.state, card.country))):
        yield f"LOCATION:{text(place)}"
    yield f"URL:{activity_page(site_url, card.activity_id)}"
    yield "TRANSP:TRANSPARENT"


def _description(card: Card) -> str:
    credit = [f"{card.credits:g} AMA PRA Category 1 Credits"] if card.credits else []
    moc = [
        f"{registration.board}: {registration.points:g} points, {', '.join(registration.credit_types)}"
        for registration in card.registrations
    ]
    return "\n".join((card.provider_name, card.activity_format, *credit, *moc, *filter(None, [card.url])))
