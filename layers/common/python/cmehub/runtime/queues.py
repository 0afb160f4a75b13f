"""Sending to the queues."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from pydantic import BaseModel

from cmehub.runtime.portions import portions

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

BATCH = 10
NO_DELAY = dt.timedelta(0)
"""No more than the queue's own."""
LONGEST_DELAY = dt.timedelta(minutes=15)  # SQS takes no longer one


class Queue(Protocol):
    """Where messages are sent."""

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:
        """Send messages, all of them, to arrive after a delay; raises `QueueError` if one isn't taken."""


class QueueError(Exception):
    """A queue didn't take every message."""


class SqsQueue:
    """A queue in SQS."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:
        """Send messages in batches."""
        later = {"DelaySeconds": math.ceil(delay.total_seconds())} if delay else {}
        for some in portions(messages, BATCH):
            answer = self._client.send_message_batch(
                QueueUrl=self._url,
                Entries=[
                    {"Id": str(place), "MessageBody": message.model_dump_json(), **later}  # type: ignore[typeddict-item]  # for the delay
                    for place, message in enumerate(some)
                ],
            )
            if failed := answer.get("Failed"):
                raise QueueError(f"{len(failed)} of {len(some)} messages were not taken: {failed[0]['Code']}")

    def put_off(self, receipt_handle: str, delay: dt.timedelta) -> None:
        """Let a message that was received and isn't done come again after this time."""
        seconds = int(delay.total_seconds())
        self._client.change_message_visibility(
            QueueUrl=self._url, ReceiptHandle=receipt_handle, VisibilityTimeout=seconds
        )


class MemoryQueue:
    """A queue in memory, for tests."""

    def __init__(self) -> None:
        self.messages: list[BaseModel] = []

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:  # noqa: ARG002 - as a `Queue` has it
        """Keep the messages."""
        self.messages.extend(messages)
