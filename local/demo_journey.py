"""One row of a sample file, followed from the upload to the mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Ledger
from cmehub.learners.records import LearnerRecord, LearnerRow
from cmehub.runtime.json_lines import unpack
from cmehub.stores import LedgerKey
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import LineStatus, chunk_key, decisions_key, requests_key
from hub.provider.mails import KeptMail
from hub.provider.sending import SentFile
from hub.stores import HubStores


@dataclass(frozen=True)
class Journey:
    """Everything that the hub keeps about one row that a board rejected."""

    sent: SentFile
    chunk: int
    rows_in_chunk: int
    row: int
    fields: dict[str, Any]
    record: LearnerRecord
    request: BoardRequest
    decision: dict[str, Any]
    ledger: Ledger
    mail: KeptMail

    def mail_lines(self) -> list[str]:
        """Return the paragraph of the mail that tells why the board rejected the row."""
        reason = self.decision["reason"]
        return next(
            [line.strip(" *") for line in paragraph.splitlines()]
            for paragraph in self.mail.text.split("\n\n")
            if reason in " ".join(paragraph.split())
        )


def journey(stores: HubStores, sent: SentFile, report: SubmissionReport, mail: KeptMail) -> Journey:
    """Follow the first row of a submission that a board rejected because the learner is somebody else."""
    row, board = next(
        (record.row, line.board)
        for record in report.records
        for line in record.credit_lines
        if line.status is LineStatus.REJECTED and line.reason_code == "IDENTITY_MISMATCH"
    )
    submission = sent.submission_id
    fact = next(
        fact
        for fact in stores.submissions.facts(submission)[0]
        if any(number == row for number, _, _ in unpack(stores.objects.get(chunk_key(submission, fact.chunk))))
    )
    staged = {number: fields for number, fields, _ in unpack(stores.objects.get(chunk_key(submission, fact.chunk)))}
    requests = unpack(stores.objects.get(requests_key(submission, fact.chunk, board)))
    request = BoardRequest.model_validate(next(request for request in requests if request["row"] == row))
    decisions = unpack(stores.objects.get(decisions_key(submission, fact.chunk, board)))
    ledger_key = LedgerKey(board, request.board_id, request.activity_id)
    learner = LearnerRow.model_validate(staged[row])
    stored = stores.records.of_completion(learner.learner_hash, learner.activity_id, learner.completion_date)
    return Journey(
        sent=sent,
        chunk=fact.chunk,
        rows_in_chunk=len(staged),
        row=row,
        fields=staged[row],
        record=next(record for record in stored if record.record_id == request.record_id),
        request=request,
        decision=next(decision for decision in decisions if decision["row"] == row),
        ledger=stores.ledgers.find([ledger_key])[ledger_key],
        mail=mail,
    )


def journey_table(journey: Journey) -> Table:
    """Return the journey as a table of steps."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for place, (step, lines) in enumerate(_steps(journey), start=1):
        table.add_row(f"{place} {step}", "\n".join(lines))
    return table


def _steps(journey: Journey) -> Iterator[tuple[str, list[str]]]:
    request, row = journey.request, journey.record.row
    credit_lines = ", ".join(f"{line.amount:g} {line.credit_type} for {line.board}" for line in row.lines)
    yield "upload", [f"{journey.sent.upload_key} in the uploads bucket becomes submission {journey.sent.submission_id}"]
    yield (
        "row",
        [
            f"{row.given_name} {row.family_name}, born on {row.birth_month_day}, completed activity {row.activity_id}",
            f"on {row.completion_date}: {credit_lines}",
        ],
    )
    yield (
        "chunk",
        [f"staged with {journey.rows_in_chunk - 1} other rows as chunk {journey.chunk}, announced by one message"],
    )
    yield "record", [f"breaks none of the hub's rules: stored as record {journey.record.record_id}"]
    yield "request", [f"{request.board} is asked about its diplomate {request.board_id} and {request.points:g} points"]
    yield (
        "decision",
        [
            f"{request.board} rejects it, {journey.decision['reason_code']}: {journey.decision['reason']}",
            f"kept in its ledger of diplomate and activity as {_kept(journey)}",
        ],
    )
    yield "mail", [f"to {journey.mail.to}, where it reads:", *(f"  {line}" for line in journey.mail_lines())]


def _kept(journey: Journey) -> str:
    rejection = journey.ledger.rejection(
        Ask(journey.sent.submission_id, journey.chunk, journey.request.board).name, journey.request.row
    )
    return "rejected" if rejection else "accepted"
