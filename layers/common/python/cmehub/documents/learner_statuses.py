"""How a learner record stands, credit by credit, in the shape of the draft of PARS's JSON API."""

from typing import Any

from cmehub.documents.elements import as_xml
from cmehub.documents.learner_reports import unique_id, written_day
from cmehub.formats.json_values import without_blanks
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.credits import BoardStanding, CreditStatus
from cmehub.learners.records import LearnerRecord

_PROCESSING = {
    CreditStatus.SUBMITTED: ("Submitted", None),
    CreditStatus.ACCEPTED: ("Accepted", None),
    CreditStatus.REJECTED: ("Rejected", None),
    CreditStatus.DELETE_SUBMITTED: ("Accepted", "The board was asked to delete it; it counts until the board agrees."),
}
"""PARS's word for each status, and what it leaves unsaid."""


def learner_status(record: LearnerRecord, line: CreditLine, found: BoardStanding) -> dict[str, Any]:
    """Return how a credit of a record stands, which isn't deleted."""
    row = record.row
    processing, message = _PROCESSING[found.status]
    return without_blanks(
        {
            "moduleID": row.activity_id,
            "BirthDate": row.birth_month_day,
            "CompletedDateTime": written_day(row.completion_date),
            "CreditID": line.credit_id,
            "UniqueID": [unique_id(line)],
            "Status": row.status,
            "ProcessingStatus": processing,
            "StatusMessage": found.reason or message,
        }
    )


def learner_statuses_xml(statuses: list[dict[str, Any]]) -> bytes:
    """Write statuses as XML."""
    return as_xml("LearnerStatusResponse", {"LearnerStatus": statuses})
