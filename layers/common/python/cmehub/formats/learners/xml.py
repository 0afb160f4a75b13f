"""Learner XML: ``ACCMELearnerReports``, based on MedBiquitous Activity Report 1 and 2, any namespace prefix or none."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from cmehub.formats.unique_ids import id_for
from cmehub.formats.xml_names import local_name
from cmehub.submissions.rows import Format, Location, Row

_ROW_PARTS = {
    "member": "member",
    "modulename": "activity_id",
    "creditcertificate": "lines",
    "givenname": "given_name",
    "familyname": "family_name",
    "birthdate": "birth_month_day",
    "providerorganization": "provider_id",
    "status": "status",
    "completeddatetime": "completion_date",
    "learnerrecordaction": "action",
    "participant": "participant",
    "complianttoregulation": "regulation_url",
}
_TAGS_KNOWN = 1024
_REMS_PARTS = {"participant", "regulation_url"}
_LINE_PARTS = {
    "uniqueid": "learner_id",
    "activitycertification": "credit_type",
    "creditunit": "credit_unit",
    "numberofcredits": "amount",
    "creditid": "credit_id",
}
PARTICIPANT_PARTS = {
    "localidentifier": "local_id",
    "profession": "profession",
    "stateofprimarypractice": "state",
    "dearegistration": "dea_registration",
    "practicearea": "practice_area",
    "surgicalprocedures": "surgical_procedures",
    "timeinpractice": "time_in_practice",
}
_PARTICIPANT_NAMES = {
    "local_id": "LocalIdentifier",
    "local_id_domain": "LocalIdentifier/@domain",
    "profession": "Profession",
    "state": "StateOfPrimaryPractice",
    "dea_registration": "DEARegistration",
    "practice_area": "PracticeArea",
    "surgical_procedures": "SurgicalProcedures",
    "time_in_practice": "TimeInPractice",
    "participant": "Participant",
}
_NAMES = {
    "given_name": "GivenName",
    "family_name": "FamilyName",
    "birth_month_day": "BirthDate",
    "provider_id": "ProviderOrganization",
    "activity_id": "moduleID",
    "status": "Status",
    "completion_date": "CompletedDateTime",
    "action": "LearnerRecordAction",
    "credit_type": "activityCertification",
    "credit_unit": "creditUnit",
    "amount": "numberOfCredits",
    "credit_id": "CreditID",
    "board": "UniqueID/@domain",
    "learner_id": "UniqueID",
    "lines": "CreditCertificate",
    "regulation_label": "CompliantToRegulation/@label",
    "regulation_url": "CompliantToRegulation",
}


def learner_rows(reports: Iterator[etree._Element]) -> Iterator[Row]:
    """Yield a row for each ``ActivityReport``, counted from 1."""
    for number, report in enumerate(reports, start=1):
        yield Row(number, _fields(report))


def field_name(location: Location, fields: dict[str, Any]) -> str:
    """Return the element's name, behind its certificate's place where the report has several."""
    if location[0] == "participant":
        return _PARTICIPANT_NAMES[str(location[-1])]
    name = _NAMES[str(location[-1])]
    if len(location) > 1 and len(fields["lines"]) > 1:
        return f"CreditCertificate[{int(location[1]) + 1}]/{name}"
    return name


def _fields(report: etree._Element) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    lines: list[dict[str, str]] = []
    member_ids: list[dict[str, str]] = []
    elements = report.iter()
    for element in elements:
        part = _ROW_PART[element.tag]
        if part is None:
            continue
        if part == "lines":
            lines.append(_line(element, elements))
        elif part == "activity_id":
            if module := element.get("moduleID"):
                fields[part] = module
        elif part == "member":
            member_ids = [_identity(child) for child in element if local_name(child.tag) == "uniqueid"]
        elif part in _REMS_PARTS:
            _add_rems(fields, part, element)
        elif text := (element.text or "").strip():
            fields[part] = text
    if lines:
        fields["lines"] = [line if "board" in line else id_for(line, member_ids) | line for line in lines]
    return fields


def _line(certificate: etree._Element, elements: Iterator[etree._Element]) -> dict[str, str]:
    """Read a certificate, taking what is below it off the report's elements, so that each is visited once."""
    line: dict[str, str] = {}
    element = last = certificate
    while len(last):
        last = last[-1]
    while element is not last:
        element = next(elements)
        part = _LINE_PART[element.tag]
        if part is None:
            continue
        if part == "learner_id":
            line |= _identity(element)
        elif text := (element.text or "").strip():
            line.setdefault(part, text)
    return line


def _add_rems(fields: dict[str, Any], part: str, element: etree._Element) -> None:
    """Add the REMS part of a report (Activity Report 2 only)."""
    if part == "regulation_url":
        told = {part: (element.text or "").strip(), "regulation_label": (element.get("label") or "").strip()}
        fields |= {name: text for name, text in told.items() if text}
        return
    found: dict[str, str] = fields.setdefault(part, {})
    for child in element:
        name = PARTICIPANT_PARTS.get(local_name(child.tag))
        if name and (text := (child.text or "").strip()):
            found[name] = text
            if name == "local_id" and (domain := child.get("domain")):
                found["local_id_domain"] = domain


class _PartByTag(dict[Any, str | None]):
    """What an element holds, by its tag in whatever namespace and case; tags are looked into once."""

    def __init__(self, parts: dict[str, str]) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, tag: Any) -> str | None:
        part = self._parts.get(local_name(tag))
        if len(self) < _TAGS_KNOWN:
            self[tag] = part
        return part


_ROW_PART, _LINE_PART = _PartByTag(_ROW_PARTS), _PartByTag(_LINE_PARTS)


def _identity(unique_id: etree._Element) -> dict[str, str]:
    found = {"board": (unique_id.get("domain") or "").strip(), "learner_id": (unique_id.text or "").strip()}
    return {name: text for name, text in found.items() if text}


LEARNER_XML = Format("learner-xml", "learners", field_name)
