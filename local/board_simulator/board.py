"""What a simulated board decides, by its rule pack and roster, and what it remembers."""

import threading
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime

from standardwebhooks import Webhook

from cmehub.boards.asks import Ask
from cmehub.boards.interface import AnswerDocument, AskDocument
from cmehub.boards.roster_board import RosterBoard
from cmehub.stores import RosterStore
from cmehub.stores.memory_records import MemoryLedgerStore

_CALL_TRIES = 5
_CALL_SECONDS = 30


@dataclass
class SimulatedBoard:
    """
    A board that gives an ask the same answer however often it comes.

    Attributes
    ----------
    secret
        Signs what it calls in; see docs/board-interface.md.
    callback_url
        Where it calls.
    """

    code: str
    secret: str
    callback_url: str
    rosters: RosterStore
    _answers: dict[str, AnswerDocument] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._board = RosterBoard(self.rosters, MemoryLedgerStore())

    def answer(self, asked: AskDocument) -> AnswerDocument:
        """Decide on every row of an ask; raises ValueError if it is none of the hub's for this board."""
        ask = Ask.named(asked.ask)
        if ask is None or ask.board != self.code:
            raise ValueError(f"This is {self.code}, and the question is called {asked.ask}.")
        with self._lock:
            if asked.ask not in self._answers:
                decisions = self._board.decide(ask, asked.requests())
                self._answers[asked.ask] = AnswerDocument.of(asked.ask, decisions)
            return self._answers[asked.ask]

    def call_in(self, answer: AnswerDocument, after: float) -> None:
        """Call an answer in after so many seconds, and again while the hub doesn't take it."""
        self._call_later(answer.model_dump_json(exclude_none=True), answer.ask, after, _CALL_TRIES)

    def _call_later(self, body: str, ask: str, after: float, tries: int) -> None:
        timer = threading.Timer(after, self._call, (body, ask, tries))
        timer.daemon = True
        timer.start()

    def _call(self, body: str, ask: str, tries: int) -> None:
        now = datetime.now(UTC)
        headers = {
            "Content-Type": "application/json",
            "webhook-id": f"{ask}-{tries}",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self.secret).sign(f"{ask}-{tries}", now, body),
        }
        request = urllib.request.Request(self.callback_url, body.encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=_CALL_SECONDS):
                pass
        except OSError:
            if tries > 1:
                self._call_later(body, ask, 2 ** (_CALL_TRIES - tries), tries - 1)
