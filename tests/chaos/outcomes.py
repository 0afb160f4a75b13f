"""What is so once everything was delivered, in a form in which two worlds can be compared."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cmehub.rules.packs import board_codes
from cmehub.stores import RecordKey
from local.in_memory.hub import MemoryHub


def outcome_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the stores of a hub hold in the end, without its times."""
    submissions, records, ledgers, boards, mails = (
        stored[name] for name in ("submissions", "records", "ledgers", "boards", "physician_mails")
    )
    found = [known for known, submission in submissions._submissions.items() if submission.kind == "learners"]
    hub = _hub_over(stored)
    return {
        "records": {RecordKey.of(record): _timeless(record.model_dump()) for record in records.all()},
        "ledgers": {key: _timeless(ledger.model_dump()) for key, ledger in ledgers._ledgers.items()},
        "reports": {known: _timeless(hub.report(known).model_dump()) for known in sorted(found)},
        "open asks": [ask for board in board_codes() for ask in boards.open_asks(board)],
        "asks answered": sum(boards._answers.values()),
        "months to count": stored["figures"].marked(),
        "told physicians": sorted(mails._known),
        "mailings that wait": [*mails._mailings],
    }


def _hub_over(stored: Mapping[str, Any]) -> MemoryHub:
    """Return a hub over the stores themselves, without the faults before them."""
    hub = MemoryHub()
    for name, store in stored.items():
        setattr(hub, name, store)
    return hub


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_timeless(held) for held in value]
    return None if isinstance(value, dt.datetime) else value
