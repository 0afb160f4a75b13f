"""The function behind the API's routes that are answered at once: activities, learner records, matches."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.activity_views import ActivityViews
from cmehub.api.calls import Calls
from cmehub.api.record_views import RecordViews
from cmehub.api.resolver import HubApi
from functions.validate.api.activities.calls import ActivityChanges
from functions.validate.api.activities.routes import add_activity_routes
from functions.validate.api.matches.routes import add_match_routes
from functions.validate.api.records.routes import add_record_routes
from functions.validate.callers import access
from functions.validate.chunks.handler import validation

logger = Logger()


def calls() -> Calls:
    """Return the logic of calls that store something."""
    return Calls(validation())


def activity_views() -> ActivityViews:
    """Return the logic of what is told of activities."""
    return ActivityViews(validation().activity_chunks.activities, validation().clock)


def record_views() -> RecordViews:
    """Return the logic of what is told of learner records."""
    hub = validation()
    return RecordViews(hub.learner_chunks.records, hub.learner_chunks.activities, hub.submissions, hub.objects)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one call."""
    return app.answer(event, context)


app = HubApi(logger, lambda: access())  # noqa: PLW0108
add_activity_routes(app, lambda: ActivityChanges(calls(), activity_views()), activity_views)
add_record_routes(app, calls, record_views, lambda: validation().learner_chunks.ledgers)
add_match_routes(app, lambda: validation().match_chunks, lambda: validation().clock())
