"""Putting a file each night for a state's own system: what changed of its licensees' credits since the last one."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from cmehub.accounts.accesses import Access, Reader
from cmehub.boards.exchange_csv import written
from cmehub.credentials.signing import Signing
from cmehub.fields.eastern import eastern_day
from cmehub.licensing.licensee_changes import COLUMNS, LicenseeNight, ToldCredit, licensee_night
from cmehub.licensing.licensees import Licensees, ReadLicensee
from cmehub.licensing.nightly_messages import (
    AnyNightlyMessage,
    NightlyDayMessage,
    NightlyEndMessage,
    NightlyFileMessage,
    NightlyFilesDueMessage,
)
from cmehub.licensing.nightly_states import NightlyStates
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import licensing_name, system_id
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.rosters import BirthKey
from cmehub.runtime.json_lines import pack, unpack
from cmehub.runtime.queues import Queue
from cmehub.stores import WorkObjects
from cmehub.stores.state_logs import StateLogStore

NIGHTS = "nightly-files/"
"""What is put there goes after `NIGHTS_KEPT`: `infra.buckets` says so."""

NIGHTS_KEPT = dt.timedelta(days=30)
"""After so long without a file everything is told anew."""

_LEAP_YEAR = 2024
BIRTH_DAYS = tuple(f"{dt.date(_LEAP_YEAR, 1, 1) + dt.timedelta(days=day):%m-%d}" for day in range(366))


class _Plan(NamedTuple):
    """When a night's file was begun, and which night's it follows; None for the first."""

    at: dt.datetime
    follows: str | None


@dataclass(frozen=True)
class NightlyFiles:
    """
    Everything that putting the files needs; ``exchange`` is the bucket that is shared with states.

    Every step may be done again: what follows which night, and what was found of a birth day's licensees, is written
    once. Of two nights that follow the same one, because the earlier was held up, one file alone is put.
    """

    licensees: Licensees
    states: NightlyStates
    objects: WorkObjects
    exchange: WorkObjects
    accesses: NotedAccesses
    log: StateLogStore
    signing: Signing
    queue: Queue
    clock: Callable[[], dt.datetime]

    def take(self, message: AnyNightlyMessage) -> None:
        """Do what a message asks for, and send what follows."""
        if isinstance(message, NightlyFilesDueMessage):
            night = self.clock().date()
            self.queue.send([NightlyFileMessage(state=state, night=night) for state in self.states.all()])
            return
        if not self.states.has(message.state):
            return
        match message:
            case NightlyFileMessage():
                self._begin(message)
            case NightlyDayMessage():
                self._find(message)
                if len(self.objects.keys(_key(message, "days/"))) == len(BIRTH_DAYS):
                    self.queue.send([NightlyEndMessage(state=message.state, night=message.night)])
            case NightlyEndMessage():
                self._end(message)

    def _begin(self, message: NightlyFileMessage) -> None:
        if not self.licensees.rosters.rosters([message.state]):
            return
        latest = self._latest(message.state)
        if latest is None or latest < str(message.night):
            self.objects.put_first(_key(message, "plan"), orjson.dumps([self.clock(), latest]))
            self.queue.send(
                [NightlyDayMessage(state=message.state, night=message.night, birth_month_day=day) for day in BIRTH_DAYS]
            )

    def _find(self, message: NightlyDayMessage) -> None:
        """Find what changed of a birth day's licensees, and write it down for them before it is kept for the file."""
        key = _day_key(message.state, str(message.night), message.birth_month_day)
        if self._kept(key) is not None:
            return
        plan = self._plan(message)
        before = {
            licensee.licence: licensee.told
            for licensee in self._licensees(message.state, plan.follows, message.birth_month_day)
        }
        born_on = BirthKey(message.state, message.birth_month_day)
        read = self.licensees.read_all(self.licensees.rosters.born([born_on])[born_on], eastern_day(plan.at))
        nights = [(licensee, _night(licensee, before)) for licensee in read]
        self.accesses.add_all(
            [(licensee.entries, _access(message, plan.at, span)) for licensee, night in nights if (span := night.span)]
        )
        self.objects.put_first(key, pack(orjson.dumps(night.parts) for _, night in nights))

    def _end(self, message: NightlyEndMessage) -> None:
        state, night = message.state, str(message.night)
        plan = self._plan(message)
        successor = self.objects.put_first(f"{NIGHTS}{state}/after/{plan.follows or '0'}", night.encode()).decode()
        if successor != night:
            return
        lines = [
            line for day in BIRTH_DAYS for licensee in self._licensees(state, night, day) for line in licensee.lines
        ]
        content = written(COLUMNS, lines)
        about = {
            "state": state,
            "night": night,
            "follows": plan.follows,
            "file": f"{night}.csv",
            "sha256": hashlib.sha256(content).hexdigest(),
            "lines": len(lines),
            "key": self.signing.key_id,
        }
        manifest = orjson.dumps(about, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        self.log.add(
            state,
            Look(look_id=f"nightly-{night}", at=plan.at, reader_id=system_id("nightly-file"), kind=LookKind.NIGHTLY),
        )
        # The signature comes last: once it is there, the others are.
        for ending, put in (("csv", content), ("json", manifest), ("json.sig", self.signing.signature(manifest))):
            self.exchange.put(f"states/{state}/out/{night}.{ending}", put)

    def _latest(self, state: str) -> str | None:
        """Return the night of the latest file."""
        keys = self.objects.keys(f"{NIGHTS}{state}/after/")
        return self.objects.get(keys[-1]).decode() if keys else None

    def _plan(self, message: NightlyDayMessage | NightlyEndMessage) -> _Plan:
        at, follows = orjson.loads(self.objects.get(_key(message, "plan")))
        return _Plan(dt.datetime.fromisoformat(at), follows)

    def _licensees(self, state: str, night: str | None, birth_month_day: str) -> Iterator[LicenseeNight]:
        """Yield what was found in a night of those born on a day; nothing once that is no longer kept."""
        packed = self._kept(_day_key(state, night, birth_month_day)) if night else None
        return map(LicenseeNight.kept, unpack(packed)) if packed else iter(())

    def _kept(self, key: str) -> bytes | None:
        try:
            return self.objects.get(key)
        except KeyError:
            return None


def _night(licensee: ReadLicensee, before: Mapping[str, tuple[ToldCredit, ...]]) -> LicenseeNight:
    licence = licensee.standing.entry.entry_id
    now = None if licensee.is_withheld else [*map(ToldCredit.of, licensee.standing.credits)]
    return licensee_night(licence, before.get(licence), now)


def _access(message: NightlyDayMessage, at: dt.datetime, span: tuple[dt.date, dt.date]) -> Access:
    since, until = span
    return Access(
        access_id=f"nightly-{message.state}-{message.night}",
        at=at,
        reader=Reader.SYSTEM,
        who=licensing_name(message.state, eastern_day(at)),
        what="A file for their own system: CME credits that are new, changed or taken back",
        since=since,
        until=until,
    )


def _key(message: NightlyFileMessage | NightlyDayMessage | NightlyEndMessage, name: str) -> str:
    return f"{NIGHTS}{message.state}/nights/{message.night}/{name}"


def _day_key(state: str, night: str, birth_month_day: str) -> str:
    return f"{NIGHTS}{state}/nights/{night}/days/{birth_month_day}.jsonl.gz"
