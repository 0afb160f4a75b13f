"""What the mail about calls says: each reason once, with the names by which the sender finds its records."""

import datetime as dt
import re
from collections.abc import Iterable

import pytest
from lxml import html as lxml_html

from cmehub.accounts.providers import Contact
from cmehub.submissions.gatherings import RejectedCall, RejectedRow
from functions.notify.mail.call_words import MOST_NAMED, call_words
from functions.notify.mail.mail import compose_mail
from functions.notify.mail.summary import MOST_GROUPS
from tests.notify_hub import ADDRESSES, HOUR, NOW, PROVIDER, SENDER, a_rejected_row, html_of, parsed, text_of
from tests.unit.functions.notify.mail.test_mail import GMAIL_CLIPS_AT, seen_in

CONTACT = Contact(name="Paula Sample-Ortega", email="paula@cme.example.org")
UNKNOWN, LAPSED = "ABIM has nobody with this ID.", "The certificate lapsed."


def a_row(number: int, *reasons: str, credit_ids: Iterable[str] = ()) -> RejectedRow:
    lines = [line for reason in reasons for line in a_rejected_row(1, "BOARD_OTHER_REASON", reason).credit_lines]
    ids = [*credit_ids, *([None] * len(lines))]
    return RejectedRow(
        activity_id="202699001",
        record=f"5ab-00001-{number}",
        credit_lines=tuple(
            line.model_copy(update={"credit_id": credit_id}) for line, credit_id in zip(lines, ids, strict=False)
        ),
    )


def a_call(*rows: RejectedRow, minutes: int = 0) -> RejectedCall:
    at = NOW + dt.timedelta(minutes=minutes)
    return RejectedCall(submission_id=f"call{minutes}", provider_id=PROVIDER.provider_id, received_at=at, rows=rows)


def bodies(*calls: RejectedCall, hour: dt.timedelta = HOUR) -> tuple[str, str, str]:
    """Return the subject, the text on one line, and what the HTML shows."""
    words = call_words("5ab", calls, ADDRESSES, hour)
    message = parsed(compose_mail(words, PROVIDER, CONTACT, sender=SENDER, at=NOW).raw)
    return str(message["Subject"]), " ".join(text_of(message).split()), seen_in(html_of(message))


def test_each_reason_is_told_once_with_the_names_of_its_records() -> None:
    subject, *told = bodies(
        a_call(a_row(1, UNKNOWN, credit_ids=["cr-7"]), a_row(2, LAPSED)),
        a_call(a_row(3, UNKNOWN, UNKNOWN, credit_ids=["cr-8", "cr-9"]), minutes=41),
    )

    assert subject == "Boards rejected 3 records of your calls: 20 November 2026, 12:41 UTC"
    for body in told:
        assert "2 calls between 20 November 2026, 12:00 UTC and 20 November 2026, 12:41 UTC" in body
        below = body.partition("Hello")[2]
        assert below.count(UNKNOWN) == below.count(LAPSED) == 1
        group = below.partition(UNKNOWN)[2].partition(LAPSED)[0]
        names = [
            "2 records:",
            "Activity 202699001, credit cr-7, record 5ab-00001-1",
            "Activity 202699001, credit cr-8, cr-9, record 5ab-00001-3",
            "What to do:",
        ]
        assert [name for name in names if name in group] == names
        assert "5ab-00001-2" in body.partition(LAPSED)[2]


@pytest.mark.parametrize("word", ["file", "row 1", "workbook", "folder"])
def test_a_caller_is_told_nothing_of_files(word: str) -> None:
    for body in bodies(a_call(a_row(1, UNKNOWN))):
        assert not re.search(rf"\b{word}", body, re.IGNORECASE)


def test_a_single_call_has_its_moment() -> None:
    for body in bodies(a_call(a_row(1, UNKNOWN)))[1:]:
        assert "made 1 call on 20 November 2026, 12:00 UTC to the API" in body
        assert "1 record:" in body


@pytest.mark.parametrize(
    ("hour", "lengths"),
    [(HOUR, ["an hour", "a day"]), (dt.timedelta(seconds=5), ["5 seconds", "120 seconds"])],
)
def test_the_mail_says_how_often_such_mails_come(hour: dt.timedelta, lengths: list[str]) -> None:
    short, long = lengths
    for body in bodies(a_call(a_row(1, UNKNOWN)), hour=hour)[1:]:
        assert (
            f"Such a mail tells of all calls in which boards rejected something within {short}. After six of them in a "
            f"row it tells of those within {long}, until {long} passes without any."
        ) in body


def test_the_largest_groups_come_first_and_name_the_first_of_many_records() -> None:
    calls = [a_call(a_row(0, LAPSED)), *(a_call(a_row(number, UNKNOWN), minutes=number) for number in range(1, 1_235))]

    for body in bodies(*calls)[1:]:
        assert body.index(UNKNOWN) < body.index(LAPSED)
        assert len(re.findall(r"record 5ab-00001-\d+", body)) == MOST_NAMED + 1
        assert f"and {1_234 - MOST_NAMED:,} more" in body


def test_a_mail_of_very_many_reasons_stays_short_enough_to_be_shown_whole() -> None:
    rows = [a_row(number, f"Reason {number % 70}. {'x' * 200}", f"Other {number}") for number in range(1_000)]
    message = parsed(
        compose_mail(call_words("5ab", [a_call(*rows)], ADDRESSES, HOUR), PROVIDER, CONTACT, sender=SENDER, at=NOW).raw
    )

    assert len(html_of(message).encode()) < GMAIL_CLIPS_AT
    assert len(re.findall("More: ", text_of(message))) == MOST_GROUPS
    others = text_of(message).partition("Other problems.")[2]
    assert int(others.split()[0].replace(",", "")) <= len(rows)


def test_what_strangers_wrote_is_text_on_one_line() -> None:
    row = a_row(1, "<b>No</b>", credit_ids=["<script>x</script>\r\nBcc: e@example.org"])
    message = parsed(
        compose_mail(call_words("5ab", [a_call(row)], ADDRESSES, HOUR), PROVIDER, CONTACT, sender=SENDER, at=NOW).raw
    )

    assert message["Bcc"] is None
    page = lxml_html.document_fromstring(html_of(message))
    assert page.xpath("//script | //b") == []
    assert "<script>x</script> Bcc: e@example.org" in text_of(message)


def test_each_reason_leads_to_its_first_record_and_its_paragraph_of_the_guide_and_the_button_to_learners() -> None:
    words = call_words("5ab", [a_call(a_row(1, UNKNOWN))], ADDRESSES, HOUR)
    message = parsed(compose_mail(words, PROVIDER, CONTACT, sender=SENDER, at=NOW).raw)

    console = "https://passport.example.org/console/learners"
    addresses = [
        f"{console}/5ab-00001-1?provider={PROVIDER.provider_id}",
        ADDRESSES.code("BOARD_OTHER_REASON"),
        f"{console}?provider={PROVIDER.provider_id}",
    ]
    assert lxml_html.document_fromstring(html_of(message)).xpath("//@href") == addresses
    assert re.findall(r"https://\S+", text_of(message)) == addresses
