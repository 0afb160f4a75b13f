"""What counts until a board outside has decided, and what becomes of it then."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision, Ledger, LedgerEntry
from cmehub.boards.reasons import rejection
from cmehub.learners.credits import CreditStatus, standings
from cmehub.stores import LedgerKey
from cmehub.submissions.submission import LineStatus, SubmissionStatus
from local.in_memory.hub import MemoryHub
from tests.examples import a_request
from tests.outside_boards import OutsideBoard, all_at_once, call_back, connected, later
from tests.replay_2015 import FILE, PROVIDER_ID, hub_of_2015

AGREES, RENAMED, OTHER_DAY, OF_2014 = 2, 3, 4, 5
IN_TIME = dt.datetime(2015, 12, 20, 12, 0, tzinfo=dt.UTC)
OTHER_NAME = "This ID is held by somebody with another name"


@pytest.fixture
def hub() -> MemoryHub:
    return hub_of_2015(IN_TIME)


def the_ask(board: OutsideBoard) -> Ask:
    (ask,) = board.decided
    return ask


def rows(hub: MemoryHub, submission_id: str) -> dict[int, LineStatus]:
    return {record.row: record.credit_lines[0].status for record in hub.report(submission_id).records}


def standing(hub: MemoryHub, row: int) -> CreditStatus:
    (record,) = [record for record in hub.records._records.values() if record.origin.row == row]
    return standings(record, hub.ledgers)["ABIM"].status


def test_a_record_counts_as_soon_as_its_id_and_birth_day_agree(hub: MemoryHub) -> None:
    connected(hub, "ABIM", now=later)
    report = hub.submit(FILE, PROVIDER_ID)

    assert report.status is SubmissionStatus.AWAITING_BOARDS
    assert rows(hub, report.submission_id) == {
        AGREES: LineStatus.ACCEPTED,
        RENAMED: LineStatus.ACCEPTED,
        OTHER_DAY: LineStatus.SUBMITTED,
        OF_2014: LineStatus.ACCEPTED,
    }
    assert (report.counts.accepted, report.counts.pending) == (3, 1)
    assert standing(hub, RENAMED) is CreditStatus.ACCEPTED
    assert standing(hub, OTHER_DAY) is CreditStatus.SUBMITTED
    assert hub.notices == []


def test_it_is_taken_back_if_the_board_says_no(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=later)
    report = hub.submit(FILE, PROVIDER_ID)
    ask = the_ask(boards["ABIM"])

    call_back(hub, ask, [rejection("ABIM", RENAMED, OTHER_NAME)])
    assert standing(hub, RENAMED) is CreditStatus.REJECTED
    assert rows(hub, report.submission_id)[RENAMED] is LineStatus.REJECTED
    assert standing(hub, AGREES) is CreditStatus.ACCEPTED

    call_back(hub, ask, [Decision(row=row, board="ABIM", accepted=True) for row in (AGREES, OTHER_DAY, OF_2014)])
    hub.deliver_all()
    counts = hub.report(report.submission_id).counts
    assert (counts.accepted, counts.rejected, counts.pending) == (3, 1, 0)
    assert [notice.submission_id for notice in hub.notices] == [report.submission_id]


def test_what_the_board_says_at_once_holds(hub: MemoryHub) -> None:
    def rejected(ask: Ask, decisions: list[Decision]) -> list[Decision]:
        return [rejection("ABIM", decision.row, OTHER_NAME) for decision in decisions]

    connected(hub, "ABIM", now=rejected)
    report = hub.submit(FILE, PROVIDER_ID)

    assert report.counts.rejected == 4
    assert not any(ledger.entries for ledger in hub.ledgers._ledgers.values())


def test_nothing_counts_beforehand_under_the_rules_of_today(hub: MemoryHub, tmp_path: Path) -> None:
    file = tmp_path / "of-2016.csv"
    file.write_text(FILE.read_text("utf-8").replace("2015-12-1", "2016-01-1"), "utf-8")
    hub.now = dt.datetime(2016, 2, 1, tzinfo=dt.UTC)
    connected(hub, "ABIM", now=later)
    report = hub.submit(file, PROVIDER_ID)

    found = rows(hub, report.submission_id)
    assert found == {AGREES: LineStatus.SUBMITTED, RENAMED: LineStatus.SUBMITTED,
                     OTHER_DAY: LineStatus.SUBMITTED, OF_2014: LineStatus.ACCEPTED}  # fmt: skip


def test_an_answer_in_order_leaves_what_an_answer_at_once_leaves(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=later)
    other = hub_of_2015(IN_TIME)
    connected(other, "ABIM", now=all_at_once)

    hub.submit(FILE, PROVIDER_ID)
    for ask, decisions in boards["ABIM"].decided.items():
        for decision in decisions:
            call_back(hub, ask, [decision])
    hub.deliver_all()

    expected = other.submit(FILE, PROVIDER_ID)
    assert hub.report(expected.submission_id) == expected
    assert entries(hub) == entries(other)


def entries(hub: MemoryHub) -> dict[LedgerKey, dict[str, LedgerEntry]]:
    return {key: ledger.entries for key, ledger in hub.ledgers._ledgers.items()}


def test_a_ledger_gives_back_only_what_the_same_row_put_in() -> None:
    request = a_request()
    empty = Ledger(board="ABIM", board_id="123456", activity_id=request.activity_id)
    counting = empty.with_accepted(request)

    assert counting.without(request) == empty
    assert empty.without(request) == empty
    assert counting.without(request.model_copy(update={"origin": "other#3"})) == counting

    deleting = request.model_copy(update={"action": "delete", "origin": "other#4"})
    again = request.model_copy(update={"origin": "again#3"})
    deleted = counting.with_accepted(deleting)
    assert deleted.without(request) == deleted
    (entry,) = deleted.with_accepted(again).without(again).entries.values()
    assert (entry.status, entry.withdrawn_by) == ("withdrawn", ("other#4",))
