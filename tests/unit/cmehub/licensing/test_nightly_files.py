"""Nightly files from the call to what lies in the exchange bucket, messages taken once, twice, or after a crash."""

import csv
import datetime as dt
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import BaseModel

from cmehub.accounts.claims import Claim
from cmehub.credentials.signing import Signing
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.nightly_files import BIRTH_DAYS, NIGHTS, NightlyFiles
from cmehub.licensing.nightly_messages import (
    NightlyDayMessage,
    NightlyEndMessage,
    NightlyFileMessage,
    NightlyFilesDueMessage,
)
from cmehub.licensing.nightly_states import NightlyStates
from cmehub.licensing.withholdings import Withholding
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.rosters import RosterEntry
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.memory_accesses import MemoryAccessStore
from cmehub.stores.memory_accounts import MemoryAccountStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_records import MemoryLedgerStore, MemoryRecordStore
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_state_logs import MemoryStateLogStore
from cmehub.stores.memory_withholdings import MemoryWithholdingStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import NOW, a_cme_line, a_licensee, a_record, a_row, an_activity
from tests.signing_keys import LocalKey

ADA = a_licensee()
BO = a_licensee(entry_id="35900002", family_name="Bo", birth_month_day="01-31")
OTHER_STATES = a_licensee(authority="PA", entry_id="MD7", birth_month_day="07-04", family_name="Cy")
FIRST, SECOND, THIRD = (NOW.date() + dt.timedelta(days=days) for days in range(3))
BOTH_BEGIN = [["begin", BO.entry_id], ["begin", ADA.entry_id]]


class World:
    """A state's licensees and files in memory."""

    def __init__(self) -> None:
        self.now = NOW
        self.accounts, self.withholdings = MemoryAccountStore(), MemoryWithholdingStore()
        self.rosters, self.records, self.log = MemoryRosterStore(), MemoryRecordStore(), MemoryStateLogStore()
        self.objects, self.exchange, self.queue = MemoryWorkObjects(), MemoryWorkObjects(), MemoryQueue()
        self.accesses, self.key, activities = MemoryAccessStore(), LocalKey(), MemoryActivityStore()
        self.states = NightlyStates(self.objects)
        self.files = NightlyFiles(
            Licensees(self.rosters, self.records, MemoryLedgerStore(), activities, self.accounts, self.withholdings),
            self.states,
            self.objects,
            self.exchange,
            NotedAccesses(self.accesses, self.accounts, MemoryQueue()),
            self.log,
            Signing([self.key]),
            self.queue,
            lambda: self.now,
        )
        put_on_rosters(self.rosters, [ADA, BO, OTHER_STATES])
        activities.put([an_activity()])
        self.states.start("OH")

    def report(self, licensee: RosterEntry, amount: float, **changes: object) -> None:
        row = a_row(a_cme_line(board=licensee.authority, amount=amount), **changes)
        self.records.put([a_record(row, learner_key=licensee.learner_key)])

    def withhold(self) -> None:
        """Let Ada withhold credits from the state."""
        claim = Claim(claim_id="c1", authority="OH", entry_id=ADA.entry_id, linked=(ADA.key,), since=NOW, linked_at=NOW)
        self.accounts.change("ada", None, claim)
        self.withholdings.put("ada", Withholding(state="OH", since=NOW))

    def deliver(self, *messages: BaseModel, times: int = 1) -> None:
        """Take messages and all that follow from them, each so many times; what follows twice is taken once."""
        waiting: list[Any] = [*messages]
        while waiting:
            message = waiting.pop(0)
            for _ in range(times):
                self.files.take(message)
            waiting += [follower for follower in self.queue.messages if follower not in waiting]
            self.queue.messages.clear()

    def night(self, night: dt.date, times: int = 1) -> list[list[str]]:
        """Let a night pass, and return the lines of its file, without what their credits are."""
        self.now = dt.datetime.combine(night, NOW.timetz())
        self.deliver(NightlyFilesDueMessage(), times=times)
        return [line[:2] for line in self.lines(night)]

    def lines(self, night: dt.date) -> list[list[str]]:
        _, *lines = csv.reader(self.exchange.get(f"states/OH/out/{night}.csv").decode().splitlines())
        return lines

    def manifest(self, night: dt.date) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.exchange.get(f"states/OH/out/{night}.json"))
        return found

    def seen(self, licensee: RosterEntry) -> list[str]:
        return [access.access_id for access in self.accesses.of_learner([licensee.learner_key], limit=9)]


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("times", [1, 2])
def test_each_night_tells_what_changed_since_the_last(world: World, times: int) -> None:
    world.report(ADA, 1.5)
    assert world.night(FIRST, times) == [*BOTH_BEGIN, ["added", ADA.entry_id]]
    assert world.night(SECOND, times) == []
    world.report(ADA, 1)
    world.report(BO, 2)
    assert world.night(THIRD, times) == [["added", BO.entry_id], ["changed", ADA.entry_id]]

    (added, _) = world.lines(THIRD)
    assert added == [
        *("added", BO.entry_id, f"{added[3]}-{added[6].replace('-', '')}", added[3], an_activity().title),
        *("0009999", str(a_row().completion_date), "2", ""),
    ]
    assert [world.manifest(night)["follows"] for night in (FIRST, SECOND, THIRD)] == [None, str(FIRST), str(SECOND)]


def test_a_physician_sees_a_reading_when_a_credit_is_told_and_not_each_night(world: World) -> None:
    world.report(ADA, 1.5)
    for night in (FIRST, SECOND):
        world.night(night, times=2)
    assert world.seen(ADA) == [f"nightly-OH-{FIRST}"]
    assert world.seen(BO) == []
    (access,) = world.accesses.of_learner([ADA.learner_key], limit=9)
    assert (access.reader, access.since, access.until) == ("system", *[a_row().completion_date] * 2)


def test_each_file_is_a_line_of_the_states_log(world: World) -> None:
    world.night(FIRST, times=2)
    assert [(look.reader_id, look.kind, look.licences) for look in world.log.latest("OH", limit=9)] == [
        ("system nightly-file", "nightly file", ())
    ]


def test_nothing_tells_that_somebody_withholds(world: World) -> None:
    world.report(ADA, 1.5)
    world.night(FIRST)
    world.withhold()
    world.report(ADA, 9)
    assert world.night(SECOND) == []
    assert world.seen(ADA) == [f"nightly-OH-{FIRST}"]

    world.withholdings.remove("ada", "OH")
    assert world.night(THIRD) == [["changed", ADA.entry_id]]


def test_the_manifest_tells_the_files_digest_and_openssl_verifies_it(world: World, tmp_path: Path) -> None:
    world.report(ADA, 1.5)
    world.night(FIRST)
    about = world.manifest(FIRST)
    content = world.exchange.get(f"states/OH/out/{about['file']}")
    assert (about["state"], about["night"], about["lines"]) == ("OH", str(FIRST), 3)
    assert about["sha256"] == hashlib.sha256(content).hexdigest()
    assert about["key"] == world.files.signing.key_id

    for ending in ("json", "json.sig"):
        (tmp_path / ending).write_bytes(world.exchange.get(f"states/OH/out/{FIRST}.{ending}"))
    public = world.key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key.pem").write_bytes(public)
    command = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "json.sig", "json"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout == b"Verified OK\n"
    (tmp_path / "json").write_bytes(world.exchange.get(f"states/OH/out/{FIRST}.json").replace(b"OH", b"PA"))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_what_was_found_before_a_crash_stays_as_it_was_found(world: World) -> None:
    world.files.take(NightlyFileMessage(state="OH", night=FIRST))
    day = NightlyDayMessage(state="OH", night=FIRST, birth_month_day=ADA.birth_month_day)
    world.files.take(day)
    world.report(ADA, 1.5)
    world.deliver(day, *world.queue.messages)
    assert [line[:2] for line in world.lines(FIRST)] == BOTH_BEGIN
    assert world.seen(ADA) == [], "nothing of hers was told"
    assert world.night(SECOND) == [["added", ADA.entry_id]]


def test_of_two_nights_after_one_that_was_held_up_one_file_is_put(world: World) -> None:
    world.night(FIRST)
    world.report(ADA, 1.5)
    world.files.take(NightlyFileMessage(state="OH", night=SECOND))
    held_up = [*world.queue.messages]
    world.queue.messages.clear()
    world.report(BO, 2)
    assert world.night(THIRD) == [["added", BO.entry_id], ["added", ADA.entry_id]]

    world.deliver(*held_up)
    world.deliver(NightlyEndMessage(state="OH", night=SECOND), NightlyFileMessage(state="OH", night=SECOND))
    assert world.manifest(THIRD)["follows"] == str(FIRST)
    assert f"states/OH/out/{SECOND}.csv" not in world.exchange.keys("")
    assert world.night(THIRD + dt.timedelta(days=1)) == []


def test_a_night_that_begins_after_a_later_one_has_no_file(world: World) -> None:
    world.night(SECOND)
    world.deliver(NightlyFileMessage(state="OH", night=FIRST))
    assert f"states/OH/out/{FIRST}.csv" not in world.exchange.keys("")


def test_after_what_was_found_has_gone_everything_is_told_anew(world: World) -> None:
    world.report(ADA, 1.5)
    world.night(FIRST)
    for key in world.objects.keys(f"{NIGHTS}OH/nights/"):
        del world.objects._objects[key]
    assert world.night(SECOND) == [*BOTH_BEGIN, ["added", ADA.entry_id]]


def test_who_leaves_the_roster_is_told_of_no_more_and_anew_after_coming_back(world: World) -> None:
    world.report(ADA, 1.5)
    world.night(FIRST)
    put_on_rosters(world.rosters, [BO])
    assert world.night(SECOND) == []
    put_on_rosters(world.rosters, [ADA, BO])
    assert world.night(THIRD) == [["begin", ADA.entry_id], ["added", ADA.entry_id]]


def test_only_states_that_want_files_and_have_a_roster_get_them(world: World) -> None:
    world.states.start("TX")
    world.night(FIRST)
    assert {key.split("/")[1] for key in world.exchange.keys("")} == {"OH"}
    world.states.stop("OH")
    world.deliver(NightlyFilesDueMessage(), NightlyFileMessage(state="OH", night=SECOND))
    assert world.states.all() == ["TX"]
    assert f"states/OH/out/{SECOND}.csv" not in world.exchange.keys("")


def test_every_birth_day_is_looked_at() -> None:
    assert (len(BIRTH_DAYS), BIRTH_DAYS[0], BIRTH_DAYS[59], BIRTH_DAYS[-1]) == (366, "01-01", "02-29", "12-31")
