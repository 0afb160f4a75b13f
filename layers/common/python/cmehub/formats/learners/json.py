"""
Learner JSON: ``ACCMELearnerReports`` in the shape of ACCME's schemas v0_4 and v0_5.

``UniqueID`` is an object or an array, at each credit or at the member; single objects stand for arrays of one; names
are read in any case.
"""

from typing import Any

from cmehub.formats.json_values import Record, object_of, objects_of, path_of, text_of, without_blanks
from cmehub.formats.learners.xml import PARTICIPANT_PARTS, field_name
from cmehub.formats.unique_ids import id_for
from cmehub.submissions.rows import Format


def learner_fields(report: Record) -> dict[str, Any]:
    """Return the fields of an ``ActivityReport`` whose names are in lower case."""
    member, activity = object_of(report.get("member")), object_of(report.get("activity"))
    module, name = object_of(activity.get("module")), object_of(member.get("name"))
    member_ids = _ids(member.get("uniqueid"))
    regulation = path_of(activity, "regulatoryinformation", "complianttoregulation")
    return without_blanks(
        {
            "action": text_of(path_of(report, "xtensibleinfo").get("learnerrecordaction")),
            "activity_id": text_of(path_of(module, "modulename").get("moduleid")),
            "provider_id": text_of(activity.get("providerorganization")),
            "status": text_of(module.get("status")),
            "completion_date": text_of(module.get("completeddatetime")),
            "given_name": text_of(name.get("givenname")),
            "family_name": text_of(name.get("familyname")),
            "birth_month_day": text_of(path_of(member, "personalinfo").get("birthdate")),
            "participant": _participant(report.get("participants")),
            "regulation_label": text_of(regulation.get("label")),
            "regulation_url": text_of(regulation),
            "lines": [_line(certificate, member_ids) for certificate in objects_of(module.get("creditcertificate"))],
        }
    )


def _line(certificate: Record, member_ids: list[dict[str, str]]) -> dict[str, str]:
    received = object_of(certificate.get("creditreceived"))
    line = {
        "credit_type": text_of(received.get("activitycertification")),
        "credit_unit": text_of(received.get("creditunit")),
        "amount": text_of(received.get("numberofcredits")),
        "credit_id": text_of(certificate.get("creditid")),
    }
    return id_for(line, _ids(certificate.get("uniqueid")) or member_ids) | line


def _ids(value: Any) -> list[dict[str, str]]:
    return [
        {"board": text_of(identity.get("domain")), "learner_id": text_of(identity)} for identity in objects_of(value)
    ]


def _participant(value: Any) -> dict[str, str]:
    participant = object_of(value)
    participant = object_of(participant.get("participant", participant))
    identifier = object_of(participant.get("localidentifier"))
    return {name: text_of(participant.get(part)) for part, name in PARTICIPANT_PARTS.items()} | {
        "local_id_domain": text_of(identifier.get("domain"))
    }


LEARNER_JSON = Format("learner-json", "learners", field_name)
