"""Stored activities as documents: read back they are the same activities, under their IDs."""

import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityRow
from cmehub.documents.activity_json import activities_json
from cmehub.documents.activity_xml import activities_xml
from cmehub.formats import open_file
from local.sample_data.activities import sample_activities
from tests.examples import TODAY, an_activity
from tests.unit.cmehub.formats.activities.test_workbook import FULL
from tests.unit.cmehub.formats.test_parser_properties import EXAMPLES, activities


def written_json(stored: list[Activity]) -> bytes:
    return json.dumps(activities_json(stored, TODAY)).encode()


def written_xml(stored: list[Activity]) -> bytes:
    return activities_xml(stored, TODAY)


WRITERS = pytest.mark.parametrize("write", [written_json, written_xml])


@WRITERS
@EXAMPLES
@given(stored=st.lists(activities() | st.sampled_from([FULL, *sample_activities()]), min_size=1, max_size=3))
def test_what_is_stored_is_read_back_as_an_update_of_it(write: object, stored: list[Activity]) -> None:
    assert callable(write)
    with TemporaryDirectory() as folder:
        path = Path(folder, "document")
        path.write_bytes(write(stored))
        rows = [ActivityRow.model_validate(row.fields) for row in open_file(path).rows]

    assert [(row.action, row.activity_id) for row in rows] == [("update", activity.activity_id) for activity in stored]
    assert [row.activity(str(row.activity_id), str(row.provider_id)) for row in rows] == stored


@pytest.mark.parametrize(
    ("activity", "status"),
    [
        (an_activity(), "Active"),
        (an_activity(description=None), "Draft"),
        (an_activity(end_date=dt.date(2026, 3, 1)), "Ready to Close"),
        (an_activity(closed_by="sub#1"), "Closed"),
    ],
)
def test_a_stored_activity_tells_its_status_of_the_day(activity: Activity, status: str) -> None:
    (record,) = activities_json([activity], TODAY)["ACCMEActivities"]["MedicalEducationMetrics"]
    root = etree.fromstring(activities_xml([activity], TODAY))

    assert record["XtensibleInfo"]["ActivityStatus"] == status
    assert root.findtext(".//ActivityStatus") == status


def test_what_is_not_known_is_left_out() -> None:
    bare = Activity(
        activity_id="202699001",
        provider_id="0009999",
        title="Bare",
        activity_format="Live Course",
        start_date=TODAY,
        end_date=TODAY,
    )

    (record,) = activities_json([bare])["ACCMEActivities"]["MedicalEducationMetrics"]

    assert record["Lom"] == {"general": {"title": "Bare"}}
    assert (record["ActivityDescription"], record["participationMetrics"]) == ({}, {}), "the draft wants them there"
    assert "targetAudience" not in record["healthcareMetadata"]["healthcareEducation"]
    assert record["XtensibleInfo"] == {
        "ProviderID": "0009999",
        "activityRecordAction": "Add",
        "closeActivityRecord": False,
    }


def test_an_audience_has_a_profession() -> None:
    activity = an_activity(specialties=("Trauma",))
    (record,) = activities_json([activity])["ACCMEActivities"]["MedicalEducationMetrics"]
    (audience,) = etree.fromstring(activities_xml([activity])).iter("{*}targetAudience")

    assert record["healthcareMetadata"]["healthcareEducation"]["targetAudience"] == {
        "profession": ["Physician"],
        "specialty": ["Trauma"],
    }
    parts = [(etree.QName(part).localname, part.findtext("{*}string")) for part in audience]
    assert parts == [("profession", "Physician"), ("specialty", "Trauma")]
