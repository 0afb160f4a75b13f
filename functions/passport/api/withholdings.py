"""The routes ``/v1/me/withholdings``: from which states' licensing boards a physician withholds credits."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.fields.eastern import eastern_day
from cmehub.licensing.state_readers import licensing_name
from cmehub.licensing.withholdings import Withholding, may_withhold, reporting_rule
from cmehub.people.states import STATES
from cmehub.stores import AccountStore
from cmehub.stores.withholdings import WithholdingStore

_TAGS = ["Licensing boards"]
_NOT_FOUND_RULE = "Whether reporting credits to the board is voluntary was not found, so nothing is withheld from it."
StateName = Annotated[str, Path(description="A state's two letters, in which you are licensed.")]


class StateChoice(BaseModel):
    """
    A state in which you are licensed, as far as your claims tell.

    Attributes
    ----------
    board
        Who licenses there, and whose officers see CME credits of yours.
    may_withhold
        Whether reporting to it is voluntary, so that you may withhold your credits.
    told, source
        How credits reach the board, and where that was read; the source is null if it wasn't found.
    withheld_since
        Since when you withhold all CME credits from it, if you do.
    """

    state: str
    name: str
    board: str
    may_withhold: bool
    told: str
    source: str | None
    withheld_since: dt.datetime | None


class StateChoices(BaseModel):
    """The states in which you are licensed, in alphabetical order."""

    states: tuple[StateChoice, ...]


@dataclass(frozen=True)
class WithholdingChoices:
    """Everything that choosing from which states to withhold credits needs."""

    accounts: AccountStore
    withholdings: WithholdingStore
    clock: Callable[[], dt.datetime]

    def choices(self, sub: str) -> StateChoices:
        """Return the states of an account's licences, and those from which it withholds."""
        withheld = {found.state: found.since for found in self.withholdings.of_account(sub)}
        states = sorted(self._states(sub) | withheld.keys())
        return StateChoices(states=tuple(self._choice(state, withheld.get(state)) for state in states))

    def withhold(self, sub: str, state: str) -> None:
        """
        Withhold all CME credits of an account from a state's officers.

        Raises
        ------
        ProblemError
            If the account has no licence of it, or reporting to its board isn't known to be voluntary.
        """
        if state not in self._states(sub):
            raise ProblemError("NOT_FOUND", "None of your claims is of a licence of such a state.")
        if not may_withhold(state, eastern_day(self.clock())):
            raise ProblemError("REPORTING_NOT_VOLUNTARY")
        self.withholdings.put(sub, Withholding(state=state, since=self.clock()))

    def show(self, sub: str, state: str) -> None:
        """
        Let a state's officers see an account's CME credits again.

        Raises
        ------
        ProblemError
            If nothing is withheld from it.
        """
        if not self.withholdings.from_state(state, {sub}):
            raise ProblemError("NOT_FOUND", "You withhold nothing from such a state.")
        self.withholdings.remove(sub, state)

    def _states(self, sub: str) -> set[str]:
        entries = {key for claim in self.accounts.claims(sub) for key in claim.linked}
        return {key.authority for key in entries} & STATES.keys()

    def _choice(self, state: str, since: dt.datetime | None) -> StateChoice:
        today = eastern_day(self.clock())
        rule = reporting_rule(state, today)
        return StateChoice(
            state=state,
            name=STATES[state],
            board=licensing_name(state, today),
            may_withhold=may_withhold(state, today),
            told=rule.told if rule else _NOT_FOUND_RULE,
            source=rule.source if rule else None,
            withheld_since=since,
        )


def add_withholding_routes(app: HubApi, choosing: Callable[[], WithholdingChoices]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/me/withholdings",
        summary="See what licensing boards see",
        responses=person_answers(200, "The states in which you are licensed."),
        tags=_TAGS,
        operation_id="listMyWithholdings",
        security=SIGNED_IN,
    )
    def list_states() -> StateChoices:
        """Tell of each state in which you are licensed whether its board sees your CME credits, and why."""
        return choosing().choices(app.person.sub)

    @app.put(
        "/v1/me/withholdings/<state>",
        summary="Withhold my credits from a state",
        status_code=204,
        responses=person_answers(204, "They are withheld.", "NOT_FOUND", "REPORTING_NOT_VOLUNTARY"),
        tags=_TAGS,
        operation_id="withholdFromState",
        security=SIGNED_IN,
    )
    def withhold(state: StateName) -> Response[None]:
        """Let a state's officers see none of your CME credits. They aren't told that you withhold them."""
        choosing().withhold(app.person.sub, state)
        return Response(204)

    @app.delete(
        "/v1/me/withholdings/<state>",
        summary="Show my credits to a state again",
        status_code=204,
        responses=person_answers(204, "They are shown.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="showToState",
        security=SIGNED_IN,
    )
    def show(state: StateName) -> Response[None]:
        """Let a state's officers see your CME credits again."""
        choosing().show(app.person.sub, state)
        return Response(204)
