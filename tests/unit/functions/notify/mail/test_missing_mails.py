import pytest

from cmehub.passport.missing_credits import Letter, LetterNote
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from tests.examples import an_activity
from tests.missing_api import MissingApi
from tests.notify_hub import PROVIDER, html_of, text_of


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MissingApi:
    return MissingApi(monkeypatch)


def test_the_primary_contact_is_told_who_asks_by_the_ids_that_reports_need(api: MissingApi) -> None:
    api.miss(words="Look for <i>4711</i>\nplease")
    assert api.deliver() == [NoticeOutcome.SENT]

    assert api.last_mail["To"] == "Paula Sample-Ortega <paula@cme.example.org>"
    assert "Zoe" not in api.last_mail["Subject"]
    text, html = text_of(api.last_mail), html_of(api.last_mail)
    for body in (" ".join(text.split()), html):
        assert "Zoe Garcia Lopez: ABIM ID 123456; Ohio licence 35900001; NPI 1234567893" in body
        assert "3 October 2026" in body
        assert "7 December 2026" in body
        assert "https://api.example.org/v1/missing-credits/" in body
    assert "Look for <i>4711</i> please" in " ".join(text.split())
    assert "&lt;i&gt;4711&lt;/i&gt;" in html


def test_a_board_for_which_the_activity_is_not_registered_needs_no_id(api: MissingApi) -> None:
    api.hub.activities.put([an_activity(registrations=())])
    api.miss()
    api.deliver()
    assert "ABIM" not in text_of(api.last_mail)


def test_the_request_and_its_reminder_are_mailed_once_each(api: MissingApi) -> None:
    api.miss()
    api.deliver()
    for day in ("2026-12-01", "2026-12-02", "2026-12-02", "2026-12-03", "2026-12-07"):
        api.at_day(day)
        api.deliver()

    assert len(api.mailer.sent) == 2
    assert api.last_mail["Subject"].startswith("A credit is still missing")
    assert api.missing()[0]["reminded_at"] == "2026-12-02T12:00:00Z"
    assert api.page().status == 200


def test_a_mail_that_may_just_be_going_out_is_not_sent_beside_it(api: MissingApi) -> None:
    api.miss()
    (request,) = api.hub.missing_credits.of_account(api.zoe)
    message = api.hub.line[-1]
    api.hub.missing_credits.change(request, request.noted(Letter.REQUEST, LetterNote(begun_at=api.hub.now)))

    assert api.deliver() == [NoticeOutcome.BUSY]
    api.hub.now += MAIL_LEASE
    api.hub.line += [message, message]
    assert api.deliver() == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]


def test_after_ten_business_days_the_physician_is_told_to_whom_to_turn(api: MissingApi) -> None:
    api.miss()
    api.at_day("2026-12-07")
    assert [told["status"] for told in api.missing()] == ["open"]

    api.at_day("2026-12-08")

    (told,) = api.missing()
    assert told["status"] == "overdue"
    assert "Write to Example Medical Society, paula@cme.example.org, with your certificate" in told["can_do"]
    assert api.miss()[0] == 201


def test_a_late_answer_and_a_late_record_are_told_too(api: MissingApi) -> None:
    api.miss()
    api.deliver()
    api.at_day("2026-12-08")

    assert "You have answered" in api.page({"answer": "reported_now"}).text
    assert [told["status"] for told in api.missing()] == ["overdue"]
    api.report()
    assert [told["status"] for told in api.missing()] == ["arrived"]


@pytest.mark.parametrize("what", ["record", "answer", "withdrawn"])
def test_nobody_is_reminded_of_what_needs_no_answer(api: MissingApi, what: str) -> None:
    missing = api.miss()[1]["missing_credit"]
    api.deliver()
    match what:
        case "record":
            api.report()
        case "answer":
            api.page({"answer": "reported_now"})
        case _:
            api.call("DELETE", f"/v1/me/missing-credits/{missing}")

    api.at_day("2026-12-02")
    assert api.deliver() == []


def test_an_answer_that_comes_just_before_the_reminder_goes_out_stops_it(api: MissingApi) -> None:
    api.miss()
    api.deliver()
    api.at_day("2026-12-02")
    api.page({"answer": "reported_now"})
    assert api.deliver() == [NoticeOutcome.REQUEST_OVER]


def test_without_a_contact_the_clock_runs_and_the_reminder_goes_to_who_is_there_by_then(api: MissingApi) -> None:
    api.hub.providers.put([PROVIDER.model_copy(update={"contacts": ()})])
    api.miss()
    assert api.deliver() == [NoticeOutcome.NO_CONTACT]
    assert api.missing()[0]["mailed_at"] is None

    api.at_day("2026-12-02")
    assert api.deliver() == [NoticeOutcome.NO_CONTACT]
    api.hub.providers.put([PROVIDER])
    api.at_day("2026-12-03")
    assert api.deliver() == [NoticeOutcome.SENT]


def test_a_day_that_the_schedule_missed_is_made_up_for(api: MissingApi) -> None:
    api.miss()
    api.at_day("2026-12-20")
    assert [told["status"] for told in api.missing()] == ["overdue"]
    assert api.deliver()[1:] == []
