import datetime as dt

import pytest

from cmehub.learners.records import Origin
from cmehub.passport.missing_credits import MOST_OPEN
from tests.examples import ACTIVITY_ID, an_activity
from tests.missing_api import DAY, MissingApi

ORIGIN = Origin(submission_id="sub2", chunk=1, row=1, at=dt.datetime(2026, 11, 19, tzinfo=dt.UTC))


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> MissingApi:
    return MissingApi(monkeypatch)


def test_what_is_asked_for_is_told_with_provider_clock_and_state(api: MissingApi) -> None:
    status, told = api.miss(words="  Certificate 4711. ")

    assert status == 201
    assert (told["status"], told["due_on"], told["words"]) == ("open", "2026-12-07", "Certificate 4711.")
    assert told["provider"]["name"] == "Example Medical Society"
    assert api.missing() == [told]
    assert api.call("GET", "/v1/me/missing-credits", sub=api.other)[1] == {"missing_credits": []}


def test_without_a_claim_nobody_can_be_reported(api: MissingApi) -> None:
    given = {"activity_id": ACTIVITY_ID, "completed_on": DAY}
    assert api.call("POST", "/v1/me/missing-credits", given, sub=api.other)[1]["code"] == "CLAIM_NEEDED"


@pytest.mark.parametrize("changes", [{"activity_id": "202600001"}, {"listed": False}, {"deleted_by": "sub#1"}])
def test_what_is_not_public_is_answered_like_what_is_not_there(api: MissingApi, changes: dict[str, object]) -> None:
    api.hub.activities.put([an_activity(**({"activity_id": "202600002"} | changes))])

    answers = [api.miss("202600002")[1], api.miss("202699999")[1]]

    assert {answer["code"] for answer in answers} == {"ACTIVITY_UNKNOWN"}
    assert len({answer["detail"] for answer in answers}) == 1


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-21", "2026-11-21 is in the future"),
        ("2025-12-31", "the activity lasts from 2026-01-01 to 2027-12-31"),
        ("October", "completed_on"),
    ],
)
def test_a_day_that_cannot_be_is_told_with_the_mend(api: MissingApi, day: str, says: str) -> None:
    status, told = api.miss(day=day)
    assert status == 422
    assert says in told["detail"]
    assert api.missing() == []


def test_what_can_not_be_reported_any_more_is_not_asked_for(api: MissingApi) -> None:
    api.hub.activities.put([an_activity(start_date=dt.date(2023, 1, 1))])
    told = api.miss(day="2023-10-03")[1]
    assert told["code"] == "COMPLETION_DAY_WRONG"
    assert "until 2025-03-31" in told["detail"]


@pytest.mark.parametrize("learner_key", ["ABIM-123456", "OH-35900001"])
def test_a_credit_that_is_there_under_any_entry_is_not_asked_for(api: MissingApi, learner_key: str) -> None:
    api.report(learner_key=learner_key)
    assert api.miss()[1]["code"] == "CREDIT_THERE"


def test_one_that_was_deleted_and_somebody_elses_can_be_asked_for(api: MissingApi) -> None:
    api.report(deleted=ORIGIN)
    api.report(learner_key="ABIM-999999")
    assert api.miss()[0] == 201


def test_an_activity_and_day_have_one_open_request_whose_mail_is_sent_once(api: MissingApi) -> None:
    api.miss()
    assert api.miss()[1]["code"] == "MISSING_CREDIT_OPEN"
    api.deliver()
    assert len(api.mailer.sent) == 1
    assert api.miss(day="2026-10-04")[0] == 201


def test_twenty_are_open_at_most_and_as_many_are_asked_for_on_a_day(api: MissingApi) -> None:
    first = api.miss(day="2026-09-01")[1]["missing_credit"]
    for day in range(2, MOST_OPEN + 1):
        assert api.miss(day=f"2026-09-{day:02}")[0] == 201
    told = api.miss()[1]
    assert told["code"] == "MISSING_CREDITS_TOO_MANY"
    assert told["detail"].startswith(f"{MOST_OPEN} can be open, and {MOST_OPEN} be asked for on a day.")

    api.call("DELETE", f"/v1/me/missing-credits/{first}")
    assert api.miss()[1]["code"] == "MISSING_CREDITS_TOO_MANY"
    api.hub.now += dt.timedelta(days=1)
    assert api.miss()[0] == 201


def test_who_asks_alone_withdraws(api: MissingApi) -> None:
    path = f"/v1/me/missing-credits/{api.miss()[1]['missing_credit']}"

    assert api.call("DELETE", path, sub=api.other)[0] == 404
    assert api.call("DELETE", path)[0] == 204
    assert [told["status"] for told in api.missing()] == ["withdrawn"]
    assert api.deliver() == ["no mail, since the request has ended or was answered"]
    assert api.miss()[0] == 201


def test_what_has_ended_is_not_withdrawn(api: MissingApi) -> None:
    path = f"/v1/me/missing-credits/{api.miss()[1]['missing_credit']}"
    api.at_day("2026-12-08")
    assert api.call("DELETE", path)[0] == 404
    assert [told["status"] for told in api.missing()] == ["overdue"]


def test_to_ask_again_makes_up_for_a_stop_before_the_provider_was_told(api: MissingApi) -> None:
    api.miss()
    api.hub.line.clear()
    api.miss()
    assert api.deliver() == ["mail sent"]


def test_a_request_ends_by_itself_once_the_record_is_here(api: MissingApi) -> None:
    api.miss()
    api.report(learner_key="OH-35900001")
    assert [told["status"] for told in api.missing()] == ["arrived"]


def test_whoever_gives_the_claim_back_asks_for_nothing_more(api: MissingApi) -> None:
    api.miss()
    claim = api.call("GET", "/v1/me")[1]["claims"][0]["claim"]
    api.call("DELETE", f"/v1/me/claims/{claim}")

    assert api.deliver() == ["no mail, since the request has ended or was answered"]
    assert [told["status"] for told in api.missing()] == ["withdrawn"]


@pytest.mark.parametrize("words", ["x" * 501, "a\x00b"])
def test_words_that_are_too_long_or_hidden_are_told(api: MissingApi, words: str) -> None:
    status, told = api.miss(words=words)
    assert status == 422
    assert "words" in told["detail"]
