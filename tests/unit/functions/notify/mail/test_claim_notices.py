import datetime as dt

import pytest

from cmehub.accounts.claiming import ClaimRefusedError
from cmehub.accounts.proofs import Proof
from cmehub.submissions.messages import ClaimTriedMessage, CodeAskedMessage
from functions.notify.mail.claim_notices import ClaimNotices
from functions.notify.mail.mail import Mail
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate
from tests.notify_hub import SENDER, KeptMails, html_of, text_of

ZOE, OTHER = "zoe", "other"
EMAILS = {ZOE: "zoe@example.org", OTHER: "other@example.org"}
OF_ROSTER = "garcia@hospital.example.org"
PROOF = Proof(given_name="Zoe", family_name="Garcia Lopez", birth_month_day="02-29", authority="ABIM", number="123456")


class Failing(KeptMails):
    def send(self, mail: Mail) -> str:
        raise ConnectionError(mail.recipient)


class NoticesHub(MemoryHub):
    def __init__(self) -> None:
        super().__init__()
        put_on_rosters(self.rosters, [a_diplomate(email=OF_ROSTER)])
        self.claim = self.claiming.claim(ZOE, PROOF)
        self.mailer = KeptMails()
        self.codes = iter(["041592", "271828", "314159"])

    def telling(self, mailer: KeptMails | None = None) -> ClaimNotices:
        return ClaimNotices(
            accounts=self.accounts,
            rosters=self.rosters,
            cases=self.cases,
            mailer=mailer or self.mailer,
            mail_sender=SENDER,
            email_of=EMAILS.get,
            clock=self.clock,
            new_code=lambda: next(self.codes),
        )

    def tried(self, proof: Proof = PROOF) -> ClaimTriedMessage:
        with pytest.raises(ClaimRefusedError):
            self.claiming.claim(OTHER, proof)
        message = self.line[-1]
        assert isinstance(message, ClaimTriedMessage)
        return message

    def asked(self) -> CodeAskedMessage:
        self.confirming.ask(ZOE, self.claim)
        message = self.line[-1]
        assert isinstance(message, CodeAskedMessage)
        return message


@pytest.fixture
def hub() -> NoticesHub:
    return NoticesHub()


def test_the_holder_is_told_once_that_somebody_tried(hub: NoticesHub) -> None:
    first, second = hub.tried(), hub.tried()

    outcomes = [hub.telling().take_try(message) for message in (first, first, second)]

    assert outcomes == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE, NoticeOutcome.SENT_BEFORE]
    (mail,) = hub.mailer.messages
    assert (mail["To"], mail["Subject"]) == (EMAILS[ZOE], "Somebody tried to claim you")
    (case,) = hub.accounts.cases()
    assert mail["X-CME-Hub-Claim"] == case.case_id
    for body in (text_of(mail), html_of(mail)):
        assert "20 November 2026" in body
        assert not any(secret in body for secret in ("123456", "ABIM", "Garcia", EMAILS[OTHER]))


def test_nobody_is_told_of_a_try_that_meets_nobody(hub: NoticesHub) -> None:
    message = hub.tried(PROOF.model_copy(update={"number": "654321"}))

    assert hub.telling().take_try(message) is NoticeOutcome.NOBODY_HELD
    assert hub.telling().take_try(message.model_copy(update={"try_id": "gone"})) is NoticeOutcome.NOBODY_HELD

    assert hub.mailer.sent == []
    assert hub.accounts.cases() == []


def test_a_mail_that_did_not_go_out_goes_out_later(hub: NoticesHub) -> None:
    message = hub.tried()
    with pytest.raises(ConnectionError):
        hub.telling(Failing()).take_try(message)

    assert hub.telling().take_try(message) is NoticeOutcome.BUSY
    hub.now += MAIL_LEASE

    assert hub.telling().take_try(message) is NoticeOutcome.SENT
    assert len(hub.mailer.sent) == 1


def test_without_a_holder_who_has_an_address_there_is_the_case_alone(
    hub: NoticesHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(EMAILS, ZOE)

    assert hub.telling().take_try(hub.tried()) is NoticeOutcome.NO_CONTACT

    assert len(hub.accounts.cases()) == 1


def test_a_code_is_mailed_to_the_address_of_the_roster(hub: NoticesHub) -> None:
    message = hub.asked()

    assert hub.telling().take_code(message) is NoticeOutcome.SENT
    assert hub.telling().take_code(message) is NoticeOutcome.SENT_BEFORE

    (mail,) = hub.mailer.messages
    assert mail["To"] == OF_ROSTER
    assert "041592" in text_of(mail)
    assert "041592" in html_of(mail)
    assert "041592" not in mail["Subject"]
    assert "041592" not in str(hub.accounts.find_code(ZOE))
    hub.now += dt.timedelta(minutes=14)
    assert hub.confirming.give(ZOE, hub.claim, "041592")


def test_a_code_that_was_not_mailed_is_made_anew(hub: NoticesHub) -> None:
    message = hub.asked()
    with pytest.raises(ConnectionError):
        hub.telling(Failing()).take_code(message)

    assert hub.telling().take_code(message) is NoticeOutcome.SENT

    assert "271828" in text_of(hub.mailer.messages[0])
    assert hub.confirming.give(ZOE, hub.claim, "041592") is None
    assert hub.confirming.give(ZOE, hub.claim, "271828")


def test_a_code_that_was_asked_for_before_another_is_not_mailed(hub: NoticesHub) -> None:
    first, second = hub.asked(), hub.asked()

    assert hub.telling().take_code(first) is NoticeOutcome.SENT_BEFORE
    assert hub.telling().take_code(second) is NoticeOutcome.SENT


def test_a_roster_that_has_lost_the_address_gets_no_code_sent(hub: NoticesHub) -> None:
    message = hub.asked()
    put_on_rosters(hub.rosters, [a_diplomate()])

    assert hub.telling().take_code(message) is NoticeOutcome.NO_CONTACT
    assert hub.mailer.sent == []
