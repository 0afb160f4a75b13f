"""
Learner JSON: ``ACCMELearnerReports`` in the shape of ACCME's schemas v0_4 and v0_5.

Single objects stand for arrays of one; names are read in any case.
"""

from collections.abc import Iterator
from typing import Any

from cmehub.formats.json_members import faults_of
from cmehub.formats.json_values import Record, object_of, objects_of, path_of, text_of, without_blanks
from cmehub.formats.learners.elements import field_name, fields_in
from cmehub.formats.learners.reports import Fields, Report, ReportedActivity, ReportedCredit, ReportedLearner
from cmehub.formats.unique_ids import Identity
from cmehub.submissions.rows import READER_ISSUES, Format

LEARNER_SINGLE = frozenset(
    fields_in("report", "member", "participant", "activity", "module", "line")
    | dict.fromkeys(("member", "name", "personalinfo", "modulename", "moduleid", "creditreceived", "xtensibleinfo"))
    | dict.fromkeys(("regulatoryinformation", "label", "domain", "value"))
) - {"creditcertificate", "uniqueid"}
"""What a report gives once in its place, while several of all else are several rows, credits or IDs."""


def learner_rows(report: Record, number: int) -> Iterator[Fields]:
    """Yield the fields of each row of an ``ActivityReport`` whose names are in lower case, the file's ``number``-th."""
    extension = object_of(report.get("xtensibleinfo"))
    fields = {
        "action": text_of(extension.get("learnerrecordaction")),
        "reported_by": text_of(extension.get("providerid")),
        "permission_to_share": text_of(extension.get("permissiontoshare")),
    }
    return Report(
        _told(fields, faults_of(report, ("member", "participants", "activity"))),
        [_member(member) for member in objects_of(report.get("member"))],
        [
            _participant(participant)
            for holder in objects_of(report.get("participants"))
            for participant in objects_of(holder.get("participant", holder))
        ],
        [_activity(activity) for activity in objects_of(report.get("activity"))],
    ).rows(number)


def _told(fields: Fields, faults: Iterator[dict[str, Any]]) -> Fields:
    return without_blanks(fields) | ({READER_ISSUES: found} if (found := [*faults]) else {})


def _member(member: Record) -> ReportedLearner:
    name = object_of(member.get("name"))
    fields = {
        "given_name": text_of(name.get("givenname")),
        "family_name": text_of(name.get("familyname")),
        "birth_month_day": text_of(path_of(member, "personalinfo").get("birthdate")),
    }
    return ReportedLearner(_told(fields, faults_of(member)), _ids(member.get("uniqueid")))


def _activity(activity: Record) -> ReportedActivity:
    regulation = path_of(activity, "regulatoryinformation", "complianttoregulation")
    fields = {
        "provider_id": text_of(activity.get("providerorganization")),
        "regulation_label": text_of(regulation.get("label")),
        "regulation_url": text_of(regulation),
    }
    return ReportedActivity(
        _told(fields, faults_of(activity, ("module",))),
        [_module(module) for module in objects_of(activity.get("module"))],
    )


def _module(module: Record) -> Fields:
    fields = {
        "activity_id": text_of(path_of(module, "modulename").get("moduleid")),
        "status": text_of(module.get("status")),
        "completion_date": text_of(module.get("completeddatetime")),
    }
    lines = [_line(certificate) for certificate in objects_of(module.get("creditcertificate"))]
    return _told(fields, faults_of(module)) | ({"lines": lines} if lines else {})


def _line(certificate: Record) -> ReportedCredit:
    received = object_of(certificate.get("creditreceived"))
    line = {
        "credit_type": text_of(received.get("activitycertification")),
        "credit_unit": text_of(received.get("creditunit")),
        "amount": text_of(received.get("numberofcredits")),
        "credit_id": text_of(certificate.get("creditid")),
    }
    return ReportedCredit(without_blanks(line), _ids(certificate.get("uniqueid")))


def _ids(value: Any) -> list[Identity]:
    identities = (
        {"board": text_of(identity.get("domain")), "learner_id": text_of(identity)} for identity in objects_of(value)
    )
    return [told for identity in identities if (told := without_blanks(identity))]


def _participant(participant: Record) -> Fields:
    fields = {field: text_of(participant.get(name)) for name, field in fields_in("participant").items()}
    fields["local_id_domain"] = text_of(object_of(participant.get("localidentifier")).get("domain"))
    return _told(fields, faults_of(participant))


LEARNER_JSON = Format("learner-json", "learners", field_name)
