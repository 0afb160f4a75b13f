"""Learner records as ``ACCMELearnerReports``: ACCME's schema v0_5 and, as XML, MedBiquitous' Activity Report."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cmehub.documents.amounts import written_amount
from cmehub.documents.elements import as_xml
from cmehub.documents.errors import told_issues
from cmehub.formats.json_values import without_blanks
from cmehub.issues.issue import Issue
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRecord, LearnerRow
from cmehub.learners.rems import Participant
from cmehub.people.states import STATES

_LEAP_YEAR = "2000"
_CENTRAL = dt.timezone(dt.timedelta(hours=-6))  # CST, as which ACCME's schema takes a time without offset
_REPORT, _REPORT_WITH_REMS = "http://ns.medbiq.org/activityreport/v1/", "http://ns.medbiq.org/activityreport/v2/"
_OF_REPORT = (
    "ActivityReports", "DateTimeCreated", "ActivityReport", "ReportingOrganization", "Member", "Participants",
    "Participant", "LocalIdentifier", "StateOfPrimaryPractice", "DEARegistration", "Profession", "PracticeArea",
    "SurgicalProcedures", "TimeInPractice", "Activity", "ProviderOrganization", "ActivityName",
    "RegulatoryInformation", "CompliantToRegulation", "Module", "ModuleName", "Status", "CompletedDateTime",
    "CreditCertificate", "CreditReceived", "CreditID", "XtensibleInfo",
)  # fmt: skip
_OF_MEMBER = ("UniqueID", "Name", "PersonalInfo", "BirthDate")
_OF_NAME = ("GivenName", "FamilyName")
_OF_CREDIT = ("activityCertification", "creditUnit", "numberOfCredits")


def learner_reports(
    records: Iterable[LearnerRecord],
    organisation: str,
    titles: Mapping[str, str],
    at: dt.datetime,
    issues: Iterable[Issue] = (),
) -> dict[str, Any]:
    """
    Return records as one document, each with the action that made it what it is.

    Parameters
    ----------
    records
        What it tells of, at least one.
    organisation
        The name of the provider that reported them.
    titles
        The activities' titles, by ID.
    at
        When the document is made.
    issues
        What is to be said of them; it stands in the ``XtensibleInfo`` of the first.
    """
    reports = [_report(record, organisation, titles[record.row.activity_id]) for record in records]
    reports[0]["XtensibleInfo"] |= told_issues(issues)  # ACCME's schema allows no member beside the reports
    made_at = at.astimezone(_CENTRAL).strftime("%Y-%m-%dT%H:%M:%S")
    return {"ACCMELearnerReports": {"ActivityReports": {"DateTimeCreated": made_at, "ActivityReport": reports}}}


def learner_reports_xml(document: Mapping[str, Any]) -> bytes:
    """Write a document of `learner_reports` as XML; in version 2 of Activity Report if it tells of REMS."""
    ((root, content),) = document.items()
    has_rems = any("Participants" in report for report in content["ActivityReports"]["ActivityReport"])
    report = _REPORT_WITH_REMS if has_rems else _REPORT
    version = "v2" if has_rems else "v1"
    namespaces = {
        **dict.fromkeys(_OF_REPORT, report),
        **dict.fromkeys(_OF_MEMBER, f"http://ns.medbiq.org/member/{version}/"),
        **dict.fromkeys(_OF_NAME, f"http://ns.medbiq.org/name/{version}/"),
        **dict.fromkeys(_OF_CREDIT, "http://ns.medbiq.org/lom/extend/v1/"),
    }
    of_all = content["ActivityReports"]
    named = {"ActivityReports": of_all | {"ActivityReport": [*map(_with_name, of_all["ActivityReport"])]}}
    return as_xml(root, named, namespaces)


def _with_name(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report with the ``ActivityName`` that MedBiquitous' schema wants and ACCME's doesn't list."""
    (organisation, *others), title = report["Activity"].items(), report["Activity"]["Module"]["ModuleName"]["value"]
    return report | {"Activity": dict([organisation, ("ActivityName", title), *others])}


def written_day(day: dt.date) -> str:
    """Return a day where a document wants a time."""
    return f"{day}T00:00:00"


def unique_id(line: CreditLine) -> dict[str, str]:
    """Return under which ID its board or state knows the learner of a line; without a value if none was given."""
    return ({"value": line.learner_id} if line.learner_id else {}) | {"domain": line.board}


def _report(record: LearnerRecord, organisation: str, title: str) -> dict[str, Any]:
    row = record.row
    return without_blanks(
        {
            "ReportingOrganization": organisation,
            "Member": _member(row),
            "Participants": {"Participant": _participant(row.participant)} if row.participant else None,
            "Activity": {
                "ProviderOrganization": record.provider_id,
                "RegulatoryInformation": {
                    "CompliantToRegulation": {"value": row.regulation_url, "label": row.regulation_label}
                },
                "Module": {
                    "ModuleName": {"value": title, "moduleID": row.activity_id},
                    "Status": row.status,
                    "CompletedDateTime": written_day(row.completion_date),
                    "CreditCertificate": [*_certificates(row)],
                },
            },
            "XtensibleInfo": {
                "ProviderID": record.provider_id,
                "LearnerRecordAction": "delete" if record.deleted else "add",
                "PermissionToShare": row.permission_to_share,
            },
        }
    )


def _member(row: LearnerRow) -> dict[str, Any]:
    birth = f"{_LEAP_YEAR}-{row.birth_month_day}" if row.birth_month_day else ""
    return {
        "Name": {"GivenName": row.given_name, "FamilyName": row.family_name},
        "PersonalInfo": {"BirthDate": birth},
    }


def _participant(participant: Participant) -> dict[str, Any]:
    return {
        "LocalIdentifier": {"value": participant.local_id, "domain": participant.local_id_domain},
        "StateOfPrimaryPractice": STATES[participant.state] if participant.state else None,
        "DEARegistration": participant.dea_registration,
        "Profession": participant.profession,
        "PracticeArea": participant.practice_area,
        "SurgicalProcedures": participant.surgical_procedures,
        "TimeInPractice": participant.time_in_practice,
    }


def _certificates(row: LearnerRow) -> Iterator[dict[str, Any]]:
    for line in row.lines:
        yield {
            "UniqueID": unique_id(line),
            "CreditReceived": {
                "activityCertification": line.credit_type,
                "creditUnit": line.credit_unit,
                "numberOfCredits": written_amount(line.amount),
            },
            "CreditID": line.credit_id,
        }
