"""The rows of an ask: all of them, those that are decided, and those that wait."""

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.runtime.json_lines import unpack
from cmehub.stores import BoardStore, WorkObjects
from cmehub.submissions.submission import decisions_key, requests_key


def requests_of(ask: Ask, objects: WorkObjects) -> dict[int, BoardRequest]:
    """Return what a board was asked, by row."""
    packed = unpack(objects.get(requests_key(*ask)))
    return {request.row: request for request in map(BoardRequest.model_validate, packed)}


def decisions_of(ask: Ask, boards: BoardStore, objects: WorkObjects) -> dict[int, Decision]:
    """Return what is decided by now, by row."""
    try:
        packed = objects.get(decisions_key(*ask))
    except KeyError:
        return {decision.decision.row: decision.decision for decision in boards.decisions(ask)}
    return {decision.row: decision for decision in map(Decision.model_validate, unpack(packed))}


def waiting_rows(ask: Ask, boards: BoardStore, objects: WorkObjects) -> list[BoardRequest]:
    """Return what nobody has decided yet of an open ask, in the order of the rows."""
    requests = requests_of(ask, objects)
    decided = {decision.decision.row for decision in boards.decisions(ask)}
    return [requests[row] for row in sorted(requests) if row not in decided]
