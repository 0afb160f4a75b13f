"""The routes ``/v1/me/needs``: what a physician has to earn, and how far it has come."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, ConfigDict

from cmehub.api.contract import SIGNED_IN, Day, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.documents.icalendar import MEDIA_TYPE
from cmehub.passport.deadlines import deadlines
from cmehub.passport.keeping_needs import KeepingNeeds
from cmehub.passport.need_progress import NeedProgress
from cmehub.passport.needs import Need, WantedNeed
from cmehub.rules.cycles import CycleRule, cycle_rules
from cmehub.rules.packs import board_codes, rule_pack

_TAGS = ["Needs"]
_CALENDAR: dict[int, Any] = {200: {"description": "A calendar.", "content": {"text/calendar": {}}}}
_NeedId = Annotated[str, Path(description="What the need is called.", max_length=64)]


class NeedInput(WantedNeed):
    """What is needed, in which days."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"authority": "ABIM", "starts": "2024-01-01", "ends": "2028-12-31"},
                {"authority": "OH", "starts": "2026-01-01", "ends": "2027-12-31", "amount": 50},
            ]
        },
    )

    starts: Day
    ends: Day


class NeedView(WantedNeed):
    """A need as it is kept."""

    need: str

    @classmethod
    def of_need(cls, need: Need) -> "NeedView":
        """Return what is told of a need."""
        return cls(**need.model_dump(exclude={"need_id", "made_at"}), need=need.need_id)


class BoardCycles(BaseModel):
    """
    A board, for choosing.

    Attributes
    ----------
    credit_types
        What it gives points of.
    cycles
        What it asks, as far as that is known; of other cycles the physician says how much is asked.
    """

    board: str
    name: str
    credit_types: tuple[str, ...]
    cycles: tuple[CycleRule, ...]


class NeedList(BaseModel):
    """The needs, the first to end first, and the boards to choose from."""

    needs: tuple[NeedProgress, ...]
    boards: tuple[BoardCycles, ...]


def add_need_routes(
    app: HubApi,
    keeping: Callable[[], KeepingNeeds],
    learner_keys: Callable[[str], list[str]],
    now: Callable[[], dt.datetime],
) -> None:
    """
    Add the routes to the API of a function.

    Parameters
    ----------
    keeping
        Returns the logic, made once per process.
    learner_keys
        Returns what the records lie under of the physician whom an account has claimed.
    """

    @app.get(
        "/v1/me/needs",
        summary="List my needs",
        responses=person_answers(200, "Your needs with their progress, the first to end first."),
        tags=_TAGS,
        operation_id="listNeeds",
        security=SIGNED_IN,
    )
    def list_needs() -> NeedList:
        """
        Tell what you need, and what of your credits counts toward it: accepted, pending and missing amounts.

        A credit counts by the day of its completion, both ends included. MOC points and CME credits aren't added up.
        """
        progress = keeping().progress(app.person.sub, learner_keys(app.person.sub))
        return NeedList(needs=progress, boards=_boards(now().date()))

    @app.get(
        "/v1/me/deadlines.ics",
        summary="Read my deadlines",
        responses=person_answers(200, "") | _CALENDAR,
        tags=_TAGS,
        operation_id="readMyDeadlines",
        security=SIGNED_IN,
    )
    def read_deadlines() -> Response[str]:
        """Return the last day of each need as a calendar (RFC 5545), with what is missing by now."""
        progress = keeping().progress(app.person.sub, learner_keys(app.person.sub))
        return Response(200, MEDIA_TYPE, deadlines(progress, now()))

    @app.post(
        "/v1/me/needs",
        summary="Add a need",
        status_code=201,
        responses=person_answers(201, "The need; one that is there already is not added again.", "NEEDS_TOO_MANY"),
        tags=_TAGS,
        operation_id="addNeed",
        security=SIGNED_IN,
    )
    def add(given: NeedInput) -> Response[NeedView]:
        """Add what a board, a state or anybody asks of you in a span of days."""
        return Response(201, "application/json", NeedView.of_need(keeping().add(app.person.sub, given)))

    @app.put(
        "/v1/me/needs/<need>",
        summary="Change a need",
        responses=person_answers(200, "The need as it is now.", "NOT_FOUND", "NEED_THERE"),
        tags=_TAGS,
        operation_id="changeNeed",
        security=SIGNED_IN,
    )
    def change(need: _NeedId, given: NeedInput) -> NeedView:
        """Put something else in the place of a need."""
        return NeedView.of_need(keeping().replace(app.person.sub, need, given))

    @app.delete(
        "/v1/me/needs/<need>",
        summary="Delete a need",
        status_code=204,
        responses=person_answers(204, "It is deleted.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="deleteNeed",
        security=SIGNED_IN,
    )
    def delete(need: _NeedId) -> Response[None]:
        """Delete a need; no credit changes."""
        if not keeping().delete(app.person.sub, need):
            raise ProblemError("NOT_FOUND")
        return Response(204)


def _boards(today: dt.date) -> tuple[BoardCycles, ...]:
    packs = [rule_pack(board, today) for board in board_codes()]
    return tuple(
        BoardCycles(
            board=pack.board,
            name=pack.name,
            credit_types=pack.types_on(today),
            cycles=tuple(rule for rule in cycle_rules() if rule.board == pack.board and rule.holds(today)),
        )
        for pack in packs
    )
