"""What a file had no place for: of an activity that is stored already, it stays as it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cmehub.activities.activity import Activity

_KEYS = {"registrations": "board", "outcomes": "outcome", "supports": "source"}
_WORDS = {
    "url": "the activity URL",
    "listed": "the public listing",
    "specialties": "the practice areas",
    "content_keywords": "the content outline",
    "registrations": "the MOC registrations",
    "commercial_support": "the answer to commercial support",
    "supports": "the commercial supporters",
    "mips": "the MIPS answer",
    "rems": "the REMS",
    "has_state_content": "the answer to state content",
    "state_content": "the state topics",
    "permission_to_share": "the learners' permission to share",
    "close_requested": "the request to close it",
}


def with_unsaid(sent: Activity, stored: Activity, unsaid: Iterable[str]) -> Activity:
    """
    Return an activity as it was sent, with what its file had no place for as it is stored.

    Parameters
    ----------
    sent, stored
        The activity as a row describes it, and the one whose place it takes.
    unsaid
        Fields of `Activity`; of a list of entries also ``field.part``: a part of each entry, or the one entry that the
        file can't name, such as ``registrations.claim_date`` and ``outcomes.Community Health``.
    """
    for name in unsaid:
        field, _, part = name.partition(".")
        if part:
            kept = {field: _joined(field, part, getattr(sent, field), getattr(stored, field))}
        elif field in _IN_PART:
            kept = _IN_PART[field](sent, stored)
        else:
            kept = {field: getattr(stored, field)}
        sent = sent.model_copy(update=kept)
    return sent


def kept_fields(sent: Activity, kept: Activity, unsaid: Iterable[str]) -> Iterator[str]:
    """Yield in words what an activity kept that wasn't sent."""
    for field in dict.fromkeys(name.partition(".")[0] for name in unsaid):
        if getattr(sent, field) != getattr(kept, field):
            yield _WORDS.get(field) or f"the {field.replace('_', ' ')}"


def default_listing(activity: Activity, providers_default: bool | None) -> tuple[bool, str]:
    """
    Return whether an activity is listed in public whose file has no place for the answer, and why.

    Unless its provider wants it otherwise, it is as PARS decided when it moved its data in 2021 (accme.org/new-pars).
    """
    if providers_default is not None:
        return providers_default, "that is what you have chosen for such files"
    held = {"MOC": activity.registrations, "REMS": activity.rems, "MIPS": activity.mips}
    if of := next((name for name, there in held.items() if there), None):
        return True, f"it is registered for {of}"
    return False, "it is registered for neither MOC, REMS nor MIPS"


def _joined(field: str, part: str, sent: Any, stored: Any) -> Any:
    if isinstance(stored, Mapping):
        return {**sent, part: stored[part]} if part in stored else sent
    before = {getattr(entry, _KEYS[field]): entry for entry in stored}
    if part in before:
        return (*sent, before[part])
    return tuple(
        entry.model_copy(update={part: getattr(known, part)})
        if (known := before.get(getattr(entry, _KEYS[field]))) and part in type(known).model_fields
        else entry
        for entry in sent
    )


def _end_date(sent: Activity, stored: Activity) -> dict[str, Any]:
    """Keep the end of what takes several days: a row with one date says when the activity starts."""
    if stored.end_date == stored.start_date:
        return {}
    return {"end_date": max(sent.end_date, stored.end_date)}


def _deliveries(sent: Activity, stored: Activity) -> dict[str, Any]:
    """Keep further deliveries of the format: a row with one code for both can name one delivery at most."""
    same = sent.activity_format == stored.activity_format and {*sent.deliveries} <= {*stored.deliveries}
    return {"deliveries": stored.deliveries} if same else {}


def _close_requested(_sent: Activity, stored: Activity) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in ("close_requested", "closed_by", "closed_at")}


_IN_PART: dict[str, Callable[[Activity, Activity], dict[str, Any]]] = {
    "end_date": _end_date,
    "deliveries": _deliveries,
    "close_requested": _close_requested,
}
