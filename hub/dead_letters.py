"""Messages that failed too often, and their way back."""

from typing import TYPE_CHECKING

from hub.errors import UserError
from hub.stack import StackConnection

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

_BATCH = 10
_LOOK_SECONDS = 2


def redrive(connection: StackConnection, queue: str) -> int:
    """
    Move every dead letter of a queue back to it and return how many they were.

    A letter is deleted only once the queue has taken it: stopped midway, it can come twice but never be lost, and a
    repeated message changes nothing.

    Raises
    ------
    UserError
        If there is no such queue, or it doesn't take a message.
    """
    if queue not in connection.queue_names:
        raise UserError(f"There is no queue {queue}. Name one of: {', '.join(connection.queue_names)}.")
    letters = connection.dead_letter_queue_url(queue)
    moved = 0
    while True:
        answer = connection.sqs.receive_message(
            QueueUrl=letters, MaxNumberOfMessages=_BATCH, WaitTimeSeconds=_LOOK_SECONDS
        )
        if not (messages := answer.get("Messages", [])):
            return moved
        _move(connection, messages, letters, connection.queue_url(queue))
        moved += len(messages)


def _move(connection: StackConnection, messages: list["MessageTypeDef"], letters: str, queue: str) -> None:
    for message in messages:
        connection.sqs.send_message(QueueUrl=queue, MessageBody=message["Body"])
        connection.sqs.delete_message(QueueUrl=letters, ReceiptHandle=message["ReceiptHandle"])
