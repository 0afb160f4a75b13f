import re
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from cmehub.accounts.providers import Contact
from cmehub.boards.ledgers import reason_text
from cmehub.formats import open_file
from cmehub.issues.issue import Issue, file_issue, row_issue
from cmehub.submissions.submission import RowResult, Submission
from functions.notify.mail.addresses import FixItAddress
from functions.notify.mail.mail import NoticeKind, Words, compose_mail
from functions.notify.mail.submission_words import submission_words
from functions.notify.mail.summary import MOST_GROUPS, summarise
from local.sample_data.sample_files import SAMPLES
from tests.notify_hub import (
    ADDRESSES,
    NOW,
    PROVIDER,
    SENDER,
    SUBMISSION_ID,
    KeptMails,
    a_good_row,
    a_refused_row,
    a_rejected_row,
    a_submission,
    html_of,
    notices_of,
    parsed,
    sample_hub,
    text_of,
)

CONTACT = Contact(name="Paula Sample-Ortega", email="paula@cme.example.org")
HEADERS = ["From", "To", "Subject", "Date", "Auto-Submitted", "X-CME-Hub-Submission", "MIME-Version", "Content-Type"]
EMPTY_NAME = a_refused_row(4, row_issue("FIELD_MISSING", 4, field="Last Name"))
GMAIL_CLIPS_AT = 102_000


def mail_about(
    *results: RowResult,
    submission: Submission | None = None,
    issues: tuple[Issue, ...] = (),
    provider_name: str = PROVIDER.name,
    contact: Contact = CONTACT,
    fix_it: FixItAddress | None = None,
) -> EmailMessage:
    provider = PROVIDER.model_copy(update={"name": provider_name})
    about = submission or a_submission()
    summary = summarise(issues, results)
    words = submission_words(summary, about, fix_it, ADDRESSES)
    mail = compose_mail(words, provider, contact, sender=SENDER, at=NOW)
    return parsed(mail.raw)


def named(name: str) -> Submission:
    return a_submission(upload_key=f"0009999/{name}")


def seen_in(html: str) -> str:
    return " ".join(str(lxml_html.document_fromstring(html).xpath("string()")).split())


def test_the_envelope_of_the_mail() -> None:
    message = mail_about(a_good_row(3), EMPTY_NAME)
    assert message["From"] == f"CME Hub <{SENDER}>"
    assert message["To"] == "Paula Sample-Ortega <paula@cme.example.org>"
    assert message["Subject"] == "1 of 2 rows needs mending: spring-2026.xlsx"
    assert message["Date"].datetime == NOW
    assert message["X-CME-Hub-Submission"] == SUBMISSION_ID
    assert message.get_content_type() == "multipart/alternative"
    parts = [*message.iter_parts()]
    assert [(part.get_content_type(), part.get_content_charset()) for part in parts] == [
        ("text/plain", "utf-8"),
        ("text/html", "utf-8"),
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    once, again = (mail_about(EMPTY_NAME).as_bytes() for _ in range(2))
    assert once == again


@pytest.mark.parametrize("body", [text_of, lambda message: seen_in(html_of(message))], ids=["text", "html"])
def test_both_bodies_tell_everything(body: object) -> None:
    assert callable(body)
    rejection = reason_text("BOARD_ID_NOT_FOUND", board="ABIM")
    told = body(
        mail_about(
            a_good_row(3),
            EMPTY_NAME,
            a_rejected_row(5, "BOARD_ID_NOT_FOUND", rejection),
            a_refused_row(6, row_issue("ALREADY_REPORTED", 6)),
            issues=(file_issue("FILE_BROKEN", rows_read=4, reason="it ends early"),),
        )
    )
    for sentence in (
        "Example Medical Society sent the file spring-2026.xlsx",
        "20 November 2026, 12:00 UTC",
        "What was sent can't be read past row 4: it ends early.",
        "Last Name is empty.",
        "Row 4",
        "What to do: Fill in Last Name.",
        "ABIM knows no diplomate with this ID, name and birth day.",
        "Row 5",
        "What to do: Check all of them with the learner; a spreadsheet may have dropped the ID's leading zeros.",
        "The same record was reported before",
        "those that your sheet shows",
        SUBMISSION_ID,
    ):
        assert sentence in re.sub(r"\s+", " ", told)


def test_problems_of_the_file_come_first_and_warnings_last() -> None:
    text = text_of(
        mail_about(
            EMPTY_NAME, a_refused_row(5, row_issue("ALREADY_REPORTED", 5)), issues=(file_issue("FILE_WITHOUT_ROWS"),)
        )
    )
    assert text.index("PROBLEMS WITH THE FILE") < text.index("REFUSED BY CME HUB: 1 ROW") < text.index("GOOD TO KNOW")
    assert "REJECTED BY BOARDS: " not in text


@pytest.mark.parametrize(
    ("results", "issues", "subject"),
    [
        ([EMPTY_NAME], (), "1 of 1 row needs mending: a.xlsx"),
        ([a_good_row(3), EMPTY_NAME, EMPTY_NAME], (), "2 of 3 rows need mending: a.xlsx"),
        ([a_good_row(3)], (file_issue("XML_DOCTYPE"),), "Only a part of your file could be read: a.xlsx"),
        ([], (file_issue("FILE_EMPTY"),), "Nothing could be taken from your file: a.xlsx"),
    ],
)
def test_the_subject_says_what_is_to_do(results: list[RowResult], issues: tuple[Issue, ...], subject: str) -> None:
    assert mail_about(*results, issues=issues, submission=named("a.xlsx"))["Subject"] == subject


@pytest.mark.parametrize(
    ("format_name", "listing", "counting"),
    [
        ("learner-workbook", "Rows 4–6 (3 rows)", "those that your sheet shows"),  # noqa: RUF001
        ("learner-xml", "Reports 4–6 (3 reports)", "ActivityReport elements, counted from 1"),  # noqa: RUF001
        ("activity-csv", "Rows 4–6 (3 rows)", "counted by the lines of the file, from 1"),  # noqa: RUF001
        ("activity-xml", "Activities 4–6 (3 activities)", "MedicalEducationMetrics elements, counted from 1"),  # noqa: RUF001
    ],
)
def test_rows_are_called_what_the_format_calls_them(format_name: str, listing: str, counting: str) -> None:
    rows = [a_refused_row(row, row_issue("CREDIT_ID_TAKEN", row, value="x", status="accepted")) for row in (4, 5, 6)]
    text = text_of(mail_about(*rows, submission=a_submission(format=format_name)))
    assert listing in text
    assert counting in text


def test_a_long_list_of_rows_is_cut_and_counted() -> None:
    rows = [a_refused_row(row, row_issue("FIELD_MISSING", row, field="Last Name")) for row in range(3, 2449, 2)]
    assert ", 41 and 1,203 more (1,223 rows)" in text_of(mail_about(*rows))


def test_the_longest_mail_is_not_clipped() -> None:
    name = "CreditCertificate[123]/activityCertification {}"
    rows = [
        result
        for row in range(1, 2 * MOST_GROUPS)
        for result in (
            a_refused_row(row, row_issue("FIELD_MISSING", row, field=name.format(row))),
            a_rejected_row(row, "IDENTITY_MISMATCH", reason_text("IDENTITY_MISMATCH", board="ABA", fields=str(row))),
            a_refused_row(
                row, row_issue("MOC_POINTS_OVER_CREDITS", row, field=name.format(row), board="ABA", credits=1)
            ),
        )
    ]
    assert len(html_of(mail_about(*rows)).encode()) < GMAIL_CLIPS_AT


def test_the_html_needs_nothing_from_elsewhere_and_has_headings_in_order() -> None:
    html = html_of(mail_about(a_good_row(3), EMPTY_NAME))
    document = lxml_html.document_fromstring(html)
    assert document.get("lang") == "en"
    assert not document.xpath("//img | //script | //link | //@src")
    submission = a_submission()
    assert document.xpath("//@href") == [
        ADDRESSES.rows_to_mend(submission.provider_id, submission.submission_id),
        f"{ADDRESSES.guide}/issues.md#field_missing",
    ]
    assert "url(" not in html
    assert "@import" not in html
    assert [str(element.tag) for element in document.iter("h1", "h2", "h3")] == ["h1", "h2", "h3"]


def test_hostile_names_are_told_as_text() -> None:
    name = "<img src=x onerror=alert(1)>\r\nBcc: evil@example.org\r\n\r\n{{ 7 * 7 }}\u202e\u2028.xlsx"
    message = mail_about(
        EMPTY_NAME,
        submission=named(name),
        provider_name='"><mj-raw>&</table>\r\nX-Evil: 1',
        contact=Contact(name='Paula"\r\nBcc: evil@example.org <evil@example.org>,', email="paula@cme.example.org"),
    )
    assert message.keys() == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["paula@cme.example.org"]
    assert message["Subject"].startswith("1 of 1 row needs mending: <img src=x")
    html = html_of(message)
    assert "<img" not in html
    assert "<mj-raw" not in html
    assert "{{ 7 * 7 }}" in seen_in(html)
    assert "\u202e" not in html + text_of(message)


def test_a_long_name_keeps_its_start_and_end() -> None:
    subject = mail_about(EMPTY_NAME, submission=named(f"spring {'x' * 500} learners.xlsx"))["Subject"]
    assert subject.startswith("1 of 1 row needs mending: spring x")
    assert subject.endswith("x learners.xlsx")
    assert len(subject) < 100


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_no_name_changes_the_shape_of_the_mail(file_name: str, provider_name: str, contact_name: str) -> None:
    message = mail_about(
        EMPTY_NAME,
        submission=named(file_name),
        provider_name=provider_name,
        contact=Contact(name=contact_name, email="paula@cme.example.org"),
    )
    assert message.keys() == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["paula@cme.example.org"]
    tags = [element.tag for element in lxml_html.document_fromstring(html_of(message)).iter()]
    assert tags == [element.tag for element in lxml_html.document_fromstring(html_of(mail_about(EMPTY_NAME))).iter()]


def test_a_contact_address_cannot_carry_a_second_one() -> None:
    with pytest.raises(ValueError, match=r".+"):
        mail_about(EMPTY_NAME, contact=Contact(name="P", email="paula@cme.example.org\r\nBcc: evil@example.org"))


def test_the_mail_about_the_samples_holds_nothing_of_a_learner() -> None:
    hub = sample_hub()
    kept = KeptMails()
    notices = notices_of(hub, kept)
    for notice in hub.notices:
        notices.take(notice)
    told = "".join(text_of(message) + html_of(message) for message in kept.messages)
    words = set(re.findall(r"[\w/-]+", told))
    leaked = {text for text in learner_texts("learners-mistakes.xlsx") | learner_texts("learners.xml") if text in words}
    assert leaked <= {"02/29"}, "the catalogue's own example of a birth day is the only one"
    for value in ("ABXY", "Ohaio", "31/31/2026", "202699999", "IM-26-001"):
        assert value not in told


def learner_texts(sample: str) -> set[str]:
    """Return every name, ID and birth day of a sample's learners, as its rows spell them."""
    texts: set[str] = set()
    for row in open_file(SAMPLES / sample).rows:
        texts |= {str(row.fields.get(name, "")) for name in ("given_name", "family_name", "birth_month_day")}
        texts |= {str(line.get("learner_id", "")) for line in row.fields.get("lines", [])}
    assert len(texts) > 50
    return texts - {""}


def test_the_address_of_one_click_stays_whole_however_long_it_is() -> None:
    address = f"https://{'a' * 10}.execute-api.us-gov-west-1.amazonaws.com/v1/mail-preferences?token={'t' * 43}"
    seen = {"headline": "", "preview": "", "code": "", "minutes": 1, "unasked": "", "why": ""}
    words = Words(NoticeKind.CODE, "about", "A subject", seen, address)
    mail = compose_mail(words, None, Contact(name="", email="zoe@example.org"), sender=SENDER, at=NOW)
    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in mail.raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in mail.raw
