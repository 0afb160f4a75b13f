"""Checks from the officer's question to the files, every message taken once, twice, or after a crash."""

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from cmehub.accounts.claims import Claim
from cmehub.activities.activity import StateContent
from cmehub.licensing import checking
from cmehub.licensing.check_messages import AnyCheckMessage, CheckFilesMessage, CheckMessage, CheckPortionMessage
from cmehub.licensing.checking import LIST_NAME, Checking
from cmehub.licensing.checks import Check, CheckProgress, CheckResult, check_key
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licence_lists import LicenceList, typed_list
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.samples import METHOD, Sample
from cmehub.licensing.withholdings import Withholding
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.rosters import RosterEntry
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.memory_accesses import MemoryAccessStore
from cmehub.stores.memory_accounts import MemoryAccountStore
from cmehub.stores.memory_checks import MemoryCheckStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_records import MemoryLedgerStore, MemoryRecordStore
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_withholdings import MemoryWithholdingStore
from cmehub.submissions.messages import CreditsReadMessage
from local.in_memory.rosters import put_on_rosters
from tests.examples import NOW, TODAY, a_cme_line, a_licensee, a_record, a_row, an_activity

ADA = a_licensee(authority="PA", degree="MD", family_name="=Ada")
BO = a_licensee(authority="PA", degree="MD", entry_id="MD2", family_name="Bo", birth_month_day="01-31")
CY = a_licensee(authority="PA", degree="MD", entry_id="MD3", family_name="Cy")
OHIOAN = a_licensee(family_name="Osei")
CHECK = Check(check_id="20261120-120000-a", state="PA", asked_by="officer zoe", asked_at=NOW, of="list", on=TODAY)
LIST = typed_list("PA", ["MD 2", "35900001", "no-such", "", "md2"])


class World:
    """A state's licensees and checks in memory."""

    def __init__(self) -> None:
        self.accounts, self.withholdings = MemoryAccountStore(), MemoryWithholdingStore()
        self.rosters, self.records = MemoryRosterStore(), MemoryRecordStore()
        self.activities, self.checks, self.objects = MemoryActivityStore(), MemoryCheckStore(), MemoryWorkObjects()
        self.accesses, self.notices, self.queue = MemoryAccessStore(), MemoryQueue(), MemoryQueue()
        licensees = Licensees(
            self.rosters, self.records, MemoryLedgerStore(), self.activities, self.accounts, self.withholdings
        )
        noted = NotedAccesses(self.accesses, self.accounts, self.notices)
        self.checking = Checking(licensees, self.checks, self.objects, noted, self.queue, lambda: NOW)
        put_on_rosters(self.rosters, [ADA, BO, CY, OHIOAN])
        content = (StateContent(domain="", topic="Child abuse"), StateContent(domain="", topic="Patient safety"))
        self.activities.put([an_activity(state_content=content)])

    def report(self, licensee: RosterEntry, amount: float, **changes: object) -> None:
        row = a_row(a_cme_line(amount=amount), **changes)
        self.records.put([a_record(row, learner_key=licensee.learner_key)])

    def ask(self, check: Check = CHECK, listed: LicenceList = LIST) -> CheckMessage:
        if check.of == "list":
            self.objects.put(check_key(check, LIST_NAME), listed.packed())
        self.checks.open(check)
        return CheckMessage(state=check.state, check_id=check.check_id)

    def deliver(self, *messages: AnyCheckMessage, times: int = 1) -> None:
        """Take messages and all that follow from them, each so many times."""
        waiting: list[Any] = [*messages]
        while waiting:
            message = waiting.pop(0)
            for _ in range(times):
                self.checking.take(message)
            waiting += self.queue.messages
            self.queue.messages.clear()

    def progress(self, check: Check = CHECK) -> CheckProgress:
        progress = self.checks.find(check.state, check.check_id)
        assert progress
        return progress

    def result(self, check: Check = CHECK) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.objects.get(check_key(check, "licensees.json")))
        return found

    def results(self, check: Check = CHECK) -> dict[str, str]:
        return {licensee["number"]: licensee["result"] for licensee in self.result(check)["licensees"]}


def facts(world: World, check: Check = CHECK) -> dict[str, str]:
    book = load_workbook(io.BytesIO(world.objects.get(check_key(check, "licensees.xlsx"))))
    return {str(name): str(text) for name, text in book["About"].values}


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def _portions_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "PORTION", 2)


def test_a_list_is_checked_number_by_number(world: World) -> None:
    world.report(BO, 100)
    world.report(ADA, 2, completion_date="2026-05-01")

    world.deliver(world.ask())

    assert world.results() == {"MD 2": "met", "35900001": "open", "no-such": "not found"}
    bo, ada, unknown = world.result()["licensees"]
    assert (bo["rows"], bo["family_name"], bo["cycle_starts"], bo["cycle_ends"]) == (
        [1, 5], "Bo", "2025-01-01", "2026-12-31",
    )  # fmt: skip
    assert (ada["hours"], ada["latest"]) == ({"asked": 100, "counted": 2, "done": False}, "2026-05-01")
    assert [duty["counted"] for duty in ada["duties"] if "child abuse" in duty["duty"]] == [2]
    assert unknown["family_name"] is None
    assert {(*row["rows"], row["what"]) for row in world.result()["rows_to_look_at"]} == {
        (1, 5, "more than once"), (3, "not found"), (4, "no number"),
    }  # fmt: skip
    assert world.progress().counts == {CheckResult.MET: 1, CheckResult.OPEN: 1, CheckResult.NOT_FOUND: 1}
    assert (world.progress().licensees, world.progress().finished_at) == (3, NOW)


def test_the_workbook_and_the_csv_say_the_same(world: World) -> None:
    world.deliver(world.ask())

    csv_rows = [*csv.reader(io.StringIO(world.objects.get(check_key(CHECK, "licensees.csv")).decode("utf-8-sig")))]
    book = load_workbook(io.BytesIO(world.objects.get(check_key(CHECK, "licensees.xlsx"))))
    sheet = [["" if cell is None else str(cell) for cell in row] for row in book["Licensees"].values]

    assert [row[:5] for row in csv_rows[1:]] == [
        ["MD 2", "1, 5", "Bo", BO.given_name, "open"],
        ["35900001", "2", "'=Ada", ADA.given_name, "open"],
        ["no-such", "3", "", "", "not found"],
    ]
    assert [[cell.replace("'=", "=") for cell in row] for row in csv_rows] == sheet
    assert [row[0] for row in book["Rows to look at"].values] == ["Row in Your List", "1, 5", "3", "4"]
    about = facts(world)
    assert (about["Days looked at"], about["Open"]) == (f"each licensee's cycle on {TODAY}", "2")


@pytest.mark.usefixtures("_portions_of_two")
def test_whatever_comes_twice_changes_nothing(world: World) -> None:
    world.report(ADA, 2)
    world.deliver(world.ask(), times=2)

    assert (world.progress().portions, world.progress().done) == (2, 2)
    assert world.progress().counts == {CheckResult.OPEN: 2, CheckResult.NOT_FOUND: 1}
    assert len(world.result()["licensees"]) == 3


@pytest.mark.usefixtures("_portions_of_two")
@pytest.mark.parametrize("step", ["put", "add_all", "add_portion"])
def test_a_portion_that_died_is_done_again_and_nothing_is_doubled(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    world.checking.take(world.ask())
    first, second = world.queue.messages
    world.queue.messages.clear()
    owner = {"put": MemoryWorkObjects, "add_all": NotedAccesses, "add_portion": MemoryCheckStore}[step]
    with monkeypatch.context() as broken:
        broken.setattr(owner, step, _raise)
        with pytest.raises(RuntimeError):
            world.checking.take(first)  # type: ignore[arg-type]

    world.deliver(second, first)  # type: ignore[arg-type]

    assert world.results() == {"MD 2": "open", "35900001": "open", "no-such": "not found"}
    assert sum(world.progress().counts.values()) == 3
    assert len(world.accesses.of_learner([BO.learner_key], limit=9)) == 1


def _raise(*_: object, **__: object) -> None:
    raise RuntimeError


@pytest.mark.usefixtures("_portions_of_two")
def test_portions_that_were_announced_stay_as_they_were_whatever_becomes_of_the_roster(world: World) -> None:
    roster = CHECK.model_copy(update={"of": "roster"})
    message = world.ask(roster)
    world.checking.take(message)
    world.queue.messages.clear()
    put_on_rosters(world.rosters, [a_licensee(authority="PA", entry_id="MD9", birth_month_day="01-01")])

    world.deliver(message)

    assert [*world.results(roster)] == ["35900001", "MD2", "MD3"]
    assert world.progress(roster).roster_size == 3


def test_nothing_is_sent_before_all_portions_are_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "PORTION", 1)
    world.checking.take(world.ask())
    messages = [*world.queue.messages]
    assert [type(message) for message in messages] == [CheckPortionMessage] * 3
    world.queue.messages.clear()
    for message in messages[:2]:
        world.checking.take(message)  # type: ignore[arg-type]
    assert world.queue.messages == []
    world.checking.take(messages[2])  # type: ignore[arg-type]
    assert world.queue.messages == [CheckFilesMessage(state="PA", check_id=CHECK.check_id)]


def test_a_roster_is_checked_whole_and_is_the_state_s_own(world: World) -> None:
    roster = CHECK.model_copy(update={"of": "roster"})
    world.deliver(world.ask(roster))
    assert [*world.results(roster)] == ["35900001", "MD2", "MD3"]
    assert world.result(roster)["roster_size"] == 3


def test_an_empty_roster_gives_empty_files(world: World) -> None:
    roster = CHECK.model_copy(update={"of": "roster", "state": "TX"})
    world.deliver(world.ask(roster))
    assert world.results(roster) == {}
    assert world.progress(roster).finished_at


def test_a_sample_is_drawn_from_the_roster_and_tells_how(world: World) -> None:
    sample = CHECK.model_copy(update={"of": "sample", "sample": Sample(seed="audit 7", size=2)})
    world.deliver(world.ask(sample))

    # sha256sum of "audit 7", a line feed and the number begins with ab8b for 35900001, aa4e for MD2, 5cf9 for MD3.
    assert [*world.results(sample)] == ["MD2", "MD3"]
    assert world.result(sample)["sample_method"] == METHOD
    assert facts(world, sample)["Sample"] == "2 of 3 licensees, drawn with the seed “audit 7”"


def test_chosen_days_are_looked_at_instead_of_the_cycle(world: World) -> None:
    span = ChosenSpan(TODAY.replace(month=1, day=1), TODAY)
    chosen = CHECK.model_copy(update={"span": span, "state": "OH"})
    world.deliver(world.ask(chosen, typed_list("OH", [OHIOAN.entry_id])))
    (licensee,) = world.result(chosen)["licensees"]
    assert (licensee["cycle_starts"], licensee["cycle_ends"]) == (str(span.starts), str(span.ends))
    assert licensee["result"] == "open"


def test_where_nothing_tells_the_cycle_that_is_said(world: World) -> None:
    unknown = CHECK.model_copy(update={"state": "OH"})
    world.deliver(world.ask(unknown, typed_list("OH", [OHIOAN.entry_id])))
    (licensee,) = world.result(unknown)["licensees"]
    assert (licensee["result"], licensee["lacking"]) == ("cycle unknown", ["end of the cycle"])


def test_what_is_withheld_stays_out_as_in_a_look_up(world: World) -> None:
    world.report(BO, 100)
    claim = Claim(claim_id="c", authority="PA", entry_id="MD2", linked=(BO.key,), since=NOW, linked_at=NOW)
    world.accounts.change("bo", None, claim)
    world.withholdings.put("bo", Withholding(state="PA", since=NOW))
    world.deliver(world.ask())
    assert world.results()["MD 2"] == "open"
    assert world.result()["licensees"][0]["latest"] is None


def test_each_licensee_sees_the_reading_and_whoever_holds_the_licensee_is_told(world: World) -> None:
    claim = Claim(claim_id="c", authority="PA", entry_id="MD2", linked=(BO.key,), since=NOW, linked_at=NOW)
    world.accounts.change("bo", None, claim)

    world.deliver(world.ask(), times=2)

    (access,) = world.accesses.of_learner([BO.learner_key], limit=9)
    assert (access.who, str(access.since), str(access.until)) == (
        "Licensing boards of Pennsylvania", "2025-01-01", "2026-12-31",
    )  # fmt: skip
    assert len(world.accesses.of_learner([ADA.learner_key], limit=9)) == 1
    assert world.accesses.of_learner([CY.learner_key], limit=9) == []
    assert {*world.notices.messages} == {CreditsReadMessage(sub="bo", access_id=CHECK.check_id)}


def test_a_check_that_is_gone_or_finished_is_left_alone(world: World) -> None:
    world.checking.take(CheckMessage(state="PA", check_id="gone"))
    world.deliver(world.ask())
    before = dict(world.objects._objects)
    world.deliver(CheckMessage(state="PA", check_id=CHECK.check_id))
    assert (world.queue.messages, world.objects._objects) == ([], before)
