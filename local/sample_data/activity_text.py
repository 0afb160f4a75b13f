"""Activities as PARS's tab-delimited files, as far as those can tell them."""

import csv
import io
from collections.abc import Iterable

from cmehub.activities.activity import Activity, Support
from cmehub.formats.activities.layouts import OLDEST, TEMPLATES

_CODES = {
    ("Live Course", "In-Person"): "C",
    ("Live Course", "Live-Streamed"): "IL",
    ("Enduring Material", "Print/Other"): "EM",
    ("Enduring Material", "Online"): "IEM",
}
_OUTCOMES = {"competence": "Learner Competence", "performance": "Learner Performance", "patients": "Patient Health"}


def activities_text(activities: Iterable[Activity], template: str = "Template D") -> bytes:
    """Write activities in one of the templates, or, if the template is a year, in the oldest layout."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\r\n")
    layout = TEMPLATES.get(template.lower(), OLDEST)
    for activity in activities:
        columns = _columns(activity)
        cells = [columns.get(name or "", "") for name in layout]
        cells[0] = template
        writer.writerow([*cells, *(cell for support in activity.supports for cell in _support(support))])
    return text.getvalue().encode("utf-8")


def _columns(activity: Activity) -> dict[str, str]:
    outcomes = {outcome.outcome for outcome in activity.outcomes}
    return {
        "provider_activity_id": activity.provider_activity_id or "",
        "title": activity.title,
        "activity_date": f"{activity.start_date:%m/%d/%Y}",
        "city": activity.city or "",
        "state": activity.state or "",
        "country": activity.country or "",
        "providership": (activity.providership or "").capitalize(),
        "activity_type": _CODES.get((activity.activity_format, "".join(activity.deliveries)), activity.activity_format),
        "physicians": str(activity.participants.get("physician", "")),
        "others": str(activity.participants.get("non-physician", "")),
        "commercial_support": "" if activity.commercial_support is None else _yes(activity.commercial_support),
        "joint_providers": "; ".join(activity.joint_providers),
        "credits": f"{activity.credits:g}" if activity.credits else "",
        "description": activity.description or "",
        **{name: _yes(outcome in outcomes) for name, outcome in _OUTCOMES.items()},
    }


def _support(support: Support) -> list[str]:
    amount = "" if support.amount is None else str(support.amount)
    return [support.source, amount, _yes(support.in_kind), *["No"] * 4, ""]


def _yes(answer: bool) -> str:
    return "Yes" if answer else "No"
