"""Checks of licensees: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from cmehub.licensing.checks import Check, CheckProgress, CheckResult


class CheckStore(Protocol):
    """What states' officers asked to be checked, and how far that is; each is kept for `CHECK_LIFE`."""

    def open(self, check: Check) -> None:
        """Store a check that is asked for."""

    def find(self, state: str, check_id: str) -> CheckProgress | None:
        """Return a check of a state."""

    def of_state(self, state: str, *, before: str | None = None, limit: int) -> list[CheckProgress]:
        """Return the checks of a state, the latest first, from behind one on."""

    def add_staged(self, check: Check, *, licensees: int, portions: int, roster_size: int | None) -> None:
        """Add how many licensees are looked at; only the first time counts."""

    def is_done(self, check: Check, portion: int) -> bool:
        """Tell whether a portion is done."""

    def add_portion(
        self, check: Check, portion: int, counts: Mapping[CheckResult, int], *, with_email: int = 0
    ) -> None:
        """
        Add that a portion is done; only the first time counts.

        Parameters
        ----------
        counts, with_email
            How many licensees have each result, and how many an e-mail address on the roster.
        """

    def keep(self, check: Check, until: dt.datetime) -> None:
        """Keep a check, though not its results, until a moment after `CHECK_LIFE`."""

    def finish(self, check: Check, at: dt.datetime) -> None:
        """Add that the results can be fetched; only the first time counts."""
