"""The PDF of a transcript."""

import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from cmehub.documents.transcript_pdf import transcript_pdf
from cmehub.learners.transcripts import Span, Transcript, TranscriptHolder
from tests.examples import (
    COMPLETED_ON,
    NOW,
    a_cme_line,
)
from tests.unit.cmehub.documents.test_transcripts import MEMBER
from tests.unit.cmehub.formats.test_parser_properties import EXAMPLES
from tests.unit.cmehub.learners.test_transcripts import DAY_BEFORE, MIXED, aba, of, reported


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


def test_a_denial_stands_beside_its_credits() -> None:
    denied = reported(a_cme_line(), completion_date=f"{DAY_BEFORE}", permission_to_share="No")

    assert text_of(printed(of(MIXED, denied))).count("The learner doesn't permit to share this") == 1


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
    member = TranscriptHolder(given_name=name, family_name='#panic("x") $1$ *b* \\ "', ids={"OH": name})

    text = text_of(printed(of(MIXED, member=member)))

    assert '#panic("x") $1$ *b* \\ "' in text


def test_members_do_not_show_in_errors() -> None:
    with pytest.raises(ValueError, match="family_name") as raised:
        TranscriptHolder.model_validate({"given_name": "Mira", "ids": json.loads('{"OH": "35.900001"}')})

    assert "Mira" not in str(raised.value)
