"""Who is in a user pool: how people are reached, and whether they may sign in."""

import datetime as dt
from typing import Protocol

from pydantic import BaseModel, ConfigDict


class Member(BaseModel):
    """
    Somebody who can sign in, or could.

    Attributes
    ----------
    status
        What the pool says: ``CONFIRMED``, ``FORCE_CHANGE_PASSWORD`` of somebody who was invited, and so on.
    enabled
        Whether the account isn't ended.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    sub: str
    email: str
    status: str
    enabled: bool
    since: dt.datetime

    @property
    def is_invited(self) -> bool:
        """Whether they were invited and haven't signed in yet."""
        return self.status == "FORCE_CHANGE_PASSWORD"


class MemberExistsError(Exception):
    """There is somebody with this e-mail address already."""


class MemberStore(Protocol):
    """The people of one user pool."""

    def find(self, name: str) -> Member | None:
        """Return somebody by ``sub`` or by e-mail address."""

    def all(self) -> list[Member]:
        """Return everybody, by e-mail address."""

    def invite(self, email: str) -> Member:
        """
        Let somebody sign in, who is told so by e-mail.

        Raises
        ------
        MemberExistsError
            If there is somebody with this address.
        """

    def invite_again(self, email: str) -> None:
        """Send somebody who was invited and hasn't signed in yet another invitation; the last one counts no more."""

    def add(self, email: str) -> bool:
        """Let somebody sign in by codes that are mailed to an address; False if there is somebody with it already."""

    def sign_out(self, sub: str) -> None:
        """Let nobody go on with a sign-in of this person that is there now."""

    def end(self, sub: str) -> None:
        """Let somebody no more sign in."""

    def remove(self, sub: str) -> None:
        """Take somebody out, if they are there; the address is free."""
