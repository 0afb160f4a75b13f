"""The API's routes for webhooks and their events."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from cmehub.api.access import ADMINISTERING
from cmehub.api.resolver import HubApi
from functions.ingest.webhook_desk import (
    AttemptState,
    EventState,
    Promise,
    ReplayRequest,
    WebhookChange,
    WebhookDesk,
    WebhookRequest,
    WebhookSecret,
    WebhookState,
)

MOST_EVENTS = 100


def add_webhook_routes(app: HubApi, desk: Callable[[], WebhookDesk]) -> None:
    """Add the routes; ``desk`` makes, once per process, what answers them."""
    _add_routes_to_keep_them(app, desk)
    _add_routes_to_their_events(app, desk)


def _add_routes_to_keep_them(app: HubApi, desk: Callable[[], WebhookDesk]) -> None:
    @app.get("/v1/webhooks")
    def tell_webhooks() -> list[WebhookState]:
        """Return all webhooks."""
        return desk().all(app.caller.may(ADMINISTERING))

    @app.post("/v1/webhooks")
    def add_webhook(wanted: WebhookRequest) -> Response[WebhookSecret]:
        """Add a webhook; its secret is shown in this answer alone."""
        added = desk().add(app.caller.may(ADMINISTERING), wanted)
        return Response(201, "application/json", added, headers={"Location": f"webhooks/{added.webhook_id}"})

    @app.get("/v1/webhooks/<webhook_id>")
    def tell_webhook(webhook_id: str) -> WebhookState:
        """Return a webhook."""
        return desk().find(app.caller.may(ADMINISTERING), webhook_id)

    @app.patch("/v1/webhooks/<webhook_id>")
    def change_webhook(webhook_id: str, wanted: WebhookChange) -> WebhookState:
        """Change the address or the events of a webhook, enable or disable it."""
        return desk().change(app.caller.may(ADMINISTERING), webhook_id, wanted)

    @app.delete("/v1/webhooks/<webhook_id>")
    def remove_webhook(webhook_id: str) -> Response[str]:
        """Take a webhook out."""
        desk().remove(app.caller.may(ADMINISTERING), webhook_id)
        return Response(204, body="")

    @app.post("/v1/webhooks/<webhook_id>/secret")
    def renew_secret(webhook_id: str) -> WebhookSecret:
        """Give a webhook another secret, which is shown in this answer alone."""
        return desk().renew_secret(app.caller.may(ADMINISTERING), webhook_id)


def _add_routes_to_their_events(app: HubApi, desk: Callable[[], WebhookDesk]) -> None:
    @app.post("/v1/webhooks/<webhook_id>/test")
    def test_webhook(webhook_id: str) -> Response[Promise]:
        """Have a test delivered; what comes of it stands among the deliveries."""
        return _accepted(desk().test(app.caller.may(ADMINISTERING), webhook_id))

    @app.get("/v1/webhooks/<webhook_id>/deliveries")
    def tell_deliveries(webhook_id: str) -> list[AttemptState]:
        """Return the last tries at a webhook, those of the newest deliveries first."""
        return desk().attempts(app.caller.may(ADMINISTERING), webhook_id)

    @app.post("/v1/webhooks/<webhook_id>/replay")
    def replay(webhook_id: str, wanted: ReplayRequest) -> Response[Promise]:
        """Have one event delivered again, or all since a time."""
        return _accepted(desk().replay(app.caller.may(ADMINISTERING), webhook_id, wanted))

    @app.get("/v1/events")
    def tell_events(
        before: Annotated[str | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=MOST_EVENTS)] = MOST_EVENTS,
    ) -> Response[list[EventState]]:
        """Return the events of the last 30 days, the newest first; a full page names the next one in ``Link``."""
        events = desk().kept_events(app.caller.may(ADMINISTERING), before, limit)
        is_full = len(events) == limit
        link = {"Link": f'<?before={events[-1].event_id}&limit={limit}>; rel="next"'} if is_full else {}
        return Response(200, "application/json", events, headers=link)


def _accepted(promise: Promise) -> Response[Promise]:
    return Response(202, "application/json", promise)
