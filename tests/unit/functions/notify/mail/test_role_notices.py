import datetime as dt

import pytest

from cmehub.accounts.accreditors import Accreditor
from cmehub.accounts.deliverability import MailFeedback
from cmehub.accounts.standing import Role, RoleKind
from cmehub.accounts.team import TeamChange
from cmehub.submissions.messages import RoleChangedMessage
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from functions.notify.mail.role_notices import RoleNotices
from local.in_memory.hub import MemoryHub
from tests.notify_hub import ADDRESSES, NOW, PROVIDER, PROVIDER_ID, SENDER, KeptMails, html_of, text_of

RAE, EMAIL = "5b2d7e0c-rae", "rae@example.org"
REPORTER, PRIMARY = (Role(kind=kind, at=PROVIDER_ID) for kind in (RoleKind.REPORTER, RoleKind.PRIMARY))
SITE = ADDRESSES.site


class Stopped(KeptMails):
    def send(self, mail: object) -> str:
        raise ConnectionError(mail)


class RolesHub(MemoryHub):
    def __init__(self) -> None:
        super().__init__(NOW)
        self.providers.put([PROVIDER])
        self.accreditors.put(Accreditor(accreditor_id="EXMS", name="State Society of Examples"))
        self.mailer = KeptMails()
        self.emails: dict[str, str] = {RAE: EMAIL}

    def telling(self, mailer: KeptMails | None = None) -> RoleNotices:
        return RoleNotices(
            standings=self.standings,
            providers=self.providers,
            accreditors=self.accreditors,
            feedback=self.mail_feedback,
            addresses=ADDRESSES,
            mailer=mailer or self.mailer,
            mail_sender=SENDER,
            email_of=self.emails.get,
            clock=self.clock,
        )

    def given(self, role: Role) -> RoleChangedMessage:
        self.standings.give(RAE, role)
        return RoleChangedMessage(sub=RAE, role=role, changed_at=self.now)

    def taken(self, role: Role) -> RoleChangedMessage:
        self.standings.take(RAE, role)
        return RoleChangedMessage(sub=RAE, role=role, is_taken=True, changed_at=self.now)


@pytest.fixture
def hub() -> RolesHub:
    return RolesHub()


@pytest.mark.parametrize(
    ("role", "subject", "may", "address"),
    [
        (
            REPORTER,
            "You are a reporter of Example Medical Society",
            "send files, mend rows, change activities",
            f"{SITE}/console/?provider={PROVIDER_ID}",
        ),
        (
            Role(kind=RoleKind.OFFICER, at="OH"),
            "You are an officer of the State Medical Board of Ohio",
            "roster",
            f"{SITE}/licensing/",
        ),
        (
            Role(kind=RoleKind.OFFICER, at="TX"),
            "You are an officer of the Texas Medical Board",
            "look up the credits",
            f"{SITE}/licensing/",
        ),
        (
            Role(kind=RoleKind.OFFICER, at="MI"),
            "You are an officer of the licensing board of Michigan",
            "look up the credits",
            f"{SITE}/licensing/",
        ),
        (
            Role(kind=RoleKind.ACCREDITOR, at="EXMS"),
            "You are a reader of State Society of Examples",
            "reports of the years",
            f"{SITE}/console/accreditor",
        ),
        (Role(kind=RoleKind.OPERATOR), "You are an operator of CME Hub", "command line", None),
    ],
)
def test_whoever_is_given_a_role_is_told_what_they_may_and_where_they_begin(
    hub: RolesHub, role: Role, subject: str, may: str, address: str | None
) -> None:
    assert hub.telling().take(hub.given(role)) is NoticeOutcome.SENT

    (mail,) = hub.mailer.messages
    assert (mail["To"], mail["Subject"]) == (EMAIL, subject)
    for body in (text_of(mail), html_of(mail)):
        said = " ".join(body.split())
        assert may in said
        assert (address or SITE) in said if address else SITE not in said


def test_a_change_is_told_once_however_often_its_message_comes(hub: RolesHub) -> None:
    message = hub.given(REPORTER)

    outcomes = [hub.telling().take(message) for _ in range(2)]
    hub.now += dt.timedelta(days=1)
    outcomes.append(hub.telling().take(hub.given(REPORTER)))

    assert outcomes == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE, NoticeOutcome.SENT]
    assert len(hub.mailer.sent) == 2


def test_a_mail_that_stopped_is_sent_once_its_lease_has_ended(hub: RolesHub) -> None:
    message = hub.given(REPORTER)
    with pytest.raises(ConnectionError):
        hub.telling(Stopped()).take(message)

    assert hub.telling().take(message) is NoticeOutcome.BUSY
    hub.now += MAIL_LEASE
    assert hub.telling().take(message) is NoticeOutcome.SENT


def test_whoever_loses_a_role_is_told_and_led_nowhere(hub: RolesHub) -> None:
    hub.given(PRIMARY)

    assert hub.telling().take(hub.taken(PRIMARY)) is NoticeOutcome.SENT

    (mail,) = hub.mailer.messages
    assert mail["Subject"] == "You are no longer a primary contact of Example Medical Society"
    assert "Your account stays" in " ".join(text_of(mail).split())
    assert SITE not in text_of(mail) + html_of(mail)


def test_a_change_that_another_one_followed_is_told_by_that_alone(hub: RolesHub) -> None:
    first = hub.given(REPORTER)
    second = hub.given(PRIMARY)
    third = hub.taken(PRIMARY)
    hub.given(PRIMARY)

    outcomes = [hub.telling().take(message) for message in (first, third, second)]

    assert outcomes == [NoticeOutcome.NOTHING_NEW, NoticeOutcome.NOTHING_NEW, NoticeOutcome.SENT]


def test_nobody_is_written_to_whose_account_has_ended_or_whose_address_takes_no_mail(hub: RolesHub) -> None:
    message = hub.given(REPORTER)
    hub.mail_feedback.note(EMAIL, MailFeedback.BOUNCE, NOW)
    assert hub.telling().take(message) is NoticeOutcome.NO_CONTACT

    hub.emails.clear()
    assert hub.telling().take(message) is NoticeOutcome.NO_CONTACT
    assert hub.mailer.sent == []


@pytest.mark.parametrize(
    ("was", "becomes", "role", "is_taken"),
    [
        (None, RoleKind.REPORTER, REPORTER, False),
        (RoleKind.REPORTER, RoleKind.PRIMARY, PRIMARY, False),
        (RoleKind.PRIMARY, None, PRIMARY, True),
    ],
)
def test_a_change_of_a_contact_leads_to_a_message_of_what_they_are_or_were(
    was: RoleKind | None, becomes: RoleKind | None, role: Role, *, is_taken: bool
) -> None:
    change = TeamChange(at=NOW, by="operator", sub=RAE, was=was, becomes=becomes)

    message = RoleChangedMessage.of(change, PROVIDER_ID)

    assert message == RoleChangedMessage(sub=RAE, role=role, is_taken=is_taken, changed_at=NOW)
