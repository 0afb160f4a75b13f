"""Files of decisions: good lines are taken, bad ones told, and nothing is taken twice or for another board."""

from itertools import count

import pytest

from cmehub.boards import decision_files
from cmehub.boards.answers import Answers
from cmehub.boards.ask_rows import decisions_of
from cmehub.boards.asks import Ask
from cmehub.boards.decision_files import DecisionFile, DecisionFileOutcome, DecisionFiles
from cmehub.boards.ledgers import Decision
from cmehub.submissions.follow_ups import FollowUps
from cmehub.submissions.submission import SubmissionStatus
from local.in_memory.hub import MemoryFileSource, MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.board_files import by_files, csv_of, report_of, roster_decisions, rows_of
from tests.breakdowns import Breakdown, BrokeDownError, Unreliable
from tests.sample_hub import PROVIDER_ID, copy_of, notice_count, stocked_hub, stored

KEY = "boards/ABIM/in/answers.csv"
MISTAKES = SAMPLES / "learners-mistakes.xlsx"
FILES = ("learners-clean.xlsx", "learners-mistakes.xlsx", "learners-delete.xlsx")


@pytest.fixture
def hub() -> MemoryHub:
    return by_files(stocked_hub(), "ABIM")


@pytest.fixture
def waiting(hub: MemoryHub) -> list[dict[str, object]]:
    """What the board will say about a file with mistakes; some of it is a rejection."""
    hub.submit(MISTAKES, PROVIDER_ID)
    decisions = roster_decisions(hub, "ABIM")
    assert {decision["decision"] for decision in decisions} == {"accept", "reject"}
    return decisions


def the_ask(hub: MemoryHub) -> Ask:
    (open_ask,) = hub.boards.open_asks("ABIM")
    return open_ask.ask


def without_boards(hub: MemoryHub) -> dict[str, object]:
    """Everything but how the decisions came, and the steps in which ledgers were written."""
    held = stored(hub)
    ledgers = {key: (ledger.entries, ledger.rejections) for key, ledger in held["ledgers"]["_ledgers"].items()}
    left_out = {"boards", "ledgers", "exchange"}
    return {name: content for name, content in held.items() if name not in left_out} | {"l": ledgers}


def test_decisions_by_files_leave_what_a_board_inside_leaves_deletes_too(hub: MemoryHub) -> None:
    inside = stocked_hub()
    for number, file in enumerate(FILES):
        expected = inside.submit(SAMPLES / file, PROVIDER_ID)
        report = hub.submit(SAMPLES / file, PROVIDER_ID)
        assert report.counts.pending > 0
        assert notice_count(hub, report.submission_id) == 0

        hub.ask_files.write("ABIM")
        _decide_as(hub, inside, report.submission_id, f"boards/ABIM/in/{number}.csv")
        hub.deliver_all()

        assert hub.report(report.submission_id) == expected
        assert notice_count(hub, report.submission_id) >= 1

    assert without_boards(hub) == without_boards(inside)
    assert not hub.boards._open


def _decide_as(hub: MemoryHub, inside: MemoryHub, submission_id: str, key: str) -> None:
    """Decide on all that waits as another hub's board did."""
    files = inside.decision_files
    lines: list[dict[str, object]] = []
    for ask in hub.boards.open_asks("ABIM"):
        decided = decisions_of(ask.ask, files.boards, files.objects)
        lines += [
            {
                "ask": ask.ask.name,
                "row": row,
                "decision": "accept" if decision.accepted else "reject",
                "reason": decision.reason,
                "reason_code": decision.reason_code,
            }
            for row, decision in decided.items()
        ]
    assert hub.put_decisions(key, csv_of(lines)) == DecisionFileOutcome(len(lines), 0)
    assert report_of(hub, key) == []


def test_the_file_of_asks_filled_in_is_a_file_of_decisions(hub: MemoryHub) -> None:
    report = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    (file,) = hub.ask_files.write("ABIM")
    lines = [{**line, "decision": "accept"} for line in rows_of(hub.exchange.get(file.key))]
    ask = the_ask(hub)

    assert hub.put_decisions(KEY, csv_of(lines, *lines[0])) == DecisionFileOutcome(file.rows, 0)

    assert hub.report(report.submission_id).status is SubmissionStatus.FINISHED
    trail = hub.boards.decisions(ask)
    assert [decision.decision.row for decision in trail] == [int(line["row"]) for line in lines]
    assert {(decision.way, decision.by, decision.at) for decision in trail} == {("file", "ABIM", hub.now)}


def test_part_of_the_rows_may_be_decided_now_and_the_rest_later(
    hub: MemoryHub, waiting: list[dict[str, object]]
) -> None:
    ask = the_ask(hub)

    hub.put_decisions(KEY, csv_of(waiting[::2]))

    assert hub.report(ask.submission_id).status is SubmissionStatus.AWAITING_BOARDS
    assert [decision.decision.row for decision in hub.boards.decisions(ask)] == [line["row"] for line in waiting[::2]]
    hub.put_decisions("boards/ABIM/in/rest.csv", csv_of(waiting[1::2]))
    assert hub.report(ask.submission_id).status is SubmissionStatus.FINISHED
    trail = hub.boards.decisions(ask)
    assert len(trail) == len(waiting)
    assert {(decision.way, decision.by, decision.at) for decision in trail} == {("file", "ABIM", hub.now)}


def test_bad_lines_are_told_and_the_good_ones_taken(hub: MemoryHub, waiting: list[dict[str, object]]) -> None:
    ask = the_ask(hub)
    first, second, *_ = waiting
    lines = [
        first,
        {**first, "ask": f"{'0' * 32}-00001-ABIM"},
        {**first, "row": 9_999},
        {**first, "decision": "perhaps"},
        {**second, "decision": "reject", "reason": ""},
        {**first, "decision": "reject", "reason": "=1+1", "reason_code": ""},
        first,
        {**first, "ask": "=cmd"},
    ]

    assert hub.put_decisions(KEY, csv_of(lines)) == DecisionFileOutcome(2, 6)

    report = report_of(hub, KEY)
    assert [(line["line"], line["code"]) for line in report] == [
        ("3", "ASK_UNKNOWN"),
        ("4", "ROW_NOT_ASKED"),
        ("5", "FIELD_FORMAT"),
        ("6", "FIELD_MISSING"),
        ("7", "DECISION_CONTRADICTS"),
        ("9", "ASK_UNKNOWN"),
    ]
    assert all(line["problem"] and line["mend"] for line in report)
    assert report[-1]["value"] == "'=cmd"
    assert [decision.decision.row for decision in hub.boards.decisions(ask)] == [first["row"]]


def test_of_two_lines_about_a_row_the_first_counts(hub: MemoryHub, waiting: list[dict[str, object]]) -> None:
    ask, first = the_ask(hub), {**waiting[0], "decision": "reject", "reason": "No.", "reason_code": ""}

    assert hub.put_decisions(KEY, csv_of([first, {**first, "decision": "accept"}])) == DecisionFileOutcome(1, 1)

    assert [decision.decision.accepted for decision in hub.boards.decisions(ask)] == [False]
    assert [(line["line"], line["code"]) for line in report_of(hub, KEY)] == [("3", "DECISION_CONTRADICTS")]


def test_the_same_file_again_changes_nothing(hub: MemoryHub, waiting: list[dict[str, object]]) -> None:
    opposite = {**waiting[0], "decision": "reject", "reason": "No.", "reason_code": ""}
    content = csv_of([*waiting, opposite])
    hub.put_decisions(KEY, content)
    hub.deliver_all()
    before = stored(hub)

    assert hub.put_decisions(KEY, content) == DecisionFileOutcome(len(waiting), 1)

    hub.deliver_all()
    assert stored(hub) == before


def test_an_earlier_decision_stays_whoever_took_it(hub: MemoryHub, waiting: list[dict[str, object]]) -> None:
    ask, first = the_ask(hub), waiting[0]
    by_hand = Decision(row=int(str(first["row"])), board="ABIM", accepted=False, reason_code="CODE", reason="No.")
    hub.answers.take(ask, [by_hand], way="by hand", by="ada")

    hub.put_decisions(KEY, csv_of([{**line, "decision": "accept"} for line in waiting]))

    (problem,) = report_of(hub, KEY)
    assert (problem["line"], problem["code"]) == ("2", "DECISION_CONTRADICTS")
    assert "ada" not in problem["problem"]
    assert hub.boards.decisions(ask)[0].decision == by_hand
    assert hub.report(ask.submission_id).status is SubmissionStatus.FINISHED


def test_a_board_cannot_decide_for_another(hub: MemoryHub, waiting: list[dict[str, object]]) -> None:
    before = without_boards(hub)

    hub.put_decisions("boards/ABA/in/answers.csv", csv_of(waiting))

    assert {line["code"] for line in report_of(hub, "boards/ABA/in/answers.csv")} == {"ASK_UNKNOWN"}
    assert without_boards(hub) == before
    assert hub.boards.decisions(the_ask(hub)) == []


def test_a_file_that_is_too_large_is_not_read(hub: MemoryHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_files, "SIZE_LIMIT", 10)

    assert hub.put_decisions(KEY, b"ask,row,decision\n") == DecisionFileOutcome(0, 1)

    assert [line["code"] for line in report_of(hub, KEY)] == ["FILE_TOO_LARGE"]


@pytest.mark.parametrize(
    ("key", "board", "report"),
    [
        ("boards/ABIM/in/a.csv", "ABIM", "boards/ABIM/in-reports/a.csv"),
        ("boards/ABIM/in/2026/a b.txt", "ABIM", "boards/ABIM/in-reports/2026/a b.txt.csv"),
        ("boards/ABPath/in/a.csv", "ABPath", "boards/ABPath/in-reports/a.csv"),
        ("boards/abim/in/a.csv", None, None),
        ("boards/ABIM/in/", None, None),
        ("boards/ABIM/in/folder/", None, None),
        ("boards/ABIM/out/a.csv", None, None),
        ("boards/ABIM/in-reports/a.csv", None, None),
        ("boards/NOBODY/in/a.csv", None, None),
        ("other/boards/ABIM/in/a.csv", None, None),
    ],
)
def test_only_its_place_says_which_board_a_file_comes_from(key: str, board: str | None, report: str | None) -> None:
    file = DecisionFile.at(key, "1", 5)

    assert (file and file.board, file and file.report_key) == (board, report)


@pytest.mark.parametrize("lost_answer", [False, True], ids=["call-fails", "answer-is-lost"])
@pytest.mark.parametrize("step", [1, 2], ids=["all-rows", "every-other-row"])
def test_a_breakdown_at_any_call_ends_as_if_nothing_had_been(
    hub: MemoryHub, waiting: list[dict[str, object]], step: int, lost_answer: bool
) -> None:
    content = csv_of([*waiting[::step], {**waiting[0], "row": 9_999}])
    undisturbed = copy_of(hub)
    undisturbed.put_decisions(KEY, content)
    undisturbed.deliver_all()
    breakdown = Breakdown(lost_answer=lost_answer)
    submission_id = the_ask(hub).submission_id

    for call in count(1):
        fresh = copy_of(hub)
        parts = (fresh.objects, fresh.submissions, fresh.boards, fresh.ledgers, fresh.notices_queue)
        objects, submissions, boards, ledgers, wire = (Unreliable(part, breakdown) for part in parts)
        exchange = Unreliable(fresh.exchange, breakdown)
        follow_ups = FollowUps(submissions, objects, wire, wire, wire)
        answers = Answers(objects, submissions, boards, ledgers, follow_ups, fresh.clock)
        fresh.decision_files = DecisionFiles(MemoryFileSource(exchange), exchange, objects, boards, answers)
        breakdown.plan(call)
        try:
            fresh.put_decisions(KEY, content)
        except BrokeDownError:
            fresh.put_decisions(KEY, content)
        fresh.deliver_all()

        assert stored(fresh) == stored(undisturbed), call
        assert (notice_count(fresh, submission_id) > 0) == (step == 1), call
        if not breakdown.happened:
            break
    assert call > 8
