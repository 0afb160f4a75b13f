"""What counts toward a need, over records as providers report them and boards decide them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.learners.credits import credits_of
from cmehub.learners.records import LearnerRecord, Origin
from cmehub.passport.credits import CreditFilter
from cmehub.passport.need_progress import Earnings, NeedLine, NeedProgress, progress_toward
from cmehub.passport.needs import Need
from cmehub.passport.totals import totals_of
from cmehub.stores import LedgerKey
from local.in_memory.hub import MemoryHub
from tests.examples import ACTIVITY_ID, NOW, a_cme_line, a_line, a_need, a_record, a_request, a_row

TODAY = dt.date(2026, 11, 20)


class Physician:
    """Somebody with records, each of them decided when it is put, unless it shall wait."""

    def __init__(self) -> None:
        self.hub = MemoryHub()
        self.records: list[LearnerRecord] = []

    def put(self, *lines: Any, on: str = "2026-05-05", decided: bool = True, **changes: Any) -> None:
        activity_id = changes.pop("activity_id", ACTIVITY_ID)
        row = a_row(*lines, completion_date=on, activity_id=activity_id)
        boards = {line.board: "123456" for line in row.lines if line.is_moc}
        record = a_record(row, board_ids=boards, **changes)
        self.records.append(record)
        for board in boards if decided else ():
            self._accept(record, board)

    def reject(self, *lines: Any, on: str) -> None:
        self.put(*lines, on=on, decided=False)
        (ledger,) = self.hub.ledgers.find([LedgerKey("ABIM", "123456", ACTIVITY_ID)]).values()
        decision = Decision(row=3, board="ABIM", accepted=False, reason_code="IDENTITY_MISMATCH", reason="Because.")
        self.hub.ledgers.save(ledger.with_rejections(Ask("sub", 1, "ABIM").name, [decision], [3]))

    def progress(self, *needs: Need, topics: Mapping[str, set[str]] | None = None) -> tuple[NeedProgress, ...]:
        credits_ = credits_of(self.records, self.hub.ledgers)
        return progress_toward(needs, Earnings(self.records, credits_, topics or {}), TODAY)

    def lines(self, **need: Any) -> tuple[NeedLine, ...]:
        return self.progress(a_need(**need))[0].lines

    def amounts(self, **need: Any) -> tuple[float, float, float]:
        line = self.lines(**need)[0]
        return line.accepted, line.pending, line.missing

    def _accept(self, record: LearnerRecord, board: str) -> None:
        (ledger,) = self.hub.ledgers.find([LedgerKey(board, "123456", record.row.activity_id)]).values()
        request = a_request(
            record_id=record.record_id,
            board=board,
            activity_id=record.row.activity_id,
            completion_date=record.row.completion_date,
        )
        self.hub.ledgers.save(ledger.with_accepted(request))


@pytest.fixture
def zoe() -> Physician:
    return Physician()


CME = {"authority": "OH", "amount": 50}


def test_without_credits_all_is_missing(zoe: Physician) -> None:
    (told,) = zoe.progress(a_need())
    assert [(line.unit, line.of, line.asked, line.accepted, line.missing) for line in told.lines] == [
        ("MOC", None, 100, 0, 100),
        ("MOC", "Medical Knowledge", 20, 0, 20),
    ]
    assert (told.source, told.confidence, told.name) == (
        "abim.org, MOC page",
        "M",
        "American Board of Internal Medicine",
    )


@pytest.mark.parametrize(
    ("on", "counts"), [("2023-12-31", 0), ("2024-01-01", 1.25), ("2028-12-31", 1.25), ("2029-01-01", 0)]
)
def test_both_ends_of_the_cycle_belong_to_it(zoe: Physician, on: str, counts: float) -> None:
    zoe.put(on=on)
    assert zoe.amounts() == (counts, 0, 100 - counts)
    assert zoe.amounts(authority="OH", amount=50) == (counts, 0, 50 - counts)


def test_what_a_board_has_not_decided_is_pending_and_still_missing(zoe: Physician) -> None:
    zoe.put(on="2026-05-05")
    zoe.put(a_line(amount="2"), on="2026-05-06", decided=False)
    assert zoe.amounts() == (1.25, 2, 98.75)
    assert zoe.amounts(amount=50, of="Medical Knowledge") == (1.25, 2, 48.75)
    assert zoe.amounts(**CME) == (1.25, 2, 48.75)


def test_what_was_rejected_or_deleted_does_not_count(zoe: Physician) -> None:
    zoe.reject(on="2026-05-05")
    zoe.put(a_cme_line(), on="2026-05-06", deleted=Origin(submission_id="sub2", chunk=1, row=1, at=NOW))
    assert zoe.amounts() == (0, 0, 100)
    assert zoe.amounts(**CME) == (0, 0, 50)


def test_credit_for_two_states_and_for_a_board_is_one_cme_credit(zoe: Physician) -> None:
    zoe.put(a_cme_line(amount="3"), a_cme_line(board="PA"), a_line(amount="2"))
    assert zoe.amounts(**CME) == (3, 0, 47)
    assert zoe.amounts(authority=None, amount=50) == (3, 0, 47)
    assert zoe.amounts() == (2, 0, 98)


def test_credit_types_of_a_board_overlap_and_are_told_apart(zoe: Physician) -> None:
    zoe.put(a_line(amount="8"), a_line(credit_type="Patient Safety", amount="5"))
    (told,) = zoe.progress(a_need())
    assert [(line.of, line.accepted) for line in told.lines] == [(None, 8), ("Medical Knowledge", 8)]
    assert zoe.amounts(amount=10, of="Patient Safety") == (5, 0, 5)


def test_more_than_is_asked_leaves_nothing_missing(zoe: Physician) -> None:
    zoe.put(a_line(amount="8"))
    assert zoe.amounts(amount=5) == (8, 0, 0)


def test_of_one_year_no_more_counts_than_the_board_takes(zoe: Physician) -> None:
    aba = {"board": "ABA", "credit_type": "Lifelong Learning"}
    zoe.put(a_line(**aba, amount="50"), on="2026-01-05")
    zoe.put(a_line(**aba, amount="30"), on="2026-12-31", activity_id="202612346")
    zoe.put(a_line(**aba, amount="20"), on="2027-01-01", activity_id="202612347", decided=False)
    zoe.put(a_line(**aba, amount="5"), on="2026-06-01", activity_id="202612348", decided=False)
    cycle = {"authority": "ABA", "starts": dt.date(2025, 1, 1), "ends": dt.date(2029, 12, 31)}
    assert zoe.amounts(**cycle) == (60, 20, 65)
    assert zoe.progress(a_need(**cycle))[0].most_a_year == 60
    assert zoe.amounts(**cycle, amount=125) == (80, 25, 45)


def test_a_topic_is_that_of_the_activity_in_any_case(zoe: Physician) -> None:
    zoe.put(a_cme_line())
    zoe.put(a_cme_line(), on="2026-05-06", activity_id="202612346")
    topics = {ACTIVITY_ID: {"Pain", "Opioid  prescribing"}, "202612346": {"Ethics"}}
    (told,) = zoe.progress(a_need(**CME, of="opioid prescribing"), topics=topics)
    assert [(line.unit, line.of, line.accepted) for line in told.lines] == [("CME", "opioid prescribing", 2)]


def test_where_one_completion_counts_twice_is_said_on_both_sides(zoe: Physician) -> None:
    zoe.put(on="2026-05-05")
    zoe.put(on="2028-05-05")
    zoe.put(a_line(), on="2026-05-06", decided=False)
    zoe.put(a_cme_line(), on="2026-05-07")
    state = a_need(need_id="n2", authority="OH", amount=50, ends=dt.date(2027, 12, 31))
    apart = a_need(need_id="n3", amount=5, starts=dt.date(2020, 1, 1), ends=dt.date(2023, 12, 31))

    told = zoe.progress(a_need(), state, apart)

    assert [[(overlap.need, overlap.completions) for overlap in need.overlaps] for need in told] == [
        [("n2", 1)],
        [("n1", 1)],
        [],
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "phase"),
    [
        ("2026-11-20", "2026-11-20", "running"),
        ("2026-11-21", "2027-11-20", "ahead"),
        ("2025-11-20", "2026-11-19", "over"),
    ],
)
def test_a_need_says_whether_its_days_are_here(zoe: Physician, starts: str, ends: str, phase: str) -> None:
    assert zoe.progress(a_need(amount=5, starts=starts, ends=ends))[0].phase == phase


def test_what_a_board_no_longer_tells_is_shown_without_lines(zoe: Physician) -> None:
    assert zoe.lines(authority="ABS") == ()


_reports = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["2026-01-01", "2026-06-01", "2027-01-01"]), st.integers(1, 8), st.booleans()
    ),
    max_size=8,
    unique_by=lambda report: report[:2],
)


@given(_reports)
def test_it_agrees_with_the_totals_of_the_credits_page(reports: list[tuple[int, str, int, bool]]) -> None:
    zoe = Physician()
    for activity, on, amount, decided in reports:
        lines = [a_line(amount=str(amount)), a_cme_line(amount="3")][: 1 + activity % 2]
        zoe.put(*lines, on=on, decided=decided, activity_id=f"20260000{activity}")
    credits_ = credits_of(zoe.records, zoe.hub.ledgers)
    year = CreditFilter(since=dt.date(2026, 1, 1), until=dt.date(2026, 12, 31))
    totals = totals_of(zoe.records, [credit for credit in credits_ if year.takes(credit)], [], TODAY)
    span = {"starts": year.since, "ends": year.until, "amount": 50}

    assert zoe.amounts(authority=None, **span)[0] == totals.cme
    assert zoe.amounts(**span)[0] == sum(board.points for board in totals.boards)
    of_type = sum(board.by_type.get("Medical Knowledge", 0) for board in totals.boards)
    assert zoe.amounts(**span, of="Medical Knowledge")[0] == of_type
