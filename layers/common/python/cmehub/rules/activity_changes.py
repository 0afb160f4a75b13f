"""What an update may not change, and what it changes that looks wrong; pure, no I/O."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cmehub.activities.activity import Activity
from cmehub.issues.issue import Issue, row_issue
from cmehub.submissions.rows import FieldName, Location

_FIXED = "stays as it is"
_EARLIER, _LATER, _RAISED = "may only become earlier", "may only become later", "may only be raised"


class Lock(NamedTuple):
    """What of an activity with learners can be changed no more, or in one way only; ``is_fixed`` if in none."""

    location: Location
    why: str
    is_fixed: bool = False


def locks(stored: Activity) -> Iterator[Lock]:
    """Yield, for an activity with learners, the fields of which `locked_changes` lets not every change through."""
    yield Lock(("activity_format",), _FIXED, is_fixed=True)
    yield Lock(("start_date",), _EARLIER)
    yield Lock(("end_date",), _LATER)
    if stored.credits is not None:
        yield Lock(("credits",), _RAISED)
    for place, registered in enumerate(stored.registrations):
        yield Lock(("registrations", place, "board"), _FIXED, is_fixed=True)
        yield Lock(("registrations", place, "points"), _RAISED)
        if registered.credit_types:
            kept = f"keeps {', '.join(registered.credit_types)}"
            yield Lock(("registrations", place, "credit_types"), kept)


def locked_changes(number: int, stored: Activity, sent: Activity, field_name: FieldName) -> Iterator[Issue]:
    """
    Yield what an update takes away from learners who were already reported.

    Parameters
    ----------
    number
        The sender's row number.
    stored, sent
        The activity with learners, and what is to replace it.
    field_name
        Gives the sender's name of a field.
    """

    def locked(location: Location, value: object, why: str) -> Issue:
        return row_issue("ACTIVITY_FIELD_LOCKED", number, field=field_name(location), value=value, why=why)

    if sent.activity_format != stored.activity_format:
        yield locked(("activity_format",), sent.activity_format, f"it was {stored.activity_format}")
    if sent.start_date > stored.start_date:
        yield locked(("start_date",), sent.start_date, f"it was {stored.start_date}, and {_EARLIER}")
    if sent.end_date < stored.end_date:
        yield locked(("end_date",), sent.end_date, f"it was {stored.end_date}, and {_LATER}")
    if stored.credits is not None and (sent.credits or 0) < stored.credits:
        lowered = "nothing" if sent.credits is None else f"{sent.credits:g}"
        yield locked(("credits",), lowered, f"it was {stored.credits:g}, and {_RAISED}")
    yield from _taken_from_boards(stored, sent, locked)


def closed_changes(number: int, stored: Activity, sent: Activity, field_name: FieldName) -> Issue | None:
    """
    Return why a closed activity can't become what was sent, which changes it; it has to be reopened first.

    A row that says the same of it and doesn't ask to close it changes nothing: it stays closed.
    """
    if not stored.closed_by or stored.deleted_by or _but_for_closing(sent) == _but_for_closing(stored):
        return None
    return row_issue("CLOSED_ACTIVITY_LOCKED", number, field=field_name(("activity_id",)), value=stored.activity_id)


def _but_for_closing(activity: Activity) -> Activity:
    unclosed = {"close_requested": False, "closed_by": None, "closed_at": None, "sent_by": None, "revision": 1}
    return activity.model_copy(update=unclosed)


def lowered_participants(number: int, stored: Activity, sent: Activity, field_name: FieldName) -> Iterator[Issue]:
    """Yield a warning for each head count that falls, or is no longer told."""
    places = {category: place for place, category in enumerate(sent.participants)}
    for category, before in stored.participants.items():
        count = sent.participants.get(category)
        if count is None or count < before:
            at: Location = ("participants",) if count is None else ("participants", places[category], "count")
            value = "blank" if count is None else count
            yield row_issue("PARTICIPANTS_LOWERED", number, field=field_name(at), value=value, stored=before)


def _taken_from_boards(
    stored: Activity, sent: Activity, locked: Callable[[Location, object, str], Issue]
) -> Iterator[Issue]:
    for registered in stored.registrations:
        registration = sent.registration_for(registered.board)
        if registration is None:
            yield locked(("registrations",), "nothing", f"the activity is registered for {registered.board}")
            continue
        place = sent.registrations.index(registration)
        if registration.points < registered.points:
            why = f"it was {registered.points:g} for {registered.board}, and {_RAISED}"
            yield locked(("registrations", place, "points"), f"{registration.points:g}", why)
        for credit_type in registered.credit_types:
            if credit_type not in registration.credit_types:
                why = f"{registered.board} credit may have been given as {credit_type}"
                offered = ", ".join(registration.credit_types)
                yield locked(("registrations", place, "credit_types"), offered, why)
