"""Calendars as iCalendar files (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

MEDIA_TYPE = "text/calendar; charset=utf-8"
_ASKED_AGAIN = "PT12H"
_LONGEST_LINE = 75
"""Bytes, as the standard wants it."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar(name: str, events: Iterable[Iterable[str]]) -> str:
    """
    Return a calendar, with the name that programs show.

    Parameters
    ----------
    events
        The lines of each; what stands in them as text has gone through `text`.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CME Hub//Passport//EN"]
    # The names and times of RFC 7986, and those that calendar programs knew before it.
    lines += [f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{_ASKED_AGAIN}", f"X-PUBLISHED-TTL:{_ASKED_AGAIN}"]
    lines += [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def stamp(at: dt.datetime) -> str:
    """Return the line that says when an event was written."""
    return f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def days(first: dt.date, last: dt.date) -> tuple[str, str]:
    """Return the lines that say on which whole days an event is, both ends among them."""
    return f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}"


def text(said: str) -> str:
    """Return a text as it stands in a calendar."""
    return said.translate(_ESCAPED)


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
