"""Checks of licensees: against duties recomputed by other code, and what a whole roster costs."""

import datetime as dt
import gc
import json
import re
import time
from collections import defaultdict
from importlib import resources
from threading import Lock
from typing import Any

from benchmarks.counting_dynamo import item_size
from benchmarks.fake_dynamo import fake_dynamo
from benchmarks.licensees import ON, Licensed, licensees
from benchmarks.measurement import Measurement, everything_old
from cmehub.licensing.check_messages import AnyCheckMessage, CheckMessage
from cmehub.licensing.checking import Checking
from cmehub.licensing.checks import Check, check_key
from cmehub.licensing.licensees import Licensees
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.rules import requirements
from cmehub.rules.requirements.topics import TOPICS
from cmehub.runtime.clients import dynamo_client
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_accesses import DynamoAccessStore
from cmehub.stores.dynamo_accounts import DynamoAccountStore
from cmehub.stores.dynamo_records import DynamoLedgerStore, DynamoRecordStore
from cmehub.stores.dynamo_registers import DynamoActivityStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.dynamo_withholdings import DynamoWithholdingStore
from cmehub.stores.memory_checks import MemoryCheckStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from local.in_memory.rosters import put_on_rosters

_AT = dt.datetime.combine(ON, dt.time(12), dt.UTC)
_READ_UNIT = 4096
_LIMIT = 3.0
_Told = tuple[str, float, float | None, dict[str, float], dt.date | None]
"""A result, the hours, those of Category 1 if asked for, those of each duty by its name, and the latest credit."""


def measure_licensing_checks(agreeing: int = 1_000, whole: int = 20_000) -> list[Measurement]:
    """Check rosters: a small one that is recomputed by hand, and a large one whose cost is counted."""
    right = sum(_agreeing(state, agreeing // 2) for state in ("PA", "TX"))
    with fake_dynamo():
        world = _World("PA", whole)
        cpu, units = world.check(), world.read_units
        bare = world.bare_queries()
    return [
        Measurement.at_least("checks-agreeing", 100 * right / agreeing, "% of licensees", 100),
        Measurement.at_most("checks-against-queries", cpu / bare, "of the CPU of the queries alone", _LIMIT),
        Measurement.check("checks-cpu", cpu, f"seconds of CPU for {whole:,} licensees"),
        Measurement.check("checks-read-units", units / whole, "per licensee"),
    ]


class _World:
    """Licensees of a state in DynamoDB, and what checks them."""

    def __init__(self, state: str, count: int) -> None:
        self.state, self.read_units = state, 0
        self._lock = Lock()
        self._client = client = dynamo_client()
        tables = {name: DynamoTable(client, name) for name in ("rosters", "records", "activities", "accounts")}
        rosters, records = DynamoRosterStore(tables["rosters"]), DynamoRecordStore(tables["records"])
        accounts, activities = DynamoAccountStore(tables["accounts"]), DynamoActivityStore(tables["activities"])
        self.people = [*licensees(state, count)]
        put_on_rosters(rosters, (entry for person in self.people for entry in person.entries))
        records.put([record for person in self.people for record in person.records])
        activities.put([*{activity.activity_id: activity for p in self.people for activity in p.activities}.values()])
        read = Licensees(
            rosters,
            records,
            DynamoLedgerStore(tables["records"]),
            activities,
            accounts,
            DynamoWithholdingStore(tables["accounts"]),
        )
        noted = NotedAccesses(DynamoAccessStore(tables["accounts"]), accounts, MemoryQueue())
        self._queue, self._checks, self.objects = MemoryQueue(), MemoryCheckStore(), MemoryWorkObjects()
        self._checking = Checking(read, self._checks, self.objects, noted, self._queue, lambda: _AT)
        client.meta.events.register("provide-client-params.dynamodb.BatchGetItem", self._count_asked)
        client.meta.events.register("after-call.dynamodb", self._count)

    def check(self) -> float:
        """Check the whole roster and return the CPU time of this process; the tables are another one's."""
        check = Check(check_id="c", state=self.state, asked_by="officer", asked_at=_AT, of="roster", on=ON)
        self._checks.open(check)
        waiting: list[Any] = [CheckMessage(state=self.state, check_id="c")]
        gc.collect()
        with everything_old():
            began = time.process_time()
            while waiting:
                message: AnyCheckMessage = waiting.pop(0)
                self._checking.take(message)
                waiting += self._queue.messages
                self._queue.messages.clear()
            spent = time.process_time() - began
        self.results = json.loads(self.objects.get(check_key(check, "licensees.json")))["licensees"]
        return spent

    def bare_queries(self) -> float:
        """Query what nothing but a query finds, by NPI and under each entry, and return the CPU time of that."""
        partitions = [
            partition
            for person in self.people
            for partition in (
                ("rosters", f"npi#{person.entries[0].npi}"),
                *(("records", f"learner#{entry.learner_key}") for entry in person.entries),
            )
        ]
        began = time.process_time()
        for table, partition in partitions:
            self._client.query(
                TableName=table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": {"S": partition}},
                ConsistentRead=True,
            )
        return time.process_time() - began

    def _count_asked(self, params: dict[str, Any], **_: object) -> None:
        """Count a unit for each item that is asked for by its key: it costs as much if it isn't there."""
        with self._lock:
            self.read_units += sum(len(of_table["Keys"]) for of_table in params["RequestItems"].values())

    def _count(self, parsed: dict[str, Any], **_: object) -> None:
        """Count read units as DynamoDB does for consistent reads: a query's items together, others each alone."""
        if "Items" in parsed:
            units = max(1, -(-sum(map(item_size, parsed["Items"])) // _READ_UNIT))
        else:
            found = [item for items in parsed.get("Responses", {}).values() for item in items]
            units = sum(-(-item_size(item) // _READ_UNIT) - 1 for item in found)
        with self._lock:
            self.read_units += units


def _agreeing(state: str, count: int) -> int:
    with fake_dynamo():
        world = _World(state, count)
        world.check()
    told = {line["number"]: _told(line) for line in world.results}
    recomputed = {person.licence: _recomputed(state, person) for person in world.people}
    return sum(told[number] == known for number, known in recomputed.items())


def _told(line: dict[str, Any]) -> _Told:
    latest = line["latest"] and dt.date.fromisoformat(line["latest"])
    duties = {duty["duty"]: duty["counted"] for duty in line["duties"]}
    return (
        line["result"],
        line["hours"]["counted"],
        line["category_1"] and line["category_1"]["counted"],
        duties,
        latest,
    )


def _recomputed(state: str, person: Licensed) -> _Told:
    """Return the same from the raw records, by the packs' data alone: PA's cycles go by a date, TX's by the licence."""
    pack = json.loads((resources.files(requirements) / f"{state.lower()}.json").read_text())["packs"][0]
    ends = dt.date(2026, 12, 31) if state == "PA" else person.expires
    starts = dt.date(ends.year - 2, ends.month, ends.day) + dt.timedelta(days=1)
    is_first = person.issued >= starts
    completions: defaultdict[tuple[str, dt.date], float] = defaultdict(float)
    for record in person.records:
        if not record.deleted:
            done = record.row.activity_id, record.row.completion_date
            completions[done] = max(completions[done], *(line.amount for line in record.row.lines))
    topics = {activity.activity_id: [c.topic for c in activity.state_content] for activity in person.activities}
    of_cycle = {done: hours for done, hours in completions.items() if starts <= done[1] <= ends}
    hours = sum(of_cycle.values())
    asked = pack["first_renewal"]["hours"] if is_first and "hours" in pack.get("first_renewal", {}) else None
    is_met = hours >= (pack["hours"]["hours"] if asked is None else asked)
    is_met = is_met and (asked is not None or hours >= pack["category_1"]["hours"])
    counted: dict[str, float] = {}
    for duty in pack["duties"]:
        if duty["when"] == "first cycle" and not is_first:
            continue
        since = starts
        if duty["when"] == "years":
            since = dt.date(ends.year - duty["years"], ends.month, ends.day) + dt.timedelta(days=1)
        fit = [
            h for (a, day), h in completions.items() if since <= day <= ends and _is_about(topics[a], duty["topics"])
        ]
        counted[_name(duty)] = sum(fit)
        is_enough = sum(fit) >= duty["hours"] if duty.get("hours") else bool(fit)
        is_met = is_met and (is_enough or "only" in duty)
    latest = max((day for _, day in completions), default=None)
    return "met" if is_met else "open", hours, hours if asked is None else None, counted, latest


def _is_about(texts: list[str], names: list[str]) -> bool:
    phrases = [phrase for name in names for phrase in TOPICS[name]]
    return any(re.search(rf"\b{re.escape(phrase)}\b", text.lower()) for text in texts for phrase in phrases)


def _name(duty: dict[str, Any]) -> str:
    """Return the heading that a check's files have for a duty."""
    hours = f"{duty['hours']:g} h " if duty.get("hours") else ""
    when = f"in {duty['years']} years" if duty.get("years") else duty["when"]
    return f"{hours}{' or '.join(duty['topics'])}, {when}{', Category 1' if duty.get('category_1') else ''}"
