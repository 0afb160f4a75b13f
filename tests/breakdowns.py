"""Breakdowns: a store, a queue or a bucket that fails once, at a call of our choosing."""

import threading
from dataclasses import replace
from typing import Any

from cmehub.boards.roster_board import RosterBoard
from local.in_memory.hub import MemoryHub


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

    def with_parts(whole: Any, *parts: str) -> Any:
        return replace(whole, **{part: Unreliable(getattr(whole, part), breakdown) for part in parts})

    follow_ups = with_parts(hub.follow_ups, "submissions", "objects", "chunks", "notices", "events")
    match function:
        case "ingest":
            ingestion = with_parts(hub.ingestion, "uploads", "objects", "submissions", "providers", "chunks")
            hub.ingestion = replace(ingestion, follow_ups=follow_ups)
        case "validate":
            boards = {board: Unreliable(queue, breakdown) for board, queue in hub.validation.boards.items()}
            hub.validation = replace(
                with_parts(hub.validation, "objects", "submissions"),
                boards=boards,
                follow_ups=follow_ups,
                learner_chunks=with_parts(hub.validation.learner_chunks, "activities", "records", "ledgers", "rosters"),
                activity_chunks=with_parts(hub.validation.activity_chunks, "activities"),
            )
        case "board_dispatch":
            answers = with_parts(hub.answers, "objects", "submissions", "boards", "ledgers")
            hub.answers = replace(answers, follow_ups=follow_ups)
            roster = with_parts(RosterBoard(hub.rosters, hub.ledgers), "rosters", "ledgers")
            queues = {board: Unreliable(queue, breakdown) for board, queue in hub.dispatch.queues.items()}
            dispatch = with_parts(hub.dispatch, "objects", "boards")
            hub.dispatch = replace(dispatch, answers=hub.answers, roster=roster, queues=queues)
