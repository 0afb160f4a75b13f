"""A board by files, as the tests play it: it reads the hub's file and fills in what it decides."""

import csv
import io
from collections.abc import Iterable, Mapping

from cmehub.boards.ask_rows import requests_of
from cmehub.boards.asks import Ask
from cmehub.boards.connections import FilesConnection
from cmehub.boards.ledgers import Decision
from cmehub.boards.roster_board import RosterBoard
from cmehub.stores.memory_records import MemoryLedgerStore
from local.in_memory.hub import MemoryHub


def rows_of(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode(), newline=""))]


def csv_of(rows: Iterable[Mapping[str, object]], *columns: str) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns or ("ask", "row", "decision", "reason", "reason_code"), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def by_files(hub: MemoryHub, *boards: str) -> MemoryHub:
    for board in boards:
        hub.boards.connect(board, FilesConnection())
    return hub


def out_files(hub: MemoryHub, board: str) -> list[str]:
    return hub.exchange.keys(f"boards/{board}/out/")


def report_of(hub: MemoryHub, key: str) -> list[dict[str, str]]:
    return rows_of(hub.exchange.get(key.replace("/in/", "/in-reports/")))


def roster_decisions(hub: MemoryHub, board: str) -> list[dict[str, object]]:
    """Decide on everything that waits as the board's roster has it, in the columns of a file of decisions."""
    roster = RosterBoard(hub.rosters, MemoryLedgerStore())
    return [
        line
        for ask in hub.boards.open_asks(board)
        for line in _lines(ask.ask, roster.decide(ask.ask, [*requests_of(ask.ask, hub.objects).values()]))
    ]


def _lines(ask: Ask, decisions: Iterable[Decision]) -> Iterable[dict[str, object]]:
    for decision in decisions:
        verdict = "accept" if decision.accepted else "reject"
        given = {"reason": decision.reason or "", "reason_code": decision.reason_code or ""}
        yield {"ask": ask.name, "row": decision.row, "decision": verdict, **given}
