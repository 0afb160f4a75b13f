"""What the queues carry: pointers to work, never the work itself, and no personal data."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    submission_id: str
    provider_id: str


class ChunkMessage(_Message):
    """A chunk is staged and waits to be validated."""

    type: Literal["chunk"] = "chunk"
    chunk: int
    key: str
    digest: str


class BoardMessage(_Message):
    """
    A board is asked about the rows of one chunk; in a dry run, what it would say.

    ``parked`` is how often the question was put off because the board was down.
    """

    type: Literal["board_request"] = "board_request"
    chunk: int
    board: str
    key: str
    digest: str
    dry_run: bool = False
    parked: int = 0


class NoticeMessage(_Message):
    """A submission is finished, and its provider may have to be told."""

    type: Literal["submission_finished"] = "submission_finished"
