"""Decisions of boards: those that an operator takes by hand, and who took which before."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict, TypeAdapter

from cmehub.boards.ask_rows import decisions_of, requests_of
from cmehub.boards.asks import Ask, Way
from cmehub.boards.ledgers import Decision
from hub.errors import UserError
from hub.stores import HubStores


class PastDecision(BaseModel):
    """
    What was decided about a row.

    Attributes
    ----------
    way, by, at
        How it came, who took it, and when; a board's answer to the ask itself has no time of its own.
    """

    model_config = ConfigDict(frozen=True)

    ask: str
    row: int
    accepted: bool
    reason_code: str | None
    reason: str | None
    way: Way
    by: str
    at: dt.datetime | None

    def is_by_hand(self, by: str, accepted: bool) -> bool:
        """Tell whether this is what somebody decided by hand."""
        return (self.way, self.by, self.accepted) == ("by hand", by, accepted)

    @property
    def told(self) -> str:
        """What was decided, in a few words."""
        outcome = "accepted" if self.accepted else "rejected"
        when = f" at {self.at:%Y-%m-%d %H:%M} UTC" if self.at else ""
        return f"{outcome} by {self.by} ({self.way}){when}"


_MOST_TOLD = 5
HISTORY = TypeAdapter(list[PastDecision])


def decide(stores: HubStores, ask: Ask, decisions: Sequence[Decision], by: str) -> int:
    """
    Take an operator's decisions on rows of an ask and return how many of its rows still wait.

    Raises
    ------
    UserError
        If the board wasn't asked this, or not about these rows, or one of them is decided already.
    """
    answers = stores.answers
    if not (stores.boards.waiting(ask) or answers.is_complete(ask)):
        raise UserError(f"{ask.board} was not asked {ask.name}. List what waits: hub boards queue {ask.board}")
    rows = {decision.row for decision in decisions}
    if strange := rows - requests_of(ask, stores.objects).keys():
        raise UserError(
            f"The question has no row {_listed(strange)}. List the rows that wait: hub boards queue {ask.board}"
        )
    if before := [decision for decision in decided(stores, ask) if decision.row in rows]:
        raise _decided_error(before)
    left = answers.take(ask, decisions, way="by hand", by=by)
    wanted = {decision.row: decision.accepted for decision in decisions}
    others = [
        decision
        for decision in decided(stores, ask)
        if decision.row in wanted and not decision.is_by_hand(by, wanted[decision.row])
    ]
    if others:
        raise _decided_error(others)
    return left


def history(stores: HubStores, board: str, submission_id: str) -> list[PastDecision]:
    """
    Return what a board, or somebody in its place, decided about a submission.

    Raises
    ------
    UserError
        If there is no such submission, or the board wasn't asked about it.
    """
    if stores.submissions.find(submission_id) is None:
        raise UserError(f"No submission has the ID {submission_id}. hub boards queue {board} names those that wait.")
    chunks, _ = stores.submissions.facts(submission_id)
    asks = [Ask(submission_id, chunk.chunk, board) for chunk in chunks if board in chunk.boards]
    if not asks:
        raise UserError(f"{board} was not asked about submission {submission_id}.")
    return [decision for ask in asks for decision in decided(stores, ask)]


def decided(stores: HubStores, ask: Ask) -> Iterator[PastDecision]:
    """Yield what is decided about an ask, in the order of its rows."""
    arrived = {decision.decision.row: decision for decision in stores.boards.decisions(ask)}
    for row, decision in sorted(decisions_of(ask, stores.boards, stores.objects).items()):
        came = arrived.get(row)
        came = came if came and came.decision == decision else None
        yield PastDecision(
            ask=ask.name,
            row=row,
            accepted=decision.accepted,
            reason_code=decision.reason_code,
            reason=decision.reason,
            way=came.way if came else "answer",
            by=came.by if came else ask.board,
            at=came.at if came else None,
        )


def _decided_error(decided_before: Sequence[PastDecision]) -> UserError:
    told = "; ".join(f"row {decision.row} was {decision.told}" for decision in decided_before[:_MOST_TOLD])
    more = f"; and {len(decided_before) - _MOST_TOLD} more" if len(decided_before) > _MOST_TOLD else ""
    return UserError(f"Decided already: {told}{more}. The first decision counts; leave these rows out.")


def _listed(rows: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(rows)))
