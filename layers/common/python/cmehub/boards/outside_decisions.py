"""What boards decided outside the hub, put into their ledgers: deletes and status calls are answered from there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from cmehub.boards.asks import Ask
from cmehub.boards.ledger_changes import save_changed
from cmehub.boards.ledgers import BoardRequest, Decision, Ledger
from cmehub.stores import LedgerKey, LedgerStore

_WRITERS = 8


def record(ledgers: LedgerStore, ask: Ask, requests: Mapping[int, BoardRequest], decisions: Sequence[Decision]) -> None:
    """
    Put decisions into the ledgers; one that is there already changes nothing.

    Parameters
    ----------
    ask, requests
        The ask and all its rows.
    decisions
        What was decided about some of them or all.

    Raises
    ------
    LedgerChangedError
        If a ledger is so busy that nothing can be put into it; the same once more is all that it takes.
    """
    rows: dict[LedgerKey, list[int]] = defaultdict(list)
    for row, request in requests.items():
        rows[LedgerKey(request.board, request.board_id, request.activity_id)].append(row)
    decided = {decision.row: decision for decision in decisions}
    keys = [key for key, of_ledger in rows.items() if not decided.keys().isdisjoint(of_ledger)]
    found = ledgers.find(keys)

    def save(key: LedgerKey) -> None:
        given = [decided[row] for row in sorted(rows[key]) if row in decided]

        def with_decisions(ledger: Ledger) -> Ledger:
            for decision in given:
                request = requests[decision.row]
                ledger = ledger.with_accepted(request) if decision.accepted else ledger.without(request)
            return ledger.with_rejections(ask.name, given, rows[key])

        save_changed(ledgers, found[key], with_decisions)

    with ThreadPoolExecutor(_WRITERS) as writers:
        for _ in writers.map(save, keys):
            pass
