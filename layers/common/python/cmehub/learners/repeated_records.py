"""What becomes of a stored record whose learner and credits are reported once more; pure, no I/O."""

from collections.abc import Mapping

from cmehub.learners.credits import CreditStatus
from cmehub.learners.records import LearnerRecord, LearnerRow


def restated(stored: LearnerRecord, row: LearnerRow) -> LearnerRecord | None:
    """Return a record that is reported again with what is now said of the permission to share, if that is otherwise."""
    said = row.permission_to_share
    if said is None or said == stored.row.permission_to_share:
        return None
    return stored.model_copy(update={"row": stored.row.model_copy(update={"permission_to_share": said})})


def may_replace(found: Mapping[str, CreditStatus], stored: LearnerRow, row: LearnerRow) -> bool:
    """Tell whether a row may replace what a board rejected: nobody decides yet, and what others accepted stays."""
    statuses = set(found.values())
    kept = {board for board, status in found.items() if status is CreditStatus.ACCEPTED}
    unchanged = all(stored.reported_to(board) == row.reported_to(board) for board in kept)
    return CreditStatus.REJECTED in statuses and CreditStatus.SUBMITTED not in statuses and unchanged
