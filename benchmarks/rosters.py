"""Loading a roster: memory and growth at a million entries, and time against boto3 sending the same batches."""

import csv
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, cast

from benchmarks.fake_dynamo import fake_dynamo
from benchmarks.measurement import Measurement, cpu_ratio
from cmehub.runtime.clients import dynamo_client
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from hub.boards.roster_files import load_roster, read_roster
from local.sample_data.physicians import MOST_PHYSICIANS, npi_of, physician

MEGABYTES, RATIO_LIMIT, GROWTH_LIMIT = 400.0, 2.0, 1.5
STATE = "CA"
AT = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
_COLUMNS = ("licence_id", "given_name", "family_name", "birth_month_day", "npi")
_KILOBYTES = 1024


class _Cost(NamedTuple):
    megabytes: float
    seconds_per_entry: float


class _KeptBatches:
    """Takes batches in a client's place and keeps them as they would be sent."""

    def __init__(self) -> None:
        self.batches: list[Any] = []

    def batch_write_item(self, RequestItems: Any) -> dict[str, Any]:  # noqa: N803 - as boto3 calls it
        self.batches.append(RequestItems)
        return {}


def measure_rosters(entries: int = 1_000_000, few: int = 20_000, rounds: int = 5) -> list[Measurement]:
    """
    Load a roster from a file into a DynamoDB that takes everything.

    How fast is a ratio, because nearly all of it is boto3's own work, which takes a half more on one machine than on
    another: against boto3 when it is handed the same batches, and for each entry of many against each of few.
    """
    with TemporaryDirectory() as folder:
        many, less = Path(folder, "many.csv"), Path(folder, "few.csv")
        _write(many, entries)
        _write(less, few)
        growth, whole = _cost(less, few), _cost(many, entries)
        ratio = _against_boto3(less, rounds)
    return [
        Measurement.at_most("roster-peak", whole.megabytes, "MB", MEGABYTES),
        Measurement.at_most("roster-time", ratio, "x CPU of boto3 sending the same", RATIO_LIMIT),
        Measurement.at_most(
            "roster-growth",
            whole.seconds_per_entry / growth.seconds_per_entry,
            f"x CPU an entry at {few:,}",
            GROWTH_LIMIT,
        ),
    ]


def _cost(path: Path, entries: int) -> _Cost:
    """Load a roster in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.roster_load", str(path)]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603
    return _Cost(told["kilobytes"] / _KILOBYTES, told["cpu_seconds"] / entries)


def _against_boto3(path: Path, rounds: int) -> float:
    batches = _batches(path)
    with fake_dynamo(keep=False):
        client = dynamo_client()

        def load(_: int) -> None:
            store = DynamoRosterStore(DynamoTable(client, "rosters"))
            load_roster(store, path, STATE, at=AT, progress=lambda _: None)

        def send(_: int) -> None:
            for batch in batches:
                client.batch_write_item(RequestItems=batch)

        return cpu_ratio(load, send, rounds)


def _batches(path: Path) -> list[Any]:
    """Return what loading a roster sends."""
    client = _KeptBatches()
    entries = [change.entry for change in read_roster(path, STATE) if change.entry]
    DynamoRosterStore(DynamoTable(cast("Any", client), "rosters")).put(1, entries)
    return client.batches


def _write(path: Path, entries: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for number in range(entries):
            who = physician(number % MOST_PHYSICIANS)
            writer.writerow((number, who.given_name, who.family_name, who.birth_month_day, npi_of(number)))
