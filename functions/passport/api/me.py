"""The route ``/v1/me``: who is signed in."""

from collections.abc import Callable

from pydantic import BaseModel

from cmehub.accounts.claiming import Claiming
from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.resolver import HubApi
from functions.passport.api.claims import ToldClaim, told_claims


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


def add_me_routes(app: HubApi, claiming: Callable[[], Claiming]) -> None:
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
        return Me(account=app.person.sub, claims=tuple(told_claims(claiming().claims(app.person.sub))))
