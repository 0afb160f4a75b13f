"""Who was drawn is told of an audit by one mail: where, what it says, and what it keeps to itself."""

import datetime as dt

import pytest

from cmehub.accounts.claims import Claim
from cmehub.accounts.deliverability import MailFeedback
from cmehub.licensing.audits import Audit
from cmehub.licensing.checked_licensees import CheckedLicensee
from cmehub.licensing.checks import CheckResult, result_key
from cmehub.passport.mail_preferences import NO_MAILS
from cmehub.runtime.json_lines import pack
from cmehub.submissions.messages import AuditMailMessage
from functions.notify.mail.audit_notices import AuditNotices
from functions.notify.mail.mail import Mail
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome, Outbox
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.contract.test_audit_stores import an_audit
from tests.examples import a_licensee
from tests.notify_hub import ADDRESSES, SENDER, KeptMails, html_of, text_of

OF_ROSTER, OF_ACCOUNT = "garcia@hospital.example.org", "zoe@example.org"
FIRST = AuditMailMessage(state="OH", check_id=an_audit().check.check_id, portion=1, place=0)
CYCLE = {"cycle_starts": dt.date(2025, 1, 1), "cycle_ends": dt.date(2026, 12, 31)}
SAID_OF_NOBODY = ("35900001", "Garcia", "missing", "hours", "Hello there", OF_ROSTER, OF_ACCOUNT)
"""Neither a number nor a name, nothing of how they stand, and nothing that the board says."""


class AuditHub(MemoryHub):
    def __init__(self) -> None:
        super().__init__()
        self.mailer, self.emails = KeptMails(), {"zoe": OF_ACCOUNT}
        self.tell(an_audit(words="Hello there"))
        self.enrol(OF_ROSTER)

    def tell(self, audit: Audit, **cycle: dt.date) -> None:
        """Let Zoe be the only one who was drawn in the audit's first portion."""
        drawn = CheckedLicensee(
            number="35900001",
            rows=(),
            result=CheckResult.OPEN,
            given_name="Zoe",
            family_name="Garcia",
            **(cycle or CYCLE),
        )
        self.objects.put(result_key(audit.check, 1), pack([drawn.model_dump_json().encode()]))
        self.audits.open(audit)

    def enrol(self, email: str | None) -> None:
        put_on_rosters(self.rosters, [a_licensee(email=email)])

    def claim(self, confirmed_at: dt.datetime | None) -> None:
        key, now = a_licensee().key, self.now
        claim = Claim(claim_id="c", authority="OH", entry_id=key.entry_id, linked=(key,), since=now, linked_at=now)
        self.accounts.change("zoe", None, claim.model_copy(update={"confirmed_at": confirmed_at}))

    def telling(self, mailer: KeptMails | None = None) -> AuditNotices:
        outbox = Outbox(self.providers, self.mail_feedback, mailer or self.mailer, SENDER, self.clock)
        return AuditNotices(self.audits, self.objects, self.accounts, self.rosters, outbox, ADDRESSES, self.emails.get)

    def take(self, message: AuditMailMessage = FIRST) -> NoticeOutcome:
        return self.telling().take(message)


@pytest.fixture
def hub() -> AuditHub:
    return AuditHub()


def test_an_account_that_confirmed_the_licence_is_told_once(hub: AuditHub) -> None:
    hub.claim(hub.now)
    assert [hub.take(), hub.take()] == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]
    (mail,) = hub.mailer.messages
    subject = "State Medical Board of Ohio: an audit, answer until 29 January 2027"
    assert (mail["To"], mail["Subject"]) == (OF_ACCOUNT, subject)
    assert mail["X-CME-Hub-Audit"] == f"OH-{FIRST.check_id}"
    for body in (text_of(mail), html_of(mail)):
        told = " ".join(body.split())
        assert "from 1 January 2025 to 31 December 2026" in told
        assert "https://passport.example.org/account/settings" in told
        assert not any(word in body for word in SAID_OF_NOBODY)


@pytest.mark.parametrize("is_claimed", [False, True], ids=["no account", "a claim that is only stated"])
def test_else_the_roster_s_address_is_and_how_an_account_is_opened(hub: AuditHub, is_claimed: bool) -> None:
    if is_claimed:
        hub.claim(None)
    assert hub.take() is NoticeOutcome.SENT
    (mail,) = hub.mailer.messages
    assert mail["To"] == OF_ROSTER
    for body in (text_of(mail), html_of(mail)):
        assert "If you have no account yet, give an e-mail address" in " ".join(body.split())
        assert not any(word in body for word in SAID_OF_NOBODY)


def test_where_the_cycle_isn_t_known_its_day_is_said(hub: AuditHub) -> None:
    later = an_audit().check.model_copy(update={"check_id": "later"})
    hub.tell(an_audit(check=later), cycle_starts=dt.date(2025, 1, 1))
    hub.take(FIRST.model_copy(update={"check_id": "later"}))
    assert "in your licence's cycle on 20 November 2026" in " ".join(text_of(hub.mailer.messages[0]).split())


def test_an_address_from_which_mail_came_back_is_passed_over(hub: AuditHub) -> None:
    hub.claim(hub.now)
    hub.mail_feedback.note(OF_ACCOUNT, MailFeedback.BOUNCE, hub.now)
    assert hub.take() is NoticeOutcome.SENT
    assert hub.mailer.messages[0]["To"] == OF_ROSTER


def test_an_account_that_has_ended_is_passed_over(hub: AuditHub) -> None:
    hub.claim(hub.now)
    hub.emails.clear()
    hub.take()
    assert hub.mailer.messages[0]["To"] == OF_ROSTER


def test_without_any_address_nobody_is_mailed_to(hub: AuditHub) -> None:
    hub.enrol(None)
    assert hub.take() is NoticeOutcome.NOBODY_REACHED
    hub.enrol(OF_ROSTER)
    hub.mail_feedback.note(OF_ROSTER, MailFeedback.BOUNCE, hub.now)
    assert hub.take() is NoticeOutcome.NOBODY_REACHED
    put_on_rosters(hub.rosters, [a_licensee(entry_id="2", email=OF_ROSTER)])
    assert hub.take() is NoticeOutcome.NOBODY_REACHED, "who is on the roster no more has no address there"
    assert hub.mailer.sent == []


def test_a_physician_who_wants_no_mails_gets_this_one(hub: AuditHub) -> None:
    hub.claim(hub.now)
    hub.physician_mails.put_preferences("zoe", NO_MAILS)
    assert hub.take() is NoticeOutcome.SENT
    assert hub.mailer.messages[0]["List-Unsubscribe"] is None


def test_nobody_is_told_of_what_is_over_or_gone(hub: AuditHub) -> None:
    assert hub.take(FIRST.model_copy(update={"check_id": "gone"})) is NoticeOutcome.NOTHING_NEW
    hub.now = dt.datetime(2027, 1, 30, 5, tzinfo=dt.UTC)
    assert hub.take() is NoticeOutcome.NOTHING_NEW
    assert hub.mailer.sent == []


class Failing(KeptMails):
    def send(self, mail: Mail) -> str:
        raise ConnectionError(mail.recipient)


def test_a_mail_that_did_not_go_out_goes_out_once_its_lease_has_ended(hub: AuditHub) -> None:
    with pytest.raises(ConnectionError):
        hub.telling(Failing()).take(FIRST)
    assert hub.take() is NoticeOutcome.BUSY
    hub.now += MAIL_LEASE
    assert [hub.take(), hub.take()] == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]
    assert len(hub.mailer.sent) == 1
