"""A board simulated from its roster: it answers at once and remembers in its ledgers."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, Self

from cmehub.boards.asks import Ask
from cmehub.boards.ledger_changes import save_changed
from cmehub.boards.ledgers import BoardRequest, Decision, Ledger
from cmehub.people.identity import IDENTITY_FIELDS, agreeing
from cmehub.people.roster_lookups import NUMBERS, ClaimedPerson, RosterLookups
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.rules.judgement import judge, person_of
from cmehub.rules.packs import RulePack, rule_pack
from cmehub.stores import LedgerKey, LedgerStore, RosterStore
from cmehub.stores.dry_run import DryRunLedgerStore

_WRITERS = 8


class _Known(NamedTuple):
    """Whom the roster has under an ID, and the rows whose names and birth day are those of one person with another."""

    diplomate: RosterEntry | None
    of_others: frozenset[int]


_Judge = Callable[[str, Sequence[BoardRequest], _Known, Ledger], tuple[list[Decision], Ledger]]


@dataclass(frozen=True)
class RosterBoard:
    """What deciding takes: who the diplomates are and what was decided before."""

    rosters: RosterStore
    ledgers: LedgerStore
    pause: Callable[[float], None] = time.sleep

    def dry_run(self) -> Self:
        """Return the same over ledgers that keep nothing."""
        return replace(self, ledgers=DryRunLedgerStore(self.ledgers))

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        """
        Decide on requests, those about one diplomate and activity in the order of their rows.

        Raises
        ------
        LedgerChangedError
            If a ledger is so busy that no decision can be put into it; nothing is lost by asking again.
        """
        return self._decide(ask, requests, _judged)

    def accept_provisionally(self, ask: Ask, requests: Sequence[BoardRequest]) -> tuple[int, ...]:
        """
        Put into the ledgers what counts until a board outside has decided, and return the rows that do.

        What can't be accepted by the rules of the board's pack leaves no trace: it waits for the board.

        Raises
        ------
        LedgerChangedError
            As `decide` does.
        """
        added = [request for request in requests if request.action == "add" and _pack(request).provisional]
        decisions = self._decide(ask, added, _accepted) if added else []
        return tuple(decision.row for decision in decisions if decision.accepted)

    def _decide(self, ask: Ask, requests: Sequence[BoardRequest], judge_all: _Judge) -> list[Decision]:
        groups: dict[LedgerKey, list[BoardRequest]] = defaultdict(list)
        for request in sorted(requests, key=lambda request: request.row):
            groups[LedgerKey(ask.board, request.board_id, request.activity_id)].append(request)
        diplomates = self.rosters.find({EntryKey(ask.board, key.board_id) for key in groups})
        ledgers = self.ledgers.find(groups.keys())
        of_others = self._of_others([request for request in requests if _is_in_doubt(request, diplomates)])

        def settle(key: LedgerKey) -> list[Decision]:
            known = _Known(diplomates.get(EntryKey(ask.board, key.board_id)), of_others)
            return self._settle(ledgers[key], partial(judge_all, ask.name, groups[key], known))

        with ThreadPoolExecutor(_WRITERS) as writers:
            decisions = [decision for of_ledger in writers.map(settle, groups) for decision in of_ledger]
        return sorted(decisions, key=lambda decision: decision.row)

    def _of_others(self, requests: Sequence[BoardRequest]) -> frozenset[int]:
        lookups = RosterLookups(self.rosters, list(map(_claim, requests)))
        found = {request.row: lookups.find(_claim(request), _pack(request).identity) for request in requests}
        return frozenset(row for row, match in found.items() if match.mismatched in NUMBERS)

    def _settle(self, ledger: Ledger, judge_all: Callable[[Ledger], tuple[list[Decision], Ledger]]) -> list[Decision]:
        decisions: list[Decision] = []

        def judged(ledger: Ledger) -> Ledger:
            # In place: where another writer was faster, all is decided anew from what is stored.
            decisions[:], after = judge_all(ledger)
            return after

        save_changed(self.ledgers, ledger, judged, self.pause)
        return decisions


def _judged(ask: str, requests: Sequence[BoardRequest], known: _Known, ledger: Ledger) -> tuple[list[Decision], Ledger]:
    decisions, ledger = _accepted(ask, requests, known, ledger)
    return decisions, ledger.with_rejections(ask, decisions, [request.row for request in requests])


def _accepted(
    ask: str, requests: Sequence[BoardRequest], known: _Known, ledger: Ledger
) -> tuple[list[Decision], Ledger]:
    """Judge requests and return the ledger with what is accepted alone."""
    decisions = []
    for request in requests:
        is_of_other = request.row in known.of_others
        decision, ledger = judge(ask, request, ledger, known.diplomate, _pack(request), is_of_other=is_of_other)
        decisions.append(decision)
    return decisions, ledger


def _pack(request: BoardRequest) -> RulePack:
    return rule_pack(request.board, request.completion_date)


def _is_in_doubt(request: BoardRequest, diplomates: Mapping[EntryKey, RosterEntry]) -> bool:
    """Tell whether an ID was given that may be somebody else's."""
    diplomate = diplomates.get(EntryKey(request.board, request.board_id))
    agrees = diplomate is not None and agreeing(person_of(request), diplomate) == IDENTITY_FIELDS
    return request.action == "add" and not request.by_name and not agrees


def _claim(request: BoardRequest) -> ClaimedPerson:
    return ClaimedPerson(person_of(request), request.board, request.board_id)
