"""What a board is asked about a record; pure, no I/O."""

from typing import Literal

from cmehub.activities.activity import Activity
from cmehub.boards.ledgers import BoardRequest
from cmehub.learners.records import LearnerRecord


def board_request(
    record: LearnerRecord,
    activity: Activity,
    board: str,
    *,
    origin: str,
    row: int,
    action: Literal["add", "delete"],
    by_name: bool,
) -> BoardRequest:
    """
    Return the request to a board about a record.

    Parameters
    ----------
    record, activity
        What is asked about; the record reports to the board.
    origin, row
        Who asks: see `cmehub.boards.ledgers.BoardRequest`.
    action
        Whether the record is to be taken or to be deleted.
    by_name
        Whether the sender gave no ID, so that it was looked up by name.
    """
    sent = record.row
    registration = activity.registration_for(board)
    return BoardRequest(
        origin=origin,
        row=row,
        action=action,
        board=board,
        record_id=record.record_id,
        board_id=record.board_ids[board],
        by_name=by_name,
        given_name=sent.given_name,
        family_name=sent.family_name,
        birth_month_day=sent.birth_month_day,
        activity_id=sent.activity_id,
        activity_format=activity.activity_format,
        completion_date=sent.completion_date,
        points=sent.points(board),
        credit_types=tuple(line.credit_type for line in sent.lines if line.board == board),
        maximum=registration.points if registration else 0,
        offered=registration.credit_types if registration else (),
    )
