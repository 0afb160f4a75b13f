"""Records that lie under what their rows tell, because no roster knew the learner: they wait to be taken home."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cmehub.learners.records import LearnerRecord, learner_hash
from cmehub.people.matching import match_learners
from cmehub.people.roster_lookups import NPI
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.stores import RecordStore, RosterStore


@dataclass(frozen=True)
class WaitingRecords:
    """The records that wait, and the rosters that may know their learners by now."""

    records: RecordStore
    rosters: RosterStore

    def take_home(self, entries: Iterable[RosterEntry]) -> int:
        """
        Match again what waits under the IDs of physicians, or without an ID under their names, and move it to them.

        Each record is judged like a row that arrives now. It keeps its ID, what boards said to it and where it came
        from. Doing it again changes nothing.

        Returns
        -------
        int
            How many records were moved.
        """
        some = [*entries]
        hashes = self.records.waiting({key for entry in some for key in _ids(entry)})
        hashes |= self.records.unmatched({name for entry in some for name in _names(entry)}).keys()
        return sum(self._moved(self.records.of_learner(place)) for place in sorted(hashes))

    def _moved(self, lying: list[LearnerRecord]) -> int:
        homes: dict[str, list[LearnerRecord]] = defaultdict(list)
        matches = match_learners((record.row for record in lying), self.rosters)
        for record, match in zip(lying, matches, strict=True):
            if match.places:
                homes[match.learner_key].append(record)
        for learner_key, records in homes.items():
            self.records.move(records, learner_key)
        return sum(map(len, homes.values()))


def _ids(entry: RosterEntry) -> Iterator[EntryKey]:
    yield entry.key
    if entry.npi:
        yield EntryKey(NPI, entry.npi)


def _names(entry: RosterEntry) -> Iterator[str]:
    for family_name in (entry.family_name, *entry.former_names):
        yield learner_hash(entry.given_name, family_name, entry.birth_month_day)
