"""A board simulated from its roster: it answers at once and remembers in its ledgers."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Self

from cmehub.boards.asks import Ask
from cmehub.boards.ledger_changes import save_changed
from cmehub.boards.ledgers import BoardRequest, Decision, Ledger
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.rules.judgement import judge
from cmehub.rules.packs import rule_pack
from cmehub.stores import LedgerKey, LedgerStore, RosterStore
from cmehub.stores.dry_run import DryRunLedgerStore

_WRITERS = 8


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
        groups: dict[LedgerKey, list[BoardRequest]] = defaultdict(list)
        for request in sorted(requests, key=lambda request: request.row):
            groups[LedgerKey(ask.board, request.board_id, request.activity_id)].append(request)
        diplomates = self.rosters.find({EntryKey(ask.board, key.board_id) for key in groups})
        ledgers = self.ledgers.find(groups.keys())

        def settle(key: LedgerKey) -> list[Decision]:
            return self._settle(ask.name, groups[key], ledgers[key], diplomates.get(EntryKey(ask.board, key.board_id)))

        with ThreadPoolExecutor(_WRITERS) as writers:
            decisions = [decision for of_ledger in writers.map(settle, groups) for decision in of_ledger]
        return sorted(decisions, key=lambda decision: decision.row)

    def _settle(
        self, ask: str, requests: Sequence[BoardRequest], ledger: Ledger, diplomate: RosterEntry | None
    ) -> list[Decision]:
        decisions: list[Decision] = []

        def judged(ledger: Ledger) -> Ledger:
            # In place: where another writer was faster, all is decided anew from what is stored.
            decisions[:], after = _judged(ask, requests, ledger, diplomate)
            return after

        save_changed(self.ledgers, ledger, judged, self.pause)
        return decisions


def _judged(
    ask: str, requests: Sequence[BoardRequest], ledger: Ledger, diplomate: RosterEntry | None
) -> tuple[list[Decision], Ledger]:
    decisions = []
    for request in requests:
        pack = rule_pack(request.board, request.completion_date)
        decision, ledger = judge(ask, request, ledger, diplomate, pack)
        decisions.append(decision)
    return decisions, ledger.with_rejections(ask, decisions, [request.row for request in requests])
