"""What a year's report says, as a document, and what one says otherwise than another; pure, no I/O."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from cmehub.activities.activity import Activity
from cmehub.years.reporting_year import is_counted_in
from cmehub.years.year_facts import Change
from cmehub.years.year_report import YearReport

Content = dict[str, Any]
_STATED = (
    "activity_id", "provider_activity_id", "title", "activity_format", "start_date", "end_date", "deliveries", "city",
    "state", "country", "credits", "providership", "joint_providers", "commercial_support", "supports", "outcomes",
    "commendation_tags", "participants",
)  # fmt: skip
"""What a report says of an activity."""


def year_content(report: YearReport) -> Content:
    """Return what a report says, whoever sends it and whenever."""
    facts = report.facts
    signing, contacts, summary = facts.signing, facts.contacts, facts.summary
    return {
        "provider": {"provider_id": report.provider.provider_id, "name": report.provider.name},
        "year": report.year,
        "agreement": signing and {**signing.model_dump(mode="json", include={"version", "digest", "name", "at"})},
        "contacts": sorted((contact.model_dump() for contact in report.provider.contacts), key=_text),
        "contacts_confirmed_at": contacts and contacts.model_dump(mode="json")["at"],
        "summary": summary and summary.summary.model_dump(),
        "activities": [_stated(report, activity) for activity in report.activities],
    }


def written(content: Content) -> bytes:
    """Return a document as JSON; the same content is the same bytes."""
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def digest(document: bytes) -> str:
    """Return the SHA-256 of a document."""
    return hashlib.sha256(document).hexdigest()


def changes(was: Content, is_now: Content) -> Iterator[Change]:
    """Yield what a report says otherwise than another one, field by field."""
    yield from _differing(_outer_fields(was), _outer_fields(is_now))
    before, after = _activities(was), _activities(is_now)
    for activity_id in dict.fromkeys((*before, *after)):
        old, new = before.get(activity_id), after.get(activity_id)
        name = f"activity {activity_id}"
        if old and new:
            yield from _differing(*({f"{name}: {field}": _text(of[field]) for field in of} for of in (old, new)))
        else:
            yield Change(what=name, was=old["title"] if old else "", is_now=new["title"] if new else "")


def _stated(report: YearReport, activity: Activity) -> Content:
    told: Content = activity.model_dump(mode="json", include={*_STATED})
    told["boards"] = [registration.board for registration in activity.registrations]
    if is_counted_in(activity, report.year) and (count := report.facts.counts.get(activity.activity_id)):
        told["participants"] = {"physician": count.physicians, "non-physician": count.other_learners}
    return told


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for what in dict.fromkeys((*before, *after)):
        old, new = before.get(what, ""), after.get(what, "")
        if old != new:
            yield Change(what=what, was=old, is_now=new)


def _activities(content: Content) -> dict[str, Content]:
    return {activity["activity_id"]: activity for activity in content["activities"]}


def _outer_fields(content: Content) -> dict[str, str]:
    found = {"provider: name": content["provider"]["name"]}
    for part in ("agreement", "summary"):
        found |= {f"{part}: {name}": _text(value) for name, value in (content[part] or {}).items()}
    found |= {f"contact: {contact['name']}, {contact['email']}": _text(contact) for contact in content["contacts"]}
    found["contacts confirmed"] = _text(content["contacts_confirmed_at"])
    return found


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
