import datetime as dt

import pytest

from cmehub.boards.ledgers import EntryStatus, Ledger, LedgerEntry, Rejection
from cmehub.learners.records import Origin, learner_row
from cmehub.stores import LedgerChangedError, LedgerKey, RecordKey, UnmatchedClaim
from tests.contract.conftest import Stores
from tests.examples import ACTIVITY_ID, COMPLETED_ON, NOW, a_cme_line, a_line, a_record, a_row

ENTRY = LedgerEntry(
    origin="sub#3",
    status=EntryStatus.ACCEPTED,
    completion_date=COMPLETED_ON,
    points=1.25,
    credit_types=("Medical Knowledge",),
)


def test_a_record_is_found_as_it_was_put(stores: Stores) -> None:
    row = a_row(a_cme_line(credit_id="ccid:cme.example.org:1"), a_line(), board_total="2")
    record = a_record(row, board_ids={"ABIM": "123456"}, deleted=Origin(chunk=1, submission_id="later", row=9, at=NOW))

    stores.records.put([record])

    assert stores.records.find([RecordKey.of(record)]) == {RecordKey.of(record): record}


def test_a_rems_report_is_found_as_it_was_put(stores: Stores) -> None:
    participant = {"local_id": "L-77", "local_id_domain": "idd:cme.example.org:learner", "profession": "Nurse"}
    fields = {"action": "add", "activity_id": ACTIVITY_ID, "completion_date": "2026-05-31", "participant": participant}
    record = a_record(learner_row(fields))

    stores.records.put([record])

    (found,) = stores.records.find([RecordKey.of(record)]).values()
    assert found == record
    assert found.row.learner_hash == record.row.learner_hash


def test_a_record_is_found_by_the_credit_ids_of_its_provider(stores: Stores) -> None:
    record = a_record(a_row(a_cme_line(credit_id="ccid:cme.example.org:1"), a_line(credit_id="ccid:cme.example.org:2")))
    stores.records.put([record, a_record()])

    for credit_id in ("ccid:cme.example.org:1", "ccid:cme.example.org:2"):
        assert stores.records.of_credit_id(record.provider_id, credit_id) == record
    assert stores.records.of_credit_id(record.provider_id, "ccid:cme.example.org:3") is None
    assert stores.records.of_credit_id("0000001", "ccid:cme.example.org:1") is None
    asked = {"ccid:cme.example.org:2", "ccid:cme.example.org:3"}
    assert stores.records.with_credit_ids(record.provider_id, asked) == {"ccid:cme.example.org:2": RecordKey.of(record)}
    assert stores.records.with_credit_ids("0000001", asked) == {}


def test_of_two_records_with_one_credit_id_the_later_is_found(stores: Stores) -> None:
    line = a_line(credit_id="ccid:cme.example.org:1")
    first, second = (a_record(a_row(line, activity_id=activity_id)) for activity_id in (ACTIVITY_ID, "300000000"))
    for record in (second, first, second, first):
        stores.records.put([record])

    assert stores.records.of_credit_id(first.provider_id, "ccid:cme.example.org:1") == first


def test_a_record_is_found_by_an_id_of_a_learner_whom_no_roster_knows(stores: Stores) -> None:
    row = a_row(a_cme_line(learner_id="35.9-0001"), a_line(learner_id="12-34"))
    unmatched = a_record(row, learner_key=row.learner_hash)
    matched = a_record(a_row(a_line(learner_id="99")), learner_key="ABIM-99")
    stores.records.put([unmatched, matched])
    claim = UnmatchedClaim(unmatched.provider_id, ACTIVITY_ID, COMPLETED_ON, row.birth_month_day, "1234")

    for learner_id in ("1234", "3590001"):
        assert stores.records.of_learner_id(claim._replace(learner_id=learner_id)) == [unmatched]
    for other in (
        claim._replace(learner_id="99"),
        claim._replace(provider_id="0000001"),
        claim._replace(birth_month_day="01-01"),
    ):
        assert stores.records.of_learner_id(other) == []


def test_records_that_are_not_stored_are_not_found(stores: Stores) -> None:
    record = a_record()

    assert stores.records.find([RecordKey.of(record)]) == {}
    assert stores.records.find([]) == {}


def test_a_record_put_again_replaces_the_stored_one(stores: Stores) -> None:
    record = a_record()
    deleted = record.model_copy(update={"deleted": record.origin})
    stores.records.put([record])

    stores.records.put([deleted])

    assert stores.records.find([RecordKey.of(record)]) == {RecordKey.of(record): deleted}


def test_of_two_records_with_one_key_in_one_put_the_later_is_stored(stores: Stores) -> None:
    record = a_record()
    deleted = record.model_copy(update={"deleted": record.origin})

    stores.records.put([record, deleted])

    assert stores.records.find([RecordKey.of(record)])[RecordKey.of(record)].deleted == record.origin


def test_more_records_than_a_batch_holds(stores: Stores) -> None:
    records = [a_record(learner_key=f"ABIM-{place}") for place in range(230)]

    stores.records.put(records)

    found = stores.records.find([RecordKey.of(record) for record in records] * 2)
    assert found == {RecordKey.of(record): record for record in records}


def test_records_of_one_completion(stores: Stores) -> None:
    wanted = [a_record(record_id=record_id) for record_id in ("b", "a", "c")]
    other_day = a_row(completion_date="2026-06-01")
    longer_id = a_record(learner_key="ABIM-1234567")
    stores.records.put([*wanted, a_record(other_day), longer_id])

    found = stores.records.of_completion("ABIM-123456", ACTIVITY_ID, COMPLETED_ON)

    assert [record.record_id for record in found] == ["a", "b", "c"]
    assert stores.records.of_completion("ABIM-123456", ACTIVITY_ID, dt.date(2026, 5, 3)) == []


def test_every_record_is_read_and_no_ledger(stores: Stores) -> None:
    records = [a_record(learner_key=f"ABIM-{place}") for place in range(130)]
    stores.records.put(records)
    stores.ledgers.save(Ledger(**LedgerKey("ABIM", "123456", ACTIVITY_ID)._asdict()).with_entry("one", ENTRY))

    assert sorted(stores.records.all(), key=lambda record: int(record.learner_key[5:])) == records


def test_a_ledger_that_is_not_stored_is_empty(stores: Stores) -> None:
    key = LedgerKey("ABIM", "123456", ACTIVITY_ID)

    assert stores.ledgers.find([key]) == {key: Ledger(board="ABIM", board_id="123456", activity_id=ACTIVITY_ID)}


def test_a_saved_ledger_has_the_next_version(stores: Stores) -> None:
    key = LedgerKey("ABIM", "123456", ACTIVITY_ID)
    rejected = Rejection(first=3, last=7, reason_code="CODE", reason="Because.")
    ledger = Ledger(**key._asdict(), entries={"one": ENTRY}, rejections={"sub#1": (rejected,)})

    stores.ledgers.save(ledger)

    assert stores.ledgers.find([key])[key] == ledger.model_copy(update={"version": 1})


@pytest.mark.parametrize("read_version", [0, 1])
def test_a_ledger_that_changed_meanwhile_is_not_overwritten(stores: Stores, read_version: int) -> None:
    key = LedgerKey("ABIM", "123456", ACTIVITY_ID)
    empty = Ledger(**key._asdict())
    for version in range(read_version + 1):
        stores.ledgers.save(empty.model_copy(update={"version": version}))
    read_before = empty.model_copy(update={"version": read_version}).with_entry("one", ENTRY)

    with pytest.raises(LedgerChangedError):
        stores.ledgers.save(read_before)

    assert stores.ledgers.find([key])[key] == empty.model_copy(update={"version": read_version + 1})


def test_more_ledgers_than_a_batch_holds(stores: Stores) -> None:
    keys = [LedgerKey("ABIM", str(place), ACTIVITY_ID) for place in range(130)]
    for key in keys[::2]:
        stores.ledgers.save(Ledger(**key._asdict()).with_entry("one", ENTRY))

    found = stores.ledgers.find(keys)

    assert [key for key in keys if found[key].entries] == keys[::2]
    assert set(found) == set(keys)


def test_records_and_ledgers_of_one_table_do_not_meet(stores: Stores) -> None:
    record = a_record()
    key = LedgerKey("ABIM", "123456", ACTIVITY_ID)
    stores.records.put([record])
    stores.ledgers.save(Ledger(**key._asdict()).with_entry(record.record_id, ENTRY))

    assert stores.records.of_completion("ABIM-123456", ACTIVITY_ID, COMPLETED_ON) == [record]
    assert stores.ledgers.find([key])[key].version == 1


def test_who_had_records_laid_under_them_is_known(stores: Stores) -> None:
    waiting = a_record(learner_key=a_row().learner_hash)
    stores.records.put([waiting])
    assert stores.records.receivers(["ABIM-123456", waiting.learner_key]) == set()

    for _ in range(2):
        stores.records.move([waiting], "ABIM-123456")
    assert stores.records.receivers(["ABIM-123456", waiting.learner_key]) == {"ABIM-123456"}
    assert stores.records.receivers([]) == set()
