"""Activities as `ACCMEActivities` JSON."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cmehub.activities.activity import Activity
from cmehub.documents.activity_identifiers import AUDIENCE, identifiers, record_action
from cmehub.documents.amounts import written_amount
from cmehub.documents.errors import told_issues
from cmehub.formats.json_values import without_blanks
from cmehub.issues.issue import Issue

_APOSTROPHE = "\u2019"  # as PARS spells the free fee


def activities_json(
    activities: Iterable[Activity], stored_on: dt.date | None = None, issues: Iterable[Issue] = ()
) -> dict[str, Any]:
    """
    Return activities as one document.

    Parameters
    ----------
    activities
        What it tells of.
    stored_on
        The day, if they are stored: each then has its ACCME Activity ID, its status of that day and the action Update.
        Otherwise they are to be added.
    issues
        What is to be said of them.
    """
    records = [_record(activity, stored_on) for activity in activities]
    return {"ACCMEActivities": {"MedicalEducationMetrics": records, **told_issues(issues)}}


def _record(activity: Activity, stored_on: dt.date | None) -> dict[str, Any]:
    record: dict[str, Any] = {
        "ReportDescription": {
            "ReportingStartDate": f"{activity.start_date}",
            "ReportingEndDate": f"{activity.end_date}",
        },
        "ActivityDescription": {
            "commercialSupportAmount": [
                {"currency": "USD", "supportSource": support.source, "value": support.amount}
                for support in activity.supports
                if support.amount is not None
            ]
        },
        "Lom": {
            "general": {
                "identifier": [
                    {"catalog": catalog, "entry": entry}
                    for catalog, entry in identifiers(activity, is_stored=stored_on is not None)
                ],
                "title": activity.title,
                "description": activity.description,
                "keyword": [
                    {"id": keyword.kind, "source": keyword.source, "string": keyword.value}
                    for keyword in activity.content_keywords
                ],
            }
        },
        "healthcareMetadata": {"healthcareEducation": _education(activity)},
        "participationMetrics": {
            "participantsByCategory": [
                {"category": category, "numberOfParticipants": count}
                for category, count in activity.participants.items()
            ]
        },
        "XtensibleInfo": _extension(activity, stored_on),
    }
    return {name: without_blanks(members) for name, members in record.items()}


def _education(activity: Activity) -> dict[str, Any]:
    return {
        "credits": {
            "activityCertification": "AMA PRA Category 1",
            "numberOfCredits": None if activity.credits is None else written_amount(activity.credits),
            "nonAccreditedProvider": [*activity.joint_providers],
        },
        "targetAudience": {
            "profession": [AUDIENCE] if activity.specialties else [],
            "specialty": [*activity.specialties],
        },
        "activityLocation": {"city": activity.city, "stateOrProvince": activity.state, "country": activity.country},
        "startDateTime": f"{activity.start_date}T00:00:00",
        "endDateTime": f"{activity.end_date}T00:00:00",
        "activitySponsorship": activity.providership,
        "activityFormat": activity.activity_format,
        "commercialSupport": activity.commercial_support,
    }


def _extension(activity: Activity, stored_on: dt.date | None) -> dict[str, Any]:
    extension: dict[str, Any] = {
        "ProviderID": activity.provider_id,
        "CommendationTags": {"CommendationTag": [*activity.commendation_tags]},
        "InKindSupports": {
            "InKindSupport": [{"source": support.source} for support in activity.supports if support.in_kind]
        },
        "DeliveryMethods": {"DeliveryMethod": [*activity.deliveries]},
        "MeasuredOutcomes": [
            {"MeasuredOutcome": outcome.outcome, "MeasurementType": [*outcome.measured]}
            for outcome in activity.outcomes
        ],
        "MOCRegistrations": {
            "MOCRegistration": [
                {
                    "boardName": registration.board,
                    "mocPoints": written_amount(registration.points),
                    "MOCCreditType": [*registration.credit_types],
                    "CreditClaimDate": f"{registration.claim_date}" if registration.claim_date else None,
                    "EvaluationMethod": registration.evaluation,
                    "ParticipationThreshold": registration.threshold and f"{registration.threshold:g}%",
                    "LearnerFeedback": registration.feedback,
                }
                for registration in activity.registrations
            ]
        },
        "ForPublicList": activity.listed,
        "FeeForParticipation": activity.fee.replace("'", _APOSTROPHE) if activity.fee else None,
        "ActivityRegistration": activity.registration,
        "IsMeritBasedIncentivePaymentSystem": activity.mips,
        "HasStateContentTags": activity.has_state_content,
        "PermissionToShare": activity.permission_to_share,
        "StateContentTags": {
            "StateContent": [
                {"StateContentDomain": state_content.domain, "StateContentTopic": state_content.topic}
                for state_content in activity.state_content
            ]
        },
        "ActivityStatus": activity.status(stored_on) if stored_on else None,
        "activityRecordAction": record_action(activity, is_stored=stored_on is not None),
        "closeActivityRecord": activity.close_requested,
    }
    if activity.rems:
        rems = {"REMSType": activity.rems.rems_type, "REMSRelatedIdentifier": activity.rems.identifier}
        extension["REMS"] = rems
    return extension
