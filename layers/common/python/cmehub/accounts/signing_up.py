"""Signing up: whoever receives mail at an address may sign in with it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.stores.members import MemberStore

ANSWERED_AFTER = dt.timedelta(seconds=2)
"""Longer than making an account takes, so that the time of an answer doesn't tell whether one was made."""


@dataclass(frozen=True)
class SigningUp:
    """
    Everything that signing up needs.

    Attributes
    ----------
    elapsed
        The seconds since any one moment.
    pause
        Waits for so many seconds.
    """

    physicians: MemberStore
    elapsed: Callable[[], float]
    pause: Callable[[float], None]

    def sign_up(self, email: str) -> None:
        """
        Let somebody sign in with an address, or leave the account that there is as it is.

        The account has no password: the first to sign in has read the code that is mailed to the address.
        """
        begun = self.elapsed()
        self.physicians.add(email)
        self.pause(max(0.0, ANSWERED_AFTER.total_seconds() - (self.elapsed() - begun)))
