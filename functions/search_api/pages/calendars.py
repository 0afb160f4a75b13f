"""Calendars of activities, as iCalendar files (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable, Iterator

from cmehub.search.activity_details import activity_page
from cmehub.search.cards import Card

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST_EVENT = dt.timedelta(days=31)
_ASKED_AGAIN = "PT12H"
_LONGEST_LINE = 75
"""Bytes, as the standard wants it."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar(cards: Iterable[Card], at: dt.datetime, site_url: str, name: str) -> str:
    """
    Return a calendar of activities, with the name that programs show.

    An activity that runs for longer than a month is there with its last day.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CME Hub//Passport//EN"]
    # The names and times of RFC 7986, and those that calendar programs knew before it.
    lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{_ASKED_AGAIN}", f"X-PUBLISHED-TTL:{_ASKED_AGAIN}"]
    lines += [line for card in cards for line in _event(card, at, site_url)]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(card: Card, at: dt.datetime, site_url: str) -> Iterator[str]:
    is_long = card.end_date - card.start_date > _LONGEST_EVENT
    first = card.end_date if is_long else card.start_date
    yield "BEGIN:VEVENT"
    yield f"UID:{card.activity_id}@cme-hub"
    yield f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{card.end_date + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'Last day: {card.title}' if is_long else card.title)}"
    yield f"DESCRIPTION:{_text(_description(card))}"
    if place := ", ".join(filter(None, (card.city, card.state, card.country))):
        yield f"LOCATION:{_text(place)}"
    yield f"URL:{activity_page(site_url, card.activity_id)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(card: Card) -> str:
    credit = [f"{card.credits:g} AMA PRA Category 1 Credits"] if card.credits else []
    moc = [
        f"{registration.board}: {registration.points:g} points, {', '.join(registration.credit_types)}"
        for registration in card.registrations
    ]
    return "\n".join((card.provider_name, card.activity_format, *credit, *moc, *filter(None, [card.url])))


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Break a line after at most so many bytes, never inside a character."""
    parts, size = [""], 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += length
    return "\r\n".join(parts)
