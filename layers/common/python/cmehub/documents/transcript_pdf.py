"""Transcripts for print: a tagged PDF."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cmehub.documents.typesetting import broken, typeset
from cmehub.learners.transcripts import CompletedActivity, Transcript
from cmehub.people.licensing_boards import LICENSING_BOARDS
from cmehub.people.states import STATES
from cmehub.rules.packs import is_board, packs_of

_OF_ID = 12
"""Letters of an ID in its column."""
_TITLE = "Accredited Continuing Education Transcript"
_SOURCE = (
    "These credits come from the accredited providers that awarded them, not from the physician. "
    "Points for Maintenance of Certification count here once the certifying board has accepted them."
)


def transcript_pdf(transcript: Transcript, published_at: dt.datetime, reported_by: str | None = None) -> bytes:
    """
    Return a transcript as PDF.

    Parameters
    ----------
    transcript
        The transcript.
    published_at
        When it is made.
    reported_by
        The provider whose credits are all that it tells, if it doesn't tell everything that is known.
    """
    scope = f" Only credits that {reported_by} reported are shown." if reported_by else ""
    told = {
        "title": _TITLE,
        "statement": _SOURCE + scope,
        "name": broken(f"{transcript.member.given_name} {transcript.member.family_name}"),
        "span": _span(transcript),
        "published": _day(published_at.date()),
        "totals": [*_totals(transcript)],
        "activities": [_activity(completed) for completed in transcript.activities],
    }
    return typeset("transcript.typ", told, published_at)


def _totals(transcript: Transcript) -> Iterator[dict[str, str]]:
    cme = f"{transcript.cme:g} AMA PRA Category 1 {_credits(transcript.cme)}"
    licences = {authority: number for authority, number in transcript.member.ids.items() if not is_board(authority)}
    for authority, number in (licences or {"": ""}).items():
        yield {"authority": _licence(authority), "id": broken(number, _OF_ID), "total": cme}
    points = transcript.points
    for board in dict.fromkeys((*filter(is_board, transcript.member.ids), *points)):
        total = points.get(board, 0.0)
        yield {
            "authority": packs_of(board)[-1].name,
            "id": broken(transcript.member.ids.get(board, ""), _OF_ID),
            "total": f"{total:g} {board} MOC/CC {_points(total)}",
        }


def _licence(authority: str) -> str:
    named = {"NPI": "National Provider Identifier", "": "Continuing medical education"} | LICENSING_BOARDS
    return named.get(authority) or f"Medical licence, {STATES[authority]}"


def _activity(activity: CompletedActivity) -> dict[str, Any]:
    return {
        "date": _day(activity.completed_on),
        "title": broken(activity.title),
        "organisation": broken(activity.organisation),
        "credits": [{"text": broken(text), "is_part": is_part} for text, is_part in _earned(activity)],
    }


def _earned(activity: CompletedActivity) -> Iterator[tuple[str, bool]]:
    """Yield what was earned: CME, then each board's points with the credit types that they cover, which overlap."""
    if activity.cme:
        yield f"{activity.cme:g} AMA PRA Category 1 {_credits(activity.cme)}", False
    for board, points in activity.points.items():
        yield f"{points:g} {board} {_points(points)}", False
        of_board = [credit for credit in activity.credits if credit.board == board and not credit.derived]
        for credit_type in dict.fromkeys(credit.credit_type for credit in of_board):
            amount = sum(credit.amount for credit in of_board if credit.credit_type == credit_type)
            yield f"{amount:g} {credit_type}", True
    if activity.is_denied:
        yield "The learner doesn't permit to share this", False


def _credits(amount: float) -> str:
    return "Credit" if amount == 1 else "Credits"


def _points(amount: float) -> str:
    return "Point" if amount == 1 else "Points"


def _span(transcript: Transcript) -> str:
    first, last = transcript.span.first, transcript.span.last
    if first and last:
        return f"from {_day(first)} to {_day(last)}"
    if first or last:
        return f"from {_day(first)} on" if first else f"until {_day(last)}" if last else ""
    return "at any time"


def _day(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"
