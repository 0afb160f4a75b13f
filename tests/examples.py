"""Examples of the things that the hub speaks of, good in every respect until a test changes something."""

import datetime as dt

from cmehub.activities.activity import Activity, ContentKeyword
from cmehub.activities.registrations import MocRegistration
from cmehub.activities.reviews import ReviewRequest
from cmehub.boards.ledgers import BoardRequest
from cmehub.credentials.issued import IssuedDocument, IssuedKind
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRecord, LearnerRow, Origin
from cmehub.passport.missing_credits import MissingCredit
from cmehub.passport.needs import Need
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.submissions.submission import Submission

PROVIDER_ID = "0009999"
ACTIVITY_ID = "202612345"
NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
COMPLETED_ON = dt.date(2026, 10, 31)

REGISTRATIONS = (
    MocRegistration(board="ABA", points=4, credit_types=("Lifelong Learning", "Patient Safety")),
    MocRegistration(board="ABIM", points=4, credit_types=("Medical Knowledge", "Patient Safety")),
    MocRegistration(board="ABP", points=4, credit_types=("Lifelong Learning and Self-Assessment",)),
    MocRegistration(board="ABS", points=4, credit_types=("Accredited CME", "Self-Assessment")),
)


def an_activity(**changes: object) -> Activity:
    return Activity.model_validate(
        {
            "activity_id": ACTIVITY_ID,
            "provider_id": PROVIDER_ID,
            "provider_activity_id": "EX-1",
            "title": "An example",
            "description": "An activity that has everything.",
            "activity_format": "Enduring Material",
            "start_date": dt.date(2026, 1, 1),
            "end_date": dt.date(2027, 12, 31),
            "deliveries": ("Online",),
            "credits": 5,
            "providership": "direct",
            "url": "https://cme.example.org/ex-1",
            "listed": True,
            "fee": "Variable",
            "registration": "Open to all",
            "content_keywords": (ContentKeyword(source="01_ABAMCO", kind="Tag ID", value="1"),),
            "registrations": REGISTRATIONS,
        }
        | changes
    )


def a_line(**changes: object) -> CreditLine:
    return CreditLine.model_validate(
        {"board": "ABIM", "learner_id": "123456", "credit_type": "Medical Knowledge", "amount": "1.25"} | changes
    )


def a_cme_line(**changes: object) -> CreditLine:
    cme = {"board": "OH", "learner_id": "MD12345", "credit_type": "AMA PRA Category 1", "amount": "2"}
    return a_line(**cme | changes)


def a_row(*lines: CreditLine, **changes: object) -> LearnerRow:
    return LearnerRow.model_validate(
        {
            "action": "Add",
            "activity_id": ACTIVITY_ID,
            "completion_date": COMPLETED_ON.isoformat(),
            "given_name": "Zoë",
            "family_name": "García-López",
            "birth_month_day": "02/29",
            "lines": lines or (a_line(),),
        }
        | changes
    )


def a_record(row: LearnerRow | None = None, **changes: object) -> LearnerRecord:
    row = row or a_row()
    known: dict[str, object] = {
        "learner_key": "ABIM-123456",
        "record_id": row.record_id,
        "provider_id": PROVIDER_ID,
        "row": row,
        "origin": Origin(submission_id="sub", chunk=1, row=3, at=NOW),
    }
    return LearnerRecord.model_validate(known | changes)


def a_diplomate(**changes: object) -> RosterEntry:
    return RosterEntry.model_validate(
        {
            "authority": "ABIM",
            "entry_id": "123456",
            "given_name": "Zoe",
            "family_name": "Garcia Lopez",
            "birth_month_day": "02-29",
        }
        | changes
    )


def a_licensee(**changes: object) -> RosterEntry:
    return a_diplomate(**{"authority": "OH", "entry_id": "35900001"} | changes)


def a_submission(**changes: object) -> Submission:
    return Submission.model_validate(
        {
            "submission_id": "sub",
            "provider_id": PROVIDER_ID,
            "upload_key": f"{PROVIDER_ID}/file.xlsx",
            "received_at": NOW,
            "changed_at": NOW,
            "kind": "learners",
            "format": "learner-workbook",
        }
        | changes
    )


def a_request(**changes: object) -> BoardRequest:
    return BoardRequest.model_validate(
        {
            "origin": "sub#3",
            "row": 3,
            "action": "add",
            "board": "ABIM",
            "record_id": "record-1",
            "board_id": "123456",
            "given_name": "Zoë",
            "family_name": "García-López",
            "birth_month_day": "02-29",
            "activity_id": ACTIVITY_ID,
            "activity_format": "Enduring Material",
            "completion_date": COMPLETED_ON,
            "points": 1.0,
            "credit_types": ("Medical Knowledge",),
            "maximum": 4.0,
            "offered": ("Medical Knowledge", "Patient Safety"),
        }
        | changes
    )


def a_review_request(**changes: object) -> ReviewRequest:
    fields: dict[str, object] = {
        "activity_id": ACTIVITY_ID,
        "provider_id": PROVIDER_ID,
        "review_id": "ABIM-1",
        "board": "ABIM",
        "reason": "Chosen at random",
        "due": dt.date(2026, 12, 20),
        "by": "ABIM",
        "at": NOW,
    }
    return ReviewRequest.model_validate(fields | changes)


def a_missing_credit(**changes: object) -> MissingCredit:
    return MissingCredit.model_validate(
        {
            "missing_id": "m1",
            "sub": "zoe",
            "physician": EntryKey("ABIM", "123456"),
            "provider_id": PROVIDER_ID,
            "activity_id": ACTIVITY_ID,
            "title": "An example",
            "completed_on": dt.date(2026, 10, 3),
            "asked_at": NOW,
            "remind_on": dt.date(2026, 12, 2),
            "due_on": dt.date(2026, 12, 7),
        }
        | changes
    )


def a_need(**changes: object) -> Need:
    return Need.model_validate(
        {
            "need_id": "n1",
            "authority": "ABIM",
            "starts": dt.date(2024, 1, 1),
            "ends": dt.date(2028, 12, 31),
            "made_at": NOW,
        }
        | changes
    )


def a_document(code: str = "AAAAA-AAAAA-AAAAA-AAAAA", **changes: object) -> IssuedDocument:
    told: dict[str, object] = {
        "code": code,
        "kind": IssuedKind.TRANSCRIPT,
        "covers": "2026-01-01/2026-12-31",
        "says": "5a75",
        "digest": "d16e57",
        "learner_keys": ("ABIM-123456", "OH-35900001"),
        "facts": {"aa": "bb"},
        "issued_at": NOW,
        "place": 0,
    }
    return IssuedDocument.model_validate(told | changes)
