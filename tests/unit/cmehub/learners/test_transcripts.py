"""Transcripts: what counts in a span of time, and the documents and the PDF that tell it."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from cmehub.boards.ledgers import Ledger
from cmehub.documents.transcript_pdf import transcript_pdf
from cmehub.documents.transcripts import credits_summary, credits_summary_xml, transcript_document, transcript_xml
from cmehub.learners.records import CreditLine, LearnerRecord, Origin
from cmehub.learners.transcripts import Member, Span, Transcript, member_of, transcript
from cmehub.stores.memory import MemoryLedgerStore
from tests.examples import (
    ACTIVITY_ID,
    COMPLETED_ON,
    NOW,
    PROVIDER_ID,
    a_cme_line,
    a_line,
    a_record,
    a_request,
    a_row,
    an_activity,
)
from tests.unit.cmehub.formats.test_parser_properties import EXAMPLES

ALWAYS = Span()
ORGANISATIONS = {PROVIDER_ID: "Example Medical Society"}


def aba(amount: str, credit_type: str = "Lifelong Learning", **changes: object) -> CreditLine:
    return a_line(board="ABA", learner_id="35550001", credit_type=credit_type, amount=amount, **changes)


def reported(*lines: CreditLine, at: dt.datetime = NOW, **changes: Any) -> LearnerRecord:
    row = a_row(*lines, **changes)
    boards = dict.fromkeys(row.boards(), "35550001")
    return a_record(row, board_ids=boards, origin=Origin(submission_id="sub", chunk=1, row=3, at=at))


def of(*records: LearnerRecord, span: Span = ALWAYS, member: Member | None = None) -> Transcript:
    """Return the transcript of records, those with ABA credit accepted in the order in which they are given."""
    ledgers = MemoryLedgerStore()
    ledger = Ledger(board="ABA", board_id="35550001", activity_id=ACTIVITY_ID)
    for record in records:
        if "ABA" in record.board_ids:
            request = a_request(board="ABA", record_id=record.record_id, origin=f"sub#{record.record_id}")
            ledger = ledger.with_accepted(request)
    ledgers.save(ledger)
    return transcript(
        member or member_of(records),
        records,
        ledgers,
        activities={ACTIVITY_ID: an_activity(title="Breathing circuits")},
        organisations=ORGANISATIONS,
        span=span,
    )


MIXED = reported(
    a_cme_line(amount="6.5", credit_id="ccid:cme.example.org:1"),
    aba("6.5", credit_id="ccid:cme.example.org:2"),
    aba("2", "Patient Safety"),
)


def test_credit_types_overlap_and_do_not_add_up() -> None:
    transcript = of(MIXED)

    assert (transcript.cme, transcript.points) == (6.5, {"ABA": 6.5})
    assert [
        (completed.completed_on, completed.title, completed.organisation) for completed in transcript.activities
    ] == [(COMPLETED_ON, "Breathing circuits", "Example Medical Society")]


def test_cme_credit_for_two_states_is_the_same_credit() -> None:
    assert of(reported(a_cme_line(amount="3"), a_cme_line(board="UT", amount="2"))).cme == 3


def test_cme_credit_that_follows_from_points_counts() -> None:
    assert of(reported(aba("3"), a_cme_line(amount="1"))).cme == 3


def test_two_records_of_a_day_are_one_activity_whose_credits_add_up() -> None:
    transcript = of(reported(a_cme_line(amount="1")), reported(a_cme_line(amount="2"), aba("2")))

    assert [(completed.cme, completed.points) for completed in transcript.activities] == [(3, {"ABA": 2})]


def test_what_no_board_has_accepted_does_not_count() -> None:
    waiting = a_record(a_row(a_line()), board_ids={"ABIM": "123456"})

    assert of(waiting).activities == ()


DAY_BEFORE, DAY_AFTER = COMPLETED_ON - dt.timedelta(days=1), COMPLETED_ON + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("span", "is_in"),
    [
        (Span(first=COMPLETED_ON, last=COMPLETED_ON), True),
        (Span(first=DAY_AFTER), False),
        (Span(last=DAY_BEFORE), False),
        (Span(first=DAY_BEFORE), True),
        (Span(last=DAY_AFTER), True),
    ],
)
def test_only_completions_of_the_span_count(span: Span, is_in: bool) -> None:
    assert bool(of(MIXED, span=span).activities) is is_in


def test_the_newest_comes_first() -> None:
    transcript = of(reported(a_cme_line(), completion_date="2026-05-01"), MIXED)

    assert [completed.completed_on for completed in transcript.activities] == [COMPLETED_ON, dt.date(2026, 5, 1)]


def test_a_member_is_who_was_reported_last() -> None:
    older = reported(a_cme_line(learner_id="OLD"), given_name="Zo", at=NOW - dt.timedelta(days=9))
    newer = reported(a_cme_line(learner_id="35.900001"), a_cme_line(board="NPI", learner_id="1234567893"), aba("1"))

    assert member_of([newer, older]) == Member(
        given_name="Zoë",
        family_name="García-López",
        ids={"OH": "35.900001", "NPI": "1234567893", "ABA": "35550001"},
    )


MEMBER = Member(
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
            ],
            "Certification": [{"CertifyingBoard": "American Board of Anesthesiology", "CertifyingBoardID": "35550001"}],
            "NPI": "1234567893",
        },
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


def test_every_credit_has_an_id_of_its_own() -> None:
    (transcript,) = transcript_document(of(reported(aba("3"), aba("2", "Patient Safety"))))["ACCMETranscripts"]

    ids = [
        certificate["CreditID"]
        for completed in transcript["ActivityTranscript"]
        for certificate in completed["Activity"]["Module"]["CreditCertificate"]
    ]
    assert len({*ids}) == len(ids) == 3
    assert all(len(parts := identifier.split(":")) == 3 and parts[0] == "ccid" for identifier in ids)


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


def printed(transcript: Transcript, reported_by: str | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(transcript_pdf(transcript, NOW.replace(microsecond=5), reported_by)))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_pdf_tells_it_in_words() -> None:
    pdf = printed(of(MIXED, member=MEMBER, span=Span(first=dt.date(2026, 1, 1), last=COMPLETED_ON)), "Example Society")
    text = text_of(pdf)

    for told in (
        "Accredited Continuing Education Transcript",
        "Only credits that Example Society reported are shown.",
        "Zoë García-López",
        "from 1/1/2026 to 10/31/2026",
        "State Medical Board of Ohio 35.900001 6.5 AMA PRA Category 1 Credits",
        "American Board of Anesthesiology 35550001 6.5 ABA MOC/CC Points",
        "10/31/2026 Breathing circuits Example Medical Society 6.5 AMA PRA Category 1 Credits",
        "6.5 ABA Points 6.5 Lifelong Learning 2 Patient Safety",
        "OFFICIAL TRANSCRIPT Published 11/20/2026 Page 1 of 1",
    ):
        assert told in text


def test_the_pdf_is_tagged_and_in_english_and_has_its_title() -> None:
    pdf = printed(of(MIXED))

    assert "'/Marked': True" in str(pdf.root_object["/MarkInfo"])
    assert str(pdf.root_object["/Lang"]) == "en"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Accredited Continuing Education Transcript"


def test_one_credit_is_no_credits() -> None:
    text = text_of(printed(of(reported(a_cme_line(amount="1"), aba("1")))))

    assert "1 AMA PRA Category 1 Credit " in text
    assert "1 ABA Point " in text


def test_a_pdf_without_credits_says_so() -> None:
    assert "No credit was reported for these dates." in text_of(printed(of(MIXED, span=Span(last=DAY_BEFORE))))


def test_a_long_transcript_has_headings_on_each_page() -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(60)]
    pdf = printed(of(*(reported(a_cme_line(), completion_date=str(day)) for day in days)))

    assert len(pdf.pages) > 2
    assert all("Credits earned" in page.extract_text() for page in pdf.pages)
    assert f"Page 2 of {len(pdf.pages)}" in text_of(pdf)


@EXAMPLES
@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_no_name_breaks_the_pdf(name: str) -> None:
    member = Member(given_name=name, family_name='#panic("x") $1$ *b* \\ "', ids={"OH": name})

    text = text_of(printed(of(MIXED, member=member)))

    assert '#panic("x") $1$ *b* \\ "' in text


def test_members_do_not_show_in_errors() -> None:
    with pytest.raises(ValueError, match="family_name") as raised:
        Member.model_validate({"given_name": "Mira", "ids": json.loads('{"OH": "35.900001"}')})

    assert "Mira" not in str(raised.value)
