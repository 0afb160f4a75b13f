"""The function behind the routes for PARS's clients."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.clients import dynamo_client
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_registers import DynamoProviderStore
from functions.validate.callers import access, settings
from functions.validate.chunks.handler import validation
from functions.validate.pars.api import ParsApi
from functions.validate.pars.hub import ParsHub
from functions.validate.pars.requests import credentials_in_body
from functions.validate.pars.routes import add_activity_routes, add_learner_routes
from functions.validate.pars.transcript_routes import add_transcript_routes

logger = Logger()


@cache
def hub() -> ParsHub:
    """Return what answers, with its stores, made once per process."""
    return ParsHub.over(validation(), DynamoProviderStore(DynamoTable(dynamo_client(), settings().providers_table)))


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    return app.answer(event, context)


app = ParsApi(logger, lambda: access(), credentials_in_body)  # noqa: PLW0108
add_activity_routes(app, lambda: hub())  # noqa: PLW0108
add_learner_routes(app, lambda: hub())  # noqa: PLW0108
add_transcript_routes(app, lambda: hub())  # noqa: PLW0108
