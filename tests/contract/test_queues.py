import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from cmehub.runtime.queues import QueueError, SqsQueue
from cmehub.submissions.messages import ChunkMessage
from tests.examples import PROVIDER_ID

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MESSAGES = [
    ChunkMessage(submission_id="sub", provider_id=PROVIDER_ID, chunk=chunk, key=f"key-{chunk}", digest="d")
    for chunk in range(1, 24)
]


@pytest.fixture
def sqs() -> Iterator["SQSClient"]:
    with mock_aws():
        yield boto3.client("sqs")


def received(sqs: "SQSClient", url: str) -> list[ChunkMessage]:
    found: list[ChunkMessage] = []
    while some := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [ChunkMessage.model_validate_json(message["Body"]) for message in some]
    return sorted(found, key=lambda message: message.chunk)


def test_more_messages_than_a_batch_holds_all_arrive(sqs: "SQSClient") -> None:
    url = sqs.create_queue(QueueName="chunks")["QueueUrl"]

    SqsQueue(sqs, url).send(MESSAGES)
    SqsQueue(sqs, url).send([])

    assert received(sqs, url) == MESSAGES


def test_a_message_that_is_put_off_comes_again_after_its_time(sqs: "SQSClient") -> None:
    url = sqs.create_queue(QueueName="chunks", Attributes={"VisibilityTimeout": "600"})["QueueUrl"]
    SqsQueue(sqs, url).send(MESSAGES[:2])
    for delay in (0, 3600):
        (message,) = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1)["Messages"]
        SqsQueue(sqs, url).put_off(message["ReceiptHandle"], dt.timedelta(seconds=delay))

    found = received(sqs, url)

    assert len(found) == 1


def test_a_message_that_is_not_taken_is_a_fault(sqs: "SQSClient", monkeypatch: pytest.MonkeyPatch) -> None:
    failed = {"Id": "1", "Code": "ThrottlingException", "SenderFault": False}

    def take_all_but_one(**_: Any) -> Any:
        return {"Successful": [], "Failed": [failed]}

    monkeypatch.setattr(sqs, "send_message_batch", take_all_but_one)

    with pytest.raises(QueueError, match="1 of 10 messages were not taken: ThrottlingException"):
        SqsQueue(sqs, "https://example.org/queue").send(MESSAGES)
