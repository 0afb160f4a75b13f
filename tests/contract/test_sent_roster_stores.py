import datetime as dt

from cmehub.licensing.sent_rosters import RosterChanges, RosterStatus, SentRoster
from cmehub.people.roster_lines import RosterFault
from tests.contract.conftest import Stores
from tests.examples import NOW

FAULT = RosterFault(line=3, column="npi", value="12", what="is not an NPI. Correct it")


def a_sent_roster(roster_id: str = "1", **changes: object) -> SentRoster:
    sent = SentRoster(
        roster_id=roster_id,
        state="OH",
        sent_by="officer 1",
        sent_at=NOW,
        name="ohio.csv",
        size=9,
        digest="d" * 64,
        delta=False,
    )
    return sent.model_copy(update=changes)


def test_a_roster_is_found_as_it_was_saved_last(stores: Stores) -> None:
    stores.sent_rosters.open(a_sent_roster())
    stores.sent_rosters.open(a_sent_roster(name="another.csv"))
    assert stores.sent_rosters.find("OH", "1") == a_sent_roster()

    refused = a_sent_roster(
        status=RosterStatus.REFUSED,
        faults=(FAULT,),
        fault_count=1,
        changes=RosterChanges(added=1, gone=("7",)),
        confirmed_at=NOW + dt.timedelta(hours=1),
    )
    assert stores.sent_rosters.save(refused, was=RosterStatus.AWAITED)

    assert stores.sent_rosters.find("OH", "1") == refused


def test_a_roster_with_another_status_stays(stores: Stores) -> None:
    stores.sent_rosters.open(a_sent_roster(status=RosterStatus.LOADING))

    assert not stores.sent_rosters.save(a_sent_roster(status=RosterStatus.LOADED), was=RosterStatus.CHECKED)
    assert not stores.sent_rosters.save(a_sent_roster("2", status=RosterStatus.LOADED), was=RosterStatus.CHECKED)

    assert stores.sent_rosters.find("OH", "1") == a_sent_roster(status=RosterStatus.LOADING)
    assert stores.sent_rosters.find("OH", "2") is None


def test_one_roster_of_a_state_is_loaded_at_a_time(stores: Stores) -> None:
    sent, later = stores.sent_rosters, NOW + dt.timedelta(minutes=15)
    just_before = later - dt.timedelta(seconds=1)

    assert sent.hold("OH", "1", at=NOW, until=later) is None
    assert sent.hold("CA", "3", at=NOW, until=later) is None
    assert sent.hold("OH", "2", at=just_before, until=later) == "1"
    assert sent.hold("OH", "1", at=NOW, until=later) == "1"
    assert sent.of_state("OH", limit=9) == []

    sent.release("OH", "2")
    assert sent.hold("OH", "2", at=NOW, until=later) == "1"
    sent.release("OH", "1")
    assert sent.hold("OH", "2", at=NOW, until=later) is None
    assert sent.hold("OH", "1", at=later, until=later + dt.timedelta(minutes=15)) is None


def test_whoever_holds_can_hold_for_longer(stores: Stores) -> None:
    sent, later = stores.sent_rosters, NOW + dt.timedelta(minutes=15)
    assert not sent.prolong("OH", "1", until=later)
    sent.hold("OH", "1", at=NOW, until=later)

    assert sent.prolong("OH", "1", until=later + dt.timedelta(minutes=15))

    assert sent.hold("OH", "2", at=later, until=later) == "1"
    assert not sent.prolong("OH", "2", until=later)


def test_the_latest_of_a_state_come_first(stores: Stores) -> None:
    for roster_id in ("20261101-1", "20261103-1", "20261102-1"):
        stores.sent_rosters.open(a_sent_roster(roster_id))
    stores.sent_rosters.open(a_sent_roster("20261104-1", state="CA"))

    found = stores.sent_rosters.of_state("OH", limit=2)

    assert [roster.roster_id for roster in found] == ["20261103-1", "20261102-1"]
