"""What a physician sees of the credits that several providers report."""

import datetime as dt
from typing import Any

import pytest

from cmehub.api.problems import ProblemError
from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.issues.catalogue import BOARD_REASONS
from cmehub.learners.records import LearnerRecord, Origin
from cmehub.passport.credit_pages import CreditPage, CreditPages
from cmehub.passport.credits import CreditFilter, Progress
from cmehub.passport.rejections import REJECTIONS, words_of
from cmehub.stores import LedgerKey
from local.in_memory.hub import MemoryHub
from tests.examples import NOW, a_cme_line, a_line, a_record, a_request, a_row, an_activity
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID, sample_providers

KEYS = ("ABIM-123456", "OH-MD12345")
SUB = "sub-1"
LATER_ACTIVITY = "202699999"


@pytest.fixture
def hub() -> MemoryHub:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    hub.activities.put([an_activity(), an_activity(activity_id=LATER_ACTIVITY, title="Émile's heart: failure")])
    return hub


def put(hub: MemoryHub, *lines: Any, key: str = KEYS[0], **changes: Any) -> LearnerRecord:
    row_changes = {name: changes.pop(name) for name in ("activity_id", "completion_date") if name in changes}
    row = a_row(*lines, **row_changes)
    boards = {line.board: "123456" for line in row.lines if line.is_moc}
    record = a_record(row, learner_key=key, board_ids=boards, **changes)
    hub.records.put([record])
    return record


def decide(hub: MemoryHub, record: LearnerRecord, reason: str | None = None) -> None:
    (ledger,) = hub.ledgers.find([LedgerKey("ABIM", "123456", record.row.activity_id)]).values()
    if reason is None:
        ledger = ledger.with_accepted(
            a_request(record_id=record.record_id, completion_date=record.row.completion_date, points=1.25)
        )
    else:
        decision = Decision(row=3, board="ABIM", accepted=False, reason_code=reason, reason="Because.")
        ledger = ledger.with_rejections(Ask("sub", 1, "ABIM").name, [decision], [3])
    hub.ledgers.save(ledger)


def page(hub: MemoryHub, cursor: str | None = None, limit: int = 50, **wanted: Any) -> CreditPage:
    pages = CreditPages(hub.own_credits, hub.records, hub.ledgers, hub.boards, hub.activities, hub.providers, hub.clock)
    return pages.page(SUB, KEYS, CreditFilter(**wanted), cursor, limit)


def test_credits_of_all_providers_and_ids_come_the_newest_first(hub: MemoryHub) -> None:
    put(hub, completion_date="2026-05-05")
    put(hub, a_cme_line(), key=KEYS[1], completion_date="2026-07-01", provider_id=OTHER_PROVIDER_ID)

    told = page(hub)

    assert [
        (credit.kind, credit.board_name, credit.provider and credit.provider.provider_id) for credit in told.credits
    ] == [
        ("CME", "Ohio", OTHER_PROVIDER_ID),
        ("MOC", "American Board of Internal Medicine", PROVIDER_ID),
    ]
    assert (told.found, told.reported, told.cursor) == (2, 2, None)


def test_a_pending_credit_is_accepted_or_rejected_once_the_board_says_so(hub: MemoryHub) -> None:
    record = put(hub)
    assert [credit.status for credit in page(hub).credits] == [Progress.PENDING]
    decide(hub, record)
    assert {(credit.status, credit.kind, credit.derived) for credit in page(hub).credits} == {
        (Progress.ACCEPTED, "MOC", False),
        (Progress.ACCEPTED, "CME", True),
    }


def test_a_rejected_credit_says_what_the_physician_can_do(hub: MemoryHub) -> None:
    decide(hub, put(hub), "IDENTITY_MISMATCH")
    (credit,) = page(hub).credits
    assert (credit.status, credit.reason) == (Progress.REJECTED, "Because.")
    assert credit.happened is not None
    assert "American Board of Internal Medicine couldn't tell" in credit.happened
    assert credit.can_do is not None
    assert credit.provider is not None
    assert credit.provider.name in credit.can_do
    assert credit.provider.email


def test_a_deleted_credit_stays_to_be_seen_and_counts_no_more(hub: MemoryHub) -> None:
    deleted = Origin(submission_id="del", chunk=1, row=1, at=NOW)
    put(hub, a_cme_line(), deleted=deleted)
    told = page(hub)
    assert [credit.status for credit in told.credits] == [Progress.DELETED]
    assert told.totals.cme == 0


def test_a_record_that_lies_under_two_ids_is_seen_once(hub: MemoryHub) -> None:
    record = put(hub, a_cme_line())
    hub.records.put([record.model_copy(update={"learner_key": KEYS[1]})])
    assert page(hub).reported == 1


def test_totals_say_what_overlaps_and_follow_years(hub: MemoryHub) -> None:
    types = a_line(amount="2"), a_line(credit_type="Patient Safety", amount="1")
    decide(hub, put(hub, *types, completion_date="2026-05-05"))
    put(hub, a_cme_line(amount="3"), a_cme_line(board="KY", amount="2.5"), completion_date="2025-05-05")

    totals = page(hub).totals

    (board,) = totals.boards
    assert (board.points, board.by_type, board.overlaps) == (2, {"Medical Knowledge": 2, "Patient Safety": 1}, True)
    assert [(year.year, year.cme, year.points) for year in totals.years] == [(2026, 2, {"ABIM": 2}), (2025, 3, {})]
    assert totals.cme == 5


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"ABIM", "OH"}),
        ({"since": dt.date(2026, 6, 1)}, {"OH"}),
        ({"until": dt.date(2026, 6, 1)}, {"ABIM"}),
        ({"boards": frozenset({"ABIM"})}, {"ABIM"}),
        ({"states": frozenset({"OH"})}, {"OH"}),
        ({"boards": frozenset({"ABIM"}), "states": frozenset({"OH"})}, {"ABIM", "OH"}),
        ({"credit_types": frozenset({"Medical Knowledge"})}, {"ABIM"}),
        ({"providers": frozenset({OTHER_PROVIDER_ID})}, {"OH"}),
        ({"progress": frozenset({"pending"})}, {"ABIM"}),
        ({"text": "HEART emile"}, {"OH"}),
        ({"text": "heart nobody"}, set()),
    ],
)
def test_a_filter_takes_what_fits_it(hub: MemoryHub, wanted: dict[str, Any], found: set[str]) -> None:
    put(hub, completion_date="2026-05-05")
    put(
        hub,
        a_cme_line(),
        key=KEYS[1],
        activity_id=LATER_ACTIVITY,
        completion_date="2026-07-01",
        provider_id=OTHER_PROVIDER_ID,
    )
    told = page(hub, **wanted)
    assert {credit.board for credit in told.credits} == found
    assert told.reported == 2
    assert sum(choice.count for choice in told.choices.statuses) == 2


def test_pages_follow_each_other_without_loss_while_credits_come_in(hub: MemoryHub) -> None:
    days = [f"2026-{month:02}-05" for month in range(1, 11)]
    for day in days[1:]:
        put(hub, a_cme_line(), completion_date=day)
    first = page(hub, limit=4)
    put(hub, a_cme_line(), completion_date="2026-11-05")  # before what was seen: on no later page
    put(hub, a_cme_line(), completion_date=days[0])  # behind it: on the last one
    second = page(hub, first.cursor, limit=4)
    third = page(hub, second.cursor, limit=4)
    seen = [credit.completed_on.isoformat() for some in (first, second, third) for credit in some.credits]
    assert seen == days[::-1]
    assert third.cursor is None


def test_a_cursor_of_another_list_is_refused(hub: MemoryHub) -> None:
    with pytest.raises(ProblemError):
        page(hub, "bm9uZQ")


def test_pending_credit_tells_how_long_its_board_usually_takes(hub: MemoryHub) -> None:
    put(hub)
    assert [credit.usually_within for credit in page(hub).credits] == [None]
    hub.boards._answers["ABIM", f"{hub.clock():%Y-%m}", "three days"] += 10
    assert [credit.usually_within for credit in page(hub).credits] == ["three days"]


@pytest.mark.parametrize("code", sorted(BOARD_REASONS))
def test_every_reason_of_a_board_has_words_for_the_physician(code: str) -> None:
    assert code in REJECTIONS
    words = words_of(code, "the board", "the provider")
    assert "{" not in "".join(words)


def test_a_filter_that_hides_everything_leaves_the_choices(hub: MemoryHub) -> None:
    put(hub)
    told = page(hub, since=dt.date(2030, 1, 1))
    assert (told.credits, told.found, told.reported) == ((), 0, 1)
    assert [choice.value for choice in told.choices.boards] == ["ABIM"]
