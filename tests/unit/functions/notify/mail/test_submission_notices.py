import datetime as dt

import pytest

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import file_issue, row_issue
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_submissions import MemorySubmissionStore
from cmehub.submissions.fix_it_links import token_digest
from functions.notify.mail.mail import Mail, NoticeKind
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from tests.notify_hub import (
    PROVIDER,
    PROVIDER_ID,
    SENDER,
    SUBMISSION_ID,
    KeptMails,
    NotifyHub,
    a_good_row,
    a_refused_row,
    html_of,
    notices_of,
    sample_hub,
    text_of,
)

EMPTY_NAME = a_refused_row(4, row_issue("FIELD_MISSING", 4, field="Last Name"))


class KilledError(Exception):
    pass


class ObjectsThatDie(MemoryWorkObjects):
    def __init__(self, ending: str) -> None:
        super().__init__()
        self.ending = ending

    def put(self, key: str, content: bytes) -> None:
        if key.endswith(self.ending):
            self.ending = "\0"
            raise KilledError
        super().put(key, content)


class MailsThatDieFirst(KeptMails):
    died = False

    def send(self, mail: Mail) -> str:
        if not self.died:
            self.died = True
            raise KilledError
        return super().send(mail)


class SubmissionsThatForgetTheMail(MemorySubmissionStore):
    def add_mail(self, submission_id: str, *, message_id: str, at: dt.datetime) -> None:  # noqa: ARG002
        raise KilledError


def test_a_refused_row_makes_one_mail_to_the_primary_contact() -> None:
    hub = NotifyHub()
    hub.finish(a_good_row(3), EMPTY_NAME)
    assert hub.notify() is NoticeOutcome.SENT
    assert [(mail.sender, mail.recipient) for mail in hub.mailer.sent] == [(SENDER, "paula@cme.example.org")]


def test_the_mail_is_kept_beside_the_work() -> None:
    hub = NotifyHub()
    hub.finish(EMPTY_NAME)
    hub.notify()
    [mail] = hub.mailer.sent
    assert hub.objects.get(f"mails/{PROVIDER_ID}/{SUBMISSION_ID}.eml") == mail.raw
    assert hub.objects.get(f"mails/{PROVIDER_ID}/{SUBMISSION_ID}.html") == mail.html.encode()


@pytest.mark.parametrize("later", [dt.timedelta(0), MAIL_LEASE, dt.timedelta(days=30)])
def test_a_notice_that_comes_twice_makes_one_mail(later: dt.timedelta) -> None:
    hub = NotifyHub()
    hub.finish(EMPTY_NAME)
    hub.notify()
    hub.now += later
    assert hub.notify() is NoticeOutcome.SENT_BEFORE
    assert len(hub.mailer.sent) == 1


def test_a_notice_before_the_last_fact_does_nothing() -> None:
    hub = NotifyHub()
    assert hub.notify() is NoticeOutcome.NOT_FINISHED
    hub.open(EMPTY_NAME)
    assert hub.notify() is NoticeOutcome.NOT_FINISHED
    assert hub.mailer.sent == []
    hub.validate()
    assert hub.notify() is NoticeOutcome.SENT
    assert len(hub.mailer.sent) == 1


def test_no_mail_when_all_is_well_however_often_it_is_asked() -> None:
    hub = NotifyHub()
    hub.finish(a_good_row(3), a_refused_row(4, row_issue("ALREADY_REPORTED", 4)))
    assert [hub.notify(), hub.notify()] == [NoticeOutcome.ALL_IS_WELL] * 2
    assert hub.mailer.sent == []


@pytest.mark.parametrize("severity", [Severity.NOTE, Severity.WARNING])
def test_a_note_about_the_file_alone_makes_no_mail(severity: Severity) -> None:
    hub = NotifyHub()
    hub.finish(a_good_row(3), issues=[file_issue("FILE_EMPTY").model_copy(update={"severity": severity})])
    assert hub.notify() is NoticeOutcome.ALL_IS_WELL
    assert hub.mailer.sent == []


def test_the_link_in_the_mail_is_kept_without_its_token_and_ends_after_30_days() -> None:
    hub = sample_hub()
    kept = KeptMails()
    notices = notices_of(hub, kept)
    outcomes = {notice.submission_id: notices.take(notice) for notice in hub.notices}
    about = next(submission_id for submission_id, outcome in outcomes.items() if outcome is NoticeOutcome.SENT)

    address = f"https://api.example.org/v1/fix-it/{about}?token=token-1"
    assert address in text_of(kept.messages[0])
    assert address in html_of(kept.messages[0])
    link = hub.submissions.link(about, token_digest("token-1"))
    assert link is not None
    assert "token-1" not in link.model_dump_json()
    assert link.ends_at == hub.now + dt.timedelta(days=30)


def test_a_file_that_cannot_be_read_makes_a_mail() -> None:
    hub = NotifyHub()
    hub.finish(issues=[file_issue("FILE_EMPTY")])
    assert hub.notify() is NoticeOutcome.SENT


@pytest.mark.parametrize(
    "hub",
    [
        NotifyHub(objects=ObjectsThatDie(".eml")),
        NotifyHub(objects=ObjectsThatDie(".html")),
        NotifyHub(mailer=MailsThatDieFirst()),
    ],
    ids=["keeping the mail", "keeping its HTML", "sending"],
)
def test_a_kill_before_the_mail_is_out_sends_it_after_the_lease(hub: NotifyHub) -> None:
    hub.finish(EMPTY_NAME)
    with pytest.raises(KilledError):
        hub.notify()
    hub.now += MAIL_LEASE - dt.timedelta(seconds=1)
    assert hub.notify() is NoticeOutcome.BUSY
    assert hub.mailer.sent == []
    hub.now += dt.timedelta(seconds=1)
    assert [hub.notify(), hub.notify()] == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]
    assert len(hub.mailer.sent) == 1


def test_a_mail_that_goes_out_twice_can_be_told_by_its_header() -> None:
    hub = NotifyHub(submissions=SubmissionsThatForgetTheMail())
    hub.finish(EMPTY_NAME)
    for _ in range(2):
        with pytest.raises(KilledError):
            hub.notify()
        hub.now += MAIL_LEASE
    assert [message[NoticeKind.SUBMISSION.header] for message in hub.mailer.messages] == [SUBMISSION_ID] * 2


@pytest.mark.parametrize("contacts", [(), None], ids=["no contact", "no provider"])
def test_nobody_to_write_to_is_no_fault(contacts: tuple[()] | None) -> None:
    hub = NotifyHub()
    hub.providers = type(hub.providers)()
    if contacts is not None:
        hub.providers.put([PROVIDER.model_copy(update={"contacts": contacts})])
    hub.finish(EMPTY_NAME)
    assert hub.notify() is NoticeOutcome.NO_CONTACT
    assert hub.mailer.sent == []


def test_one_mail_for_each_sample_that_has_mistakes() -> None:
    hub = sample_hub()
    kept = KeptMails()
    notices = notices_of(hub, kept)
    for notice in [*hub.notices, *reversed(hub.notices)]:
        notices.take(notice)
    subjects = [message["Subject"] for message in kept.messages]
    assert subjects == [
        "58 of 78 rows need mending: learners-mistakes.xlsx",
        "5 of 29 reports need mending: learners.xml",
        "1 of 6 rows needs mending: learners-delete.xlsx",
    ]
