"""What was tried about whom, and how often in vain: what keeps people from being found out by trying."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

DAYS_KEPT = 90
"""So long a day's tallies are kept; what was tried about somebody goes when the day is over."""


class Tally(NamedTuple):
    """How many look-ups of a caller on one day found somebody, and how many were in vain."""

    matched: int
    failed: int


class TriesMade(NamedTuple):
    """A caller's tally so far, and the trials that were admitted, of those subjects about whom any was."""

    tally: Tally
    tried: Mapping[str, frozenset[str]]


class TryStore(Protocol):
    """
    What was tried about whom, and how often in vain, by days of UTC.

    A subject is whom a try is about or who tries, and a trial is what was tried; both are hashed by whoever gives them
    if they name a person. The same trial again counts no more: it tells nothing new.
    """

    def admit(self, subject: str, trial: str, day: dt.date, *, most: int) -> bool:
        """
        Write a trial down; False if there is no room for it, since ``most`` others were tried about the subject.

        ``most`` is 1 or more. Of trials at the same moment, no more are admitted than there is room for.
        """

    def standing(self, caller: str, subjects: Collection[str], day: dt.date) -> TriesMade:
        """Return how a caller and subjects stand on a day, read at once."""

    def count(self, caller: str, day: dt.date, *, matched: int = 0, failed: int = 0) -> Tally:
        """Add to a caller's tally of a day, and return what that makes."""

    def tallies(self, day: dt.date) -> dict[str, Tally]:
        """Return the tally of each caller who looked anybody up on a day."""
