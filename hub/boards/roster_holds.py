"""Loading a roster alone, so that of two loads at once neither loses what the other stores."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cmehub.licensing.sent_rosters import LOAD_TIME
from cmehub.stores.sent_rosters import SentRosterStore
from hub.errors import UserError


@contextmanager
def loading_alone(
    sent: SentRosterStore, authority: str, progress: Callable[[str], None], clock: Callable[[], dt.datetime]
) -> Iterator[Callable[[str], None]]:
    """
    Keep other loads of a roster away, those of rosters that officers send too.

    Yields
    ------
    Callable[[str], None]
        Tells how far the load is, and keeps the others away for `LOAD_TIME` more.

    Raises
    ------
    UserError
        If another load goes on, or was begun since because nothing was told for so long.
    """
    holder = f"hub load-roster {secrets.token_hex(4)}"
    began_at = clock()
    if sent.hold(authority, holder, at=began_at, until=began_at + LOAD_TIME):
        minutes = LOAD_TIME // dt.timedelta(minutes=1)
        raise UserError(
            f"Another roster of {authority} is being loaded. Load this file again once it is, "
            f"or {minutes} minutes after that load broke off."
        )

    def tell(said: str) -> None:
        if not sent.prolong(authority, holder, until=clock() + LOAD_TIME):
            raise UserError(f"Another load of {authority} was begun meanwhile. Load this file again.")
        progress(said)

    try:
        yield tell
    finally:
        sent.release(authority, holder)
