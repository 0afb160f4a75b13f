"""What the mail says of the file, where it leads, and how it gathers what it says."""

import datetime as dt
import re
from email.message import EmailMessage

import pytest
from lxml import html as lxml_html

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import file_issue, row_issue
from cmehub.submissions.submission import RowResult
from functions.notify.mail.addresses import FixItAddress
from functions.notify.mail.mail_sections import MOST_TOLD
from tests.notify_hub import (
    ADDRESSES,
    NOW,
    a_good_row,
    a_refused_row,
    a_submission,
    html_of,
    text_of,
)
from tests.unit.functions.notify.mail.test_mail import EMPTY_NAME, mail_about, seen_in

FIX_IT = FixItAddress("https://api.example.org/v1/fix-it/sub?token=secret", NOW + dt.timedelta(days=30))
NOTE = file_issue("FILE_EMPTY").model_copy(update={"severity": Severity.NOTE, "message": "Two columns weren't read."})
BODIES = pytest.mark.parametrize("body", [text_of, lambda message: seen_in(html_of(message))], ids=["text", "html"])


def said(body: object, message: EmailMessage) -> str:
    assert callable(body)
    return re.sub(r"\s+", " ", body(message))


def missing(row: int, field: str) -> RowResult:
    return a_refused_row(row, row_issue("FIELD_MISSING", row, field=field))


@BODIES
def test_one_sentence_says_what_to_send_and_where(body: object) -> None:
    told = said(body, mail_about(EMPTY_NAME, fix_it=FIX_IT))

    assert (
        "Then send it as it is, as you send your files: put it into s3://cme-uploads/0009999/ or post it to "
        "https://api.example.org/v1/submissions"
    ) in told
    assert "The link works until 20 December 2026." in told
    assert "hub " not in told


def test_the_button_and_the_text_lead_to_the_workbook() -> None:
    message = mail_about(EMPTY_NAME, fix_it=FIX_IT)

    button = lxml_html.document_fromstring(html_of(message)).xpath("//a[contains(., 'Download')]/@href")
    assert button == [FIX_IT.address]
    assert f"\n{FIX_IT.address}\n" in text_of(message)


@BODIES
@pytest.mark.parametrize(("lines", "told"), [(None, "CME Hub read 2 rows."), (41, "CME Hub read 2 rows in 41 lines.")])
def test_how_much_was_read_is_said(body: object, lines: int | None, told: str) -> None:
    message = mail_about(a_good_row(3), EMPTY_NAME, submission=a_submission(lines=lines))

    assert told in said(body, message)


def test_each_reason_leads_to_its_paragraph_of_the_guide() -> None:
    rows = [
        *(missing(row, "Last Name") for row in (3, 4)),
        a_refused_row(5, row_issue("CREDIT_NOT_POSITIVE", 5, field="X", value=0)),
        a_refused_row(6, row_issue("COMPLETION_IN_FUTURE", 6, field="X", value="2062")),
        a_refused_row(7, row_issue("ALREADY_REPORTED", 7)),
    ]
    message = mail_about(*rows, issues=(file_issue("FILE_BROKEN", rows_read=6, reason="it ends"), NOTE))

    codes = [
        "FILE_BROKEN",
        "FIELD_MISSING",
        "CREDIT_NOT_POSITIVE",
        "COMPLETION_IN_FUTURE",
        NOTE.code,
        "ALREADY_REPORTED",
    ]
    addresses = [ADDRESSES.code(code) for code in codes]
    assert addresses[0] == "https://guide.example.org/docs/issues.md#file_broken"
    assert lxml_html.document_fromstring(html_of(message)).xpath("//@href[contains(., 'issues.md')]") == addresses
    assert re.findall(r"More: (\S+)", text_of(message)) == addresses


def test_the_largest_groups_come_first_and_those_of_one_row_are_gathered() -> None:
    text = text_of(
        mail_about(
            missing(3, "First Name"),
            missing(4, "Date of Birth"),
            *(missing(row, "Last Name") for row in (5, 6)),
            *(missing(row, "Completion Date") for row in (7, 8, 9)),
        )
    )

    places = [
        text.index(told)
        for told in (
            "* Completion Date is empty.\n  Rows 7–9 (3 rows)",  # noqa: RUF001
            "* Last Name is empty.\n  Rows 5 and 6 (2 rows)",
            "One row each:",
            "* Row 3: First Name is empty. Fill in First Name.",
            "* Row 4: Date of Birth is empty. Fill in Date of Birth.",
        )
    ]
    assert places == sorted(places)


def test_a_single_reason_of_one_row_needs_no_gathering() -> None:
    text = text_of(mail_about(EMPTY_NAME))

    assert "* Last Name is empty.\n  Row 4\n  What to do: Fill in Last Name.\n" in text
    assert "each" not in text.partition("REFUSED")[2]


def test_the_largest_groups_are_told_and_the_console_has_the_rest() -> None:
    few = text_of(mail_about(*(missing(row, f"Column {row}") for row in range(1, MOST_TOLD + 1))))
    many = text_of(
        mail_about(*(missing(row, f"Column {row}") for row in range(1, MOST_TOLD + 2)), missing(99, "Column 11"))
    )

    for text in (few, many):
        assert len(re.findall("More: ", text)) == MOST_TOLD
    assert "There are more." not in few
    assert "* Column 11 is empty.\n  Rows 11 and 99 (2 rows)" in many
    assert "There are more. The console has them all:\nhttps://" in many


def test_it_leads_to_the_rows_in_the_console() -> None:
    submission, message = a_submission(), mail_about(EMPTY_NAME)
    address = f"{ADDRESSES.site}/console/submissions/{submission.submission_id}?provider={submission.provider_id}#rows"

    assert f"\n{address}\n" in text_of(message)
    assert lxml_html.document_fromstring(html_of(message)).xpath("//a[contains(., 'row by row')]/@href") == [address]


@BODIES
def test_a_note_about_the_file_is_good_to_know_and_no_problem(body: object) -> None:
    message = mail_about(a_good_row(3), EMPTY_NAME, issues=(NOTE,))

    told = said(body, message)
    assert message["Subject"].startswith("1 of 2 rows needs mending")
    assert "problems with the file" not in told.lower()
    assert NOTE.message in told[told.lower().index("good to know") :]


@BODIES
def test_limits_steps_and_forms_of_ids_are_said_as_numbers(body: object) -> None:
    def refused(row: int, code: str, **details: object) -> RowResult:
        return a_refused_row(row, row_issue(code, row, field="X", value="a value", **details))

    told = said(
        body,
        mail_about(
            refused(3, "CREDIT_INCREMENT", step="0.25"),
            refused(4, "CREDIT_OVER_ACTIVITY_MAX", maximum="6.5", board="ABA"),
            refused(5, "BOARD_ID_FORMAT", board="ABA", expected="8 digits, the first a 3"),
            refused(6, "BOARD_ID_FORMAT", board="ABIM", expected="up to 6 digits"),
        ),
    )

    for number in ("multiple of 0.25", "more than the 6.5", "8 digits, the first a 3", "up to 6 digits"):
        assert number in told
    assert "a value" not in told
