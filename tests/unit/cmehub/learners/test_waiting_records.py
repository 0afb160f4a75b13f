import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRecord, LearnerRow
from cmehub.learners.waiting_records import WaitingRecords
from cmehub.people.rosters import RosterEntry
from cmehub.stores.memory_records import MemoryRecordStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import NOW, a_cme_line, a_diplomate, a_line, a_record, a_row

NPI = "1234567893"
INTERNIST = a_diplomate(npi=NPI)
LICENSEE = a_diplomate(authority="OH", entry_id="MD12345", npi=NPI)
STRANGER = a_diplomate(entry_id="999999", given_name="Ana", family_name="Osei")


class Home:
    def __init__(self, *entries: RosterEntry) -> None:
        self.records, self.rosters = MemoryRecordStore(), MemoryRosterStore()
        self.entries = entries or (INTERNIST, LICENSEE, STRANGER)
        put_on_rosters(self.rosters, self.entries)
        self.waiting = WaitingRecords(self.records, self.rosters)

    def put(self, row: LearnerRow) -> LearnerRecord:
        record = a_record(row, learner_key=row.learner_hash)
        self.records.put([record])
        return record

    def of_physician(self) -> list[LearnerRecord]:
        return [record for entry in self.entries for record in self.records.of_learner(entry.learner_key)]


def of_whom(*lines: CreditLine, **changes: str) -> LearnerRow:
    return a_row(*lines, **changes)


@pytest.mark.parametrize(
    "row",
    [
        of_whom(),
        of_whom(a_cme_line(learner_id="MD-12345")),
        of_whom(a_cme_line(board="NPI", learner_id=NPI)),
        of_whom(given_name="García-López", family_name="Zoë"),
        of_whom(family_name="Garcia"),
        of_whom(a_line(learner_id="0123456")),
        of_whom(a_line(learner_id=None)),
    ],
    ids=["board", "licence", "NPI", "names exchanged", "part", "zeroes", "name alone"],
)
def test_what_was_reported_before_a_roster_knew_the_learner_comes_to_the_physician(row: LearnerRow) -> None:
    home = Home()
    waiting = home.put(row)

    moved = home.waiting.take_home([INTERNIST, LICENSEE])

    assert moved == 1
    (record,) = home.of_physician()
    assert record == waiting.model_copy(update={"learner_key": record.learner_key})
    assert home.records.of_learner(row.learner_hash) == []


def test_what_was_taken_home_stays_there() -> None:
    home = Home()
    home.put(of_whom())
    home.waiting.take_home(home.entries)
    found = home.of_physician()

    assert home.waiting.take_home(home.entries) == 0

    assert home.of_physician() == found
    assert len(found) == 1


def test_what_was_reported_again_meanwhile_is_not_counted_twice() -> None:
    home = Home()
    waiting = home.put(of_whom())
    later = a_record(waiting.row).model_copy(update={"origin": waiting.origin.model_copy(update={"row": 9})})
    home.records.put([later])

    home.waiting.take_home(home.entries)

    assert home.of_physician() == [later]
    assert home.records.of_learner(waiting.learner_key) == []


@pytest.mark.parametrize(
    "row",
    [
        of_whom(birth_month_day="03/01"),
        of_whom(given_name="Ana", family_name="Osei"),
        of_whom(a_line(learner_id="654321")),
    ],
)
def test_what_is_somebody_elses_stays(row: LearnerRow) -> None:
    home = Home()
    waiting = home.put(row)

    assert home.waiting.take_home(home.entries) == 0

    assert home.records.of_learner(row.learner_hash) == [waiting]


def test_a_name_that_two_have_brings_nothing_home() -> None:
    home = Home(INTERNIST, a_diplomate(entry_id="222222"))
    home.put(of_whom(a_line(learner_id=None)))

    assert home.waiting.take_home(home.entries) == 0


def test_a_deleted_record_comes_home_deleted_with_its_history() -> None:
    home = Home()
    row = of_whom(a_line(credit_id="ccid:a:1"))
    before = a_record(row, learner_key=row.learner_hash)
    waiting = before.model_copy(update={"deleted": before.origin, "before": before})
    home.records.put([waiting])

    home.waiting.take_home([INTERNIST])

    (record,) = home.of_physician()
    assert (record.deleted, record.before) == (before.origin, before)
    assert home.records.of_credit_id(record.provider_id, "ccid:a:1") == record


DAYS = st.dates(dt.date(2026, 1, 1), NOW.date())
LINES = st.sampled_from([a_line(), a_line(learner_id=None), a_cme_line(), a_cme_line(board="NPI", learner_id=NPI)])


@given(st.lists(st.tuples(DAYS, LINES), max_size=12))
def test_nothing_is_lost_or_doubled(reported: list[tuple[dt.date, CreditLine]]) -> None:
    home = Home()
    rows = [of_whom(line, completion_date=day.isoformat()) for day, line in reported]
    for row in rows:
        home.put(row)
    before = sorted((record.record_id, record.row.content_hash) for record in home.records.all())

    home.waiting.take_home(home.entries)

    lying = [(record.learner_key, record.record_id) for record in home.of_physician()]
    assert {record_id for _, record_id in lying} == {record_id for record_id, _ in before}
    assert len(lying) == len(set(lying))
    assert len([*home.records.all()]) <= len(before)
