"""How long to wait: for as long as what is waited for gets on, on a busy machine too."""

import time
from collections.abc import Callable


class Patience:
    """
    Lasts until what is looked at has stood still for a while.

    Parameters
    ----------
    seconds
        For how long; the default outlasts ten functions that start at once on a machine with other work.
    clock
        Tells the time in seconds.
    """

    def __init__(self, seconds: float = 180, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._moved_at = clock()
        self._state: object = None

    def lasts(self, state: object) -> bool:
        """Tell whether to wait on, after a look at how far it has come."""
        if state != self._state:
            self._state, self._moved_at = state, self._clock()
        return self._clock() - self._moved_at < self.seconds
