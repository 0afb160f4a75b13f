"""What boards are asked and answer."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk
from cmehub.boards.connections import Connection


class BoardStore(Protocol):
    """How boards are reached, and the asks whose answers come later."""

    def connection(self, board: str) -> Connection:
        """Return how a board is reached: by its roster, unless something else was said."""

    def connect(self, board: str, connection: Connection) -> None:
        """Say how a board is reached."""

    def open(self, ask: OpenAsk) -> None:
        """Add that an ask waits for decisions; one that waits already goes on waiting since then."""

    def waiting(self, ask: Ask) -> OpenAsk | None:
        """Return an ask if it waits for decisions."""

    def open_asks(self, board: str) -> list[OpenAsk]:
        """Return the asks that wait for a board's decisions, the oldest first."""

    def note_file(self, ask: Ask, file: str) -> None:
        """Keep in which file an ask went to its board, if it still waits."""

    def close(self, ask: Ask, *, answered_at: dt.datetime | None = None) -> None:
        """
        Take out that an ask waits; its decisions stay.

        If its board has answered it, that is counted by how long it took, once.
        """

    def add_decisions(self, ask: Ask, decisions: Sequence[ArrivedDecision]) -> None:
        """Add decisions on single rows; the first on a row stays, whatever comes after it."""

    def decisions(self, ask: Ask) -> list[ArrivedDecision]:
        """Return the decisions that came by themselves, in the order of their rows."""

    def answer_counts(self, board: str, *, at: dt.datetime) -> dict[str, int]:
        """Return how many answers of a board took how long, by `cmehub.boards.answer_times`, in about three months."""

    def note_failure(self, ask: Ask, failure: AskFailure) -> None:
        """Keep why an ask failed, instead of what was kept before."""

    def failure(self, ask: Ask) -> AskFailure | None:
        """Return why an ask failed last."""

    def forget_failure(self, ask: Ask) -> None:
        """Take out why an ask failed."""
