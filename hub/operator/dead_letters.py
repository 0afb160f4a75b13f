"""Messages that failed too often: why, and their way back."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel
from rich.console import Console

from cmehub.boards.asks import Ask, AskFailure
from cmehub.runtime.portions import portions
from hub import screen
from hub.errors import UserError
from hub.stores import HubStores

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

_BATCH = 10
_LOOK_SECONDS = 2
_HIDDEN_SECONDS = 120
_MOST_SHOWN = 50


class DeadLetter(BaseModel):
    """A message that failed too often, and as much as is known of it; ``failure`` is known of asks to boards."""

    message_id: str
    body: str
    receipt: str
    submission_id: str | None = None
    chunk: int | None = None
    board: str | None = None
    failure: AskFailure | None = None

    @classmethod
    def of(cls, message: "MessageTypeDef", stores: HubStores) -> Self:
        """Return what is known of a message."""
        content = json.loads(message["Body"])
        told = {name: content.get(name) for name in ("submission_id", "chunk", "board")}
        letter = cls(message_id=message["MessageId"], body=message["Body"], receipt=message["ReceiptHandle"], **told)
        failure = stores.boards.failure(letter.ask) if letter.ask else None
        return letter.model_copy(update={"failure": failure})

    @property
    def ask(self) -> Ask | None:
        """The ask to a board that it is, if it is one."""
        if self.submission_id is None or self.chunk is None or self.board is None:
            return None
        return Ask(self.submission_id, self.chunk, self.board)

    @property
    def reason(self) -> str:
        """Why it failed."""
        if self.failure:
            return f"{self.failure.reason} ({self.failure.at:%Y-%m-%d %H:%M}, try {self.failure.tries})"
        return "not noted: it ran out of time or memory, or the log tells" if self.ask else "see the function's log"


def check(stores: HubStores, queue: str) -> None:
    """
    Make sure that there is a queue of this name.

    Raises
    ------
    UserError
        If there is none.
    """
    names = stores.connection.queue_names
    if queue not in names:
        raise UserError(f"There is no queue {queue}. Name one of: {', '.join(names)}.")


def look(stores: HubStores, queue: str) -> list[DeadLetter]:
    """Return the dead letters of a queue, and leave them there."""
    letters = [*_received(stores, queue, hidden=_HIDDEN_SECONDS)]
    url = stores.connection.dead_letter_queue_url(queue)
    for some in portions(letters, _BATCH):
        stores.connection.sqs.change_message_visibility_batch(
            QueueUrl=url,
            Entries=[
                {"Id": str(place), "ReceiptHandle": letter.receipt, "VisibilityTimeout": 0}
                for place, letter in enumerate(some)
            ],
        )
    return letters


def redrive(stores: HubStores, queue: str) -> Iterator[DeadLetter]:
    """
    Move every dead letter of a queue back to it, and yield each once it is moved.

    A letter is deleted only once the queue has taken it: stopped midway, it can come twice but never be lost, and a
    repeated message changes nothing.
    """
    connection = stores.connection
    for letter in _received(stores, queue):
        connection.sqs.send_message(QueueUrl=connection.queue_url(queue), MessageBody=letter.body)
        url = connection.dead_letter_queue_url(queue)
        connection.sqs.delete_message(QueueUrl=url, ReceiptHandle=letter.receipt)
        if letter.failure and letter.ask:
            stores.boards.forget_failure(letter.ask)
        yield letter


def show(letters: Sequence[DeadLetter], output: Console, *, whole: bool) -> None:
    """List letters; if they are many, not all unless the whole list is wanted."""
    if not letters:
        return
    listing = screen.table("Dead letters", "submission, or message", "chunk", "why", right=("chunk",))
    listing.columns[0].no_wrap = True
    most = len(letters) if whole else _MOST_SHOWN
    for letter in letters[:most]:
        listing.add_row(letter.submission_id or letter.message_id, str(letter.chunk or ""), letter.reason)
    output.print(listing)
    if len(letters) > most:
        output.print(f"and {len(letters) - most:,} more; --all lists them")


def _received(stores: HubStores, queue: str, hidden: int = 30) -> Iterator[DeadLetter]:
    connection = stores.connection
    url = connection.dead_letter_queue_url(queue)
    while True:
        answer = connection.sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=_BATCH, WaitTimeSeconds=_LOOK_SECONDS, VisibilityTimeout=hidden
        )
        if not (messages := answer.get("Messages", [])):
            return
        yield from (DeadLetter.of(message, stores) for message in messages)
