from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityRow
from cmehub.documents.activity_xml import activities_xml
from cmehub.formats import open_file
from cmehub.formats.activities.xml import field_name
from cmehub.issues.field_errors import field_issues
from cmehub.submissions.rows import Location, Row
from local.sample_data.activities import sample_activities

LOM = """<lom><general>
<identifier><catalog>Provider Activity ID</catalog><entry>EX-1</entry></identifier>
<identifier><catalog>ACCME Activity ID</catalog><entry>202612345</entry></identifier>
<identifier><catalog>URL</catalog><entry>https://cme.example.org/ex-1</entry></identifier>
<identifier><catalog>Something else</catalog><entry>42</entry></identifier>
<title><string language="en">An example</string></title>
<description><string language="en">All about it.</string></description>
<keyword source="01_ABAMCO" id="Tag ID"><string language="en">1204</string></keyword>
<keyword><string>without a source</string></keyword>
</general><healthcareMetadata><healthcareEducation>
<credits><activityCertification>AMA PRA Category 1</activityCertification><numberOfCredits>6.5</numberOfCredits>
<nonAccreditedProvider>A clinic</nonAccreditedProvider><nonAccreditedProvider>A school</nonAccreditedProvider></credits>
<targetAudience><specialty><string>Trauma</string></specialty></targetAudience>
<activityLocation><City>Tulsa</City><StateOrProvince>OK</StateOrProvince>
<Country><CountryCode>USA</CountryCode></Country></activityLocation>
<startDateTime>2026-05-04T08:00:00</startDateTime><endDateTime>2026-05-05T17:00:00</endDateTime>
<activitySponsorship>joint</activitySponsorship><activityFormat><string>C</string></activityFormat>
<commercialSupport>yes</commercialSupport>
</healthcareEducation></healthcareMetadata></lom>"""
SUPPORT = """<CommercialSupportAmount supportSource="Devices Inc">2500</CommercialSupportAmount>
<InKindSupport source="Pens Inc">pens</InKindSupport>"""
COUNTS = """<ParticipationMetrics><ParticipantsByCategory category="physician">31</ParticipantsByCategory>
<ParticipantsByCategory category="non-physician">12</ParticipantsByCategory></ParticipationMetrics>"""
REGISTRATIONS_AS_ELEMENTS = """<MOCRegistrations><MOCRegistration><boardName>ABIM</boardName>
<mocPoints>6.5</mocPoints><MOCCreditType>Medical Knowledge</MOCCreditType><MOCCreditType>Patient Safety</MOCCreditType>
<CreditClaimDate>2026-12-31</CreditClaimDate></MOCRegistration></MOCRegistrations>"""
REGISTRATIONS_AS_ATTRIBUTES = """<MOCRegistrations><MOCRegistration boardName="ABIM" mocPoints="6.5"
CreditClaimDate="2026-12-31"><MOCCreditType>Medical Knowledge</MOCCreditType>
<MOCCreditType>Patient Safety</MOCCreditType></MOCRegistration></MOCRegistrations>"""
REST = """<ProviderID>0009999</ProviderID>
<DeliveryMethods><DeliveryMethod>In-Person</DeliveryMethod><DeliveryMethod>Live-Streamed</DeliveryMethod></DeliveryMethods>
<MeasuredOutcomes><MeasuredOutcome>Learner Knowledge</MeasuredOutcome><MeasurementType>Objective</MeasurementType>
<MeasurementType>Subjective</MeasurementType></MeasuredOutcomes>
<ForPublicList>true</ForPublicList><FeeForParticipation>No, it\u2019s free</FeeForParticipation>
<ActivityRegistration>Open to all</ActivityRegistration><activityRecordAction>Add</activityRecordAction>
<closeActivityRecord>false</closeActivityRecord>"""


def metrics(registrations: str = REGISTRATIONS_AS_ELEMENTS, *, lom_inside: bool = True) -> str:
    described = f"<ActivityDescription>{LOM}{SUPPORT}</ActivityDescription>"
    beside = f"{LOM}<ActivityDescription>{SUPPORT}</ActivityDescription>"
    return f"""<ACCMEActivities><MedicalEducationMetrics>{described if lom_inside else beside}{COUNTS}
<XtensibleInfo>{REST}{registrations}</XtensibleInfo></MedicalEducationMetrics></ACCMEActivities>"""


FIELDS = {
    "activity_id": "202612345",
    "provider_activity_id": "EX-1",
    "url": "https://cme.example.org/ex-1",
    "title": "An example",
    "description": "All about it.",
    "content_keywords": [{"source": "01_ABAMCO", "kind": "Tag ID", "value": "1204"}],
    "credits": "6.5",
    "joint_providers": ["A clinic", "A school"],
    "specialties": ["Trauma"],
    "city": "Tulsa",
    "state": "OK",
    "country": "USA",
    "start_date": "2026-05-04T08:00:00",
    "end_date": "2026-05-05T17:00:00",
    "providership": "joint",
    "activity_format": "C",
    "commercial_support": "yes",
    "supports": [{"source": "Devices Inc", "amount": "2500"}, {"source": "Pens Inc", "in_kind": "yes"}],
    "participants": [{"category": "physician", "count": "31"}, {"category": "non-physician", "count": "12"}],
    "provider_id": "0009999",
    "deliveries": ["In-Person", "Live-Streamed"],
    "outcomes": [{"outcome": "Learner Knowledge", "measured": ["Objective", "Subjective"]}],
    "registrations": [
        {
            "board": "ABIM",
            "points": "6.5",
            "credit_types": ["Medical Knowledge", "Patient Safety"],
            "claim_date": "2026-12-31",
        }
    ],
    "listed": "true",
    "fee": "No, it\u2019s free",
    "registration": "Open to all",
    "action": "Add",
    "close_requested": "false",
}


def rows_of(tmp_path: Path, content: str | bytes) -> list[Row]:
    path = tmp_path / "activities"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    opened = open_file(path)
    assert (opened.format.name, opened.format.kind) == ("activity-xml", "activities")
    return [*opened.rows]


@pytest.mark.parametrize(
    "content",
    [
        metrics(),
        metrics(REGISTRATIONS_AS_ATTRIBUTES),
        metrics(lom_inside=False),
        metrics().replace("numberOfCredits", "NumberOfCredits").replace("boardName", "BoardName"),
        metrics().replace("<ACCMEActivities>", '<ACCMEActivities xmlns="http://ns.medbiq.org/metrics/v1/">'),
        metrics().replace("<lom>", '<l:lom xmlns:l="http://ltsc.ieee.org/xsd/LOM">').replace("</lom>", "</l:lom>"),
        metrics().removeprefix("<ACCMEActivities>").removesuffix("</ACCMEActivities>"),
        metrics().replace("<title>", "<title><!-- note -->"),
    ],
    ids=["elements", "attributes", "lom-beside", "case", "default", "prefix", "bare", "comment"],
)
def test_every_field_is_read(tmp_path: Path, content: str) -> None:
    assert rows_of(tmp_path, content) == [Row(1, FIELDS)]


def test_a_row_has_all_that_an_active_activity_needs(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, metrics())

    activity = ActivityRow.model_validate(row.fields).activity("202612345", "0009999")

    assert activity.missing_for_active() == []
    assert activity.activity_format == "Live Course"
    assert activity.fee == "No, it's free"
    assert [support.in_kind for support in activity.supports] == [False, True]
    assert activity.participants == {"physician": 31, "non-physician": 12}


@pytest.mark.parametrize("activity", sample_activities(), ids=lambda activity: activity.provider_activity_id)
def test_an_activity_written_and_read_is_the_same(tmp_path: Path, activity: Activity) -> None:
    (row,) = rows_of(tmp_path, activities_xml([activity]))

    read = ActivityRow.model_validate(row.fields).activity(activity.activity_id, activity.provider_id)

    assert read == activity


def test_both_versions_of_the_standard(tmp_path: Path) -> None:
    version_1 = activities_xml(sample_activities())
    version_2 = version_1.replace(b"/v1/", b"/v2/")

    assert version_2 != version_1
    assert rows_of(tmp_path, version_2) == rows_of(tmp_path, version_1)


@pytest.mark.parametrize(
    ("location", "name"),
    [
        (("title",), "title"),
        (("provider_activity_id",), "identifier (Provider Activity ID)"),
        (("registrations", 0, "points"), "mocPoints"),
        (("registrations", 1, "credit_types", 0), "MOCCreditType"),
        (("supports", 0, "amount"), "CommercialSupportAmount"),
        (("participants", 0, "count"), "ParticipantsByCategory"),
    ],
)
def test_fields_have_the_names_of_their_elements(location: Location, name: str) -> None:
    assert field_name(location, {}) == name


@pytest.mark.parametrize(
    ("fields", "code", "name", "value"),
    [
        ({"title": None}, "FIELD_MISSING", "title", None),
        ({"activity_format": "Play"}, "FIELD_FORMAT", "activityFormat", "Play"),
        ({"start_date": "May"}, "FIELD_FORMAT", "startDateTime", "May"),
        ({"country": "U.S."}, "FIELD_FORMAT", "CountryCode", "U.S."),
        ({"listed": "maybe"}, "FIELD_FORMAT", "ForPublicList", "maybe"),
        ({"participants": [{"category": "physician", "count": "-1"}]}, "FIELD_FORMAT", "ParticipantsByCategory", "-1"),
        ({"registrations": [{"points": "1", "credit_types": ["A"]}]}, "FIELD_MISSING", "boardName", None),
        ({"registrations": [{"board": "X", "points": "1", "credit_types": []}]}, "FIELD_FORMAT", "boardName", "X"),
        ({"registrations": [{"board": "ABA", "points": "1"}]}, "FIELD_MISSING", "MOCCreditType", None),
        ({"description": "x" * 2_501}, "FIELD_FORMAT", "description", "x" * 120),
    ],
)
def test_a_field_that_cannot_be_read(fields: dict[str, Any], code: str, name: str, value: str | None) -> None:
    given = {key: field for key, field in (FIELDS | fields).items() if field is not None}

    with pytest.raises(ValidationError) as caught:
        ActivityRow.model_validate(given)

    (issue,) = field_issues(caught.value, 7, given, lambda at: field_name(at, given))
    assert (issue.code, issue.row, issue.field, issue.value) == (code, 7, name, value)
