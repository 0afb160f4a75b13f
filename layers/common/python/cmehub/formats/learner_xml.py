"""Learner XML: ``ACCMELearnerReports``, based on MedBiquitous Activity Report 1 and 2, any namespace prefix or none."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from cmehub.formats import Format, Location, Row
from cmehub.formats.xml_names import local_name
from cmehub.learners import CME_CREDIT_TYPE
from cmehub.rule_packs import board_code

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
}
_LINE_PARTS = {
    "uniqueid": "learner_id",
    "activitycertification": "credit_type",
    "creditunit": "credit_unit",
    "numberofcredits": "amount",
    "creditid": "credit_id",
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
}


def learner_rows(reports: Iterator[etree._Element]) -> Iterator[Row]:
    """Yield a row for each ``ActivityReport``, counted from 1."""
    for number, report in enumerate(reports, start=1):
        yield Row(number, _fields(report))


def field_name(location: Location, fields: dict[str, Any]) -> str:
    """Return the element's name, behind its certificate's place where the report has several."""
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
        part = _row_part(element.tag)
        if part is None:
            continue
        if part == "lines":
            lines.append(_line(element, elements))
        elif part == "activity_id":
            if module := element.get("moduleID"):
                fields[part] = module
        elif part == "member":
            member_ids = [_identity(one) for one in element if local_name(one.tag) == "uniqueid"]
        elif text := (element.text or "").strip():
            fields[part] = text
    if lines:
        fields["lines"] = [line if "board" in line else _member_id_for(line, member_ids) | line for line in lines]
    return fields


def _line(certificate: etree._Element, elements: Iterator[etree._Element]) -> dict[str, str]:
    """Read a certificate, taking what is below it off the report's elements, so that each is visited once."""
    line: dict[str, str] = {}
    element = last = certificate
    while len(last):
        last = last[-1]
    while element is not last:
        element = next(elements)
        part = _line_part(element.tag)
        if part is None:
            continue
        if part == "learner_id":
            line |= _identity(element)
        elif text := (element.text or "").strip():
            line.setdefault(part, text)
    return line


@lru_cache(maxsize=1024)
def _row_part(tag: str) -> str | None:
    return _ROW_PARTS.get(local_name(tag))


@lru_cache(maxsize=1024)
def _line_part(tag: str) -> str | None:
    return _LINE_PARTS.get(local_name(tag))


def _identity(unique_id: etree._Element) -> dict[str, str]:
    found = {"board": (unique_id.get("domain") or "").strip(), "learner_id": (unique_id.text or "").strip()}
    return {name: text for name, text in found.items() if text}


def _member_id_for(line: dict[str, str], member_ids: list[dict[str, str]]) -> dict[str, str]:
    """Choose among the learner's IDs: a board's for board credit, a state's or an NPI for CME."""
    is_moc = line.get("credit_type") != CME_CREDIT_TYPE
    fitting = (one for one in member_ids if (board_code(one.get("board", "")) is not None) == is_moc)
    return next(fitting, next(iter(member_ids), {}))


LEARNER_XML = Format("learner-xml", "learners", field_name)
