"""One case for each element of ACCME's activity XML, in the order of its lists."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.activities.rows import ActivityRow
from cmehub.formats import open_file
from tests.unit.cmehub.formats.activities.test_json import RECORD, json_row

LEAST = """<ACCMEActivities><MedicalEducationMetrics>
<ReportDescription><ReportingStartDate>2026-05-04</ReportingStartDate>
<ReportingEndDate>2026-05-05</ReportingEndDate>{report}</ReportDescription>
<ActivityDescription><lom><general>
<identifier><catalog>Provider Activity ID</catalog><entry>EX-1</entry></identifier>
<title><string>An example</string></title>{general}</general>
<healthcareMetadata><healthcareEducation><startDateTime>2026-05-04T00:00:00</startDateTime>
<endDateTime>2026-05-05T00:00:00</endDateTime><activityFormat><string>Live Course</string></activityFormat>
{education}</healthcareEducation></healthcareMetadata></lom>{description}</ActivityDescription>
{metrics}<ParticipationMetrics>{participation}</ParticipationMetrics>
<XtensibleInfo{attributes}><activityRecordAction>Add</activityRecordAction>{extension}</XtensibleInfo>
</MedicalEducationMetrics></ACCMEActivities>"""
PLACES = ("report", "general", "education", "description", "metrics", "participation", "attributes", "extension")


def row_of(folder: Path, **parts: str) -> ActivityRow:
    path = folder / "activities"
    path.write_text(LEAST.format_map(dict.fromkeys(PLACES, "") | parts))
    (row,) = open_file(path).rows
    return ActivityRow.model_validate(row.fields)


def changes(folder: Path, **parts: str) -> dict[str, Any]:
    """Return what an element adds to the least activity that can be read."""
    least, row = row_of(folder).model_dump(), row_of(folder, **parts).model_dump()
    return {name: value for name, value in row.items() if value != least[name]}


def in_credits(*elements: str) -> str:
    return f"<credits>{''.join(elements)}</credits>"


IDENTIFIER = "<identifier><catalog>{}</catalog><entry>{}</entry></identifier>"


USED: list[tuple[str, str, dict[str, Any]]] = [
    ("general", IDENTIFIER.format("ACCME Activity ID", "202612345"), {"activity_id": "202612345"}),
    ("general", IDENTIFIER.format("URL", "https://cme.example.org/1"), {"url": "https://cme.example.org/1"}),
    ("general", "<description><string>All about it.</string></description>", {"description": "All about it."}),
    (
        "general",
        '<keyword source="02_ABAMCO" id="Free Text"><string>gas</string></keyword>',
        {"content_keywords": ({"source": "02_ABAMCO", "kind": "Free Text", "value": "gas"},)},
    ),
    (
        "description",
        '<CommercialSupportAmount currency="USD" supportSource="Acme">2500</CommercialSupportAmount>',
        {"supports": ({"source": "Acme", "amount": 2500, "in_kind": False},)},
    ),
    (
        "participation",
        '<ParticipantsByCategory category="physician">0</ParticipantsByCategory>',
        {"participants": ({"category": "physician", "count": 0},)},
    ),
    (
        "participation",
        '<participantsByCategory category="non-physician">12</participantsByCategory>',
        {"participants": ({"category": "non-physician", "count": 12},)},
    ),
    *(
        (
            "participation",
            f'<ParticipantsByCategory category="{category}">7</ParticipantsByCategory>',
            {"participants": ({"category": "non-physician", "count": 7},)},
        )
        for category in (
            "nurse",
            "pharmacist",
            "pharmacy technician",
            "physician assistant",
            "psychologist",
            "optometrist",
            "social worker",
            "dentist",
            "allied dental staff",
            "registered dietitians",
            "dietetic technicians registered",
            "athletic trainers",
            "other",
        )
    ),
    ("education", in_credits("<numberOfCredits>0.25</numberOfCredits>"), {"credits": 0.25}),
    (
        "education",
        in_credits("<activityCertification>Nursing</activityCertification><numberOfCredits>2</numberOfCredits>")
        + in_credits(
            "<activityCertification>AMA PRA Category 1</activityCertification><numberOfCredits>1.5</numberOfCredits>"
        ),
        {"credits": 1.5},
    ),
    (
        "education",
        in_credits("<nonAccreditedProvider>A</nonAccreditedProvider><nonAccreditedProvider>B</nonAccreditedProvider>"),
        {"joint_providers": ("A", "B")},
    ),
    (
        "education",
        "<targetAudience><specialty><string>Trauma</string></specialty></targetAudience>",
        {"specialties": ("Trauma",)},
    ),
    ("education", "<activityLocation><City>Tulsa</City></activityLocation>", {"city": "Tulsa"}),
    ("education", "<activityLocation><StateOrProvince>OK</StateOrProvince></activityLocation>", {"state": "OK"}),
    (
        "education",
        (
            "<activityLocation><Country><CountryName>United States</CountryName><CountryCode>USA</CountryCode>"
            "</Country></activityLocation>"
        ),
        {"country": "USA"},
    ),
    ("education", "<activityLocation><Country>USA</Country></activityLocation>", {"country": "USA"}),
    ("education", "<activitySponsorship>joint</activitySponsorship>", {"providership": "joint"}),
    ("education", "<activitySponsorship>direct</activitySponsorship>", {"providership": "direct"}),
    *(
        (
            "general",
            f'<keyword source="01_ABAMCO" id="{kind}"><string>3</string></keyword>',
            {"content_keywords": ({"source": "01_ABAMCO", "kind": kind, "value": "3"},)},
        )
        for kind in ("Level 3 ID", "Tag ID")
    ),
    ("education", "<commercialSupport>yes</commercialSupport>", {"commercial_support": True}),
    ("education", "<commercialSupport>false</commercialSupport>", {"commercial_support": False}),
    ("extension", "<ProviderID>0009999</ProviderID>", {"provider_id": "0009999"}),
    (
        "extension",
        "<CommendationTags><CommendationTag>Engages Teams</CommendationTag></CommendationTags>",
        {"commendation_tags": ("Engages Teams",)},
    ),
    (
        "extension",
        '<InKindSupports><InKindSupport source="Acme"/></InKindSupports>',
        {"supports": ({"source": "Acme", "amount": None, "in_kind": True},)},
    ),
    (
        "extension",
        "<InKindSupports><InKindSupport><source>Acme</source></InKindSupport></InKindSupports>",
        {"supports": ({"source": "Acme", "amount": None, "in_kind": True},)},
    ),
    (
        "extension",
        "<DeliveryMethods><DeliveryMethod>In-Person</DeliveryMethod></DeliveryMethods>",
        {"deliveries": ("In-Person",)},
    ),
    (
        "extension",
        (
            "<MeasuredOutcomes><MeasuredOutcome>Patient Health</MeasuredOutcome>"
            "<MeasurementType>Objective</MeasurementType></MeasuredOutcomes>"
        ),
        {"outcomes": ({"outcome": "Patient Health", "measured": ("Objective",)},)},
    ),
    (
        "extension",
        (
            "<MeasuredOutcomes><MeasuredOutcome>Patient Health</MeasuredOutcome>"
            "<MeasurementType>Objective</MeasurementType><MeasurementType>Subjective</MeasurementType>"
            "<MeasuredOutcome>Community Health</MeasuredOutcome><MeasuredOutcome>Learner Knowledge</MeasuredOutcome>"
            "<MeasurementType>Objective</MeasurementType></MeasuredOutcomes>"
        ),
        {
            "outcomes": (
                {"outcome": "Patient Health", "measured": ("Objective", "Subjective")},
                {"outcome": "Community Health", "measured": ()},
                {"outcome": "Learner Knowledge", "measured": ("Objective",)},
            )
        },
    ),
    (
        "extension",
        (
            "<MOCRegistrations><MOCRegistration><boardName>ABIM</boardName><mocPoints>1.25</mocPoints>"
            "<MOCCreditType>Medical Knowledge</MOCCreditType><MOCCreditType>Patient Safety</MOCCreditType>"
            "<CreditClaimDate>2026-12-31</CreditClaimDate><EvaluationMethod>A test</EvaluationMethod>"
            "<ParticipationThreshold>75%</ParticipationThreshold><LearnerFeedback>Each answer</LearnerFeedback>"
            "</MOCRegistration></MOCRegistrations>"
        ),
        {"registrations": "ABIM 1.25 Medical Knowledge, Patient Safety 2026-12-31 A test 75.0 Each answer"},
    ),
    (
        "extension",
        (
            "<MOCRegistrations><MOCRegistration boardName='ABIM' mocPoints='1.25' MOCCreditType='Medical Knowledge' "
            "CreditClaimDate='2026-12-31' EvaluationMethod='A test' ParticipationThreshold='75 %' "
            "LearnerFeedback='Each answer'/></MOCRegistrations>"
        ),
        {"registrations": "ABIM 1.25 Medical Knowledge 2026-12-31 A test 75.0 Each answer"},
    ),
    (
        "extension",
        (
            "<ContentOutlines><ContentOutlineSelections><ContentOutlineSource>ABA</ContentOutlineSource><ContentOutlineKeys>"
            "<ContentKeyword>Tag ID</ContentKeyword><ContentKeywordValue>5</ContentKeywordValue></ContentOutlineKeys>"
            "</ContentOutlineSelections></ContentOutlines>"
        ),
        {"content_keywords": ({"source": "ABA", "kind": "Tag ID", "value": "5"},)},
    ),
    (
        "extension",
        "<REMS><REMSType>Mycophenolate</REMSType><REMSRelatedIdentifier>EG-1</REMSRelatedIdentifier></REMS>",
        {"rems": {"rems_type": "Mycophenolate", "identifier": "EG-1"}},
    ),
    (
        "extension",
        (
            "<StateContentTags><StateContent><StateContentDomain>Opioids</StateContentDomain>"
            "<StateContentTopic>Pain</StateContentTopic></StateContent></StateContentTags>"
        ),
        {"state_content": ({"domain": "Opioids", "topic": "Pain"},)},
    ),
]


@pytest.mark.parametrize(("place", "element", "read"), USED, ids=[element for _, element, _ in USED])
def test_what_has_a_use_is_read(tmp_path: Path, place: str, element: str, read: dict[str, Any]) -> None:
    found = changes(tmp_path, **{place: element})

    if registrations := found.get("registrations"):
        (registration,) = registrations
        credit_types = ", ".join(registration["credit_types"])
        found["registrations"] = (
            f"{registration['board']} {registration['points']} {credit_types} {registration['claim_date']} "
            f"{registration['evaluation']} {registration['threshold']} {registration['feedback']}"
        )
    assert found == read


SIMPLE: list[tuple[str, str, str, Any]] = [
    ("ForPublicList", "true", "listed", True),
    ("FeeForParticipation", "No, it\u2019s free", "fee", "No, it's free"),
    ("FeeForParticipation", "Yes", "fee", "Yes"),
    ("FeeForParticipation", "Variable", "fee", "Variable"),
    ("ActivityRegistration", "Limited", "registration", "Limited"),
    ("ActivityRegistration", "Open to all", "registration", "Open to all"),
    ("IsMeritBasedIncentivePaymentSystem", "true", "mips", True),
    ("HasStateContentTags", "false", "has_state_content", False),
    ("PermissionToShare", "false", "permission_to_share", False),
    ("closeActivityRecord", "true", "close_requested", True),
]


@pytest.mark.parametrize(("name", "written", "field", "read"), SIMPLE)
def test_a_value_of_accmes_own_is_an_element_an_attribute_or_a_member(
    tmp_path: Path, name: str, written: str, field: str, read: Any
) -> None:
    record = json.loads(json.dumps(RECORD))
    record["XtensibleInfo"][name] = written

    assert changes(tmp_path, extension=f"<{name}>{written}</{name}>") == {field: read}
    assert changes(tmp_path, attributes=f' {name}="{written}"') == {field: read}
    assert getattr(json_row(tmp_path, record), field) == read


@pytest.mark.parametrize("action", ["Add", "Update", "Delete", "add", "DELETE"])
def test_each_action(tmp_path: Path, action: str) -> None:
    path = tmp_path / "activities"
    path.write_text(LEAST.format_map(dict.fromkeys(PLACES, "")).replace(">Add<", f">{action}<"))
    (row,) = open_file(path).rows

    assert ActivityRow.model_validate(row.fields).action == action.lower()
