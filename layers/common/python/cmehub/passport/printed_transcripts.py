"""A physician's own transcript in print: a tagged PDF."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import segno

from cmehub.documents.typesetting import broken, typeset
from cmehub.passport.credits import Progress
from cmehub.passport.totals import Totals
from cmehub.passport.transcripts import PhysicianTranscript, TranscriptActivity, TranscriptCredit
from cmehub.people.states import STATES

_TITLE = "Continuing Education Transcript"
_NAME = "Name"
_SOURCE = (
    "These credits were reported by the accredited providers that awarded them. Points for Maintenance of "
    "Certification count once the certifying board has accepted them."
)
_SURENESS = (
    " A confirmed ID was shown to be this person's by a code that went to the address on a roster of a board or state, "
    "or by papers; of a stated one, name, birth day and number agree with the roster."
)
_PENDING = " What is marked as pending waits for its board, and is in no total."
_OWN = "The physician entered these credits. Nobody has verified them, and they are in no total above."


class Mark(NamedTuple):
    """By what a print can be verified: its code, and the address that knows it."""

    code: str
    address: str


def printed_transcript(transcript: PhysicianTranscript, mark: Mark | None = None) -> bytes:
    """Return a transcript as PDF, with the mark by which it can be verified, if it has one."""
    told = {
        "title": _TITLE,
        "label": "TRANSCRIPT",
        "published": _moment(transcript.made_at),
        "statement": _statement(transcript),
        "mark": _mark(mark) if mark else None,
        "about": [
            {"heading": heading, "text": broken(text), "is_name": heading == "Name"}
            for heading, text in _about(transcript)
        ],
        "totals": [*_totals(transcript.totals)],
        "activities": [_activity(activity) for activity in transcript.activities],
        "own_statement": _OWN,
        "own": [
            {
                "date": _day(credit.completed_on),
                "title": broken(credit.title),
                "text": f"{credit.amount:g} {credit.kind}",
            }
            for credit in transcript.own_credits
        ],
    }
    return typeset("physician_transcript.typ", told, transcript.made_at)


def _mark(mark: Mark) -> dict[str, str]:
    return {
        "code": mark.code,
        "address": mark.address.partition("?")[0],
        "picture": segno.make_qr(mark.address).svg_inline(border=0),
    }


def _statement(transcript: PhysicianTranscript) -> str:
    return _SOURCE + (_SURENESS if transcript.physician else "") + (_PENDING if transcript.choice.pending else "")


def _about(transcript: PhysicianTranscript) -> Iterator[tuple[str, str]]:
    physician, choice = transcript.physician, transcript.choice
    if physician:
        yield _NAME, f"{physician.given_name} {physician.family_name}"
        for known in physician.known_as:
            yield known.name, f"{known.number}, {known.sureness}"
    else:
        yield _NAME, "This account is tied to no physician."
    yield "Completed", _span(choice.since, choice.until)
    if "MOC" in choice.kinds:
        yield "MOC credit", f"of {', '.join(choice.boards) or 'all boards'}"
    if "CME" in choice.kinds:
        yield "CME credit", f"for {', '.join(map(_state, choice.states)) or 'all states'}"
    yield "Pending credit", "shown, and marked" if choice.pending else "left out"
    yield "Own credits", "shown, in a part of their own" if choice.own else "left out"


def _totals(totals: Totals) -> Iterator[dict[str, Any]]:
    yield {"heading": "AMA PRA Category 1 Credits", "text": f"{totals.cme:g}", "is_part": False}
    for board in totals.boards:
        yield {"heading": f"{board.name}, MOC points", "text": f"{board.points:g}", "is_part": False}
        for credit_type, points in board.by_type.items():
            yield {"heading": credit_type, "text": f"{points:g}", "is_part": True}


def _activity(activity: TranscriptActivity) -> dict[str, Any]:
    return {
        "date": _day(activity.completed_on),
        "title": broken(activity.title),
        "provider": broken(activity.provider),
        "credits": [
            {"text": broken(_credit(credit)), "is_pending": credit.status is Progress.PENDING}
            for credit in activity.credits
        ],
    }


def _credit(credit: TranscriptCredit) -> str:
    if credit.kind == "MOC":
        return f"{credit.amount:g} {credit.authority} {credit.credit_type}"
    amount = f"{credit.amount:g} {credit.credit_type} {'Credit' if credit.amount == 1 else 'Credits'}"
    if credit.derived:
        return f"{amount}, follows from {credit.authority} credit"
    return f"{amount}, {STATES[credit.authority]}" if credit.authority in STATES else amount


def _state(state: str) -> str:
    return STATES.get(state, "no state named")


def _span(first: dt.date | None, last: dt.date | None) -> str:
    if first and last:
        return f"from {_day(first)} to {_day(last)}"
    if first:
        return f"from {_day(first)} on"
    return f"until {_day(last)}" if last else "at any time"


def _day(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _moment(moment: dt.datetime) -> str:
    return f"{_day(moment.date())}, {moment:%H:%M} UTC"
