"""Files of asks: every row that waits is in one, whatever breaks in between."""

import datetime as dt
from itertools import count

import pytest

from cmehub.boards import ask_files
from cmehub.boards.ask_files import COLUMNS, AskFiles, WrittenFile
from cmehub.boards.ask_rows import requests_of, waiting_rows
from cmehub.boards.asks import Ask
from cmehub.boards.connections import RosterConnection
from cmehub.boards.ledgers import Decision
from cmehub.runtime.json_lines import pack
from cmehub.submissions.submission import SubmissionStatus, requests_key
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.board_files import by_files, out_files, rows_of
from tests.breakdowns import Breakdown, BrokeDownError, Unreliable
from tests.sample_hub import PROVIDER_ID, copy_of, stocked_hub, stored

FIRST = "boards/ABIM/out/2026-11-20-1.csv"


@pytest.fixture
def hub() -> MemoryHub:
    return by_files(stocked_hub(), "ABIM")


def asked_rows(hub: MemoryHub) -> list[tuple[str, str]]:
    """What waits, as a file has to name it."""
    return [
        (ask.ask.name, str(request.row))
        for ask in hub.boards.open_asks("ABIM")
        for request in waiting_rows(ask.ask, hub.boards, hub.objects)
    ]


def sent_rows(hub: MemoryHub) -> list[tuple[str, str]]:
    lines = (line for key in out_files(hub, "ABIM") for line in rows_of(hub.exchange.get(key)))
    return [(line["ask"], line["row"]) for line in lines]


def test_a_board_by_files_answers_nothing_and_its_rows_wait(hub: MemoryHub) -> None:
    report = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)

    assert report.status is SubmissionStatus.AWAITING_BOARDS
    assert report.counts.pending == len(asked_rows(hub)) > 0
    assert not hub.boards._failures


def test_a_file_tells_everything_that_a_board_needs_to_decide(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    ((ask, *_),) = ([open_ask.ask for open_ask in hub.boards.open_asks("ABIM")],)
    requests = requests_of(ask, hub.objects)

    assert hub.ask_files.write("ABIM") == [WrittenFile("ABIM", FIRST, len(requests))]

    lines = rows_of(hub.exchange.get(FIRST))
    assert tuple(lines[0]) == COLUMNS
    for line in lines:
        request = requests[int(line["row"])]
        assert line == {
            "ask": ask.name,
            "row": str(request.row),
            "action": "add",
            "board_id": request.board_id,
            "given_name": request.given_name,
            "family_name": request.family_name,
            "birth_month_day": request.birth_month_day,
            "activity_id": request.activity_id,
            "activity_format": request.activity_format,
            "completion_date": request.completion_date.isoformat(),
            "points": f"{request.points:g}",
            "credit_types": "; ".join(request.credit_types),
            "maximum": f"{request.maximum:g}",
            "record_id": request.record_id,
        }


def test_no_cell_can_start_a_formula(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    ask = hub.boards.open_asks("ABIM")[0].ask
    names = ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1"]
    requests = [*requests_of(ask, hub.objects).values()][: len(names)]
    hostile = (request.model_copy(update={"family_name": name}) for request, name in zip(requests, names, strict=True))
    hub.objects.put(requests_key(*ask), pack(request.model_dump_json().encode() for request in hostile))

    hub.ask_files.write("ABIM")

    assert [line["family_name"] for line in rows_of(hub.exchange.get(FIRST))] == [f"'{name}" for name in names]


def test_a_second_run_puts_nothing_new_and_later_rows_go_into_the_next_file(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    hub.ask_files.write("ABIM")
    before = stored(hub)

    assert hub.ask_files.write("ABIM") == []
    assert stored(hub) == before

    hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)
    (second,) = hub.ask_files.write("ABIM")
    hub.now += dt.timedelta(days=1)
    hub.submit(SAMPLES / "learners.xml", PROVIDER_ID)
    (third,) = hub.ask_files.write("ABIM")

    assert [second.key, third.key] == ["boards/ABIM/out/2026-11-20-2.csv", "boards/ABIM/out/2026-11-21-1.csv"]
    assert sorted(sent_rows(hub)) == sorted(asked_rows(hub))


def test_rows_that_somebody_decided_by_hand_are_not_asked(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    ask = hub.boards.open_asks("ABIM")[0].ask
    decided, *left = sorted(requests_of(ask, hub.objects))
    hub.answers.take(ask, [Decision(row=decided, board="ABIM", accepted=True)], way="by hand", by="ada")

    hub.ask_files.write("ABIM")

    assert [int(row) for _, row in sent_rows(hub)] == left


def test_a_full_file_is_followed_by_another(hub: MemoryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_files, "ROWS_LIMIT", 5)
    for name in ("learners-clean.xlsx", "learners-mistakes.xlsx"):
        hub.submit(SAMPLES / name, PROVIDER_ID)

    files = hub.ask_files.write("ABIM")

    assert [file.key for file in files] == [f"boards/ABIM/out/2026-11-20-{number}.csv" for number in (1, 2)]
    assert sorted(sent_rows(hub)) == sorted(asked_rows(hub))


def test_only_boards_by_files_get_files(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    hub.boards.connect("ABIM", RosterConnection())

    assert hub.ask_files.write("ABIM") == hub.ask_files.write("ABA") == []
    assert hub.exchange.keys("") == []


def test_a_dry_run_asks_no_board_by_files(hub: MemoryHub) -> None:
    report = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "dry-run/")

    assert report.status is SubmissionStatus.FINISHED
    assert hub.ask_files.write("ABIM") == []


@pytest.mark.parametrize("lost_answer", [False, True], ids=["call-fails", "answer-is-lost"])
def test_a_breakdown_at_any_call_loses_no_row(hub: MemoryHub, lost_answer: bool) -> None:
    for name in ("learners-clean.xlsx", "learners-mistakes.xlsx"):
        hub.submit(SAMPLES / name, PROVIDER_ID)
    breakdown = Breakdown(lost_answer=lost_answer)

    for call in count(1):
        fresh = copy_of(hub)
        objects, boards, exchange = (
            Unreliable(board, breakdown) for board in (fresh.objects, fresh.boards, fresh.exchange)
        )
        unreliable = AskFiles(objects, boards, exchange, fresh.clock)
        breakdown.plan(call)
        try:
            unreliable.write("ABIM")
        except BrokeDownError:
            unreliable.write("ABIM")

        assert set(sent_rows(fresh)) == set(asked_rows(fresh)), call
        assert all(ask.file for ask in fresh.boards.open_asks("ABIM")), call
        assert fresh.ask_files.write("ABIM") == [], call
        if not breakdown.happened:
            break
    assert call > 6


def test_a_file_that_is_there_but_not_noted_is_not_put_again(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    before = copy_of(hub)
    hub.ask_files.write("ABIM")
    before.exchange.put(FIRST, hub.exchange.get(FIRST))

    before.ask_files.write("ABIM")

    assert stored(before) == stored(hub)


def test_an_ask_that_was_answered_while_its_file_was_put_stays_answered(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    ask: Ask = hub.boards.open_asks("ABIM")[0].ask
    hub.boards.close(ask)

    hub.boards.note_file(ask, FIRST)

    assert hub.boards.waiting(ask) is None
