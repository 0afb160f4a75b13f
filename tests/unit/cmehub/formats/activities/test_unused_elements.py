"""Elements of ACCME's activity XML that the hub reads past."""

from pathlib import Path

import pytest

from tests.unit.cmehub.formats.activities.test_xml_elements import changes, in_credits

NO_USE: list[tuple[str, str]] = [
    *(
        ("report", element)
        for element in (
            '<RespondentCategory source="x" id="1">hospital</RespondentCategory>',
            "<ReportingYear>2026</ReportingYear>",
        )
    ),
    *(
        ("description", f"<{name}>{value}</{name}>")
        for name, value in (
            ("AdvertisingAndExhibitIncome", "500"), ("OtherIncome", "0"), ("Expenses", "700"),
            ("DesignedToChangeCompetence", "true"), ("DesignedToChangePerformance", "true"),
            ("DesignedToChangePatientOutcomes", "false"), ("ChangesInCompetenceMeasured", "true"),
            ("ChangesInPerformanceMeasured", "false"), ("ChangesInPatientOutcomesMeasured", "false"),
        )
    ),
    ("metrics", "<ParticipantActivityEvaluation><Question>1</Question></ParticipantActivityEvaluation>"),
    ("metrics", "<KnowledgeAssessment><Score>9</Score></KnowledgeAssessment>"),
    *(
        ("participation", f"<{name}>7</{name}>")
        for name in (
            "TargetedAudience", "RegisteredParticipants", "NumberOfParticipantsReceivingCredit", "CreditsAwarded",
            "NumberOfDistinctHostsOrVisitors", "NumberOfSuccessfulPageRequests",
            "NumberOfParticipantsCompletingActivity", "ParticipantsByPracticeType", "MultipleCategories", "Comments",
        )
    ),
    ("participation", '<ParticipantsByProfession profession="physician">7</ParticipantsByProfession>'),
    ("participation", '<ParticipantsBySpecialty specialty="surgery">7</ParticipantsBySpecialty>'),
    *(
        ("education", f"<{name}>{value}</{name}>")
        for name, value in (
            ("expirationDate", "2030-01-01"), ("creditsAvailable", "yes"), ("participationModality", "print"),
            ("activityDelivery", "live"), ("offLabelUse", "no"), ("offLabelDescription", "none"),
            ("commercialSupportAcknowledgement", "thanks"), ("relevantFinancialRelationship", "no"),
            ("relevantFinancialRelationshipDisclosure", "none"), ("contact", "a@example.org"),
            ("contact", "<title>Dr</title><description>Asks</description><City>Tulsa</City><Country>USA</Country>"),
        )
    ),
    *(
        ("education", in_credits(f"<{name}>{value}</{name}>"))
        for name, value in (
            ("accreditingBody", "ACCME"), ("activityCertification", "AMA PRA Category 1"), ("creditType", "CME"),
            ("creditUnit", "Credit"), ("pacing", "self"), ("accreditedProvider", "Example Medical Society"),
            ("releaseDate", "2026-01-01"), ("expirationDate", "2030-01-01"),
        )
    ),
    ("education", "<targetAudience><audienceCategory>professional</audienceCategory></targetAudience>"),
    ("education", "<targetAudience><profession><string>Nurse</string></profession></targetAudience>"),
    ("education", "<targetAudience><readingLevel>12</readingLevel></targetAudience>"),
    ("education", "<activityLocation><PostalCode>74103</PostalCode></activityLocation>"),
    ("education", "<activityLocation><room>12</room><building>A</building></activityLocation>"),
    *(
        ("extension", f"<{name}>{value}</{name}>")
        for name, value in (
            ("isInterprofessional", "true"), ("PharmacyActivityType", "Knowledge"), ("UANPharmacy", "0-1-2"),
            ("HasPharmacyContentTags", "not sure"), ("PharmacyLiveDate", "2026-05-04"),
            ("PharmacyActivityTopic", "05-Patient Safety"), ("PharmacySequenceNumber", "0007"),
            ("UANPharmacyTech", "0-1-3"), ("HasPharmacyRecertifications", "true"),
            (
                "PharmacyRecertificationRequirements",
                "<PharmacyAudience>Pharmacists</PharmacyAudience><PharmacyRequirement>x</PharmacyRequirement>",
            ),
            (
                "PharmacyContentTags",
                "<PharmacyState>OH</PharmacyState><PharmacyContentTopic>Law</PharmacyContentTopic>",
            ),
        )
    ),
]  # fmt: skip
"""Elements that the standard has and that the hub has no use for."""


@pytest.mark.parametrize(("place", "element"), NO_USE, ids=[element for _, element in NO_USE])
def test_what_has_no_use_is_read_past(tmp_path: Path, place: str, element: str) -> None:
    assert changes(tmp_path, **{place: element}) == {}
