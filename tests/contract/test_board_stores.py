import datetime as dt

import pytest
from pydantic import ValidationError

from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk
from cmehub.boards.connections import FilesConnection, HttpConnection, RosterConnection
from cmehub.boards.ledgers import Decision
from cmehub.rules.packs import board_codes
from tests.contract.conftest import Stores
from tests.examples import NOW

ASK = Ask("0" * 32, 7, "ABIM")
OTHERS = (ASK._replace(chunk=8), ASK._replace(board="ABA"), ASK._replace(submission_id="1" * 32))
LATER = NOW + dt.timedelta(hours=1)


def an_open_ask(ask: Ask = ASK, at: dt.datetime = NOW) -> OpenAsk:
    return OpenAsk(ask=ask, asked_at=at, rows=3, requests_key="requests/0/7/ABIM.jsonl.gz", provisional=(2,))


def a_decision(row: int, *, accepted: bool = True, at: dt.datetime = NOW) -> ArrivedDecision:
    reason = {} if accepted else {"reason_code": "CODE", "reason": "Because."}
    decision = Decision(row=row, board="ABIM", accepted=accepted, **reason)
    return ArrivedDecision(decision=decision, way="callback", by="ABIM", at=at)


def test_a_board_that_was_never_connected_is_decided_for_by_its_roster(stores: Stores) -> None:
    assert stores.boards.connection("ABIM") == RosterConnection()


def test_the_connection_that_was_set_last_counts_and_only_for_its_board(stores: Stores) -> None:
    http = HttpConnection(url="https://board.example.org/asks?v=1", secret_name="cme-hub/boards/abim")
    stores.boards.connect("ABIM", http.model_copy(update={"timeout_seconds": 5}))

    stores.boards.connect("ABIM", http)
    stores.boards.connect("ABP", FilesConnection())
    assert stores.boards.connection("ABP") == FilesConnection()
    stores.boards.connect("ABP", RosterConnection())

    assert stores.boards.connection("ABIM") == http
    assert stores.boards.connection("ABP") == stores.boards.connection("ABA") == RosterConnection()


@pytest.mark.parametrize(
    "change",
    [
        {"url": "ftp://board.example.org"},
        {"url": "https://"},
        {"secret_name": "somebody/elses"},
        {"timeout_seconds": 31},
    ],
)
def test_a_connection_that_cannot_be_used_is_not_made(change: dict[str, object]) -> None:
    good = {"url": "https://board.example.org/", "secret_name": "cme-hub/boards/abim"}

    with pytest.raises(ValidationError):
        HttpConnection.model_validate(good | change)


def test_an_ask_waits_since_it_was_first_opened_until_it_is_closed(stores: Stores) -> None:
    assert stores.boards.waiting(ASK) is None

    stores.boards.open(an_open_ask())
    stores.boards.open(an_open_ask(at=LATER))

    assert stores.boards.waiting(ASK) == an_open_ask()
    stores.boards.close(ASK)
    stores.boards.close(ASK)
    assert stores.boards.waiting(ASK) is None


def test_the_open_asks_of_a_board_come_with_the_oldest_first(stores: Stores) -> None:
    earlier = NOW - dt.timedelta(hours=1)
    for open_ask in (an_open_ask(), an_open_ask(OTHERS[0], at=earlier), an_open_ask(OTHERS[1]), an_open_ask(OTHERS[2])):
        stores.boards.open(open_ask)
    stores.boards.note_failure(ASK, AskFailure(reason="Fault: it.", at=NOW, tries=1))

    assert [ask.ask for ask in stores.boards.open_asks("ABIM")] == [OTHERS[0], ASK, OTHERS[2]]
    assert [ask.ask for ask in stores.boards.open_asks("ABA")] == [OTHERS[1]]
    assert stores.boards.open_asks("ABP") == []


def test_an_ask_keeps_in_which_file_it_went_only_while_it_waits(stores: Stores) -> None:
    stores.boards.note_file(ASK, "out/1.csv")
    assert stores.boards.open_asks("ABIM") == []

    stores.boards.open(an_open_ask())
    stores.boards.note_file(ASK, "out/1.csv")
    stores.boards.open(an_open_ask(at=LATER))

    assert stores.boards.waiting(ASK) == an_open_ask().model_copy(update={"file": "out/1.csv"})
    stores.boards.close(ASK)
    stores.boards.note_file(ASK, "out/1.csv")
    assert stores.boards.waiting(ASK) is None


def test_asks_that_differ_in_one_part_do_not_meet(stores: Stores) -> None:
    stores.boards.open(an_open_ask())
    stores.boards.add_decisions(ASK, [a_decision(3)])
    stores.boards.note_failure(ASK, AskFailure(reason="Fault: it.", at=NOW, tries=1))

    for other in OTHERS:
        assert stores.boards.waiting(other) is None
        assert stores.boards.decisions(other) == []
        assert stores.boards.failure(other) is None


def test_the_first_decision_on_a_row_stays(stores: Stores) -> None:
    stores.boards.add_decisions(ASK, [a_decision(10), a_decision(9)])

    stores.boards.add_decisions(ASK, [a_decision(9, accepted=False, at=LATER), a_decision(1_000_000, accepted=False)])

    assert stores.boards.decisions(ASK) == [a_decision(9), a_decision(10), a_decision(1_000_000, accepted=False)]


def test_the_last_failure_is_kept_until_it_is_forgotten(stores: Stores) -> None:
    for tries in (1, 2):
        stores.boards.note_failure(ASK, AskFailure(reason="Fault: it.", at=NOW, tries=tries))

    assert stores.boards.failure(ASK) == AskFailure(reason="Fault: it.", at=NOW, tries=2)
    stores.boards.forget_failure(ASK)
    stores.boards.forget_failure(ASK)
    assert stores.boards.failure(ASK) is None


def test_the_first_object_under_a_key_stays(stores: Stores) -> None:
    assert stores.objects.put_first("decisions/1", b"first") == b"first"
    assert stores.objects.put_first("decisions/1", b"second") == b"first"
    assert stores.objects.get("decisions/1") == b"first"


@pytest.mark.parametrize("board", board_codes())
def test_an_ask_is_known_by_its_name(board: str) -> None:
    ask = ASK._replace(board=board)

    assert Ask.named(ask.name) == ask


@pytest.mark.parametrize("name", ["", "x", f"{'0' * 32}-00007", f"{'0' * 32}-7-ABIM", f"{'0' * 32}-00007-ABIM\n"])
def test_what_names_no_ask_is_none(name: str) -> None:
    assert Ask.named(name) is None


def test_answers_are_counted_by_board_and_span_over_three_months(stores: Stores) -> None:
    answers = [
        ("ABIM", 1, 5),
        ("ABIM", 1, 4),
        ("ABIM", 5, 5),
        ("ABIM", 1, 3),
        ("ABIM", 1, 2),
        ("ABIM", 1, 6),
        ("ABA", 0, 5),
    ]
    for chunk, (board, days, month) in enumerate(answers):
        answered_at = dt.datetime(2026, month, 10, tzinfo=dt.UTC)
        ask = ASK._replace(board=board, chunk=chunk)
        stores.boards.open(an_open_ask(ask, answered_at - dt.timedelta(days=days)))
        for _ in range(2):
            stores.boards.close(ask, answered_at=answered_at)
        assert stores.boards.waiting(ask) is None
    stores.boards.open(an_open_ask())
    stores.boards.close(ASK)

    may = dt.datetime(2026, 5, 31, 23, tzinfo=dt.UTC)
    assert stores.boards.answer_counts("ABIM", at=may) == {"a day": 3, "a week": 1}
    assert stores.boards.answer_counts("ABP", at=may) == {}
