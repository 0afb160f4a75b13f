"""
Activity XML: ``ACCMEActivities``, based on MedBiquitous Medical Education Metrics 1 and 2.

Any namespace prefix or none; ``lom`` inside or beside ``ActivityDescription``; ACCME's own values as elements or as
attributes; names in any case.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lxml import etree

from cmehub.formats.activities.given_once import words, xml_faults
from cmehub.formats.given_twice import unlike
from cmehub.formats.json_values import without_blanks
from cmehub.formats.xml_names import local_name
from cmehub.submissions.rows import READER_ISSUES, Format, Location

_TEXTS = {
    "activity_format": "activityFormat",
    "title": "title",
    "description": "description",
    "city": "City",
    "state": "StateOrProvince",
    "start_date": "startDateTime",
    "end_date": "endDateTime",
    "providership": "activitySponsorship",
    "commercial_support": "commercialSupport",
    "listed": "ForPublicList",
    "fee": "FeeForParticipation",
    "registration": "ActivityRegistration",
    "provider_id": "ProviderID",
    "action": "activityRecordAction",
    "close_requested": "closeActivityRecord",
    "mips": "IsMeritBasedIncentivePaymentSystem",
    "has_state_content": "HasStateContentTags",
    "permission_to_share": "PermissionToShare",
}
_LISTS = {
    "joint_providers": "nonAccreditedProvider",
    "specialties": "specialty",
    "deliveries": "DeliveryMethod",
    "commendation_tags": "CommendationTag",
}
_NAMES = (
    _TEXTS
    | _LISTS
    | {
        "activity_id": "identifier (ACCME Activity ID)",
        "provider_activity_id": "identifier (Provider Activity ID)",
        "url": "identifier (URL)",
        "credits": "numberOfCredits",
        "country": "CountryCode",
        "content_keywords": "keyword",
        "registrations": "MOCRegistration",
        "board": "boardName",
        "points": "mocPoints",
        "credit_types": "MOCCreditType",
        "claim_date": "CreditClaimDate",
        "evaluation": "EvaluationMethod",
        "threshold": "ParticipationThreshold",
        "feedback": "LearnerFeedback",
        "supports": "CommercialSupportAmount",
        "source": "CommercialSupportAmount/@supportSource",
        "amount": "CommercialSupportAmount",
        "outcomes": "MeasuredOutcomes",
        "outcome": "MeasuredOutcome",
        "measured": "MeasurementType",
        "participants": "ParticipantsByCategory",
        "category": "ParticipantsByCategory/@category",
        "count": "ParticipantsByCategory",
        "kind": "keyword/@id",
        "value": "keyword",
        "in_kind": "InKindSupport",
        "rems": "REMS",
        "rems_type": "REMSType",
        "identifier": "REMSRelatedIdentifier",
        "state_content": "StateContent",
        "domain": "StateContentDomain",
        "topic": "StateContentTopic",
    }
)
_PLACES = {"title": "general", "description": "general", "city": "activityLocation", "state": "activityLocation"}
"""Where those elements have to stand whose names others have too, such as the parts of a contact's address."""

_KEYWORD_SOURCE = "keyword/@source"
IDENTIFIERS = {
    "accmeactivityid": "activity_id",
    "provideractivityid": "provider_activity_id",
    "url": "url",
}


def activity_rows(report: etree._Element, _number: int) -> Iterator[dict[str, Any]]:
    """Yield the fields of a ``MedicalEducationMetrics``."""
    faults = [*xml_faults(report)]
    fields = without_blanks(_fields(report, faults))
    yield fields | ({READER_ISSUES: faults} if faults else {})


def field_name(location: Location, fields: dict[str, Any]) -> str:  # noqa: ARG001 - as a `Format` has it
    """Return the name of the element (or attribute) that holds the field."""
    name = next(part for part in reversed(location) if isinstance(part, str))
    return _KEYWORD_SOURCE if location[0] == "content_keywords" and name == "source" else _NAMES[name]


def _fields(report: etree._Element, faults: list[dict[str, Any]]) -> dict[str, Any]:
    own = _own_attributes(report)
    fields: dict[str, Any] = {
        name: _placed(report, name, element) or next(iter(own[element.lower()]), "") for name, element in _TEXTS.items()
    }
    amounts = _amounts(report)
    fields["credits"] = next(iter(amounts), "")
    faults += unlike(_NAMES["credits"], amounts)
    fields |= {name: [*_texts(report, element), *own[element.lower()]] for name, element in _LISTS.items()}
    for identifier in _all(report, "identifier"):
        catalog = _text(identifier, "catalog").replace(" ", "").lower()
        if name := IDENTIFIERS.get(catalog):
            entry = _text(identifier, "entry")
            faults += unlike(_NAMES[name], (fields.setdefault(name, entry), entry))
    for location in _all(report, "activityLocation"):
        fields["country"] = _text(location, "CountryCode") or _text(location, "Country")
    fields["content_keywords"] = [
        {"source": _text(keyword, "source"), "kind": _text(keyword, "id"), "value": words(keyword)}
        for keyword in _all(report, "keyword")
        if _text(keyword, "source")
    ] + [
        {"source": _text(selection, "ContentOutlineSource"), "kind": _text(key, "ContentKeyword"), "value": value}
        for selection in _all(report, "ContentOutlineSelections")
        for key in _all(selection, "ContentOutlineKeys")
        if (value := _text(key, "ContentKeywordValue"))
    ]
    fields["rems"] = next(
        (
            {"rems_type": _text(rems, "REMSType"), "identifier": _text(rems, "REMSRelatedIdentifier")}
            for rems in _all(report, "REMS")
        ),
        {},
    )
    fields["state_content"] = [
        {"domain": _text(topic, "StateContentDomain"), "topic": _text(topic, "StateContentTopic")}
        for topic in _all(report, "StateContent")
    ]
    fields["registrations"] = [
        {
            "board": _text(registration, "boardName"),
            "points": _text(registration, "mocPoints"),
            "credit_types": [*_texts(registration, "MOCCreditType")],
            "claim_date": _text(registration, "CreditClaimDate"),
            "evaluation": _text(registration, "EvaluationMethod"),
            "threshold": _text(registration, "ParticipationThreshold"),
            "feedback": _text(registration, "LearnerFeedback"),
        }
        for registration in _all(report, "MOCRegistration")
    ]
    fields["supports"] = [
        {"source": _text(support, "supportSource"), "amount": words(support)}
        for support in _all(report, "CommercialSupportAmount")
    ] + [
        {"source": _text(support, "source") or words(support), "in_kind": "yes"}
        for support in _all(report, "InKindSupport")
    ]
    fields["outcomes"] = [outcome for measured in _all(report, "MeasuredOutcomes") for outcome in _outcomes(measured)]
    fields["participants"] = [
        {"category": _text(category, "category"), "count": words(category)}
        for category in _all(report, "ParticipantsByCategory")
    ]
    return fields


def _placed(report: etree._Element, name: str, element: str) -> str:
    places = _all(report, _PLACES[name]) if name in _PLACES else [report]
    return next((text for place in places if (text := _text(place, element))), "")


def _amounts(report: etree._Element) -> list[str]:
    """Return the amounts of AMA credit; JA-PARS files tell of other professions' credits beside it."""
    credits_ = [*_all(report, "credits")]
    ama = [credit for credit in credits_ if "AMA" in _text(credit, "activityCertification")]
    return [_text(credit, "numberOfCredits") for credit in ama or credits_[:1]]


def _outcomes(element: etree._Element) -> list[dict[str, Any]]:
    """Return each outcome with the measurements behind it; one element may hold several."""
    outcomes: list[dict[str, Any]] = [{"outcome": text, "measured": []} for text in _texts(element, "MeasuredOutcome")]
    if len(outcomes) > 1:
        place = -1
        for child in element.iter("*"):
            name = local_name(child.tag)
            place += name == "measuredoutcome"
            if name == "measurementtype" and 0 <= place < len(outcomes):
                outcomes[place]["measured"].append(words(child))
        return outcomes
    return [{"outcome": _text(element, "MeasuredOutcome"), "measured": [*_texts(element, "MeasurementType")]}]


def _own_attributes(report: etree._Element) -> dict[str, list[str]]:
    """Return the values that stand in ACCME's own part as attributes, by their names in lower case."""
    found: dict[str, list[str]] = defaultdict(list)
    for extension in _all(report, "XtensibleInfo"):
        for element in extension.iter("*"):
            for key, value in element.attrib.items():
                found[local_name(str(key))].append(str(value).strip())
    return found


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    wanted = name.lower()
    return (child for child in element.iter("*") if local_name(child.tag) == wanted)


def _texts(element: etree._Element, name: str) -> Iterator[str]:
    wanted = name.lower()
    for key, value in element.attrib.items():
        if local_name(str(key)) == wanted:
            yield str(value).strip()
    yield from filter(None, map(words, _all(element, name)))


def _text(element: etree._Element, name: str) -> str:
    return next(_texts(element, name), "")


ACTIVITY_XML = Format("activity-xml", "activities", field_name)
