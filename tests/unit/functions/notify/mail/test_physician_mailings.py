"""How mails to physicians are gathered, and sent once whatever comes twice or stops in between."""

import pytest

from cmehub.boards.ledgers import Decision
from cmehub.passport.mail_preferences import MailKind, Rhythm
from cmehub.passport.mailings import Mailing
from cmehub.runtime.json_lines import pack
from cmehub.submissions.submission import decisions_key
from functions.notify.mail.mail import Mail
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from local.in_memory.rosters import put_on_rosters
from tests.chunk_hub import DELETE
from tests.examples import a_diplomate
from tests.notify_hub import KeptMails, text_of
from tests.physician_mails_hub import GATHERING, MOC, STATE, UNKNOWN, MailApi, only

SENT = NoticeOutcome.SENT


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MailApi:
    return MailApi(monkeypatch)


def test_a_file_of_forty_rows_is_one_mail(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    days = (f"2026-{month:02}-{day:02}" for month in (8, 9) for day in range(1, 21))
    api.report(*(STATE | {"completion_date": day} for day in days))
    api.deliver()
    api.pass_time(GATHERING)
    assert [mail["Subject"] for mail in api.mailer.messages] == ["40 credits of yours were accepted"]
    assert text_of(api.last_mail).count("For: Ohio") == 40
    assert text_of(api.last_mail).index("20 September") < text_of(api.last_mail).index("1 August")


def test_of_very_many_the_first_fifty_are_told_and_how_many_more_there_are(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED, Rhythm.DAILY))
    days = [f"2026-{month:02}-{day:02}" for month in (7, 8, 9) for day in range(1, 21)]
    api.report(*(STATE | {"completion_date": day} for day in days))
    api.at("2026-11-21T12:00:00+00:00")
    assert text_of(api.last_mail).count("For: Ohio") == 50
    assert "And 10 more, which your account shows." in text_of(api.last_mail)


def test_what_comes_while_a_mail_is_gathered_is_in_it(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.accept()
    api.pass_time(GATHERING / 2)
    api.report(STATE)
    api.pass_time(GATHERING / 2)
    assert [mail["Subject"] for mail in api.mailer.messages] == ["2 credits of yours were accepted"]
    api.pass_time(GATHERING)
    assert len(api.mailer.sent) == 1


def test_a_credit_for_a_board_and_one_for_a_state_are_two(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.report({"lines": [*MOC["lines"], *STATE["lines"]]})
    api.deliver()
    api.pass_time(GATHERING)
    assert api.last_mail["Subject"] == "2 credits of yours were accepted"
    assert "For: Ohio" in text_of(api.last_mail)


def test_whatever_is_delivered_again_is_told_once(api: MailApi) -> None:
    api.want(**dict.fromkeys(MailKind, Rhythm.AT_ONCE))
    api.happen(MailKind.ACCEPTED, MailKind.REJECTED, MailKind.ANSWERED, MailKind.ACCESS)
    events = [*api.hub.event_messages]
    api.report(MOC | {"completion_date": "2026-10-01"}, times=3)
    api.deliver(3)
    api.hub.event_messages = events
    api.announce(2)
    api.pass_time(GATHERING)
    api.deliver(3)
    sent = len(api.mailer.sent)
    assert sent == 4
    assert "3 credits" in next(str(mail["Subject"]) for mail in api.mailer.messages if "accepted" in mail["Subject"])

    api.at("2026-11-21T12:00:00+00:00")
    api.at("2026-11-23T12:00:00+00:00")
    assert len(api.mailer.sent) == sent


def test_what_is_reported_again_unchanged_is_no_news(api: MailApi) -> None:
    api.report(MOC, STATE)
    api.want(**only(MailKind.ACCEPTED))
    api.report(MOC, STATE)
    api.deliver()
    api.pass_time(GATHERING)
    assert api.mailer.sent == []


def test_a_yes_after_a_no_is_news_though_the_report_is_the_same(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.report(UNKNOWN)
    put_on_rosters(api.hub.rosters, [a_diplomate(entry_id="999999", npi="1234567893")])
    api.report(UNKNOWN)
    api.deliver()
    api.pass_time(GATHERING)
    assert "Medical Knowledge" in text_of(api.last_mail)


def test_a_board_that_keeps_what_was_to_be_deleted_is_told_of(api: MailApi) -> None:
    api.want(**only(MailKind.REJECTED))
    api.report(MOC)
    api.report(MOC | DELETE)
    deleting = f"{api.files:032x}"
    no = Decision(row=1, board="ABIM", accepted=False, reason_code="DELETE_UNKNOWN_RECORD", reason="Unknown: 123456.")
    api.hub.objects.put(decisions_key(deleting, 1, "ABIM"), pack([no.model_dump_json().encode()]))
    api.hub.follow_ups.send(deleting, 1, "ABIM")
    api.hub.deliver_all()
    api.announce()
    api.deliver()
    api.pass_time(GATHERING)
    text = " ".join(text_of(api.last_mail).split())
    assert "didn't agree to delete the credit, so it still counts" in text
    assert "123456" not in text


def test_a_dry_run_is_told_to_nobody(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.report(MOC, STATE, dry_run=True)
    api.deliver()
    api.pass_time(GATHERING)
    assert api.mailer.sent == []


class Failing(KeptMails):
    def send(self, mail: Mail) -> str:
        raise ConnectionError(mail.recipient)


def test_after_a_stop_the_mail_goes_out_once_the_lease_has_ended(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.accept()
    api.hub.deliver_all()
    api.hub.now += GATHERING
    (message,) = api.hub.mail_messages
    with pytest.raises(ConnectionError):
        api.mails(Failing()).take(message)

    api.report(MOC | {"completion_date": "2026-10-02"})
    assert api.mails().take(message) is NoticeOutcome.BUSY
    api.hub.now += MAIL_LEASE
    assert api.mails().take(message) is SENT
    assert api.last_mail["Subject"] == "A credit of yours was accepted"
    assert api.mails().take(message) is NoticeOutcome.SENT_BEFORE
    api.pass_time(GATHERING)
    assert len(api.mailer.sent) == 2, "what came meanwhile is told by the next"


def test_a_stop_while_what_was_sent_is_taken_out_sends_nothing_again(
    api: MailApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: Mailing) -> None:
        raise ConnectionError

    api.want(**only(MailKind.ACCEPTED))
    api.accept()
    api.hub.deliver_all()
    api.hub.now += GATHERING
    (message,) = api.hub.mail_messages
    with monkeypatch.context() as patch:
        patch.setattr(api.hub.physician_mails, "remove", stop)
        with pytest.raises(ConnectionError):
            api.mails().take(message)
    api.hub.now += MAIL_LEASE
    assert api.mails().take(message) is NoticeOutcome.SENT_BEFORE
    assert len(api.mailer.sent) == 1
    assert [*api.hub.physician_mails.due(api.hub.now)] == []


def test_after_a_stop_behind_the_note_of_it_the_rest_is_cleared_up_and_nothing_sent(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.accept()
    api.hub.now += GATHERING
    (mailing,) = api.hub.physician_mails.due(api.hub.now)
    api.hub.physician_mails.note_sent(mailing)
    assert api.at("2026-11-21T12:00:00+00:00") == [NoticeOutcome.SENT_BEFORE] * 2
    assert api.mailer.sent == []
    assert [*api.hub.physician_mails.due(api.hub.now)] == []


def test_a_message_that_was_lost_is_made_up_for_by_the_daily_call(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.accept()
    api.hub.line.clear()
    assert api.at("2026-11-21T12:00:00+00:00") == [SENT]
