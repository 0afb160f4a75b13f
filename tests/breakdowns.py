"""Breakdowns: a store, a queue or a bucket that fails once, at a call of our choosing."""

import threading
from dataclasses import replace
from typing import Any

from functions.board_dispatch.roster_board import RosterBoard
from tests.memory_hub import MemoryHub


class BrokeDownError(Exception):
    """Stands for every way in which a function can end in the middle."""


class Breakdown:
    """
    Fails at the n-th call from now on.

    With ``lost_answer`` the call takes effect and only its answer is lost, as when a connection ends too early.
    """

    def __init__(self, *, lost_answer: bool) -> None:
        self.lost_answer = lost_answer
        self.happened = False
        self._left = 0
        self._lock = threading.Lock()

    def plan(self, call: int) -> None:
        self._left = call
        self.happened = False

    def is_due(self) -> bool:
        with self._lock:
            self._left -= 1
            due = self._left == 0
            self.happened = self.happened or due
            return due


class Unreliable:
    """Anything whose calls can break down."""

    def __init__(self, reliable: Any, breakdown: Breakdown) -> None:
        self._reliable = reliable
        self._breakdown = breakdown

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._reliable, name)

        def unreliable(*args: Any, **kwargs: Any) -> Any:
            due = self._breakdown.is_due()
            if due and not self._breakdown.lost_answer:
                raise BrokeDownError(name)
            answer = call(*args, **kwargs)
            if due:
                raise BrokeDownError(name)
            return answer

        return unreliable


def make_unreliable(hub: MemoryHub, function: str, breakdown: Breakdown) -> None:
    """Let everything that one of the hub's functions reads from and writes to break down."""

    def over(reliable: Any) -> Any:
        return Unreliable(reliable, breakdown)

    match function:
        case "ingest":
            one = hub.ingestion
            parts = ("uploads", "objects", "submissions", "providers", "chunks", "notices")
            hub.ingestion = replace(one, **{name: over(getattr(one, name)) for name in parts})
        case "validate":
            whole = hub.validation
            chunks, activities = whole.learner_chunks, whole.activity_chunks
            parts = ("activities", "records", "ledgers", "rosters")
            hub.validation = replace(
                whole,
                objects=over(whole.objects),
                submissions=over(whole.submissions),
                notices=over(whole.notices),
                boards={board: over(queue) for board, queue in whole.boards.items()},
                learner_chunks=replace(chunks, **{name: over(getattr(chunks, name)) for name in parts}),
                activity_chunks=replace(activities, activities=over(activities.activities)),
            )
        case "board_dispatch":
            board = RosterBoard(over(hub.rosters), over(hub.ledgers))
            asked = hub.dispatch
            parts = ("objects", "submissions", "notices")
            hub.dispatch = replace(asked, gateway=board, **{name: over(getattr(asked, name)) for name in parts})
