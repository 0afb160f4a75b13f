"""A licensing board's own system keeps webhooks by the routes that providers' systems have."""

from pathlib import Path

import pytest

from cmehub.accounts.keys import StateScope
from cmehub.submissions.messages import WebhookTestMessage
from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub
from tests.webhook_api import URL, WebhookApi


@pytest.fixture
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WebhookApi:
    return WebhookApi(ApiHub(MemoryHub(), tmp_path, monkeypatch))


def test_a_state_s_system_keeps_webhooks_of_its_own_events_as_a_provider_does(hooks: WebhookApi) -> None:
    key, provider = hooks.api.state_key(StateScope.WEBHOOKS), hooks.added()
    answer = hooks.call("POST", "/v1/webhooks", {"url": URL}, key=key)
    assert answer.status == 201
    webhook_id, path = answer.document["webhook_id"], f"/v1/webhooks/{answer.document['webhook_id']}"

    assert answer.document["events"] == ["licensee.credit_added", "licensee.credit_withdrawn"]
    assert [each["webhook_id"] for each in hooks.call("GET", "/v1/webhooks", key=key).document["webhooks"]] == [
        webhook_id
    ]
    assert hooks.call("POST", f"{path}/test", key=key).status == 202
    (message,) = hooks.queue.messages
    assert isinstance(message, WebhookTestMessage)
    assert (message.provider_id, message.webhook_id) == ("OH", webhook_id)
    assert hooks.call("GET", f"/v1/webhooks/{provider['webhook_id']}", key=key).status == 404
    for other in (hooks.key, hooks.api.state_key(StateScope.WEBHOOKS, state="CA")):
        assert hooks.call("GET", path, key=other).status == 404
    lacking = hooks.call("GET", path, key=hooks.api.state_key(StateScope.CHECKS))
    assert (lacking.status, lacking.document["code"]) == (403, "SCOPE_MISSING")


def test_nobody_listens_to_events_of_another_kind_of_owner(hooks: WebhookApi) -> None:
    key = hooks.api.state_key(StateScope.WEBHOOKS)
    path = f"/v1/webhooks/{hooks.added()['webhook_id']}"
    for answer in (
        hooks.call("POST", "/v1/webhooks", {"url": URL, "events": ["records.decided"]}, key=key),
        hooks.call("POST", "/v1/webhooks", {"url": URL, "events": ["licensee.credit_added"]}),
        hooks.call("PATCH", path, {"events": ["licensee.credit_added"]}),
    ):
        assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
        assert "you aren't told of" in answer.document["detail"]
