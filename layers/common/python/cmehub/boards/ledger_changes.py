"""Changes of ledgers that several writers make at the same time."""

import random
import time
from collections.abc import Callable

from cmehub.boards.ledgers import Ledger
from cmehub.stores import LedgerChangedError, LedgerKey, LedgerStore

_TRIES = 20
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0
"""Seconds that a writer waits at most before it tries again; each pause is drawn anew, so that writers part ways."""


def save_changed(
    ledgers: LedgerStore,
    ledger: Ledger,
    change: Callable[[Ledger], Ledger],
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """
    Change a ledger and save it, anew from what is stored whenever another writer was faster.

    Parameters
    ----------
    ledgers
        Where it is stored.
    ledger
        As it was read; the change is tried on it first.
    change
        Returns the ledger as it shall be; one that needs no change isn't saved.
    pause
        Waits for so many seconds.

    Raises
    ------
    LedgerChangedError
        If others are faster again and again; nothing is lost by trying once more later.
    """
    key = LedgerKey(ledger.board, ledger.board_id, ledger.activity_id)
    longest = _FIRST_PAUSE
    for _ in range(_TRIES):
        after = change(ledger)
        if after == ledger:
            return
        try:
            ledgers.save(after)
        except LedgerChangedError:
            pause(random.uniform(0, longest))  # noqa: S311 - no secret
            longest = min(2 * longest, _LONGEST_PAUSE)
            ledger = ledgers.find([key])[key]
        else:
            return
    raise LedgerChangedError
