"""The function behind the routes for PARS's clients."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.hub import Hub, called_hub
from functions.validate.pars.api import ParsApi
from functions.validate.pars.hub import ParsHub, TranscriptHub
from functions.validate.pars.requests import credentials_in_body
from functions.validate.pars.routes import add_activity_routes, add_learner_routes
from functions.validate.pars.transcript_routes import add_transcript_routes
from functions.validate.settings import CallSettings

logger = Logger()


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return called_hub(CallSettings.of(os.environ))


def pars() -> ParsHub:
    """Return what answers."""
    return ParsHub.over(hub(), app.caller)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    return app.answer(event, context)


app = ParsApi(logger, lambda: hub().access, credentials_in_body)
add_activity_routes(app, pars)
add_learner_routes(app, pars)
add_transcript_routes(app, lambda: TranscriptHub.over(hub()))
