"""The routes of the account itself: who is signed in, and signing out everywhere."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from cmehub.accounts.claiming import Claiming
from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.rules.packs import is_board
from cmehub.stores.members import MemberStore
from cmehub.stores.needs import NeedStore
from cmehub.stores.standings import StandingStore
from functions.passport.api.claims import ClaimView, told_claims


class Me(BaseModel):
    """
    Who is signed in.

    Attributes
    ----------
    account
        What the hub calls the account; never an e-mail address.
    email
        Where mails go, as the user pool has it.
    claims
        Whom the account holds, an ID at a board or state each.
    boards
        Codes of the boards that these and the account's needs name: what counts for one of them counts for its holder.
    states
        Letters of the states that the account's needs name.
    ends_on
        The last day, US Eastern, on which the account can be kept; null unless it is to end.
    """

    account: str
    email: str
    claims: tuple[ClaimView, ...]
    boards: tuple[str, ...]
    states: tuple[str, ...]
    ends_on: dt.date | None


@dataclass(frozen=True)
class SignedInAccount:
    """Everything that the routes about the account itself need."""

    members: MemberStore
    standings: StandingStore
    claiming: Claiming
    needs: NeedStore
    clock: Callable[[], dt.datetime]

    def tell(self, sub: str, ends_on: dt.date | None) -> Me:
        """
        Tell of an account, and until which day it can be kept if it is to end.

        Raises
        ------
        ProblemError
            If the user pool knows it no more.
        """
        member = self.members.find(sub)
        if member is None or not member.enabled:
            raise ProblemError("SIGN_IN_OVER")
        claims = tuple(told_claims(self.claiming.claims(sub)))
        of_claims = {claim.authority for claim in claims if is_board(claim.authority)}
        of_needs = {need.authority for need in self.needs.of_account(sub) if need.authority}
        boards = tuple(sorted(of_claims | set(filter(is_board, of_needs))))
        states = tuple(sorted(of_needs - set(boards)))
        return Me(account=sub, email=member.email, claims=claims, boards=boards, states=states, ends_on=ends_on)

    def sign_out(self, sub: str) -> None:
        """End all sign-ins of an account, on every device: tokens are refused from now on, and none is given anew."""
        self.standings.sign_out(sub, at=self.clock())
        self.members.sign_out(sub)


def add_me_routes(app: HubApi, account: Callable[[], SignedInAccount]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

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
        return account().tell(app.person.sub, app.person.ends_on)

    @app.post(
        "/v1/me/sign-out",
        summary="Sign out everywhere",
        status_code=204,
        responses=person_answers(204, "Every sign-in of the account has ended."),
        tags=["Account"],
        operation_id="signOutEverywhere",
        security=SIGNED_IN,
    )
    def sign_out() -> Response[None]:
        """End every sign-in of the account, on this device and on all others."""
        account().sign_out(app.person.sub)
        return Response(204)
