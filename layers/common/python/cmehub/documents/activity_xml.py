"""Activities as `ACCMEActivities` XML, in the namespaces of MedBiquitous and IEEE LOM."""

import datetime as dt
from collections.abc import Iterable

from lxml import etree

from cmehub.activities.activity import Activity
from cmehub.documents.activity_identifiers import AUDIENCE, identifiers, record_action
from cmehub.documents.amounts import written_amount
from cmehub.documents.elements import fill
from cmehub.documents.errors import told_issues
from cmehub.issues.issue import Issue

_METRICS = "http://ns.medbiq.org/metrics/v1/"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_HEALTHCARE = "http://ns.medbiq.org/lom/extend/v1/"
_ADDRESS = "http://ns.medbiq.org/address/v1/"
_APOSTROPHE = "\u2019"  # as PARS spells the free fee
_NAMESPACES = {"m": _METRICS, "lom": _LOM, "hx": _HEALTHCARE, "a": _ADDRESS}


def activities_xml(
    activities: Iterable[Activity], stored_on: dt.date | None = None, issues: Iterable[Issue] = ()
) -> bytes:
    """Write activities as one XML document; see `cmehub.documents.activity_json.activities_json`."""
    root = etree.Element("ACCMEActivities", nsmap=_NAMESPACES)
    for activity in activities:
        record = _child(root, _METRICS, "MedicalEducationMetrics")
        period = _child(record, _METRICS, "ReportDescription")
        _child(period, _METRICS, "ReportingStartDate", f"{activity.start_date}")
        _child(period, _METRICS, "ReportingEndDate", f"{activity.end_date}")
        _describe(_child(record, _METRICS, "ActivityDescription"), activity, is_stored=stored_on is not None)
        participation = _child(record, _METRICS, "ParticipationMetrics")
        for category, count in activity.participants.items():
            _child(participation, _METRICS, "ParticipantsByCategory", str(count), category=category)
        _extend(_child(record, _METRICS, "XtensibleInfo"), activity, stored_on)
    if told := told_issues(issues):
        fill(root, told, {})
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _child(
    parent: etree._Element, namespace: str, name: str, text: str | None = None, **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name, attributes)
    element.text = text
    return element


def _lom_string(parent: etree._Element, namespace: str, name: str, text: str, **attributes: str) -> None:
    _child(_child(parent, namespace, name, **attributes), _LOM, "string", text, language="en")


def _describe(description: etree._Element, activity: Activity, *, is_stored: bool) -> None:
    lom = _child(description, _LOM, "lom")
    general = _child(lom, _LOM, "general")
    for catalog, entry in identifiers(activity, is_stored=is_stored):
        identifier = _child(general, _LOM, "identifier")
        _child(identifier, _LOM, "catalog", catalog)
        _child(identifier, _LOM, "entry", entry)
    _lom_string(general, _LOM, "title", activity.title)
    if activity.description:
        _lom_string(general, _LOM, "description", activity.description)
    for keyword in activity.content_keywords:
        _lom_string(general, _LOM, "keyword", keyword.value, source=keyword.source, id=keyword.kind)
    education = _child(_child(lom, _HEALTHCARE, "healthcareMetadata"), _HEALTHCARE, "healthcareEducation")
    _educate(education, activity)
    for support in activity.supports:
        if support.amount is not None:
            _child(
                description, _METRICS, "CommercialSupportAmount", str(support.amount),
                currency="USD", supportSource=support.source,
            )  # fmt: skip


def _educate(education: etree._Element, activity: Activity) -> None:
    offered = _child(education, _HEALTHCARE, "credits")
    _child(offered, _HEALTHCARE, "activityCertification", "AMA PRA Category 1")
    for joint_provider in activity.joint_providers:
        _child(offered, _HEALTHCARE, "nonAccreditedProvider", joint_provider)
    if activity.credits is not None:
        _child(offered, _HEALTHCARE, "numberOfCredits", str(written_amount(activity.credits)))
    if activity.specialties:
        audience = _child(education, _HEALTHCARE, "targetAudience")
        _lom_string(audience, _HEALTHCARE, "profession", AUDIENCE)
        for specialty in activity.specialties:
            _lom_string(audience, _HEALTHCARE, "specialty", specialty)
    if activity.city or activity.state or activity.country:
        location = _child(education, _HEALTHCARE, "activityLocation")
        _child(location, _ADDRESS, "City", activity.city)
        _child(location, _ADDRESS, "StateOrProvince", activity.state)
        _child(_child(location, _ADDRESS, "Country"), _ADDRESS, "CountryCode", activity.country)
    _child(education, _HEALTHCARE, "startDateTime", f"{activity.start_date}T00:00:00")
    _child(education, _HEALTHCARE, "endDateTime", f"{activity.end_date}T00:00:00")
    if activity.providership:
        _child(education, _HEALTHCARE, "activitySponsorship", activity.providership)
    _lom_string(education, _HEALTHCARE, "activityFormat", activity.activity_format)
    if activity.commercial_support is not None:
        _child(education, _HEALTHCARE, "commercialSupport", "yes" if activity.commercial_support else "no")


def _extend(extension: etree._Element, activity: Activity, stored_on: dt.date | None) -> None:
    _child(extension, "", "ProviderID", activity.provider_id)
    _list(extension, "CommendationTags", "CommendationTag", activity.commendation_tags)
    if in_kind := [support.source for support in activity.supports if support.in_kind]:
        supports = _child(extension, "", "InKindSupports")
        for source in in_kind:
            _child(supports, "", "InKindSupport", source=source)
    _list(extension, "DeliveryMethods", "DeliveryMethod", activity.deliveries)
    for outcome in activity.outcomes:
        measured = _child(extension, "", "MeasuredOutcomes")
        _child(measured, "", "MeasuredOutcome", outcome.outcome)
        for measurement in outcome.measured:
            _child(measured, "", "MeasurementType", measurement)
    _register(extension, activity)
    _list_publicly(extension, activity)
    _content(extension, activity)
    _permission(extension, activity)
    if stored_on:
        _child(extension, "", "ActivityStatus", activity.status(stored_on))
    _child(extension, "", "activityRecordAction", record_action(activity, is_stored=stored_on is not None))
    _child(extension, "", "closeActivityRecord", "true" if activity.close_requested else "false")


def _register(extension: etree._Element, activity: Activity) -> None:
    if not activity.registrations:
        return
    registrations = _child(extension, "", "MOCRegistrations")
    for registered in activity.registrations:
        registration = _child(registrations, "", "MOCRegistration")
        _child(registration, "", "boardName", registered.board)
        _child(registration, "", "mocPoints", str(written_amount(registered.points)))
        for credit_type in registered.credit_types:
            _child(registration, "", "MOCCreditType", credit_type)
        threshold = f"{registered.threshold:g}%" if registered.threshold else None
        for name, told in {
            "CreditClaimDate": registered.claim_date,
            "EvaluationMethod": registered.evaluation,
            "ParticipationThreshold": threshold,
            "LearnerFeedback": registered.feedback,
        }.items():
            if told:
                _child(registration, "", name, f"{told}")


def _list_publicly(extension: etree._Element, activity: Activity) -> None:
    if activity.listed is not None:
        _child(extension, "", "ForPublicList", "true" if activity.listed else "false")
    if activity.fee:
        _child(extension, "", "FeeForParticipation", activity.fee.replace("'", _APOSTROPHE))
    if activity.registration:
        _child(extension, "", "ActivityRegistration", activity.registration)


def _content(extension: etree._Element, activity: Activity) -> None:
    if activity.mips is not None:
        _child(extension, "", "IsMeritBasedIncentivePaymentSystem", "true" if activity.mips else "false")
    if activity.rems:
        rems = _child(extension, "", "REMS")
        _child(rems, "", "REMSType", activity.rems.rems_type)
        _child(rems, "", "REMSRelatedIdentifier", activity.rems.identifier)
    if activity.has_state_content is not None:
        _child(extension, "", "HasStateContentTags", "true" if activity.has_state_content else "false")
        tags = _child(extension, "", "StateContentTags")
        for one_content in activity.state_content:
            content = _child(tags, "", "StateContent")
            _child(content, "", "StateContentDomain", one_content.domain)
            _child(content, "", "StateContentTopic", one_content.topic)


def _permission(extension: etree._Element, activity: Activity) -> None:
    if activity.permission_to_share is not None:
        _child(extension, "", "PermissionToShare", "true" if activity.permission_to_share else "false")


def _list(parent: etree._Element, list_name: str, name: str, texts: Iterable[str]) -> None:
    listed = [*texts]
    if listed:
        holder = _child(parent, "", list_name)
        for text in listed:
            _child(holder, "", name, text)
