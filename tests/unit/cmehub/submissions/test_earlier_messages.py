"""What waits in the queues while a release is deployed, or taken back, is still read by the next one."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from cmehub.figures.figure_messages import FIGURE_MESSAGES
from cmehub.licensing.check_messages import CHECK_MESSAGES
from cmehub.submissions.messages import EVENT_MESSAGES, NOTICE_MESSAGES, BoardMessage, ChunkMessage, DeliveryMessage

READERS: dict[str, TypeAdapter[Any]] = {
    "chunks": TypeAdapter(ChunkMessage),
    "boards": TypeAdapter(BoardMessage),
    "deliveries": TypeAdapter(DeliveryMessage),
    "events": EVENT_MESSAGES,
    "notices": NOTICE_MESSAGES,
    "checks": CHECK_MESSAGES,
    "figures": FIGURE_MESSAGES,
}
EARLIER = sorted((Path(__file__).parents[3] / "earlier_messages").glob("*.json"))
"""Messages as releases sent them, by the day of the release; a file is never changed."""


def _messages() -> list[tuple[str, dict[str, Any]]]:
    queues = [queue for file in EARLIER for queue in json.loads(file.read_text()).items()]
    return [(queue, message) for queue, messages in queues for message in messages]


@pytest.mark.parametrize(("queue", "message"), _messages())
def test_a_message_of_an_earlier_release_is_read_and_nothing_of_it_is_lost(queue: str, message: dict[str, Any]) -> None:
    read: BaseModel = READERS[queue].validate_json(json.dumps(message))

    assert read.model_dump(mode="json", exclude_unset=True) == message


@pytest.mark.parametrize("queue", READERS)
def test_every_kind_of_message_is_among_those_of_the_releases(queue: str) -> None:
    """A new kind comes with a file of its own, named by its day."""
    schema = READERS[queue].json_schema()
    is_one = "discriminator" not in schema
    kinds = {schema["properties"]["type"]["const"]} if is_one else {*schema["discriminator"]["mapping"]}
    assert kinds <= {message["type"] for other, message in _messages() if other == queue}
