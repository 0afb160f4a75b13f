"""What boards outside say in their own words is shown, and does nothing but be read."""

import io

import pytest
from openpyxl import load_workbook

from cmehub.submissions.submission import fix_it_key
from functions.notify.mail.notices import NoticeOutcome
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.board_files import by_files, csv_of
from tests.notify_hub import KeptMails, html_of, notices_of, text_of
from tests.sample_hub import PROVIDER_ID, stocked_hub

KEY = "boards/ABIM/in/answers.csv"
HOSTILE = [
    '<script>alert(1)</script><img src=x onerror="alert(2)">',
    "{{ 7 * 7 }} {% raw %} {board} %s",
    "=HYPERLINK(A1)",
    "Lapsed\r\nBcc: everybody@example.org\r\n\r\n<b>bold</b>",
    "\u202egnp.exe\u0000\u0007",
    "so long " * 2_000,
]


def told(hub: MemoryHub, submission_id: str) -> KeptMails:
    mails = KeptMails()
    hub.deliver_all()
    notice = next(message for message in hub.notices if message.submission_id == submission_id)
    notices = notices_of(hub, mails)
    assert notices.take(notice) is NoticeOutcome.SENT
    return mails


@pytest.mark.parametrize("code", ["", "X-17", "BOARD_ID_NOT_FOUND"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_text_in_report_mail_and_workbook(words: str, code: str) -> None:
    hub = by_files(stocked_hub(), "ABIM")
    submission_id = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID).submission_id
    hub.put_decisions(
        KEY,
        csv_of(
            {"ask": ask.ask.name, "row": row, "decision": "reject", "reason": words, "reason_code": code}
            for ask in hub.boards.open_asks("ABIM")
            for row in range(1, 200)
        ),
    )

    (mail,) = told(hub, submission_id).messages

    (said,) = {
        line.reason for record in hub.report(submission_id).records for line in record.credit_lines if line.reason
    }
    assert said.isprintable()
    assert len(said) < 350
    assert said in " ".join(text_of(mail).split())
    assert mail["Bcc"] is None
    html = html_of(mail)
    assert not [tag for tag in ("<script", "<img", "<b>", 'onerror="') if tag in html]
    book = load_workbook(io.BytesIO(hub.objects.get(fix_it_key(PROVIDER_ID, submission_id))))
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [cell for cell in cells if said in str(cell.value)]
    assert not [cell for cell in cells if str(cell.value).startswith("=") and not cell.quotePrefix]
