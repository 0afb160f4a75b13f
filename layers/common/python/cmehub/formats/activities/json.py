"""
Activity JSON: ``ACCMEActivities`` in the shape of ACCME's schemas of 2025, PARS's and JA-PARS's.

The defects of those drafts are read past: ``Lom`` and ``healthcareMetadata`` beside or inside ``ActivityDescription``,
``participationMetrics`` in either case, names with a trailing blank, single objects for arrays of one.
"""

from collections.abc import Iterator
from typing import Any

from cmehub.formats.activities.xml import IDENTIFIERS, field_name
from cmehub.formats.given_twice import unlike
from cmehub.formats.json_members import faults_of
from cmehub.formats.json_values import Record, object_of, objects_of, path_of, text_of, texts_of, without_blanks
from cmehub.submissions.rows import READER_ISSUES, Format


def activity_rows(report: Record, _number: int) -> Iterator[dict[str, Any]]:
    """Yield the fields of a ``MedicalEducationMetrics`` whose names are in lower case."""
    faults = [*faults_of(report)]
    yield _fields(report, faults) | ({READER_ISSUES: faults} if faults else {})


def _fields(report: Record, faults: list[dict[str, Any]]) -> dict[str, Any]:
    description = object_of(report.get("activitydescription"))
    lom = object_of(report.get("lom") or description.get("lom"))
    metadata: Record = next(
        (holder["healthcaremetadata"] for holder in (report, description, lom) if "healthcaremetadata" in holder), {}
    )
    education = path_of({"metadata": metadata}, "metadata", "healthcareeducation")
    extension = object_of(report.get("xtensibleinfo"))
    return without_blanks(
        _general(object_of(lom.get("general")), faults)
        | _education(education, faults)
        | _extension(extension)
        | {
            "supports": [
                {"source": text_of(support.get("supportsource")), "amount": text_of(support)}
                for support in objects_of(description.get("commercialsupportamount"))
            ]
            + [
                {"source": text_of(support.get("source")), "in_kind": "yes"}
                for support in objects_of(path_of(extension, "inkindsupports").get("inkindsupport"))
            ],
            "participants": _participants(object_of(report.get("participationmetrics")), report),
        }
    )


def _general(general: Record, faults: list[dict[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": text_of(general.get("title")),
        "description": text_of(general.get("description")),
        "content_keywords": [
            {"source": text_of(keyword.get("source")), "kind": text_of(keyword.get("id")), "value": text_of(keyword)}
            for keyword in objects_of(general.get("keyword"))
        ],
    }
    for identifier in objects_of(general.get("identifier")):
        if name := IDENTIFIERS.get(text_of(identifier.get("catalog")).replace(" ", "").lower()):
            entry = text_of(identifier.get("entry"))
            faults += unlike(field_name((name,), {}), (fields.setdefault(name, entry), entry))
    return fields


def _education(education: Record, faults: list[dict[str, Any]]) -> dict[str, Any]:
    credits_ = [*objects_of(education.get("credits"))]
    ama = [credit for credit in credits_ if "AMA" in text_of(credit.get("activitycertification"))] or credits_[:1]
    amounts = [text_of(credit.get("numberofcredits")) for credit in ama]
    faults += unlike("numberOfCredits", amounts)
    location = object_of(education.get("activitylocation"))
    country = location.get("country")
    return {
        "credits": next(iter(amounts), ""),
        "joint_providers": [text for credit in credits_ for text in texts_of(credit.get("nonaccreditedprovider"))],
        "specialties": texts_of(path_of(education, "targetaudience").get("specialty")),
        "city": text_of(location.get("city")),
        "state": text_of(location.get("stateorprovince")),
        "country": text_of(country) or text_of(object_of(country).get("countrycode")),
        "start_date": text_of(education.get("startdatetime")),
        "end_date": text_of(education.get("enddatetime")),
        "providership": text_of(education.get("activitysponsorship")),
        "activity_format": next(iter(texts_of(education.get("activityformat"))), ""),
        "commercial_support": text_of(education.get("commercialsupport")),
    }


def _extension(extension: Record) -> dict[str, Any]:
    rems = object_of(extension.get("rems"))
    outlines = path_of(extension, "contentoutlines")
    fields: dict[str, Any] = {
        "provider_id": text_of(extension.get("providerid")),
        "deliveries": _listed(extension, "deliverymethods", "deliverymethod"),
        "commendation_tags": _listed(extension, "commendationtags", "commendationtag"),
        "outcomes": [
            {"outcome": text_of(outcome.get("measuredoutcome")), "measured": texts_of(outcome.get("measurementtype"))}
            for outcome in objects_of(extension.get("measuredoutcomes"))
        ],
        "registrations": [
            {
                "board": text_of(registration.get("boardname")),
                "points": text_of(registration.get("mocpoints")),
                "credit_types": texts_of(registration.get("moccredittype")),
                "claim_date": text_of(registration.get("creditclaimdate")),
                "evaluation": text_of(registration.get("evaluationmethod")),
                "threshold": text_of(registration.get("participationthreshold")),
                "feedback": text_of(registration.get("learnerfeedback")),
            }
            for registration in objects_of(path_of(extension, "mocregistrations").get("mocregistration"))
        ],
        "listed": text_of(extension.get("forpubliclist")),
        "fee": text_of(extension.get("feeforparticipation")),
        "registration": text_of(extension.get("activityregistration")),
        "mips": text_of(extension.get("ismeritbasedincentivepaymentsystem")),
        "rems": {
            "rems_type": text_of(rems.get("remstype")),
            "identifier": text_of(rems.get("remsrelatedidentifier")),
        },
        "has_state_content": text_of(extension.get("hasstatecontenttags")),
        "permission_to_share": text_of(extension.get("permissiontoshare")),
        "state_content": [
            {"domain": text_of(topic.get("statecontentdomain")), "topic": text_of(topic.get("statecontenttopic"))}
            for topic in objects_of(path_of(extension, "statecontenttags").get("statecontent"))
        ],
        "action": text_of(extension.get("activityrecordaction")),
        "close_requested": text_of(extension.get("closeactivityrecord")),
    }
    keywords = [
        {
            "source": text_of(selection.get("contentoutlinesource")),
            "kind": text_of(key.get("contentkeyword")),
            "value": text_of(key.get("contentkeywordvalue")),
        }
        for selection in objects_of(outlines.get("contentoutlineselections"))
        for key in objects_of(selection.get("contentoutlinekeys"))
    ]
    return fields | ({"content_keywords": keywords} if keywords else {})


def _listed(extension: Record, list_name: str, name: str) -> list[str]:
    """Return the texts of a list, with or without an object around it."""
    value = extension.get(list_name)
    return texts_of(value.get(name)) if isinstance(value, dict) else texts_of(value)


def _participants(metrics: Record, report: Record) -> list[dict[str, str]]:
    """Return the head counts; the number stands in an object of its own in one of the drafts."""
    found = []
    for category in objects_of(metrics.get("participantsbycategory") or report.get("participantsbycategory")):
        number = category.get("numberofparticipants")
        count = text_of(number) or text_of(category) or text_of(object_of(number).get("numberofparticipants"))
        found.append({"category": text_of(category.get("category")), "count": count})
    return found


ACTIVITY_JSON = Format("activity-json", "activities", field_name)
