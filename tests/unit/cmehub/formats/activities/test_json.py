"""One case for each member of ACCME's activity JSON that holds something."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.activities.rows import ActivityRow
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
    *(
        ("Lom.general.identifier", [{"catalog": catalog, "entry": entry}], field, entry)
        for catalog, entry, field in (
            ("ACCME Activity ID", "202612345", "activity_id"),
            ("Provider Activity ID", "EX-2", "provider_activity_id"),
            ("URL", "https://cme.example.org/1", "url"),
        )
    ),
    ("ReportDescription.ReportingYear", 2026, "start_date", dt.date(2026, 5, 4)),
    ("healthcareMetadata.healthcareEducation.startDateTime", "2026-05-01T23:00:00Z", "start_date", dt.date(2026, 5, 1)),
    ("healthcareMetadata.healthcareEducation.endDateTime", "2026-05-31", "end_date", dt.date(2026, 5, 31)),
    (
        "healthcareMetadata.healthcareEducation.credits",
        [
            {"activityCertification": "Nursing", "numberOfCredits": 2},
            {"activityCertification": "AMA PRA Category 1", "numberOfCredits": 1.5},
        ],
        "credits",
        1.5,
    ),
    (
        "participationMetrics.participantsByCategory",
        [{"category": "pharmacy technician", "numberOfParticipants": 5}],
        "participants",
        [("non-physician", 5)],
    ),
    (
        "XtensibleInfo.MOCRegistrations",
        {
            "MOCRegistration": [
                {
                    "boardName": board,
                    "mocPoints": 1.25,
                    "MOCCreditType": ["Patient Safety"],
                    "CreditClaimDate": "2026-12-31",
                    "EvaluationMethod": "A test.",
                    "ParticipationThreshold": 75,
                    "LearnerFeedback": "Each answer.",
                }
                for board in ("ABA", "abim")
            ]
        },
        "registrations",
        [
            (board, 1.25, ("Patient Safety",), dt.date(2026, 12, 31), "A test.", 75, "Each answer.")
            for board in ("ABA", "ABIM")
        ],
    ),
    (
        "XtensibleInfo.ContentOutlines",
        {
            "ContentOutlineSelections": [
                {
                    "ContentOutlineSource": "ABA",
                    "ContentOutlineKeys": [{"ContentKeyword": "Tag ID", "ContentKeywordValue": 5}],
                }
            ]
        },
        "content_keywords",
        [("ABA", "Tag ID", "5")],
    ),
    ("XtensibleInfo.ProviderID", "0009999", "provider_id", "0009999"),
    ("XtensibleInfo.activityRecordAction", "Delete", "action", "delete"),
    ("XtensibleInfo.PharmacyActivityType", "Knowledge", "action", "add"),
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
        return [tuple(part.model_dump().values()) for part in found]
    return found
