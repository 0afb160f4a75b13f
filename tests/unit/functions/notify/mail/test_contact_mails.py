"""Optional mails to a provider's contacts: which files they are told of, when, once, and how they end it."""

import datetime as dt

import pytest

from cmehub.accounts.contact_mails import ContactMailKind, ContactMailPreferences
from cmehub.accounts.deliverability import MailFeedback
from cmehub.accounts.standing import Role, RoleKind
from cmehub.issues.issue import file_issue, row_issue
from cmehub.passport.mail_preferences import Rhythm
from cmehub.submissions.fix_it_links import token_digest
from cmehub.submissions.messages import NoticeMessage, PhysicianMailMessage
from cmehub.submissions.submission import RowResult
from functions.notify.mail.contact_mails import ContactMails
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from tests.notify_hub import (
    GATHERING,
    NOW,
    PROVIDER,
    PROVIDER_ID,
    SUBMISSION_ID,
    NotifyHub,
    a_good_row,
    a_refused_row,
    a_submission,
    contact_mails_of,
    html_of,
    notices_of,
    text_of,
)

EMPTY_NAME = a_refused_row(4, row_issue("FIELD_MISSING", 4, field="Last Name"))
TAKEN_WHOLE, TO_MEND = ContactMailKind.TAKEN_WHOLE, ContactMailKind.TO_MEND
RAE = "rae"


class Contacts(NotifyHub):
    """A hub with a contact, Rae, who wants mails of a kind."""

    def want(self, sub: str = RAE, provider_id: str = PROVIDER_ID, **kinds: object) -> None:
        self.standings.give(sub, Role(kind=RoleKind.VIEWER, at=provider_id))
        self.physician_mails.put_contact_preferences(sub, provider_id, ContactMailPreferences.model_validate(kinds))

    @property
    def mails(self) -> ContactMails:
        return contact_mails_of(self, self.mailer)

    def pass_time(self, time: dt.timedelta) -> list[NoticeOutcome]:
        """Let time pass, the daily call come, and what is due be sent."""
        self.now += time
        waiting = {message for message, _ in self.mail_queue.waiting if isinstance(message, PhysicianMailMessage)}
        self.mail_queue.waiting.clear()
        waiting |= {
            PhysicianMailMessage(sub=mailing.sub, kind=mailing.kind, due_at=mailing.due_at)
            for mailing in self.physician_mails.due(self.now)
        }
        return [self.mails.take(message) for message in waiting]

    @property
    def to_contacts(self) -> list[tuple[str, str]]:
        """To whom optional mails went, and about what."""
        found = [message for message in self.mailer.messages if message["X-CME-Hub-Contact"]]
        return [(str(message["To"]), str(message["Subject"])) for message in found]


@pytest.fixture
def hub() -> Contacts:
    return Contacts()


def test_who_said_nothing_is_told_nothing(hub: Contacts) -> None:
    hub.standings.give(RAE, Role(kind=RoleKind.PRIMARY, at=PROVIDER_ID))
    hub.finish(a_good_row(3))
    assert hub.notify() is NoticeOutcome.ALL_IS_WELL
    assert (hub.pass_time(GATHERING), hub.mailer.sent) == ([], [])


def test_a_file_that_was_taken_whole_is_told_once_with_its_rows_and_where_it_is_seen(hub: Contacts) -> None:
    hub.want(taken_whole=Rhythm.AT_ONCE)
    hub.finish(a_good_row(3), a_good_row(4))
    for _ in range(3):
        hub.notify()
    assert hub.pass_time(GATHERING - dt.timedelta(seconds=1)) == [NoticeOutcome.NOT_DUE]
    assert hub.pass_time(dt.timedelta(seconds=1)) == [NoticeOutcome.SENT]
    hub.notify()
    assert NoticeOutcome.SENT not in hub.pass_time(GATHERING)

    assert hub.to_contacts == [("rae@cme.example.org", "A file was taken whole")]
    (message,) = hub.mailer.messages
    for body in (text_of(message), html_of(message)):
        assert "spring-2026.xlsx" in body
        assert "2 rows, all accepted" in body
        assert f"https://passport.example.org/console/submissions/{SUBMISSION_ID}?provider={PROVIDER_ID}" in body


@pytest.mark.parametrize(
    ("rhythm", "due"),
    [(Rhythm.DAILY, dt.timedelta(days=1)), (Rhythm.WEEKLY, dt.timedelta(days=3))],
)
def test_a_days_and_a_weeks_files_are_one_mail(hub: Contacts, rhythm: Rhythm, due: dt.timedelta) -> None:
    """It is Friday, noon, when the first file comes: the next day's mail and Monday's are due at noon."""
    hub.want(to_mend=rhythm)
    for number in range(3):
        news = NoticeMessage(submission_id=f"{number:032x}", provider_id=PROVIDER_ID)
        hub.submissions.open(a_submission(submission_id=news.submission_id, format=None, kind=None))
        issues = [file_issue("FILE_FORMAT_UNKNOWN")]
        hub.submissions.add_staged(news.submission_id, chunks=0, rows=0, issues=issues, at=NOW)
        notices_of(hub, hub.mailer).take(news)
    assert NoticeOutcome.SENT not in hub.pass_time(due - dt.timedelta(seconds=1))
    assert hub.pass_time(dt.timedelta(seconds=1)) == [NoticeOutcome.SENT]
    assert hub.to_contacts == [("rae@cme.example.org", "3 files need mending")]
    assert "console/submissions?provider=0009999" in text_of(hub.mailer.messages[-1])


NIGHT = {"starts": 7, "ends": 10, "zone": "America/New_York"}
"""It is 7:00 there when the first file comes; they end three hours later."""


@pytest.mark.parametrize("rhythm", [Rhythm.AT_ONCE, Rhythm.DAILY])
def test_what_would_come_in_quiet_hours_comes_at_their_end(hub: Contacts, rhythm: Rhythm) -> None:
    hub.want(taken_whole=rhythm, quiet_hours=NIGHT)
    hub.finish(a_good_row(3))
    hub.notify()
    wait = dt.timedelta(hours=3, days=1 if rhythm is Rhythm.DAILY else 0)
    assert NoticeOutcome.SENT not in hub.pass_time(wait - dt.timedelta(seconds=1))
    assert hub.pass_time(dt.timedelta(seconds=1)) == [NoticeOutcome.SENT]


def test_what_is_required_isnt_held_by_anybodys_quiet_hours(hub: Contacts) -> None:
    hub.want(to_mend=Rhythm.AT_ONCE, quiet_hours=NIGHT)
    hub.finish(a_good_row(3), EMPTY_NAME)
    assert hub.notify() is NoticeOutcome.SENT
    assert [mail.recipient for mail in hub.mailer.sent] == ["paula@cme.example.org"]


@pytest.mark.parametrize(
    ("boards", "rows", "is_told"),
    [
        (("ABIM",), [a_good_row(3)], True),
        (("ABA", "ABIM"), [a_good_row(3)], True),
        (("ABA",), [a_good_row(3)], False),
        (("ABA",), [a_good_row(3), EMPTY_NAME], True),
    ],
    ids=["its board", "among others", "of another board", "a row whose board isn't known"],
)
def test_who_chose_boards_is_told_of_files_that_may_be_about_them(
    hub: Contacts, boards: tuple[str, ...], rows: list[RowResult], *, is_told: bool
) -> None:
    hub.want(taken_whole=Rhythm.AT_ONCE, to_mend=Rhythm.AT_ONCE, boards=boards)
    hub.finish(*rows)
    hub.notify()
    hub.pass_time(GATHERING)
    assert bool(hub.to_contacts) is is_told


def test_boards_that_are_chosen_while_a_file_waits_count_when_the_mail_goes(hub: Contacts) -> None:
    hub.want(taken_whole=Rhythm.AT_ONCE)
    hub.finish(a_good_row(3))
    hub.notify()
    hub.want(taken_whole=Rhythm.AT_ONCE, boards=("ABA",))
    assert hub.pass_time(GATHERING) == [NoticeOutcome.NOT_WANTED]


def test_the_required_mail_goes_to_the_primary_contact_all_the_same(hub: Contacts) -> None:
    hub.want(to_mend=Rhythm.AT_ONCE)
    hub.finish(a_good_row(3), EMPTY_NAME)
    assert hub.notify() is NoticeOutcome.SENT
    assert hub.pass_time(GATHERING) == [NoticeOutcome.SENT]
    assert [mail.recipient for mail in hub.mailer.sent] == ["paula@cme.example.org", "rae@cme.example.org"]
    assert "1 of 2 rows to mend" in text_of(hub.mailer.messages[-1])


def test_of_a_dry_run_nobody_is_told(hub: Contacts) -> None:
    hub.want(taken_whole=Rhythm.AT_ONCE)
    hub.submissions.open(a_submission(dry_run=True))
    hub.submissions.add_staged(SUBMISSION_ID, chunks=0, rows=0, issues=(), at=NOW)
    assert hub.notify() is NoticeOutcome.ALL_IS_WELL
    assert hub.pass_time(GATHERING) == []


def test_who_is_no_contact_any_more_or_wants_it_no_more_is_told_nothing(hub: Contacts) -> None:
    for sub in ("gone", "other"):
        hub.want(sub, taken_whole=Rhythm.AT_ONCE)
    hub.finish(a_good_row(3))
    hub.notify()
    hub.standings.take("gone", Role(kind=RoleKind.VIEWER, at=PROVIDER_ID))
    hub.physician_mails.put_contact_preferences("other", PROVIDER_ID, ContactMailPreferences())
    assert hub.pass_time(GATHERING) == [NoticeOutcome.NOT_WANTED] * 2
    assert hub.mailer.sent == []


def test_another_providers_files_are_told_to_nobody_here(hub: Contacts) -> None:
    hub.want("other", provider_id="0008888", taken_whole=Rhythm.AT_ONCE)
    hub.providers.put([PROVIDER.model_copy(update={"provider_id": "0008888"})])
    hub.finish(a_good_row(3))
    hub.notify()
    assert hub.pass_time(GATHERING) == []


@pytest.mark.parametrize(
    ("feedback", "outcome", "kept"),
    [
        (MailFeedback.COMPLAINT, NoticeOutcome.NOT_WANTED, Rhythm.NEVER),
        (MailFeedback.BOUNCE, NoticeOutcome.NO_CONTACT, Rhythm.AT_ONCE),
    ],
)
def test_a_complaint_ends_such_mails_and_a_bounce_keeps_them_back(
    hub: Contacts, feedback: MailFeedback, outcome: NoticeOutcome, kept: Rhythm
) -> None:
    hub.want(taken_whole=Rhythm.AT_ONCE)
    hub.mail_feedback.note("rae@cme.example.org", feedback, NOW)
    hub.finish(a_good_row(3))
    hub.notify()
    assert hub.pass_time(GATHERING) == [outcome]
    assert hub.mailer.sent == []
    assert hub.physician_mails.contact_preferences([RAE], PROVIDER_ID)[RAE].taken_whole is kept


def test_a_mail_program_can_end_it_by_one_click(hub: Contacts) -> None:
    hub.want(taken_whole=Rhythm.AT_ONCE)
    hub.finish(a_good_row(3))
    hub.notify()
    hub.pass_time(GATHERING)
    (message,) = hub.mailer.messages
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"] == "<https://api.example.org/v1/mail-preferences?token=contact-token-1>"
    assert hub.physician_mails.of_link(token_digest("contact-token-1"), hub.now) == (RAE, TAKEN_WHOLE)


def test_two_who_take_the_message_at_once_send_one_mail(hub: Contacts) -> None:
    hub.want(taken_whole=Rhythm.AT_ONCE)
    hub.finish(a_good_row(3))
    hub.notify()
    (mailing,) = hub.physician_mails.due(hub.now + GATHERING)
    hub.physician_mails.claim(mailing, at=hub.now + GATHERING, lease=MAIL_LEASE)
    assert hub.pass_time(GATHERING) == [NoticeOutcome.BUSY]
