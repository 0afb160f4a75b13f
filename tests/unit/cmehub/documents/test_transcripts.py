"""The documents that tell a transcript."""

from lxml import etree

from cmehub.documents.transcripts import credits_summary, credits_summary_xml, transcript_document, transcript_xml
from cmehub.learners.transcripts import TranscriptHolder
from tests.examples import (
    ACTIVITY_ID,
    PROVIDER_ID,
    a_cme_line,
)
from tests.unit.cmehub.learners.test_transcripts import DAY_BEFORE, MIXED, aba, of, reported

MEMBER = TranscriptHolder(
    given_name="Zoë", family_name="García-López", ids={"OH": "35.900001", "ABA": "35550001", "NPI": "1234567893"}
)


def test_the_document_has_the_shape_of_the_schema() -> None:
    document = transcript_document(of(MIXED, member=MEMBER))

    (transcript,) = document["ACCMETranscripts"]
    assert transcript["Member"] == {
        "Name": {"GivenName": "Zoë", "FamilyName": "García-López"},
        "PersonalInfo": {
            "Licensure": [
                {
                    "StateOfLicensure": "OH",
                    "StateLicensingBoard": "State Medical Board of Ohio",
                    "StateMedicalLicenseID": "35.900001",
                }
            ]
        },
        "Certification": [{"CertifyingBoard": "American Board of Anesthesiology", "CertifyingBoardID": "35550001"}],
        "NPI": "1234567893",
    }
    (completed,) = transcript["ActivityTranscript"]
    certificates = completed["Activity"]["Module"].pop("CreditCertificate")
    assert completed["Activity"] == {
        "ProviderOrganization": PROVIDER_ID,
        "ReportingOrganization": "Example Medical Society",
        "Module": {
            "ModuleName": {"value": "Breathing circuits", "moduleID": ACTIVITY_ID},
            "Status": "Completed",
            "CompletedDateTime": "2026-10-31T00:00:00",
        },
    }
    assert certificates[0] == {
        "CreditID": "ccid:cme.example.org:1",
        "CreditReceived": {
            "activityCertification": "AMA PRA Category 1",
            "creditUnit": "Point",
            "numberOfCredits": 6.5,
        },
    }
    assert [certificate.get("CertifyingBoard") for certificate in certificates] == [None, "ABA", "ABA"]


def test_a_denial_is_noted_where_the_schema_has_notes() -> None:
    denied = reported(a_cme_line(), completion_date=f"{DAY_BEFORE}", permission_to_share="No")
    document = transcript_document(of(MIXED, denied))

    (transcript,) = document["ACCMETranscripts"]
    assert transcript["XtensibleInfo"] == {
        "Notes": f"The learner doesn't permit to share: Breathing circuits ({DAY_BEFORE})"
    }
    assert b"<Notes>The learner doesn't permit" in transcript_xml(document)
    assert "XtensibleInfo" not in transcript_document(of(MIXED))["ACCMETranscripts"][0]


def test_every_credit_has_an_id_of_its_own() -> None:
    (transcript,) = transcript_document(of(reported(aba("3"), aba("2", "Patient Safety"))))["ACCMETranscripts"]

    ids = [
        certificate["CreditID"]
        for completed in transcript["ActivityTranscript"]
        for certificate in completed["Activity"]["Module"]["CreditCertificate"]
    ]
    assert len({*ids}) == len(ids) == 3
    assert all(len(parts := credit_id.split(":")) == 3 and parts[0] == "ccid" for credit_id in ids)


def test_the_earlier_schema_told_one_licence_flatly() -> None:
    (transcript,) = transcript_document(of(MIXED, member=MEMBER), flat=True)["ACCMETranscripts"]

    assert transcript["Member"]["PersonalInfo"] == {
        "StateOfLicensure": "OH",
        "StateMedicalLicenseID": "35.900001",
        "NPI": "1234567893",
    }


def test_a_state_with_a_board_of_its_own_for_osteopaths_names_none() -> None:
    document = transcript_document(of(MIXED, member=MEMBER.model_copy(update={"ids": {"UT": "1"}})))

    assert document["ACCMETranscripts"][0]["Member"]["PersonalInfo"] == {
        "Licensure": [{"StateOfLicensure": "UT", "StateMedicalLicenseID": "1"}]
    }


def test_the_sum_is_of_cme_credits() -> None:
    assert credits_summary(of(MIXED)) == {
        "learner": {"GivenName": "Zoë", "FamilyName": "García-López"},
        "totalCredits": 6.5,
        "unit": "Point",
    }


def test_xml_says_the_same() -> None:
    root = etree.fromstring(transcript_xml(transcript_document(of(MIXED, member=MEMBER))))
    summary = etree.fromstring(credits_summary_xml(credits_summary(of(MIXED))))

    module = root.find("ACCMETranscript/ActivityTranscript/Activity/Module")
    assert module is not None
    name = module.find("ModuleName")
    assert name is not None
    assert (name.text, name.get("moduleID")) == ("Breathing circuits", ACTIVITY_ID)
    amounts = [element.text for element in module.iterfind("CreditCertificate/CreditReceived/numberOfCredits")]
    assert amounts == ["6.5", "6.5", "2"]
    assert summary.findtext("totalCredits") == "6.5"
