"""The function behind the API's routes for physicians who signed in."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.pools import Pool
from cmehub.api.access import PeopleAccess
from cmehub.api.resolver import HubApi
from cmehub.api.tokens import CognitoTokens
from cmehub.runtime.settings import Settings
from functions.passport.api.me import add_me_routes

logger = Logger()


class PassportSettings(Settings):
    """What this function reads from its environment."""

    physicians_pool_id: str
    physicians_client_id: str
    aws_region: str


@cache
def settings() -> PassportSettings:
    """Return the settings, read once per process."""
    return PassportSettings.of(os.environ)


@cache
def access() -> PeopleAccess:
    """Return who admits callers, made once per process."""
    sign_ins = CognitoTokens.of_pool(settings().physicians_pool_id, settings().aws_region, os.environ)
    return PeopleAccess(Pool.PHYSICIANS, settings().physicians_client_id, sign_ins)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call; nobody on the way may keep what is said of a person."""
    answer = app.answer(event, context)
    return {**answer, "headers": {**answer["headers"], "Cache-Control": "no-store"}}


app = HubApi(logger, access)
add_me_routes(app)
