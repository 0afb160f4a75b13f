"""From what happens to a report, a request or a reading to the mail that its physician gets, or doesn't."""

import datetime as dt

import pytest

from cmehub.accounts.deliverability import MailFeedback
from cmehub.passport.mail_preferences import MailKind, MailPreferences, Rhythm
from cmehub.passport.missing_credits import AnswerKind
from functions.notify.mail.notices import NoticeOutcome
from tests.notify_hub import html_of, text_of
from tests.physician_mails_hub import GATHERING, MOC, NUMBERS, STATE, MailApi, only

SENT = NoticeOutcome.SENT


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MailApi:
    return MailApi(monkeypatch)


HAPPENS: dict[MailKind, tuple[str, tuple[str, ...]]] = {
    MailKind.ACCEPTED: (
        "A credit of yours was accepted",
        ("Completed on: 31 October 2026", "1.5 Medical Knowledge", "Board: American Board of Internal Medicine"),
    ),
    MailKind.REJECTED: (
        "A board rejected a report about you",
        ("couldn't tell that this credit is yours", "What you can do: Tell Example Medical Society"),
    ),
    MailKind.DELETED: (
        "A credit of yours was deleted",
        ("The provider took this back", "1.5 Medical Knowledge"),
    ),
    MailKind.ANSWERED: (
        "News of a credit that you miss",
        ("answered that you didn't complete it", "Completed on: 3 October 2026", "with your certificate"),
    ),
    MailKind.ACCESS: (
        "Somebody has read your credits",
        ("20 November 2026, 12:00 UTC", "Completed between: 1 January 2026 and the last", "By what right:"),
    ),
}


@pytest.mark.parametrize("rhythm", [Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY])
@pytest.mark.parametrize("kind", MailKind)
def test_each_kind_is_told_when_it_is_wanted(api: MailApi, kind: MailKind, rhythm: Rhythm) -> None:
    subject, sentences = HAPPENS[kind]
    api.want(**only(kind, rhythm))
    api.happen(kind)
    assert SENT not in api.deliver()
    match rhythm:
        case Rhythm.AT_ONCE:
            assert SENT not in api.pass_time(GATHERING - dt.timedelta(seconds=1))
            api.pass_time(dt.timedelta(seconds=1))
        case Rhythm.DAILY:
            assert api.at("2026-11-21T11:59:59+00:00") == []
            assert api.at("2026-11-21T12:00:00+00:00") == [SENT]
        case Rhythm.WEEKLY:
            assert api.at("2026-11-22T12:00:00+00:00") == []
            assert api.at("2026-11-23T12:00:00+00:00") == [SENT]

    (mail,) = api.mailer.messages
    assert (mail["To"], mail["Subject"]) == ("zoe@example.org", subject)
    text, html = " ".join(text_of(mail).split()), html_of(mail)
    for sentence in sentences:
        assert sentence in text
    assert "https://passport.example.org/account/" in text
    assert not [number for number in NUMBERS if number in text or number in html]
    assert "Example Medical Society" in html
    if kind is not MailKind.ACCESS:
        assert "Sepsis <at> night" in text
        assert "Sepsis &lt;at&gt; night" in html


@pytest.mark.parametrize("kind", MailKind)
def test_by_default_and_for_other_kinds_nothing_is_stored(api: MailApi, kind: MailKind) -> None:
    api.want(**{other.value: Rhythm.AT_ONCE for other in MailKind if other is not kind})
    api.happen(kind)
    api.deliver()
    api.pass_time(GATHERING)
    assert HAPPENS[kind][0] not in [mail["Subject"] for mail in api.mailer.messages]


def test_nobody_is_told_of_a_physician_whom_nobody_holds(api: MailApi) -> None:
    api.want(**dict.fromkeys(MailKind, Rhythm.AT_ONCE))
    api.want(sub=api.other, **dict.fromkeys(MailKind, Rhythm.AT_ONCE))
    api.give_back()
    api.accept()
    api.read()
    assert api.deliver() == []


def test_who_wants_nothing_costs_one_look_and_who_is_not_held_none(
    api: MailApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[set[str]] = []
    look = api.hub.physician_mails.preferences

    def counted(subs: set[str]) -> dict[str, MailPreferences]:
        looks.append(subs)
        return look(subs)

    monkeypatch.setattr(api.hub.physician_mails, "preferences", counted)
    api.report(STATE, STATE | {"completion_date": "2026-10-02"})
    assert looks == [{api.zoe}], "one for all rows of a chunk"
    api.give_back()
    api.report(STATE | {"completion_date": "2026-10-03"}, MOC)
    assert len(looks) == 1
    assert not api.hub.mail_messages


def test_what_waits_of_a_claim_that_is_given_back_is_not_sent(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.accept()
    api.give_back()
    api.deliver()
    assert api.pass_time(GATHERING) == [NoticeOutcome.NOTHING_NEW]
    assert api.mailer.sent == []


def test_another_account_is_told_nothing(api: MailApi) -> None:
    api.want(sub=api.other, **dict.fromkeys(MailKind, Rhythm.AT_ONCE))
    api.happen(*MailKind)
    api.deliver()
    api.pass_time(GATHERING)
    assert api.mailer.sent == []


def test_what_is_unsubscribed_before_the_mail_goes_out_is_not_sent(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED, Rhythm.DAILY))
    api.accept()
    api.want(**only(MailKind.REJECTED, Rhythm.DAILY))
    assert api.at("2026-11-21T12:00:00+00:00") == [NoticeOutcome.NOT_WANTED]
    assert api.at("2026-11-22T12:00:00+00:00") == []


def test_an_account_that_has_ended_gets_no_mail(api: MailApi) -> None:
    api.want(**only(MailKind.ACCEPTED))
    api.accept()
    api.members.end(api.zoe)
    api.deliver()
    assert api.pass_time(GATHERING) == [NoticeOutcome.NO_CONTACT]
    assert [*api.hub.physician_mails.due(api.hub.now)] == []


def test_the_mail_goes_to_the_address_that_the_pool_has_by_then(api: MailApi, monkeypatch: pytest.MonkeyPatch) -> None:
    api.want(**only(MailKind.ACCEPTED, Rhythm.DAILY))
    api.accept()
    (member,) = [found for found in api.members.all() if found.sub == api.zoe]
    monkeypatch.setattr(api.members, "find", lambda _: member.model_copy(update={"email": "new@example.org"}))
    api.at("2026-11-21T12:00:00+00:00")
    assert api.last_mail["To"] == "new@example.org"


def test_a_request_is_told_of_at_each_step_once(api: MailApi) -> None:
    api.want(**only(MailKind.ANSWERED, Rhythm.AT_ONCE))
    request = api.miss()
    for _ in range(2):
        request = api.hub.missing_credit_ends.answer(request, AnswerKind.REPORTED_NOW, "")
        api.deliver()
        api.pass_time(GATHERING)
    assert "has reported it now" in text_of(api.last_mail)

    api.report(MOC | {"completion_date": "2026-10-03"})
    api.hub.missing_credit_ends.of_account(api.zoe)
    api.deliver()
    api.pass_time(GATHERING)
    assert "The credit is here" in text_of(api.last_mail)
    assert len(api.mailer.sent) == 2


def test_who_gets_no_answer_in_time_is_told_to_whom_to_turn(api: MailApi) -> None:
    api.want(**only(MailKind.ANSWERED))
    api.miss()
    api.hub.now = dt.datetime(2026, 12, 8, 12, tzinfo=dt.UTC)
    api.hub.missing_credit_ends.take_due()
    api.deliver()
    api.pass_time(GATHERING)
    text = " ".join(text_of(api.last_mail).split())
    assert "Nobody answered in time" in text
    assert "Write to Example Medical Society, paula@cme.example.org, with your certificate" in text


def test_who_withdraws_a_request_is_not_told_of_it(api: MailApi) -> None:
    api.want(**only(MailKind.ANSWERED))
    missing = api.miss().missing_id
    api.hub.line.clear()
    api.call("DELETE", f"/v1/me/missing-credits/{missing}")
    assert api.deliver() == []


def test_a_complaint_ends_a_physicians_mails_and_the_page_of_choices_says_so(api: MailApi) -> None:
    api.want(accepted=Rhythm.AT_ONCE, access=Rhythm.DAILY)
    api.hub.mail_feedback.note("Zoe@example.org", MailFeedback.COMPLAINT, api.hub.now)
    api.accept()
    api.deliver()

    assert api.pass_time(GATHERING) == [NoticeOutcome.NOT_WANTED]
    assert api.mailer.sent == []
    assert {*api.wanted().values()} == {"never"}


def test_to_an_address_that_takes_no_mail_none_is_sent_and_what_is_wanted_stays(api: MailApi) -> None:
    api.want(accepted=Rhythm.AT_ONCE)
    api.hub.mail_feedback.note("zoe@example.org", MailFeedback.BOUNCE, api.hub.now)
    api.accept()
    api.deliver()

    assert api.pass_time(GATHERING) == [NoticeOutcome.NO_CONTACT]
    assert api.mailer.sent == []
    assert api.wanted()["accepted"] == "at_once"
