"""ACCME's JSON of activities: what the hub writes is read back, and so are the shapes of the drafts."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.activities.activity import Activity, Rems, StateContent, Support
from cmehub.activities.rows import ActivityRow
from cmehub.documents.activity_json import activities_json
from cmehub.documents.activity_xml import activities_xml
from local.sample_data.activities import sample_activities
from tests.unit.cmehub.formats.test_json_documents import opened

FULL = sample_activities()[0].model_copy(
    update={
        "commendation_tags": ("Engages Teams", "Improves Performance"),
        "supports": (
            Support(source="Imaginary Devices Inc", amount=2500, in_kind=True),
            Support(source="Kind Lenders", in_kind=True),
        ),
        "mips": True,
        "rems": Rems(rems_type="Opioid Analgesic", identifier="EG-000001-002"),
        "has_state_content": True,
        "permission_to_share": False,
        "state_content": (StateContent(domain="Opioids", topic="Safe disposal"),),
        "close_requested": True,
    }
)


@pytest.mark.parametrize("activity", [FULL, *sample_activities()], ids=lambda activity: str(activity.title)[:20])
@pytest.mark.parametrize("write", [activities_json, activities_xml], ids=["json", "xml"])
def test_an_activity_is_read_back_whole(tmp_path: Path, write: Any, activity: Activity) -> None:
    (row,) = opened(tmp_path, write([activity])).rows

    read = ActivityRow.model_validate(row.fields).activity(activity.activity_id, activity.provider_id)
    assert read == activity


ACTIVITY = activities_json([FULL])["ACCMEActivities"]["MedicalEducationMetrics"][0]


def activity(folder: Path, record: Any) -> ActivityRow:
    (row,) = opened(folder, {"ACCMEActivities": {"MedicalEducationMetrics": [record]}}).rows
    return ActivityRow.model_validate(row.fields)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record | {"ParticipationMetrics": record["participationMetrics"], "participationMetrics": None},
        lambda record: {
            "ActivityDescription": {**record.pop("ActivityDescription"), "lom": record.pop("Lom")},
            **record,
        },
        lambda record: record | {"Lom": {**record["Lom"], "healthcareMetadata": record["healthcareMetadata"]}},
        lambda record: record | {"XtensibleInfo": {**record["XtensibleInfo"], "isInterprofessional ": True}},
        lambda record: record | {"XtensibleInfo": {**record["XtensibleInfo"], "ForPublicList": "true"}},
        lambda record: (
            record
            | {
                "participationMetrics": {
                    "participantsByCategory": [
                        {"category": "physician", "numberOfParticipants": {"numberOfParticipants": 31}},
                        {"category": "non-physician", "numberOfParticipants": "12"},
                    ]
                }
            }
        ),
        lambda record: (
            record
            | {"Lom": {"general": {**record["Lom"]["general"], "title": {"string": record["Lom"]["general"]["title"]}}}}
        ),
    ],
    ids=["case", "lom-inside", "metadata-inside", "blank-in-name", "text-boolean", "mis-nested", "wrapped-title"],
)
def test_the_defects_of_the_drafts_are_read_past(tmp_path: Path, change: Any) -> None:
    plain = activity(tmp_path, ACTIVITY)

    assert activity(tmp_path, change(json.loads(json.dumps(ACTIVITY)))) == plain


def test_a_content_outline_can_be_sent_in_the_newer_way(tmp_path: Path) -> None:
    keys = [{"ContentKeyword": "Level 3 ID", "ContentKeywordValue": "301"}]
    selections = [{"ContentOutlineSource": "ABA", "ContentOutlineKeys": keys}]
    extension = {**ACTIVITY["XtensibleInfo"], "ContentOutlines": {"ContentOutlineSelections": selections}}

    (keyword,) = activity(tmp_path, {**ACTIVITY, "XtensibleInfo": extension}).content_keywords

    assert (keyword.source, keyword.kind, keyword.value) == ("ABA", "Level 3 ID", "301")
