"""Mails that come back: whom the provider's mail reaches then, in whatever order the two facts become known."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest
from pydantic import ValidationError

from cmehub.accounts.deliverability import MailFeedback
from cmehub.accounts.providers import Contact
from cmehub.issues.issue import row_issue
from cmehub.submissions.messages import MailBouncedMessage, NoticeMessage
from functions.notify.feedback.returned_mails import FeedbackOutcome, ReturnedMails
from functions.notify.feedback.ses_events import SES_EVENTS
from functions.notify.mail.mail import Mail
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from tests.notify_hub import (
    NOW,
    PROVIDER,
    PROVIDER_ID,
    SUBMISSION_ID,
    DelayedQueue,
    KeptMails,
    NotifyHub,
    a_refused_row,
    notices_of,
    text_of,
)

PAULA, VIKTOR, WANDA = "paula@cme.example.org", "viktor@cme.example.org", "wanda@cme.example.org"
EMPTY_NAME = a_refused_row(4, row_issue("FIELD_MISSING", 4, field="Last Name"))


def a_bounce(message_id: str, *emails: str, kind: str = "Permanent", named: str = "eventType") -> str:
    """Return what SES says of a mail that came back, as its guide has it."""
    recipients = [{"emailAddress": email, "action": "failed", "status": "5.1.1"} for email in emails]
    bounce = {
        "bounceType": kind,
        "bounceSubType": "General",
        "bouncedRecipients": recipients,
        "timestamp": NOW.isoformat(),
        "feedbackId": "0100017c-1",
        "reportingMTA": "dsn; mta.example.com",
    }
    mail = {"timestamp": NOW.isoformat(), "messageId": message_id, "destination": [*emails], "tags": {}}
    return json.dumps({named: "Bounce", "bounce": bounce, "mail": mail})


def a_complaint(message_id: str, *emails: str) -> str:
    recipients = [{"emailAddress": email} for email in emails]
    complaint = {"complainedRecipients": recipients, "timestamp": NOW.isoformat(), "feedbackId": "0100017c-2"}
    return json.dumps({"eventType": "Complaint", "complaint": complaint, "mail": {"messageId": message_id}})


class Returning:
    """A hub with a file to tell of, SES, and what comes back."""

    def __init__(self, mailer: KeptMails | None = None) -> None:
        self.hub = NotifyHub(mailer=mailer or KeptMails())
        wanda = Contact(name="Wanda Invented", email=WANDA)
        self.hub.providers.put([PROVIDER.model_copy(update={"contacts": (*PROVIDER.contacts, wanda)})])
        self.hub.finish(EMPTY_NAME)
        self.queue = DelayedQueue()
        self.returned = ReturnedMails(self.hub.mail_feedback, self.hub.providers, self.queue)

    def tell(self, event: str) -> FeedbackOutcome:
        return self.returned.take(SES_EVENTS.validate_json(event))

    def send_on(self) -> list[NoticeOutcome]:
        """Take what waits to be sent on, as the function does that mails."""
        waiting = [message for message, _ in self.queue.waiting]
        self.queue.waiting.clear()
        outcomes = []
        for message in waiting:
            assert isinstance(message, MailBouncedMessage)
            about = self.hub.mail_feedback.sent(message.message_id)
            assert isinstance(about, NoticeMessage)
            notices = notices_of(self.hub, self.hub.mailer)
            outcomes.append(replace(notices, outbox=notices.outbox.instead_of(message.message_id)).take(about))
        return outcomes

    @property
    def written_to(self) -> list[str]:
        return [mail.recipient for mail in self.hub.mailer.sent]


@pytest.mark.parametrize("named", ["eventType", "notificationType"])
def test_the_next_contact_is_written_to_once_however_often_the_bounce_is_told(named: str) -> None:
    returning = Returning()
    returning.hub.notify()

    for _ in range(3):
        assert returning.tell(a_bounce("mail-1", PAULA, named=named)) is FeedbackOutcome.SENT_ON
    assert returning.send_on() == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE, NoticeOutcome.SENT_BEFORE]
    returning.tell(a_bounce("mail-1", PAULA))
    returning.hub.now += dt.timedelta(days=2)

    assert returning.send_on() == [NoticeOutcome.SENT_BEFORE]
    assert returning.hub.notify() is NoticeOutcome.SENT_BEFORE
    assert returning.written_to == [PAULA, VIKTOR]
    first, second = map(text_of, returning.hub.mailer.messages)
    assert first.replace("token-1", "token-2").replace("Paula Sample-Ortega", "Viktor Placeholder") == second


def test_it_goes_on_until_somebody_is_reached_and_then_to_nobody() -> None:
    returning = Returning()
    returning.hub.notify()
    for number, email in enumerate((PAULA, VIKTOR, WANDA), start=1):
        returning.tell(a_bounce(f"mail-{number}", email))
        outcomes = returning.send_on()

    assert returning.written_to == [PAULA, VIKTOR, WANDA]
    assert outcomes == [NoticeOutcome.NO_CONTACT]


def test_whoever_takes_no_mail_isnt_written_to_again() -> None:
    returning = Returning()
    returning.hub.mail_feedback.note(PAULA, MailFeedback.BOUNCE, NOW)
    returning.hub.mail_feedback.note(VIKTOR, MailFeedback.COMPLAINT, NOW)
    returning.hub.notify()
    assert returning.written_to == [VIKTOR], "a complaint ends no mail that is needed"


def test_whoever_takes_mail_again_is_written_to() -> None:
    returning = Returning()
    returning.hub.mail_feedback.note(PAULA, MailFeedback.BOUNCE, NOW)
    returning.hub.mail_feedback.mend(PAULA, NOW + dt.timedelta(hours=1))
    returning.hub.notify()
    assert returning.written_to == [PAULA]


def copied(returning: Returning, *emails: str) -> Returning:
    provider = returning.hub.providers.find(PROVIDER_ID)
    assert provider is not None
    returning.hub.providers.put([provider.model_copy(update={"copies": emails})])
    return returning


OFFICE, DEAN, BURSAR = "office@cme.example.org", "dean@cme.example.org", "bursar@cme.example.org"


def test_each_mail_goes_to_the_contact_with_copies_beside_and_one_of_a_contact_not_twice() -> None:
    returning = copied(Returning(), OFFICE, PAULA, DEAN)
    returning.hub.notify()

    (mail,), (message,) = returning.hub.mailer.sent, returning.hub.mailer.messages
    assert (mail.recipient, mail.copies) == (PAULA, (OFFICE, DEAN))
    assert (message["To"].addresses[0].addr_spec, str(message["Cc"])) == (PAULA, f"{OFFICE}, {DEAN}")


def test_a_mail_without_copies_has_no_such_line() -> None:
    returning = Returning()
    returning.hub.notify()
    assert returning.hub.mailer.messages[0]["Cc"] is None


def test_a_copy_that_comes_back_leads_to_no_other_mail_and_is_left_out_of_the_next() -> None:
    returning = copied(Returning(), OFFICE, DEAN, BURSAR)
    returning.hub.notify()

    assert returning.tell(a_bounce("mail-1", OFFICE.upper())) is FeedbackOutcome.BOUNCED
    returning.hub.mail_feedback.note(DEAN, MailFeedback.COMPLAINT, NOW)

    assert returning.send_on() == []
    assert returning.tell(a_bounce("mail-1", PAULA, DEAN)) is FeedbackOutcome.SENT_ON
    assert returning.send_on() == [NoticeOutcome.SENT]
    assert [(mail.recipient, mail.copies) for mail in returning.hub.mailer.sent] == [
        (PAULA, (OFFICE, DEAN, BURSAR)),
        (VIKTOR, ()),  # the bursar has a copy
    ]


@pytest.mark.parametrize("feedback", [MailFeedback.BOUNCE, MailFeedback.COMPLAINT])
def test_where_mail_comes_back_or_is_unwanted_no_copy_goes(feedback: MailFeedback) -> None:
    returning = copied(Returning(), OFFICE, DEAN)
    returning.hub.mail_feedback.note(OFFICE, feedback, NOW)
    returning.hub.notify()
    assert [(mail.recipient, mail.copies) for mail in returning.hub.mailer.sent] == [(PAULA, (DEAN,))]


class BouncingMails(KeptMails):
    """SES that tells of a bounce before it has answered."""

    def __init__(self) -> None:
        super().__init__()
        self.returning: Returning | None = None
        self.told: list[FeedbackOutcome] = []

    def send(self, mail: Mail) -> str:
        message_id = super().send(mail)
        if self.returning and mail.recipient != WANDA:
            self.told.append(self.returning.tell(a_bounce(message_id, mail.recipient)))
        return message_id


def test_a_bounce_that_is_told_before_the_mail_is_noted_is_sent_on_all_the_same() -> None:
    mailer = BouncingMails()
    returning = mailer.returning = Returning(mailer)

    assert returning.hub.notify() is NoticeOutcome.SENT
    assert mailer.told == [FeedbackOutcome.BOUNCED] * 2
    assert returning.written_to == [PAULA, VIKTOR, WANDA]
    for number, email in ((2, VIKTOR), (1, PAULA)):
        returning.tell(a_bounce(f"mail-{number}", email))
    assert returning.send_on() == [NoticeOutcome.SENT_BEFORE] * 2
    assert returning.written_to == [PAULA, VIKTOR, WANDA]


class MailsThatDieOnTheWayOn(KeptMails):
    died = False

    def send(self, mail: Mail) -> str:
        if mail.recipient == VIKTOR and not self.died:
            self.died = True
            raise ConnectionError
        return super().send(mail)


def test_a_stop_on_the_way_to_the_next_contact_loses_nothing() -> None:
    returning = Returning(MailsThatDieOnTheWayOn())
    returning.hub.notify()
    returning.tell(a_bounce("mail-1", PAULA))
    with pytest.raises(ConnectionError):
        returning.send_on()

    returning.tell(a_bounce("mail-1", PAULA))
    assert returning.send_on() == [NoticeOutcome.BUSY]
    returning.hub.now += MAIL_LEASE
    returning.tell(a_bounce("mail-1", PAULA))
    assert returning.send_on() == [NoticeOutcome.SENT]
    assert returning.written_to == [PAULA, VIKTOR]


def events() -> Iterator[tuple[str, ...]]:
    told = (a_bounce("mail-1", PAULA), a_bounce("mail-1", PAULA), a_complaint("mail-1", PAULA))
    return permutations(told)


@pytest.mark.parametrize("order", [*events()])
def test_in_which_order_it_is_told_makes_no_difference(order: tuple[str, ...]) -> None:
    returning = Returning()
    returning.hub.notify()
    for event in order:
        returning.tell(event)
        returning.send_on()
    assert returning.written_to == [PAULA, VIKTOR]
    assert returning.hub.mail_feedback.of_addresses([PAULA])[PAULA].complained_at == NOW


@pytest.mark.parametrize("kind", ["Transient", "Undetermined"])
def test_a_full_mailbox_is_no_bounce(kind: str) -> None:
    returning = Returning()
    returning.hub.notify()
    assert returning.tell(a_bounce("mail-1", PAULA, kind=kind)) is FeedbackOutcome.PASSING
    assert (returning.hub.mail_feedback.all(), returning.queue.waiting) == ([], [])


def test_of_a_mail_to_nobody_of_a_provider_the_address_alone_is_noted() -> None:
    returning = Returning()
    assert returning.tell(a_bounce("code-1", "reader@example.org")) is FeedbackOutcome.BOUNCED
    assert [told.email for told in returning.hub.mail_feedback.all()] == ["reader@example.org"]
    assert returning.queue.waiting == []


def test_what_cant_be_read_names_nobody_in_the_error() -> None:
    with pytest.raises(ValidationError) as raised:
        SES_EVENTS.validate_json(a_bounce("mail-1", PAULA).replace("Permanent", "Unheard-of"))
    assert PAULA not in str(raised.value)


def test_what_leads_to_the_notice_is_kept_and_no_word_of_it() -> None:
    returning = Returning()
    returning.hub.notify()
    kept = returning.hub.mail_feedback.sent("mail-1")
    assert kept == NoticeMessage(submission_id=SUBMISSION_ID, provider_id=PROVIDER_ID)
