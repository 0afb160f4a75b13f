"""Doing what officers asked to be checked, a portion of licensees at a time."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import orjson

from cmehub.accounts.accesses import Access
from cmehub.licensing.check_files import check_files
from cmehub.licensing.check_messages import AnyCheckMessage, CheckFilesMessage, CheckMessage, CheckPortionMessage
from cmehub.licensing.checked_licensees import CheckedLicensee, checked_licensee, not_found
from cmehub.licensing.checks import Check, CheckProgress, check_key, result_key
from cmehub.licensing.licence_lists import LicenceList, ListedNumber
from cmehub.licensing.licensees import Licensees, ReadLicensee
from cmehub.licensing.samples import drawn
from cmehub.licensing.state_readers import licensing_name, reader_kind
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.runtime.json_lines import pack, unpack
from cmehub.runtime.portions import portions
from cmehub.runtime.queues import Queue
from cmehub.stores import WorkObjects
from cmehub.stores.checks import CheckStore

PORTION = 500
"""Licensees that are looked at together, and again if that fails."""
LIST_NAME = "list.json.gz"
_LOOKED_UP = 1_000


class _Staged(NamedTuple):
    """Whom a check looks at, those born on one day beside each other, and how many the roster has, if it was read."""

    numbers: list[ListedNumber]
    roster_size: int | None = None


@dataclass(frozen=True)
class Checking:
    """
    Everything that checking needs.

    Every step may be done again: a portion's licensees are laid down before anybody hears of them, its result lies
    under its number, and what moves counts is written once.
    """

    licensees: Licensees
    checks: CheckStore
    objects: WorkObjects
    accesses: NotedAccesses
    queue: Queue
    clock: Callable[[], dt.datetime]

    def take(self, message: AnyCheckMessage) -> None:
        """Do what a message asks for, and send what follows."""
        progress = self.checks.find(message.state, message.check_id)
        if progress is None or progress.finished_at:
            return  # its time is over, or nothing is left to do
        check = progress.check
        match message:
            case CheckMessage():
                self._begin(progress)
            case CheckPortionMessage():
                if not self.checks.is_done(check, message.portion):
                    self._check(check, message.portion)
                self._end_if_judged(check)
            case CheckFilesMessage():
                for name, content in check_files(progress, self._list(check), self._results(progress)).items():
                    self.objects.put(check_key(check, name), content)
                self.checks.finish(check, self.clock())

    def _begin(self, progress: CheckProgress) -> None:
        check = progress.check
        if progress.portions is None:
            numbers, roster_size = self._staged(check)
            count = 0
            for count, some in enumerate(portions(numbers, PORTION), start=1):
                self.objects.put(_portion_key(check, count), pack(orjson.dumps([*number]) for number in some))
            self.checks.add_staged(check, licensees=len(numbers), portions=count, roster_size=roster_size)
            progress = self._found(check)
        self.queue.send(
            [
                CheckPortionMessage(state=check.state, check_id=check.check_id, portion=number)
                for number in range(1, (progress.portions or 0) + 1)
            ]
        )
        self._end_if_judged(check)

    def _staged(self, check: Check) -> _Staged:
        rosters = self.licensees.rosters
        if check.of == "list":
            numbers = self._list(check).numbers
            keys = [EntryKey(check.state, number.entry_id) for number in numbers]
            found = chain.from_iterable(rosters.find(some).values() for some in portions(keys, _LOOKED_UP))
            days = {entry.entry_id: entry.birth_month_day for entry in found}
            return _Staged(sorted(numbers, key=lambda number: (days.get(number.entry_id, ""), number.entry_id)))
        days = {entry.entry_id: entry.birth_month_day for entry in rosters.of(check.state)}
        chosen = drawn(check.sample, days.keys()) if check.sample else [*days]
        by_day = sorted(chosen, key=lambda entry_id: (days[entry_id], entry_id))
        return _Staged([ListedNumber(entry_id, entry_id, ()) for entry_id in by_day], len(days))

    def _check(self, check: Check, portion: int) -> None:
        packed = self.objects.get(_portion_key(check, portion))
        numbers = [*map(ListedNumber.of, unpack(packed))]
        found = self.licensees.rosters.find([EntryKey(check.state, number.entry_id) for number in numbers])
        entries = {key.entry_id: entry for key, entry in found.items()}
        read = self._read(check, [*entries.values()])
        lines = [
            checked_licensee(number, read[number.entry_id].standing) if number.entry_id in read else not_found(number)
            for number in numbers
        ]
        self.objects.put(result_key(check, portion), pack(line.model_dump_json().encode() for line in lines))
        self.accesses.add_all([(licensee.entries, _access(check, licensee)) for licensee in read.values()])
        with_email = sum(bool(entry.email) for entry in entries.values())
        self.checks.add_portion(check, portion, Counter(line.result for line in lines), with_email=with_email)

    def _read(self, check: Check, entries: Sequence[RosterEntry]) -> dict[str, ReadLicensee]:
        read = self.licensees.read_all(entries, check.on, chosen=check.span, degree=check.degree)
        return {entry.entry_id: licensee for entry, licensee in zip(entries, read, strict=True)}

    def _end_if_judged(self, check: Check) -> None:
        if self._found(check).is_judged:
            self.queue.send([CheckFilesMessage(state=check.state, check_id=check.check_id)])

    def _found(self, check: Check) -> CheckProgress:
        found = self.checks.find(check.state, check.check_id)
        if found is None:
            raise LookupError(f"the check {check.check_id} has gone")
        return found

    def _list(self, check: Check) -> LicenceList:
        if check.of != "list":
            return LicenceList(())
        return LicenceList.unpacked(self.objects.get(check_key(check, LIST_NAME)))

    def _results(self, progress: CheckProgress) -> list[CheckedLicensee]:
        """Return all results: of a list in its order, else by licence number."""
        keys = [result_key(progress.check, number) for number in range(1, (progress.portions or 0) + 1)]
        lines = chain.from_iterable(unpack(self.objects.get(key)) for key in keys)
        results = map(CheckedLicensee.model_validate, lines)
        return sorted(results, key=lambda licensee: (licensee.rows[:1], licensee.number))


def _access(check: Check, licensee: ReadLicensee) -> Access:
    hours = licensee.standing.standing.hours if licensee.standing.standing else None
    return Access(
        access_id=check.check_id,
        at=check.asked_at,
        reader=reader_kind(check.asked_by),
        who=licensing_name(check.state, check.on),
        what="A check of many licensees, with no credits of yours, since you withhold them"
        if licensee.is_withheld
        else "A check of many licensees: CME credits",
        since=hours.span.starts if hours else None,
        until=hours.span.ends if hours else None,
    )


def _portion_key(check: Check, portion: int) -> str:
    return check_key(check, f"portions/{portion}.jsonl.gz")
