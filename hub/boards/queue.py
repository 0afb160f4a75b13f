"""What waits for the boards' decisions."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from cmehub.boards.ask_rows import waiting_rows
from cmehub.boards.asks import OpenAsk
from cmehub.boards.ledgers import BoardRequest
from hub.stores import HubStores

_THREADS = 8


class BoardLine(BaseModel):
    """
    How much waits for one board.

    Attributes
    ----------
    reached
        How the hub reaches it: a kind of connection.
    asks, rows
        How many asks wait, and how many of their rows.
    oldest
        Since when the oldest waits.
    """

    model_config = ConfigDict(frozen=True)

    board: str
    reached: str
    asks: int
    rows: int
    oldest: dt.datetime | None


LINES = TypeAdapter(list[BoardLine])


class Learner(BaseModel):
    """Who a row is about."""

    model_config = ConfigDict(frozen=True)

    given_name: str
    family_name: str
    birth_month_day: str


class WaitingRow(BaseModel):
    """A row that a board was asked about and that nobody has decided; ``learner`` only if names are wanted."""

    model_config = ConfigDict(frozen=True)

    ask: str
    row: int
    submission_id: str
    provider_id: str | None
    waiting_since: dt.datetime
    action: str
    activity_id: str
    completion_date: dt.date
    points: float
    credit_types: tuple[str, ...]
    board_id: str
    learner: Learner | None


class BoardQueue(BaseModel):
    """Everything that waits for one board, the oldest first."""

    board: BoardLine
    waiting: list[WaitingRow]


def board_line(stores: HubStores, code: str) -> BoardLine:
    """Return how much waits for a board."""
    asks = stores.boards.open_asks(code)
    with ThreadPoolExecutor(_THREADS) as readers:
        left = readers.map(lambda ask: ask.rows - len(stores.boards.decisions(ask.ask)), asks)
        return BoardLine(
            board=code,
            reached=stores.boards.connection(code).kind,
            asks=len(asks),
            rows=sum(left),
            oldest=min((ask.asked_at for ask in asks), default=None),
        )


def waiting(stores: HubStores, board: str, *, names: bool) -> Iterator[WaitingRow]:
    """Yield the rows that wait for a board, the oldest first, with names and birth days only if they are wanted."""

    @cache
    def provider_of(submission_id: str) -> str | None:
        submission = stores.submissions.find(submission_id)
        return submission.provider_id if submission else None

    for ask in stores.boards.open_asks(board):
        provider_id = provider_of(ask.ask.submission_id)
        for request in waiting_rows(ask.ask, stores.boards, stores.objects):
            yield _row(ask, request, provider_id, names=names)


def _row(ask: OpenAsk, request: BoardRequest, provider_id: str | None, *, names: bool) -> WaitingRow:
    learner = Learner(
        given_name=request.given_name, family_name=request.family_name, birth_month_day=request.birth_month_day
    )
    return WaitingRow(
        ask=ask.ask.name,
        row=request.row,
        submission_id=ask.ask.submission_id,
        provider_id=provider_id,
        waiting_since=ask.asked_at,
        action=request.action,
        activity_id=request.activity_id,
        completion_date=request.completion_date,
        points=request.points,
        credit_types=request.credit_types,
        board_id=request.board_id,
        learner=learner if names else None,
    )
