"""The page about webhooks says what the code does."""

import datetime as dt
import json
import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cmehub.accounts.webhooks import MOST_TRIES, MOST_WEBHOOKS, PAUSES
from cmehub.submissions.events import EVENTS_KEPT, EventType
from functions.ingest.api.account.webhook_documents import WebhookSecret
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import ApiHub
from tests.sample_hub import PROVIDER_ID, stocked_hub
from tests.webhook_api import WebhookApi
from tests.webhook_hub import WebhookHub

PAGE = (Path(__file__).parents[6] / "docs" / "webhooks.md").read_text("utf-8")
WEBHOOK, EVENT = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [
    shlex.split(line)
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.replace("\\\n", " ").splitlines()
]


@pytest.fixture(scope="module")
def told() -> WebhookHub:
    """A hub whose webhook was told of a file in posts that are signed now."""
    memory = stocked_hub()
    memory.event_messages.clear()
    memory.submit(SAMPLES / "learners.xml", PROVIDER_ID)
    hub = WebhookHub(memory)
    hub.now = dt.datetime.now(dt.UTC)
    hub.add()
    for message in memory.event_messages:
        for delivery in hub.announce(message):
            hub.deliver(delivery)
    return hub


def test_the_examples_are_what_is_answered_and_posted(told: WebhookHub) -> None:
    assert WebhookSecret.model_validate(WEBHOOK).model_dump(mode="json") == WEBHOOK
    posted = [json.loads(received.body) for received in told.posts.made]
    decided = next(event for event in posted if event["type"] == EVENT["type"])
    row = next(row for row in decided["data"]["rows"] if row["credit_lines"])
    example = EVENT["data"]["rows"][0]
    assert (EVENT.keys(), EVENT["data"].keys()) == (decided.keys(), decided["data"].keys())
    assert (example.keys(), example["credit_lines"][0].keys()) == (row.keys(), row["credit_lines"][0].keys())


@pytest.mark.parametrize(("code", "function"), [*zip(PYTHON, ("verified", "is_good"), strict=True)])
def test_the_code_takes_the_hubs_posts_and_no_others(told: WebhookHub, code: str, function: str) -> None:
    defined: dict[str, Any] = {}
    exec(code, defined)  # noqa: S102

    def is_taken(body: bytes, headers: dict[str, str], secret: str) -> bool:
        try:
            return bool(defined[function](body, headers, secret))
        except Exception:
            return False

    (webhook,) = told.webhooks.of_provider(PROVIDER_ID)
    renewed = webhook.with_new_secret(told.now)
    for post in told.posts.made:
        assert is_taken(post.body, post.headers, webhook.secret)
        both = renewed.headers(post.headers["webhook-id"], post.body, told.now)
        assert is_taken(post.body, both, webhook.secret)
        assert is_taken(post.body, both, renewed.secret)
        assert not is_taken(post.body, post.headers, renewed.secret)
        assert not is_taken(post.body + b" ", post.headers, webhook.secret)
        assert not is_taken(post.body, post.headers | {"webhook-timestamp": "1795176000"}, webhook.secret)


def test_the_commands_are_calls_that_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = WebhookApi(ApiHub(MemoryHub(), tmp_path, monkeypatch))
    webhook_id = ""
    assert len(COMMANDS) == 5
    for command in COMMANDS:
        options = dict(pairwise(command))
        (url,) = [argument for argument in command if argument.startswith("$API")]
        path = url.removeprefix("$API").replace("$ID", webhook_id)
        document = json.loads(options["-d"]) if "-d" in options else None
        answer = hub.call(options.get("-X") or ("POST" if document else "GET"), path, document)
        assert 200 <= answer.status < 300, command
        webhook_id = webhook_id or answer.document["webhook_id"]
    (kept,) = hub.webhooks.of_provider(PROVIDER_ID)
    assert (kept.url, [*kept.events]) == (WEBHOOK["url"], WEBHOOK["events"])


def test_the_page_knows_the_events_the_schedule_and_the_limits() -> None:
    (schedule,) = re.findall(r"^\| after \| at once \| (.*) \|$", PAGE, re.MULTILINE)
    seconds = {"s": 1, "min": 60, "h": 3600}
    pauses = [int(pause.split()[0]) * seconds[pause.split()[1]] for pause in schedule.split(" | ")]
    assert pauses == [pause.total_seconds() for pause in PAUSES]
    assert f"{MOST_TRIES} times in all" in PAGE
    assert f"may have {MOST_WEBHOOKS} webhooks" in PAGE
    assert f"for {EVENTS_KEPT.days} days" in PAGE
    assert all(f"| `{event_type}` |" in PAGE for event_type in EventType)
