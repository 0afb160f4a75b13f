"""Transcripts: what counts in a span of time."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from cmehub.activities.activity import Activity
from cmehub.boards.ledgers import Ledger
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRecord, Origin
from cmehub.learners.transcripts import Span, Transcript, TranscriptHolder, member_of, transcript
from cmehub.stores.memory_records import MemoryLedgerStore
from tests.examples import (
    ACTIVITY_ID,
    COMPLETED_ON,
    NOW,
    PROVIDER_ID,
    a_cme_line,
    a_line,
    a_record,
    a_request,
    a_row,
    an_activity,
)

ALWAYS = Span()
ACTIVITIES = {ACTIVITY_ID: an_activity(title="Breathing circuits")}
ORGANISATIONS = {PROVIDER_ID: "Example Medical Society"}


def aba(amount: str, credit_type: str = "Lifelong Learning", **changes: object) -> CreditLine:
    return a_line(board="ABA", learner_id="35550001", credit_type=credit_type, amount=amount, **changes)


def reported(*lines: CreditLine, at: dt.datetime = NOW, **changes: Any) -> LearnerRecord:
    row = a_row(*lines, **changes)
    boards = dict.fromkeys(row.boards(), "35550001")
    return a_record(row, board_ids=boards, origin=Origin(submission_id="sub", chunk=1, row=3, at=at))


def of(
    *records: LearnerRecord,
    span: Span = ALWAYS,
    member: TranscriptHolder | None = None,
    activities: Mapping[str, Activity] = ACTIVITIES,
) -> Transcript:
    """Return the transcript of records, those with ABA credit accepted in the order in which they are given."""
    ledgers = MemoryLedgerStore()
    ledger = Ledger(board="ABA", board_id="35550001", activity_id=ACTIVITY_ID)
    for record in records:
        if "ABA" in record.board_ids:
            request = a_request(board="ABA", record_id=record.record_id, origin=f"sub#{record.record_id}")
            ledger = ledger.with_accepted(request)
    ledgers.save(ledger)
    return transcript(
        member or member_of(records),
        records,
        ledgers,
        activities=activities,
        organisations=ORGANISATIONS,
        span=span,
    )


MIXED = reported(
    a_cme_line(amount="6.5", credit_id="ccid:cme.example.org:1"),
    aba("6.5", credit_id="ccid:cme.example.org:2"),
    aba("2", "Patient Safety"),
)


def test_credit_types_overlap_and_do_not_add_up() -> None:
    transcript = of(MIXED)

    assert (transcript.cme, transcript.points) == (6.5, {"ABA": 6.5})
    assert [
        (completed.completed_on, completed.title, completed.organisation) for completed in transcript.activities
    ] == [(COMPLETED_ON, "Breathing circuits", "Example Medical Society")]


def test_cme_credit_for_two_states_is_the_same_credit() -> None:
    assert of(reported(a_cme_line(amount="3"), a_cme_line(board="UT", amount="2"))).cme == 3


def test_cme_credit_that_follows_from_points_counts() -> None:
    assert of(reported(aba("3"), a_cme_line(amount="1"))).cme == 3


def test_two_records_of_a_day_are_one_activity_whose_credits_add_up() -> None:
    transcript = of(reported(a_cme_line(amount="1")), reported(a_cme_line(amount="2"), aba("2")))

    assert [(completed.cme, completed.points) for completed in transcript.activities] == [(3, {"ABA": 2})]


def test_what_no_board_has_accepted_does_not_count() -> None:
    waiting = a_record(a_row(a_line()), board_ids={"ABIM": "123456"})

    assert of(waiting).activities == ()


DAY_BEFORE, DAY_AFTER = COMPLETED_ON - dt.timedelta(days=1), COMPLETED_ON + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("span", "is_in"),
    [
        (Span(first=COMPLETED_ON, last=COMPLETED_ON), True),
        (Span(first=DAY_AFTER), False),
        (Span(last=DAY_BEFORE), False),
        (Span(first=DAY_BEFORE), True),
        (Span(last=DAY_AFTER), True),
    ],
)
def test_only_completions_of_the_span_count(span: Span, is_in: bool) -> None:
    assert bool(of(MIXED, span=span).activities) is is_in


def test_an_activity_that_is_not_there_has_its_id_for_a_title() -> None:
    (activity,) = of(MIXED, activities={}).activities
    assert activity.title == ACTIVITY_ID


def test_the_newest_comes_first() -> None:
    transcript = of(reported(a_cme_line(), completion_date="2026-05-01"), MIXED)

    assert [completed.completed_on for completed in transcript.activities] == [COMPLETED_ON, dt.date(2026, 5, 1)]


def test_a_member_is_who_was_reported_last() -> None:
    older = reported(a_cme_line(learner_id="OLD"), given_name="Zo", at=NOW - dt.timedelta(days=9))
    newer = reported(a_cme_line(learner_id="35.900001"), a_cme_line(board="NPI", learner_id="1234567893"), aba("1"))

    assert member_of([newer, older]) == TranscriptHolder(
        given_name="Zoë",
        family_name="García-López",
        ids={"OH": "35.900001", "NPI": "1234567893", "ABA": "35550001"},
    )
