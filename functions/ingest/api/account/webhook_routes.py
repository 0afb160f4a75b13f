"""The routes ``/v1/webhooks`` and ``/v1/events``."""

from collections.abc import Callable

from aws_lambda_powertools.event_handler import Response

from cmehub.accounts.keys import StateScope
from cmehub.api.access import ADMINISTERING
from cmehub.api.contract import Cursor, PageSize, answers, needs, needs_state_key
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from functions.ingest.api.account.provider_webhooks import ProviderWebhooks
from functions.ingest.api.account.webhook_documents import (
    DeliveryList,
    EventList,
    Promise,
    ReplayRequest,
    WebhookChange,
    WebhookList,
    WebhookRequest,
    WebhookSecret,
    WebhookView,
)

_TAGS = ["Webhooks"]
_SECURITY = [*needs(ADMINISTERING), *needs_state_key(StateScope.WEBHOOKS)]


def add_webhook_routes(app: HubApi, webhooks: Callable[[], ProviderWebhooks]) -> None:
    """Add the routes to the API of a function, which makes what answers them when a call comes."""
    _add_routes_to_keep_them(app, webhooks)
    _add_routes_to_their_events(app, webhooks)


def _add_routes_to_keep_them(app: HubApi, webhooks: Callable[[], ProviderWebhooks]) -> None:
    @app.get(
        "/v1/webhooks",
        summary="List webhooks",
        responses=answers(200, "All webhooks, the oldest first."),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="listWebhooks",
    )
    def list_webhooks() -> WebhookList:
        """Tell of all webhooks."""
        return WebhookList(webhooks=webhooks().all(_owner(app)))

    @app.post(
        "/v1/webhooks",
        summary="Add a webhook",
        responses=answers(
            201,
            "The webhook, with its secret.",
            "WEBHOOKS_TOO_MANY",
            headers={"Location": "The webhook, relative to the address that was called."},
        ),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="addWebhook",
    )
    def add_webhook(wanted: WebhookRequest) -> Response[WebhookSecret]:
        """Add a webhook; its secret is shown in this answer alone."""
        added = webhooks().add(_owner(app), wanted)
        return Response(201, "application/json", added, headers={"Location": f"webhooks/{added.webhook_id}"})

    @app.get(
        "/v1/webhooks/<webhook_id>",
        summary="Read a webhook",
        responses=answers(200, "The webhook.", "NOT_FOUND"),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="getWebhook",
    )
    def read_webhook(webhook_id: str) -> WebhookView:
        """Tell of one webhook."""
        return webhooks().find(_owner(app), webhook_id)

    @app.patch(
        "/v1/webhooks/<webhook_id>",
        summary="Change a webhook",
        responses=answers(200, "The webhook as it is now.", "NOT_FOUND"),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="changeWebhook",
    )
    def change_webhook(webhook_id: str, wanted: WebhookChange) -> WebhookView:
        """Change the address or the events of a webhook, enable or disable it; what is left out stays."""
        return webhooks().change(_owner(app), webhook_id, wanted)

    @app.delete(
        "/v1/webhooks/<webhook_id>",
        summary="Delete a webhook",
        responses=answers(204, "The webhook is gone.", "NOT_FOUND"),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="deleteWebhook",
    )
    def delete_webhook(webhook_id: str) -> Response[str]:
        """Take a webhook out; what waits to be delivered to it is dropped."""
        webhooks().remove(_owner(app), webhook_id)
        return Response(204, body="")

    @app.post(
        "/v1/webhooks/<webhook_id>/secret",
        summary="Renew a webhook's secret",
        responses=answers(200, "The webhook, with its new secret.", "NOT_FOUND"),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="renewWebhookSecret",
    )
    def renew_secret(webhook_id: str) -> WebhookSecret:
        """Give a webhook another secret, shown in this answer alone; the one until now signs too for 24 hours."""
        return webhooks().renew_secret(_owner(app), webhook_id)


def _add_routes_to_their_events(app: HubApi, webhooks: Callable[[], ProviderWebhooks]) -> None:
    @app.post(
        "/v1/webhooks/<webhook_id>/test",
        summary="Test a webhook",
        responses=answers(202, "A test is going to be delivered.", "NOT_FOUND"),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="testWebhook",
    )
    def test_webhook(webhook_id: str) -> Response[Promise]:
        """Have a test delivered, once, also to a disabled webhook; what comes of it stands among the deliveries."""
        return _accepted(webhooks().test(_owner(app), webhook_id))

    @app.get(
        "/v1/webhooks/<webhook_id>/deliveries",
        summary="List tries at a webhook",
        responses=answers(200, "The last 50 tries, those of the newest deliveries first.", "NOT_FOUND"),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="listDeliveries",
    )
    def list_deliveries(webhook_id: str) -> DeliveryList:
        """Tell what came of the last tries to deliver something to a webhook."""
        return DeliveryList(deliveries=webhooks().deliveries(_owner(app), webhook_id))

    @app.post(
        "/v1/webhooks/<webhook_id>/replay",
        summary="Replay events",
        responses=answers(202, "The events are going to be delivered.", "NOT_FOUND", "WEBHOOK_DISABLED"),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="replayEvents",
    )
    def replay(webhook_id: str, wanted: ReplayRequest) -> Response[Promise]:
        """Have one event delivered again, or all since a time that the webhook listens to."""
        return _accepted(webhooks().replay(_owner(app), webhook_id, wanted))

    @app.get(
        "/v1/events",
        summary="List events",
        responses=answers(
            200,
            "Events of the last 30 days, the newest first.",
            "NOT_FOUND",
            headers={"Link": "The next page, if there is one."},
        ),
        tags=_TAGS,
        security=_SECURITY,
        operation_id="listEvents",
    )
    def list_events(cursor: Cursor = None, limit: PageSize = 100) -> Response[EventList]:
        """Tell of the events that webhooks were told of, or could be, page by page."""
        events = webhooks().kept_events(_owner(app), cursor, limit)
        is_full = len(events) == limit
        link = {"Link": f'<?cursor={events[-1].event_id}&limit={limit}>; rel="next"'} if is_full else {}
        return Response(200, "application/json", EventList(events=events), headers=link)


def _accepted(promise: Promise) -> Response[Promise]:
    return Response(202, "application/json", promise)


def _owner(app: HubApi) -> str:
    """Return whose webhooks the caller may keep: its provider's ID, or its state's letters."""
    if not app.is_state_system:
        return app.caller.may(ADMINISTERING)
    if StateScope.WEBHOOKS not in app.state_system.scopes:
        raise ProblemError("SCOPE_MISSING", f"Use a key with the scope {StateScope.WEBHOOKS}.")
    return app.state_system.state
