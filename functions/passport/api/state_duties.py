"""The route ``/v1/me/duties``: what states ask of a physician, duty by duty."""

from collections.abc import Callable

from pydantic import BaseModel

from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.resolver import HubApi
from cmehub.passport.reading_duties import ReadingDuties
from cmehub.passport.state_duties import StateDuties


class StateDutyList(BaseModel):
    """The states among the needs, the first days to end first; needs of the same state and days are told once."""

    states: tuple[StateDuties, ...]


def add_state_duty_routes(app: HubApi, reading: Callable[[], ReadingDuties]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.get(
        "/v1/me/duties",
        summary="List what states ask of me",
        responses=person_answers(200, "Each state among your needs, with its duties."),
        tags=["Needs"],
        operation_id="listStateDuties",
        security=SIGNED_IN,
    )
    def list_duties() -> StateDutyList:
        """
        Tell what each state among your needs asks, duty by duty, and which of your credits count for it.

        It is judged as the state's officers see it when they look at the same days: by what providers reported and may
        pass on. What would count too and they don't see, such as credits that you entered, is told beside it.
        """
        return StateDutyList(states=reading().read(app.person.sub))
