"""A physician with credits of all kinds and statuses, and the routes that hand them out as transcripts."""

import base64
import csv
import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import Origin
from cmehub.stores import LedgerKey
from local.in_memory.rosters import put_on_rosters
from tests.examples import ACTIVITY_ID, NOW, a_cme_line, a_diplomate, a_line, a_record, a_row, an_activity
from tests.needs_api import CLAIM, NPI, NeedsApi
from tests.own_credit_api import ROUNDS
from tests.sample_hub import sample_providers

FORMULA = '=HYPERLINK("http://odd.example.org","Click")'
ODD_TITLE = "Sepsis: 敗血症, الإنتان, सेप्सिस"


class Row(NamedTuple):
    """What any form tells of a credit."""

    day: str
    title: str
    amount: float
    credit_type: str
    status: str


class TranscriptApi(NeedsApi):
    """A physician in two rosters, who has claimed to be that, and an account without a claim."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        self.hub.providers.put(sample_providers())
        self.hub.activities.put([an_activity(title=ODD_TITLE)])
        put_on_rosters(
            self.hub.rosters,
            [a_diplomate(npi=NPI), a_diplomate(authority="OH", entry_id="35900001", npi=NPI)],
        )
        self.call("POST", "/v1/me/claims", CLAIM)

    def live(self) -> None:
        """Let there be accepted, derived, pending, rejected and own credits, in two years."""
        self.earn(a_line(), on="2026-10-31", accepted=True)
        self.earn(a_line(amount="2"), on="2026-09-01")
        self.earn(a_cme_line(), on="2025-08-01")
        self.earn_in_vain(a_line(amount="3"), on="2026-02-02")
        self.call("POST", "/v1/me/own-credits", ROUNDS | {"title": FORMULA})

    def earn_in_vain(self, *lines: CreditLine, on: str) -> None:
        """Let a provider report credit, and ABIM reject it."""
        origin = Origin(submission_id="later", chunk=1, row=4, at=NOW)
        record = a_record(a_row(*lines, completion_date=on), board_ids={"ABIM": "123456"}, origin=origin)
        self.hub.records.put([record])
        (ledger,) = self.hub.ledgers.find([LedgerKey("ABIM", "123456", ACTIVITY_ID)]).values()
        decision = Decision(row=4, board="ABIM", accepted=False, reason_code="BOARD_ID_UNKNOWN", reason="Because.")
        self.hub.ledgers.save(ledger.with_rejections(Ask("later", 1, "ABIM").name, [decision], [4]))

    def transcript(self, *, sub: str | None = None, **query: str) -> Any:
        answer = self.ask("GET", "/v1/me/transcripts", sub=sub or self.zoe, query=query)
        assert answer.status == 200, answer.text
        return json.loads(answer.text)

    def file(self, form: str, **query: str) -> bytes:
        answer = self.ask("GET", "/v1/me/transcripts", sub=self.zoe, query={"format": form, **query})
        assert answer.status == 200, answer.text
        return answer.text.encode() if form == "csv" else base64.b64decode(answer.text)

    def printed(self, **query: str) -> str:
        """Return what the PDF says, on one line."""
        pages = PdfReader(io.BytesIO(self.file("pdf", **query))).pages
        return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def rows_of(transcript: Any) -> Iterator[Row]:
    """Yield what a transcript's JSON tells, in its order."""
    for activity in transcript["activities"]:
        for credit in activity["credits"]:
            yield Row(
                activity["completed_on"],
                activity["title"],
                credit["amount"],
                credit["credit_type"],
                credit["status"],
            )
    for own in transcript["own_credits"]:
        yield Row(own["completed_on"], own["title"], own["amount"], own["kind"], "own, not verified")


def rows_of_csv(content: bytes) -> Iterator[Row]:
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        yield _row({name: cell.removeprefix("'") for name, cell in row.items()})


def rows_of_workbook(content: bytes) -> Iterator[Row]:
    for sheet in load_workbook(io.BytesIO(content)):
        headings, *rows = sheet.iter_rows(values_only=True)
        for row in rows:
            yield _row(dict(zip(map(str, headings), row, strict=True)))


def _row(cells: dict[str, Any]) -> Row:
    month, day, year = cells["Completion Date"].split("/")
    return Row(
        f"{year}-{month}-{day}",
        cells["Activity Title"],
        float(cells["Credits"]),
        cells["Credit Type"],
        cells["Status"],
    )
