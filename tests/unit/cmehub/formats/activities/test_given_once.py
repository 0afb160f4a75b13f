"""What an activity gives once: several that differ are refused with both values, in XML as in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.documents.activity_json import activities_json
from cmehub.documents.elements import as_xml
from cmehub.formats import open_file
from cmehub.submissions.rows import READER_ISSUES, Row
from local.sample_data.activities import sample_activities
from tests.sample_hub import PROVIDER_ID, stocked_hub
from tests.unit.cmehub.formats.test_json_documents import with_changes

ACTIVITY = activities_json([sample_activities()[1]])["ACCMEActivities"]["MedicalEducationMetrics"][0]
KINDS = pytest.mark.parametrize("kind", ["xml", "json"])
EDUCATION = "healthcareMetadata.healthcareEducation"


def upload(folder: Path, kind: str, changes: dict[str, Any]) -> Path:
    document = {"MedicalEducationMetrics": [with_changes(changes, ACTIVITY)]}
    path = folder / "upload"
    root = "ACCMEActivities"
    path.write_bytes(as_xml(root, document) if kind == "xml" else json.dumps({root: document}).encode())
    return path


def row_of(folder: Path, kind: str, changes: dict[str, Any]) -> Row:
    (row,) = open_file(upload(folder, kind, changes)).rows
    return row


def identifiers(*more: dict[str, str]) -> list[dict[str, str]]:
    return [*ACTIVITY["Lom"]["general"]["identifier"], *more]


def credit(kind: str, amount: float) -> dict[str, Any]:
    return {"activityCertification": kind, "numberOfCredits": amount}


def registration(**changes: Any) -> list[dict[str, Any]]:
    return [ACTIVITY["XtensibleInfo"]["MOCRegistrations"]["MOCRegistration"][0] | changes]


@KINDS
@pytest.mark.parametrize(
    ("changes", "field", "value", "other"),
    [
        ({"Lom.general.title": ["A course", "A talk"]}, "title", "A course", "A talk"),
        ({"Lom.general.description": ["About.", "All."]}, "description", "About.", "All."),
        ({f"{EDUCATION}.startDateTime": ["2026-09-17", "2026-09-18"]}, "startDateTime", "2026-09-17", "2026-09-18"),
        ({f"{EDUCATION}.activityFormat": ["Live Course", "Other"]}, "activityFormat", "Live Course", "Other"),
        ({f"{EDUCATION}.activityLocation": {"city": ["Tulsa", "Enid"]}}, "city", "Tulsa", "Enid"),
        ({f"{EDUCATION}.credits": [credit("AMA PRA Category 1", 2.5), credit("AMA PRA Category 1", 3)]},
         "numberOfCredits", "2.5", "3"),
        ({"Lom.general.identifier": identifiers({"catalog": "URL", "entry": "https://b.example.org"})},
         "identifier (URL)", "https://cme.example.org/activities/anes-26-onl", "https://b.example.org"),
        ({"XtensibleInfo.ForPublicList": ["true", "false"]}, "ForPublicList", "true", "false"),
        ({"XtensibleInfo.MOCRegistrations": {"MOCRegistration": registration(mocPoints=["2.5", "2"])}}, "mocPoints",
         "2.5", "2"),
        ({"XtensibleInfo.MOCRegistrations": {"MOCRegistration": registration() + registration(mocPoints=["2.5", "2"])}},
         "MOCRegistration[2]/mocPoints", "2.5", "2"),
    ],
)  # fmt: skip
def test_what_differs_is_told_with_both_values(
    tmp_path: Path, kind: str, changes: dict[str, Any], field: str, value: str, other: str
) -> None:
    row = row_of(tmp_path, kind, changes)

    assert row.fields[READER_ISSUES] == [{"code": "GIVEN_TWICE", "field": field, "value": value, "other": other}]


@KINDS
@pytest.mark.parametrize(
    "changes",
    [
        {"Lom.general.title": ["A course", "A course"]},
        {f"{EDUCATION}.credits": [credit("AMA PRA Category 1", 2.5), credit("ANCC", 3)]},
        {"Lom.general.identifier": identifiers({"catalog": "Ours", "entry": "1"}, {"catalog": "Ours", "entry": "2"})},
        {"Lom.general.keyword": ["one", "two"]},
        {"XtensibleInfo.DeliveryMethods": {"DeliveryMethod": ["Online", "In-Person"]}},
        {"XtensibleInfo.MOCRegistrations": {"MOCRegistration": registration() + registration(boardName="ABIM")}},
        {f"{EDUCATION}.targetAudience": {"profession": ["physician", "nurse"], "specialty": ["A", "B"]}},
    ],
    ids=["alike", "other-credit", "other-catalog", "keywords", "deliveries", "registrations", "audience"],
)
def test_what_may_be_several_is_taken(tmp_path: Path, kind: str, changes: dict[str, Any]) -> None:
    assert READER_ISSUES not in row_of(tmp_path, kind, changes).fields


@KINDS
def test_an_activity_with_two_titles_is_refused(tmp_path: Path, kind: str) -> None:
    report = stocked_hub().submit(upload(tmp_path, kind, {"Lom.general.title": ["A course", "A talk"]}), PROVIDER_ID)

    assert report.counts.refused == 1
    assert "GIVEN_TWICE" in [issue.code for issue in report.issues]


def test_an_element_and_an_attribute_may_not_differ(tmp_path: Path) -> None:
    path = upload(tmp_path, "xml", {})
    path.write_bytes(path.read_bytes().replace(b"<XtensibleInfo>", b'<XtensibleInfo ForPublicList="false">'))

    (row,) = open_file(path).rows

    assert [(issue["field"], issue["value"], issue["other"]) for issue in row.fields[READER_ISSUES]] == [
        ("ForPublicList", "false", "true")
    ]
