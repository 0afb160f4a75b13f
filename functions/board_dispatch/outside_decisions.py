"""What boards decided outside the hub, put into their ledgers: deletes and status calls are answered from there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from cmehub.boards import BoardRequest, Decision, EntryStatus, Ledger, LedgerEntry
from cmehub.stores import LedgerChangedError, LedgerKey, LedgerStore

_WRITERS = 8
_TRIES = 20


def record(ledgers: LedgerStore, requests: Mapping[int, BoardRequest], decisions: Sequence[Decision]) -> None:
    """
    Put decisions into the ledgers; one that is there already changes nothing.

    Parameters
    ----------
    requests
        What was asked, by row.

    Raises
    ------
    LedgerChangedError
        If a ledger is so busy that nothing can be put into it; the same once more is all that it takes.
    """
    groups: dict[LedgerKey, list[Decision]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda one: one.row):
        request = requests[decision.row]
        groups[LedgerKey(request.board, request.board_id, request.activity_id)].append(decision)
    found = ledgers.find(groups.keys())

    def save(key: LedgerKey) -> None:
        ledger = found[key]
        for _ in range(_TRIES):
            after = ledger
            for decision in groups[key]:
                after = _with_decision(after, requests[decision.row], decision)
            if after == ledger:
                return
            try:
                ledgers.save(after)
            except LedgerChangedError:
                ledger = ledgers.find([key])[key]
            else:
                return
        raise LedgerChangedError

    with ThreadPoolExecutor(_WRITERS) as writers:
        for _ in writers.map(save, groups):
            pass


def _with_decision(ledger: Ledger, request: BoardRequest, decision: Decision) -> Ledger:
    entry = ledger.entries.get(request.record_id)
    if request.action == "delete":
        if not decision.accepted or entry is None or entry.status is not EntryStatus.ACCEPTED:
            return ledger
        if request.origin in entry.withdrawn_by:
            return ledger
        withdrawn = {"status": EntryStatus.WITHDRAWN, "withdrawn_by": (*entry.withdrawn_by, request.origin)}
        return ledger.with_entry(request.record_id, entry.model_copy(update=withdrawn))
    if entry is not None and (entry.origin == request.origin or entry.status is EntryStatus.ACCEPTED):
        return ledger
    added = LedgerEntry(
        origin=request.origin,
        status=EntryStatus.ACCEPTED if decision.accepted else EntryStatus.REJECTED,
        completion_date=request.completion_date,
        points=request.points,
        credit_types=request.credit_types,
        reason_code=decision.reason_code,
        reason=decision.reason,
        withdrawn_by=entry.withdrawn_by if entry else (),
    )
    return ledger.with_entry(request.record_id, added)
