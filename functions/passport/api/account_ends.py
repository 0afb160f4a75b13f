"""The routes of an account's end: letting it end, keeping it, and what is possible in between."""

import datetime as dt
from collections.abc import Callable

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from pydantic import BaseModel

from cmehub.api.contract import SIGNED_IN, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.passport.account_ends import AskedEnds

_WHILE_IT_ENDS = {
    ("GET", "/v1/me"),
    ("DELETE", "/v1/me"),
    ("POST", "/v1/me/stay"),
    ("POST", "/v1/me/archive"),
    ("POST", "/v1/me/sign-out"),
}


class AccountEndView(BaseModel):
    """
    When an account ends.

    Attributes
    ----------
    ends_on
        The last day, US Eastern, on which it can be kept.
    """

    ends_on: dt.date


def add_account_end_routes(app: HubApi, asked: Callable[[], AskedEnds]) -> None:
    """Add the routes to the API of a function, and keep accounts that are to end from its other routes."""

    @app.delete(
        "/v1/me",
        summary="Let my account end",
        responses=person_answers(200, "When it ends; asked again, the same."),
        tags=["Account"],
        operation_id="letAccountEnd",
        security=SIGNED_IN,
    )
    def let_end() -> AccountEndView:
        """
        Let your account end in 14 days, with all that is yours in it. Until then you can keep it.

        Until then nothing else can be done with it, but to download it. What providers reported of you stays with the
        boards.
        """
        return AccountEndView(ends_on=asked().ask(app.person.sub))

    @app.post(
        "/v1/me/stay",
        summary="Keep my account",
        status_code=204,
        responses=person_answers(204, "It doesn't end; nothing of it is lost."),
        tags=["Account"],
        operation_id="keepAccount",
        security=SIGNED_IN,
    )
    def stay() -> Response[None]:
        """Take back that your account is to end."""
        if not asked().keep(app.person.sub):
            raise ProblemError("SIGN_IN_OVER")
        return Response(204)

    def refuse_what_ends(_: ApiGatewayResolver, route: NextMiddleware) -> Response[str]:
        ends_on = app.person.ends_on if app.is_signed_in else None
        called = app.current_event.raw_event["requestContext"]["http"]["method"], app.current_event.path
        if ends_on and called not in _WHILE_IT_ENDS:
            raise ProblemError("ACCOUNT_ENDS", f"It can be kept until {ends_on}, US Eastern: POST /v1/me/stay.")
        return route(app)

    app.use(middlewares=[refuse_what_ends])
