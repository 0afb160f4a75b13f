"""Rosters that officers send: looked through, then loaded."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from cmehub.learners.waiting_records import WaitingRecords
from cmehub.licensing.roster_messages import RosterMessage
from cmehub.licensing.sent_rosters import LOAD_TIME, RosterChanges, RosterStatus, SentRoster
from cmehub.licensing.taking_rosters import TakingRosters
from cmehub.people.rosters import RosterEntry, RosterLoad
from local.in_memory.hub import MemoryHub
from tests.contract.test_sent_roster_stores import a_sent_roster
from tests.examples import NOW, a_licensee

COLUMNS = "licence_id,given_name,family_name,birth_month_day"
ZOE, ANN, LEE = "1,Zoe,Garcia,05-24", "2,Ann,Abel,01-01", "3,Lee,Moss,02-02"
LATER = NOW + dt.timedelta(hours=1)


class Desk:
    """An officer's state, and what takes the rosters that are sent for it."""

    def __init__(self) -> None:
        self.hub = MemoryHub()
        self.taking = self.made(self.hub)

    @staticmethod
    def made(hub: MemoryHub) -> TakingRosters:
        waiting = WaitingRecords(hub.records, hub.rosters)
        return TakingRosters(hub.rosters, waiting, hub.sent_rosters, hub.objects, hub.clock)

    def sent(self, *lines: str, columns: str = COLUMNS, roster_id: str = "1", delta: bool = False) -> SentRoster:
        roster = a_sent_roster(roster_id, status=RosterStatus.CHECKING, delta=delta)
        self.hub.sent_rosters.open(roster)
        self.hub.objects.put(roster.key, "\n".join([columns, *lines]).encode())
        return self.take(roster_id)

    def confirmed(self, roster_id: str = "1") -> SentRoster:
        roster = self.found(roster_id)
        loading = roster.model_copy(update={"status": RosterStatus.LOADING, "confirmed_at": LATER})
        assert self.hub.sent_rosters.save(loading, was=RosterStatus.CHECKED)
        return self.take(roster_id)

    def while_storing(self, monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
        """Do something once, before the first entries are stored."""
        put = self.hub.rosters.put

        def put_after(load: int, entries: Sequence[RosterEntry]) -> None:
            monkeypatch.setattr(self.hub.rosters, "put", put)
            do()
            put(load, entries)

        monkeypatch.setattr(self.hub.rosters, "put", put_after)

    def take(self, roster_id: str = "1") -> SentRoster:
        self.taking.take(RosterMessage(state="OH", roster_id=roster_id))
        return self.found(roster_id)

    def found(self, roster_id: str = "1") -> SentRoster:
        roster = self.hub.sent_rosters.find("OH", roster_id)
        assert roster
        return roster

    def table(self, roster_id: str = "1") -> list[str]:
        key = self.found(roster_id).table_key
        assert key
        return self.hub.objects.get(key).decode("utf-8-sig").splitlines()[1:]

    def licences(self) -> list[str]:
        return sorted(entry.entry_id for entry in self.hub.rosters.of("OH"))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_first_roster_is_looked_through_and_changes_nothing_before_it_is_confirmed(desk: Desk) -> None:
    checked = desk.sent(ZOE, ANN)

    assert (checked.status, checked.lines) == (RosterStatus.CHECKED, 2)
    assert checked.changes == RosterChanges(added=2)
    assert desk.licences() == []


def test_a_confirmed_roster_counts(desk: Desk) -> None:
    desk.sent(ZOE, ANN)

    loaded = desk.confirmed()

    assert (loaded.status, loaded.stored) == (RosterStatus.LOADED, 2)
    assert desk.licences() == ["1", "2"]
    (load,) = desk.hub.rosters.loads("OH")
    assert (load.entries, load.at, load.digest, load.full) == (2, LATER, "d" * 64, True)


def test_what_would_change_is_told_licensee_by_licensee(desk: Desk) -> None:
    desk.sent(ZOE, ANN, "4,Kim,Roe,03-03")
    desk.confirmed()

    checked = desk.sent(ZOE, "2,Ann,Abel,01-02", LEE, roster_id="2")

    assert checked.changes == RosterChanges(added=1, changed=1, removed=1, unchanged=1, gone=("4",))
    assert checked.changes.takes_many
    assert desk.table("2") == ["2,changed,birth_month_day", "3,added,", "4,taken out,"]
    assert desk.confirmed("2").status is RosterStatus.LOADED
    assert desk.licences() == ["1", "2", "3"]


def test_of_a_roster_a_tenth_may_go_without_a_warning() -> None:
    assert not RosterChanges(removed=10, unchanged=90).takes_many
    assert RosterChanges(removed=11, unchanged=89).takes_many


def test_all_faults_of_all_lines_are_told_and_nothing_is_loaded(desk: Desk) -> None:
    refused = desk.sent("1,,Garcia,24", ANN, "2,Ann,Abel,01-01")

    assert refused.status is RosterStatus.REFUSED
    assert [(fault.line, fault.column, fault.value) for fault in refused.faults] == [
        (2, "given_name", ""),
        (2, "birth_month_day", "24"),
        (4, "licence_id", "2"),
    ]
    assert refused.fault_count == 3
    assert [row.split(",")[0] for row in desk.table()] == ["2", "2", "4"]
    assert desk.licences() == []


def test_of_many_faults_the_table_has_all(desk: Desk) -> None:
    refused = desk.sent(*(f"{number},,Garcia,05-24" for number in range(300)))

    assert (len(refused.faults), refused.fault_count, len(desk.table())) == (200, 300, 300)


@pytest.mark.parametrize(
    ("columns", "lines", "said"),
    [
        ("licence_id,given_name", [ZOE], "lacks the columns family_name, birth_month_day"),
        (f"{COLUMNS},Given_Name", [f"{ZOE},x"], "has the column given_name twice"),
        (COLUMNS, [], "no licensees"),
        ("", [], "The file is empty"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_what_to_do(
    desk: Desk, columns: str, lines: Sequence[str], said: str
) -> None:
    refused = desk.sent(*lines, columns=columns)

    assert refused.status is RosterStatus.REFUSED
    assert said in str(refused.refusal)


def test_a_file_that_never_arrived_is_told(desk: Desk) -> None:
    desk.hub.sent_rosters.open(a_sent_roster(status=RosterStatus.CHECKING))

    refused = desk.take()

    assert (refused.refusal, refused.table_key) == ("The file didn't arrive. Send it again.", None)


def test_changes_alone_leave_the_others(desk: Desk) -> None:
    desk.sent(ZOE, ANN)
    desk.confirmed()

    checked = desk.sent(
        f"add,{LEE}", "remove,2,,,", "remove,9,,,", columns=f"action,{COLUMNS}", roster_id="2", delta=True
    )

    assert checked.changes == RosterChanges(added=1, removed=1, unchanged=1, gone=("2",))
    assert desk.confirmed("2").status is RosterStatus.LOADED
    assert desk.licences() == ["1", "3"]


def test_changes_need_a_roster(desk: Desk) -> None:
    refused = desk.sent(f"add,{ZOE}", columns=f"action,{COLUMNS}", delta=True)

    assert (refused.status, desk.licences()) == (RosterStatus.REFUSED, [])
    assert "Send the whole roster first" in str(refused.refusal)


def test_a_roster_that_another_load_has_overtaken_is_not_loaded(desk: Desk) -> None:
    desk.sent(ZOE)
    another = [a_licensee(entry_id="8")]
    number = desk.hub.rosters.begin("OH")
    desk.hub.rosters.put(number, another)
    desk.hub.rosters.finish(RosterLoad(authority="OH", number=number, at=NOW, digest="", entries=1))

    assert desk.confirmed().status is RosterStatus.OVERTAKEN
    assert desk.licences() == ["8"]


def test_a_roster_that_another_load_overtakes_meanwhile_is_not_loaded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sent(ZOE)
    desk.while_storing(monkeypatch, lambda: desk.hub.rosters.begin("OH"))

    assert desk.confirmed().status is RosterStatus.OVERTAKEN
    assert desk.hub.rosters.loads("OH") == []


def test_what_broke_off_is_done_again_and_once(desk: Desk) -> None:
    desk.sent(ZOE, ANN)
    desk.confirmed()
    stored = desk.found().model_copy(update={"status": RosterStatus.LOADING})
    assert desk.hub.sent_rosters.save(stored, was=RosterStatus.LOADED)

    assert desk.take().status is RosterStatus.LOADED
    assert len(desk.hub.rosters.loads("OH")) == 1


def test_a_roster_is_overtaken_by_one_that_is_being_loaded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sent(ZOE, ANN)
    desk.sent(ZOE, LEE, roster_id="2")
    desk.while_storing(monkeypatch, lambda: desk.confirmed("2"))

    assert desk.confirmed().status is RosterStatus.LOADED
    assert desk.found("2").status is RosterStatus.OVERTAKEN
    assert desk.licences() == ["1", "2"]


def test_a_message_that_comes_while_its_roster_is_loaded_begins_no_other_load(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sent(ZOE, ANN)
    desk.while_storing(monkeypatch, desk.take)

    assert desk.confirmed().status is RosterStatus.LOADED
    assert [load.number for load in desk.hub.rosters.loads("OH")] == [1]
    assert desk.licences() == ["1", "2"]


def test_a_load_that_fails_is_begun_anew_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise TimeoutError

    desk.sent(ZOE)
    desk.while_storing(monkeypatch, fail)
    with pytest.raises(TimeoutError):
        desk.confirmed()

    assert desk.take().status is RosterStatus.LOADED
    assert desk.licences() == ["1"]


def test_a_load_that_died_keeps_others_away_for_as_long_as_a_function_has(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die() -> None:
        raise SystemExit

    desk.sent(ZOE)
    desk.while_storing(monkeypatch, die)
    with monkeypatch.context() as dead:
        dead.setattr(desk.hub.sent_rosters, "release", lambda *_: None)
        with pytest.raises(SystemExit):
            desk.confirmed()
    desk.hub.now += LOAD_TIME - dt.timedelta(seconds=1)
    assert desk.take().status is RosterStatus.LOADING

    desk.hub.now += dt.timedelta(seconds=1)
    assert desk.take().status is RosterStatus.LOADED


def test_a_second_delivery_finds_what_the_first_has_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sent(ZOE)
    hold = desk.hub.sent_rosters.hold

    def hold_late(authority: str, holder: str, *, at: dt.datetime, until: dt.datetime) -> str | None:
        monkeypatch.setattr(desk.hub.sent_rosters, "hold", hold)
        desk.take()
        return hold(authority, holder, at=at, until=until)

    monkeypatch.setattr(desk.hub.sent_rosters, "hold", hold_late)
    read = desk.hub.objects.get
    reads: list[str] = []

    def read_and_note(key: str) -> bytes:
        reads.append(key)
        return read(key)

    monkeypatch.setattr(desk.hub.objects, "get", read_and_note)

    assert desk.confirmed().status is RosterStatus.LOADED
    assert len(reads) == 1


@pytest.mark.parametrize("status", [RosterStatus.AWAITED, RosterStatus.CHECKED, RosterStatus.LOADED])
def test_a_message_that_comes_again_does_nothing(desk: Desk, status: RosterStatus) -> None:
    desk.hub.sent_rosters.open(a_sent_roster(status=status))

    assert desk.take() == a_sent_roster(status=status)


def test_a_roster_whose_time_is_over_is_passed_over(desk: Desk) -> None:
    desk.taking.take(RosterMessage(state="OH", roster_id="gone"))

    assert desk.hub.sent_rosters.of_state("OH", limit=1) == []
