"""What a state sees of its licensees, and what it doesn't."""

import datetime as dt

import pytest

from cmehub.accounts.claims import Claim
from cmehub.activities.activity import StateContent
from cmehub.boards.ledgers import EntryStatus, Ledger, LedgerEntry
from cmehub.learners.records import LearnerRecord
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.state_credits import StateCredit
from cmehub.licensing.withholdings import Withholding
from cmehub.people.rosters import RosterEntry, RosterLoad
from cmehub.stores.memory_accounts import MemoryAccountStore
from cmehub.stores.memory_records import MemoryLedgerStore, MemoryRecordStore
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_withholdings import MemoryWithholdingStore
from tests.examples import ACTIVITY_ID, NOW, TODAY, a_cme_line, a_diplomate, a_licensee, a_record, a_row, an_activity

NPI = "1234567893"
DIPLOMATE, LICENSEE = a_diplomate(npi=NPI), a_licensee(npi=NPI)
PENNSYLVANIAN = a_licensee(authority="PA", entry_id="MD7", npi=NPI)
CLAIM = Claim(claim_id="c1", authority="ABIM", entry_id="123456", linked=(DIPLOMATE.key,), since=NOW, linked_at=NOW)


class World:
    """A state's licensees in memory."""

    def __init__(self) -> None:
        self.accounts, self.withholdings = MemoryAccountStore(), MemoryWithholdingStore()
        self.rosters, self.records, self.ledgers = MemoryRosterStore(), MemoryRecordStore(), MemoryLedgerStore()
        self.activities = MemoryActivityStore()
        self.licensees = Licensees(
            self.rosters, self.records, self.ledgers, self.activities, self.accounts, self.withholdings
        )
        self.enrol(DIPLOMATE, LICENSEE, PENNSYLVANIAN)

    def enrol(self, *entries: RosterEntry) -> None:
        for entry in entries:
            load = self.rosters.begin(entry.authority)
            self.rosters.put(load, [entry])
            self.rosters.finish(RosterLoad(authority=entry.authority, number=load, at=NOW, digest="", entries=1))

    def report(self, *lines: object, under: str = LICENSEE.learner_key, **changes: object) -> LearnerRecord:
        record = a_record(a_row(*lines, **changes), learner_key=under)  # type: ignore[arg-type]
        self.records.put([record])
        return record

    def accept(self, record: LearnerRecord) -> None:
        entry = LedgerEntry(
            origin="sub#3",
            status=EntryStatus.ACCEPTED,
            completion_date=record.row.completion_date,
            points=1,
            credit_types=("Medical Knowledge",),
        )
        self.ledgers.save(
            Ledger(board="ABIM", board_id="123456", activity_id=ACTIVITY_ID, entries={record.record_id: entry})
        )

    def seen(self, entry: RosterEntry = LICENSEE) -> tuple[StateCredit, ...]:
        return self.licensees.read(entry, TODAY).standing.credits


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("written", ["35900001", "35.900001", " 35-900001"])
def test_a_licensee_is_found_by_the_number_however_it_is_written(world: World, written: str) -> None:
    assert world.licensees.find("OH", written) == LICENSEE


def test_only_the_state_s_own_roster_is_searched(world: World) -> None:
    assert world.licensees.find("PA", "35900001") is None
    assert world.licensees.find("OH", "MD7") is None
    assert world.licensees.find("OH", "123456") is None


def test_credit_is_the_physician_s_under_whichever_entry_it_lies(world: World) -> None:
    content = (StateContent(domain="", topic="Opioids"),)
    world.activities.put([an_activity(state_content=content)])
    world.report(a_cme_line(), completion_date="2026-05-01")
    world.report(a_cme_line(board="PA", amount=1), under=PENNSYLVANIAN.learner_key, completion_date="2026-06-01")

    of_june, of_may = world.seen()

    assert (of_june.amount, of_june.completed_on) == (1, dt.date(2026, 6, 1))
    assert (of_may.amount, of_may.title, of_may.contents) == (2, "An example", content)
    entries = world.licensees.read(LICENSEE, TODAY).entries
    assert entries[0] == LICENSEE.key
    assert {*entries} == {LICENSEE.key, DIPLOMATE.key, PENNSYLVANIAN.key}


def test_one_completion_counts_once_for_all_that_it_was_reported_for(world: World) -> None:
    world.report(a_cme_line(), a_cme_line(board="PA", amount=3), completion_date="2026-05-01")
    (seen,) = world.seen()
    assert seen.amount == 3


def test_of_a_board_s_credit_the_state_sees_the_cme_that_follows_once_the_board_accepted(world: World) -> None:
    record = world.report(under=DIPLOMATE.learner_key)
    record = record.model_copy(update={"board_ids": {"ABIM": "123456"}})
    world.records.put([record])
    assert world.seen() == ()

    world.accept(record)
    (seen,) = world.seen()
    assert seen.amount == 1.25
    assert "ABIM" not in seen.model_dump_json()
    assert "Medical Knowledge" not in seen.model_dump_json()


def test_what_a_learner_doesn_t_permit_to_pass_on_stays_away(world: World) -> None:
    world.report(a_cme_line(), permission_to_share="no")
    assert world.seen() == ()


def test_a_physician_withholds_everything_from_one_state(world: World) -> None:
    world.report(a_cme_line())
    world.accounts.change("zoe", None, CLAIM)
    world.withholdings.put("zoe", Withholding(state="OH", since=NOW))
    world.withholdings.put("other", Withholding(state="PA", since=NOW))

    assert world.seen() == ()
    assert len(world.seen(PENNSYLVANIAN)) == 1

    world.withholdings.remove("zoe", "OH")
    assert len(world.seen()) == 1
