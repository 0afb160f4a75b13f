"""The route ``/v1/me``: who is signed in."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel

from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.resolver import HubApi


class ToldClaim(BaseModel):
    """
    An entry of a roster that the account has proved to be about its holder.

    Attributes
    ----------
    authority, name
        The code of the board or state, and its name.
    sureness
        *stated*: what the holder said agrees with the roster; *confirmed*: a code was sent to the roster's e-mail, or
        an operator looked at papers.
    """

    authority: str
    name: str
    id: str
    sureness: Literal["stated", "confirmed"]
    since: dt.datetime


class Me(BaseModel):
    """
    Who is signed in.

    Attributes
    ----------
    account
        What the hub calls the account; never an e-mail address.
    claims
        Whom the account holds, an ID at a board or state each.
    """

    account: str
    claims: tuple[ToldClaim, ...]


def add_me_routes(app: HubApi) -> None:
    """Add the route to the API of a function."""

    @app.get(
        "/v1/me",
        summary="Who am I",
        responses=person_answers(200, "Who is signed in."),
        tags=["Account"],
        operation_id="tellMe",
        security=SIGNED_IN,
    )
    def tell_me() -> Me:
        """Tell who is signed in, and whom the account has claimed to be."""
        return Me(account=app.person.sub, claims=())
