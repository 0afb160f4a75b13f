import pytest

from cmehub.activities.activity import StateContent
from cmehub.learners.records import LearnerRecord
from cmehub.passport.needs import MOST_NEEDS
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_cme_line, a_diplomate, a_line, a_record, a_row, an_activity
from tests.needs_api import ABIM, NPI, OHIO, NeedsApi
from tests.people_access import asked


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> NeedsApi:
    return NeedsApi(monkeypatch)


def test_a_need_is_kept_and_told_with_its_progress_to_its_account_alone(api: NeedsApi) -> None:
    api.claim()
    api.earn(a_line(), a_cme_line())

    status, kept = api.add(**OHIO)

    assert (status, kept["amount"], kept["authority"]) == (201, 50, "OH")
    (told,) = api.needs()
    assert (told["need"], told["name"], told["phase"], told["amount"]) == (kept["need"], "Ohio", "running", 50)
    assert told["lines"] == [{"unit": "CME", "of": None, "asked": 50, "accepted": 2, "pending": 0, "missing": 48}]
    assert api.needs(api.other) == []


def test_what_the_board_asks_is_told_without_an_amount(api: NeedsApi) -> None:
    api.claim()
    api.earn(a_line())

    api.add(**ABIM)

    (told,) = api.needs()
    assert told["amount"] is None
    assert [(line["of"], line["asked"], line["accepted"], line["pending"]) for line in told["lines"]] == [
        (None, 100, 0, 1.25),
        ("Medical Knowledge", 20, 0, 1.25),
    ]
    assert told["source"] == "abim.org, MOC page"


def test_what_the_state_asks_is_told_without_an_amount(api: NeedsApi) -> None:
    api.claim()
    api.earn(a_line(), a_cme_line())

    assert api.add(**OHIO | {"amount": None})[0] == 201

    (told,) = api.needs()
    assert told["lines"] == [{"unit": "CME", "of": None, "asked": 50, "accepted": 2, "pending": 0, "missing": 48}]
    assert told["confidence"] == "L"
    assert "1 hour about duty to report, in each cycle." in told["beside"]


def test_without_a_claim_needs_are_kept_and_nothing_counts(api: NeedsApi) -> None:
    api.hub.records.put([a_record()])
    api.add(**ABIM)
    (told,) = api.needs()
    assert [line["accepted"] + line["pending"] for line in told["lines"]] == [0, 0]


def test_credits_are_read_once_for_all_needs(api: NeedsApi, monkeypatch: pytest.MonkeyPatch) -> None:
    api.claim()
    api.add(**ABIM)
    api.add(**OHIO)
    reads: list[str] = []
    of_learner = api.hub.records.of_learner

    def counted(learner_key: str) -> list[LearnerRecord]:
        reads.append(learner_key)
        return of_learner(learner_key)

    monkeypatch.setattr(api.hub.records, "of_learner", counted)
    api.needs()
    assert reads == ["ABIM-123456"]


def test_a_topic_counts_by_the_activity_s_content_of_a_state(api: NeedsApi) -> None:
    api.claim()
    opioids = (StateContent(domain="Pain", topic="Opioids"),)
    api.hub.activities.put([an_activity(state_content=opioids), an_activity(activity_id="202600002")])
    api.hub.records.put([a_record(a_row(a_cme_line())), a_record(a_row(a_cme_line(), activity_id="202600002"))])

    for topic in ("opioids", "PAIN", "Ethics"):
        api.add(**OHIO, of=topic)

    assert {told["of"]: told["lines"][0]["accepted"] for told in api.needs()} == {"opioids": 2, "PAIN": 2, "Ethics": 0}


def test_the_same_need_sent_twice_is_there_once(api: NeedsApi) -> None:
    assert api.add(**OHIO)[1] == api.add(**OHIO)[1]
    assert len(api.needs()) == 1


def test_a_need_is_changed_and_deleted(api: NeedsApi) -> None:
    path = f"/v1/me/needs/{api.add(**OHIO)[1]['need']}"

    status, changed = api.call("PUT", path, OHIO | {"amount": 40, "of": None})
    assert (status, changed["amount"]) == (200, 40)
    assert [told["lines"][0]["asked"] for told in api.needs()] == [40]
    assert api.call("PUT", path, OHIO | {"amount": 40})[0] == 200

    assert api.call("DELETE", path)[0] == 204
    assert api.needs() == []
    assert api.call("DELETE", path)[0] == api.call("PUT", path, OHIO)[0] == 404


def test_nobody_else_changes_or_deletes_it(api: NeedsApi) -> None:
    path = f"/v1/me/needs/{api.add(**OHIO)[1]['need']}"
    assert api.call("PUT", path, ABIM, sub=api.other)[0] == api.call("DELETE", path, sub=api.other)[0] == 404
    assert len(api.needs()) == 1
    assert asked("GET", "/v1/me/needs", None).status == 401


def test_a_need_does_not_become_the_same_as_another(api: NeedsApi) -> None:
    api.add(**ABIM)
    path = f"/v1/me/needs/{api.add(**OHIO)[1]['need']}"
    assert api.call("PUT", path, ABIM)[1]["code"] == "NEED_THERE"
    assert len(api.needs()) == 2


def test_an_account_has_fifty_and_no_more(api: NeedsApi) -> None:
    for amount in range(1, MOST_NEEDS + 1):
        assert api.add(**OHIO | {"amount": amount})[0] == 201
    told = api.add(**OHIO | {"amount": 100})[1]
    assert told["code"] == "NEEDS_TOO_MANY"
    assert told["detail"].startswith(f"{MOST_NEEDS} are kept.")
    assert api.add(**OHIO | {"amount": 1})[0] == 201
    assert len(api.needs()) == MOST_NEEDS


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"authority": None, "amount": None}, "amount: say how much; what is asked is not known here"),
        ({"amount": 0, "ends": "2025-12-31"}, "ends: 2025-12-31 lies before the first day, 2026-01-01"),
        ({"amount": 0, "ends": "2025-12-31"}, "; amount: 0 can't be"),
        ({"ends": "soon"}, "ends: "),
        ({"of": "x" * 101}, "of: "),
        ({"hours": 5}, "hours: "),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_kept(
    api: NeedsApi, changes: dict[str, object], says: str
) -> None:
    status, told = api.add(**OHIO | changes)
    assert status == 422
    assert says in told["detail"]
    assert api.needs() == []


def test_the_boards_to_choose_from_say_what_they_ask_and_give(api: NeedsApi) -> None:
    boards = {board["board"]: board for board in api.call("GET", "/v1/me/needs")[1]["boards"]}
    assert [cycle["amount"] for cycle in boards["ABA"]["cycles"]] == [250, 125]
    assert boards["ABA"]["credit_types"] == ["Lifelong Learning", "Patient Safety"]
    assert boards["ABS"]["cycles"] == []


def test_what_counts_for_somebody_counts_for_a_board_of_the_claim_or_of_a_need(api: NeedsApi) -> None:
    assert api.call("GET", "/v1/me")[1]["boards"] == []
    put_on_rosters(api.hub.rosters, [a_diplomate(npi=NPI), a_diplomate(authority="OH", entry_id="35900001", npi=NPI)])
    api.claim()
    api.add(**OHIO)
    path = f"/v1/me/needs/{api.add(**ABIM | {'authority': 'ABA', 'amount': 5})[1]['need']}"
    assert api.call("GET", "/v1/me")[1]["boards"] == ["ABA", "ABIM"]
    api.call("DELETE", path)
    assert api.call("GET", "/v1/me")[1]["boards"] == ["ABIM"]


def test_the_deadlines_are_a_calendar_of_the_last_days(api: NeedsApi) -> None:
    api.claim()
    api.earn(a_line(amount="12"), on="2026-05-05", accepted=True)
    api.add(**ABIM)
    api.add(**OHIO, of="Pain; opioids,\ntapering")

    answer = api.ask("GET", "/v1/me/deadlines.ics", sub=api.zoe)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    told = answer.text.replace("\r\n ", "")
    assert told.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20281231\r\nDTEND;VALUE=DATE:20290101\r\n" in told
    assert "SUMMARY:Last day: American Board of Internal Medicine\\, 88 MOC points missing\r\n" in told
    assert "0 of 50 AMA PRA Category 1 Credits of Pain\\; opioids\\,\\ntapering accepted" in told
    assert max(len(line.encode()) for line in answer.text.split("\r\n")) <= 75
    assert "VEVENT" not in api.ask("GET", "/v1/me/deadlines.ics", sub=api.other).text
