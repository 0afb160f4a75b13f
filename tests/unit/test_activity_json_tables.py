"""One case for each member of ACCME's activity JSON that holds something."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.activity_rows import ActivityRow
from cmehub.formats import open_file

RECORD: dict[str, Any] = {
    "ReportDescription": {"ReportingStartDate": "2026-05-04", "ReportingEndDate": "2026-05-05"},
    "ActivityDescription": {},
    "Lom": {
        "general": {
            "identifier": [{"catalog": "Provider Activity ID", "entry": "EX-1"}],
            "title": "An example",
            "description": "All about it.",
        }
    },
    "healthcareMetadata": {
        "healthcareEducation": {
            "credits": {"activityCertification": "AMA PRA Category 1", "numberOfCredits": 6.5},
            "startDateTime": "2026-05-04T00:00:00",
            "endDateTime": "2026-05-05T00:00:00",
            "activitySponsorship": "direct",
            "activityFormat": "Live Course",
        }
    },
    "participationMetrics": {"participantsByCategory": [{"category": "physician", "numberOfParticipants": 31}]},
    "XtensibleInfo": {"activityRecordAction": "Add"},
}


def json_row(folder: Path, record: dict[str, Any]) -> ActivityRow:
    path = folder / "activities.json"
    path.write_text(json.dumps({"ACCMEActivities": {"MedicalEducationMetrics": [record]}}))
    (row,) = open_file(path).rows
    return ActivityRow.model_validate(row.fields)


MEMBERS: list[tuple[str, Any, str, Any]] = [
    ("Lom.general.title", "Another", "title", "Another"),
    ("Lom.general.description", "New.", "description", "New."),
    (
        "Lom.general.keyword",
        [{"id": "Tag ID", "source": "01_ABAMCO", "string": "5"}],
        "content_keywords",
        [("01_ABAMCO", "Tag ID", "5")],
    ),
    (
        "ActivityDescription.commercialSupportAmount",
        [{"currency": "USD", "supportSource": "Acme", "value": 2500}],
        "supports",
        [("Acme", 2500, False)],
    ),
    ("healthcareMetadata.healthcareEducation.commercialSupport", True, "commercial_support", True),
    ("healthcareMetadata.healthcareEducation.credits.numberOfCredits", 1.25, "credits", 1.25),
    ("healthcareMetadata.healthcareEducation.credits.nonAccreditedProvider", ["A"], "joint_providers", ("A",)),
    ("healthcareMetadata.healthcareEducation.activityLocation", {"city": "Tulsa"}, "city", "Tulsa"),
    ("healthcareMetadata.healthcareEducation.activityLocation", {"stateOrProvince": "OK"}, "state", "OK"),
    ("healthcareMetadata.healthcareEducation.activityLocation", {"country": "USA"}, "country", "USA"),
    ("healthcareMetadata.healthcareEducation.targetAudience", {"specialty": ["Trauma"]}, "specialties", ("Trauma",)),
    ("healthcareMetadata.healthcareEducation.targetAudience", {"profession": ["Nurse"]}, "specialties", ()),
    ("healthcareMetadata.healthcareEducation.activitySponsorship", "joint", "providership", "joint"),
    ("healthcareMetadata.healthcareEducation.activityFormat", "RSS", "activity_format", "Regularly Scheduled Series"),
    (
        "participationMetrics.participantsByCategory",
        [{"category": "non-physician", "numberOfParticipants": 12}],
        "participants",
        [("non-physician", 12)],
    ),
    ("XtensibleInfo.DeliveryMethods", {"DeliveryMethod": ["Online"]}, "deliveries", ("Online",)),
    ("XtensibleInfo.CommendationTags", {"CommendationTag": ["A", "B"]}, "commendation_tags", ("A", "B")),
    ("XtensibleInfo.InKindSupports", {"InKindSupport": [{"source": "Acme"}]}, "supports", [("Acme", None, True)]),
    (
        "XtensibleInfo.MeasuredOutcomes",
        [{"MeasuredOutcome": "Patient Health", "MeasurementType": ["Subjective"]}],
        "outcomes",
        [("Patient Health", ("Subjective",))],
    ),
    (
        "XtensibleInfo.REMS",
        {"REMSType": "Opioid Analgesic", "REMSRelatedIdentifier": "EG-1"},
        "rems",
        ("Opioid Analgesic", "EG-1"),
    ),
    (
        "XtensibleInfo.StateContentTags",
        {"StateContent": [{"StateContentDomain": "Opioids", "StateContentTopic": "Pain"}]},
        "state_content",
        [("Opioids", "Pain")],
    ),
]


@pytest.mark.parametrize(("path", "written", "field", "read"), MEMBERS)
def test_each_member_of_the_json_is_read(tmp_path: Path, path: str, written: Any, field: str, read: Any) -> None:
    record = json.loads(json.dumps(RECORD))
    *parents, last = path.split(".")
    place = record
    for name in parents:
        place = place.setdefault(name, {})
    place[last] = written

    found = getattr(json_row(tmp_path, record), field)

    assert _plain(found) == read


def _plain(found: Any) -> Any:
    if hasattr(found, "model_dump"):
        return tuple(found.model_dump().values())
    if isinstance(found, tuple) and found and hasattr(found[0], "model_dump"):
        return [tuple(one.model_dump().values()) for one in found]
    return found
