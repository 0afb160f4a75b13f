"""One activity as the public may know it, in our words and in those of schema.org."""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel

from cmehub.activities.activity import Activity, ActivityStatus
from cmehub.activities.choices import FREE
from cmehub.activities.registrations import MocRegistration
from cmehub.search.cards import Card
from cmehub.search.documents import is_public
from cmehub.stores import ActivityStore, ProviderStore

_HELD = ("Live Course", "Regularly Scheduled Series")
"""The formats that are events; what has another one is a course that is taken at any time."""
_AT_A_DISTANCE = ("Live-Streamed", "Online")


class BoardEvaluation(BaseModel):
    """How learners are evaluated for a board; the threshold is the least share, in percent, to earn the credit."""

    board: str
    evaluation: str | None = None
    threshold: float | None = None
    feedback: str | None = None

    @classmethod
    def of(cls, registration: MocRegistration) -> "BoardEvaluation":
        """Return what a registration tells."""
        return cls(**registration.model_dump(include=set(cls.model_fields)))


class ActivityDetails(Card):
    """
    Everything that the public may know of an activity.

    Attributes
    ----------
    evaluations
        Of the registrations that tell anything about it.
    jsonld
        The same for search engines, in schema.org's words.
    """

    description: str | None = None
    status: ActivityStatus
    providership: Literal["direct", "joint"] | None = None
    joint_providers: tuple[str, ...] = ()
    evaluations: tuple[BoardEvaluation, ...] = ()
    jsonld: dict[str, Any]


def activity_details(
    activities: ActivityStore, providers: ProviderStore, activity_id: str, today: dt.date, site_url: str
) -> ActivityDetails | None:
    """Return an activity as it is stored now; None if there is none that the public may find."""
    activity = activities.find([activity_id]).get(activity_id)
    if activity is None or not is_public(activity):
        return None
    provider = providers.find(activity.provider_id)
    card = Card.of(activity, provider.name if provider else activity.provider_id)
    return ActivityDetails(
        **card.model_dump(),
        description=activity.description,
        status=activity.status(today),
        providership=activity.providership,
        joint_providers=activity.joint_providers,
        evaluations=tuple(
            BoardEvaluation.of(registration)
            for registration in activity.registrations
            if registration.evaluation or registration.threshold or registration.feedback
        ),
        jsonld=linked_data(card, activity, site_url),
    )


def activity_page(site_url: str, activity_id: str) -> str:
    """Return the address of an activity's page on the site."""
    return f"{site_url}/activities/{activity_id}"


def linked_data(card: Card, activity: Activity, site_url: str) -> dict[str, Any]:
    """Describe an activity in the words of schema.org: an event if it is held, else a course."""
    organization = {"@type": "Organization", "name": card.provider_name}
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "name": card.title,
        "description": activity.description,
        "url": activity_page(site_url, card.activity_id),
        "sameAs": card.url,
        "isAccessibleForFree": card.fee == FREE,
        "about": [*card.specialties] or None,
        "educationalCredentialAwarded": _credentials(card) or None,
    }
    when = {"startDate": card.start_date.isoformat(), "endDate": card.end_date.isoformat()}
    if card.activity_format in _HELD:
        told |= {"@type": "EducationEvent", "organizer": organization, **when, **_location(card)}
    else:
        mode = "online" if set(card.deliveries) & set(_AT_A_DISTANCE) else "onsite" if card.city else None
        instance = {"@type": "CourseInstance", "courseMode": mode, **when}
        told |= {"@type": "Course", "provider": organization, "hasCourseInstance": _without_none(instance)}
    return _without_none(told)


def _credentials(card: Card) -> list[str]:
    ama = [f"{card.credits:g} AMA PRA Category 1 Credits"] if card.credits else []
    moc = [
        f"{registration.points:g} {registration.board} MOC points: {', '.join(registration.credit_types)}"
        for registration in card.registrations
    ]
    return [*ama, *moc]


def _location(card: Card) -> dict[str, Any]:
    address = _without_none(
        {
            "@type": "PostalAddress",
            "addressLocality": card.city,
            "addressRegion": card.state,
            "addressCountry": card.country,
        }
    )
    places: list[dict[str, Any]] = []
    if "In-Person" in card.deliveries:
        places.append({"@type": "Place", "name": card.city, "address": address})
    if streamed := set(card.deliveries) & set(_AT_A_DISTANCE):
        places.append({"@type": "VirtualLocation", "url": card.url})
    mode = "Mixed" if len(places) > 1 else "Online" if streamed else "Offline"
    return {"eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode", "location": places}


def _without_none(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
