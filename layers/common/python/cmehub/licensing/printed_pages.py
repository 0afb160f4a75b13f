"""A licensee's page in print: a tagged PDF."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from cmehub.documents.typesetting import broken, typeset
from cmehub.licensing.asked import Asked
from cmehub.licensing.licensee_pages import LicenseePage

_STATEMENT = (
    "These CME credits were reported by the accredited providers that awarded them. What nobody reported, what isn't "
    "verified, and what may not be shown to this board is not here, so something may be met that is told as open."
)


def printed_page(page: LicenseePage, made_at: dt.datetime) -> bytes:
    """Return a licensee's page as PDF."""
    places = {credit.credit_id: place for place, credit in enumerate(page.credits, start=1)}
    told = {
        "title": "Licensee's Continuing Education",
        "label": f"LICENSEE {page.licence}",
        "published": f"{_day(made_at.date())}, {made_at:%H:%M} UTC",
        "statement": _STATEMENT,
        "about": [
            {"heading": heading, "text": broken(text), "is_name": heading == "Name"} for heading, text in _about(page)
        ],
        "notes": [*_notes(page)],
        "asked": [_asked(asked, places) for asked in (page.hours, page.category_1, *page.duties) if asked],
        "credits": [
            {
                "place": f"{places[credit.credit_id]}",
                "date": _day(credit.completed_on),
                "title": broken(credit.title),
                "provider": broken(credit.provider),
                "topics": broken(", ".join(credit.topics)),
                "amount": f"{credit.amount:g}",
            }
            for credit in page.credits
        ],
    }
    return typeset("licensee.typ", told, made_at)


def _about(page: LicenseePage) -> Iterator[tuple[str, str]]:
    yield "Name", f"{page.given_name} {page.family_name}"
    yield "Licence", f"{page.licence}, {page.state}"
    yield "Board", page.board
    if page.issued:
        yield "Licence issued", _day(page.issued)
    if page.expires:
        yield "Licence valid until", _day(page.expires)
    yield "Cycle" if page.is_cycle else "Days looked at", f"{_day(page.starts)} to {_day(page.ends)}"
    yield "Credits in these days", f"{page.total:g} AMA PRA Category 1"
    yield "Latest credit", _day(page.latest) if page.latest else "none"


def _notes(page: LicenseePage) -> Iterator[str]:
    if not page.is_told:
        yield "What the state asks in these days is not told here."
    if page.needed:
        yield f"The cycle can't be told without this: {', '.join(page.needed)}."
    if page.degree_needed:
        yield "Whether a board of osteopathic physicians' own licenses is not known: this is what the other one asks."
    for sentence in page.undecided:
        yield f"If this is the first cycle: {sentence}"


def _asked(asked: Asked, places: Mapping[str, int]) -> dict[str, Any]:
    starts = _day(asked.starts) if asked.starts else "any day"
    state = "Done" if asked.is_done else f"Open, {asked.left:g} missing" if asked.left is not None else "Open"
    hours = f"{asked.hours:g}" + (f" of {asked.asked:g}" if asked.asked is not None else "")
    return {
        "sentence": broken(asked.sentence),
        "state": state,
        "counted": ", ".join(map(str, sorted(places[credit_id] for credit_id in asked.counted))),
        "span": f"{starts} to {_day(asked.ends)}",
        "hours": hours,
    }


def _day(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"
