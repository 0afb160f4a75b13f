"""A year's report that was sent, for spreadsheets and for print."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cmehub.boards.exchange_csv import written
from cmehub.documents.typesetting import broken, typeset

_HEADINGS = (
    "Activity ID", "Provider Activity ID", "Title", "Format", "Start Date", "End Date", "AMA PRA Category 1 Credits",
    "Providership", "Joint Providers", "Boards", "Physicians", "Other Learners", "Commercial Support, US dollars",
    "Commercial Supporters", "Outcomes", "Commendation Tags",
)  # fmt: skip
_KINDS = {
    "registration_fees": "Registration fees",
    "advertising_and_exhibits": "Advertising and exhibits",
    "government_grants": "Government grants",
    "private_donations": "Private donations",
    "commercial_support": "Commercial support",
    "other_income": "Other income",
    "total_income": "Total income",
    "expenses": "Expenses",
}
_CHANGES_PRINTED = 200


def year_csv(document: Mapping[str, Any]) -> bytes:
    """Return the activities of a report, one in each row."""
    return written(_HEADINGS, (_row(activity) for activity in document["activities"]))


def year_pdf(document: Mapping[str, Any], digest: str) -> bytes:
    """
    Return a report as PDF.

    Parameters
    ----------
    document
        The report, as JSON has it.
    digest
        The SHA-256 of that JSON, which is printed.
    """
    provider, agreement, summary = document["provider"], document["agreement"], document["summary"]
    sent_at = dt.datetime.fromisoformat(document["sent_at"])
    told = {
        "title": f"Annual report {document['year']}",
        "label": f"{provider['provider_id']}, {document['year']}, version {document['version']}",
        "published": f"{sent_at:%Y-%m-%d %H:%M} UTC",
        "provider": broken(f"{provider['name']} ({provider['provider_id']})"),
        "digest": broken(digest, 32),
        "agreement": f"Version {agreement['version']}, signed by {broken(agreement['name'])} on {agreement['at'][:10]}",
        "contacts": [
            broken(f"{contact['name']}, {contact['email']}{' (primary)' if contact['is_primary'] else ''}")
            for contact in document["contacts"]
        ],
        "confirmed": document["contacts_confirmed_at"][:10],
        "summary": [{"name": name, "amount": f"${summary[field]:,}"} for field, name in _KINDS.items()],
        "activities": [_printed(activity) for activity in document["activities"]],
        "changes": [
            {name: broken(change[name]) for name in ("what", "was", "is_now")}
            for change in document["changes"][:_CHANGES_PRINTED]
        ],
        "further_changes": max(0, len(document["changes"]) - _CHANGES_PRINTED),
    }
    return typeset("year_report.typ", told, sent_at)


def _row(activity: Mapping[str, Any]) -> tuple[object, ...]:
    participants = activity["participants"]
    amounts = [support["amount"] for support in activity["supports"] if support["amount"] is not None]
    return (
        activity["activity_id"],
        activity["provider_activity_id"],
        activity["title"],
        activity["activity_format"],
        activity["start_date"],
        activity["end_date"],
        activity["credits"],
        activity["providership"],
        "; ".join(activity["joint_providers"]),
        "; ".join(activity["boards"]),
        participants.get("physician"),
        participants.get("non-physician"),
        sum(amounts) if amounts else None,
        "; ".join(support["source"] for support in activity["supports"]),
        "; ".join(outcome["outcome"] for outcome in activity["outcomes"]),
        "; ".join(activity["commendation_tags"]),
    )


def _printed(activity: Mapping[str, Any]) -> dict[str, str]:
    participants = activity["participants"]
    outcomes = ", ".join(outcome["outcome"] for outcome in activity["outcomes"])
    return {
        "days": f"{activity['start_date']} to {activity['end_date']}",
        "title": broken(activity["title"]),
        "about": broken(f"{activity['activity_format']}, {activity['activity_id']}"),
        "outcomes": "; ".join(filter(None, (outcomes, ", ".join(map(broken, activity["commendation_tags"]))))),
        "physicians": f"{participants.get('physician', 0):,}",
        "others": f"{participants.get('non-physician', 0):,}",
    }
