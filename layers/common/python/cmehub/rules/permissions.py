"""The learner's permission to share a completion, as its provider states it; pure, no I/O."""

from collections.abc import Iterable, Iterator

from cmehub.activities.activity import Activity
from cmehub.learners.records import LearnerRow
from cmehub.rules.advice import Finding
from cmehub.rules.packs import RulePack


def with_permission(row: LearnerRow, activity: Activity) -> LearnerRow:
    """Return a row with the statement that counts: its own, which that of its file is too, or else its activity's."""
    if row.permission_to_share is not None or activity.permission_to_share is None:
        return row
    return row.model_copy(update={"permission_to_share": activity.permission_to_share})


def denials(row: LearnerRow, activity: Activity, packs: Iterable[RulePack]) -> Iterator[Finding]:
    """
    Yield a refusal for each board that takes no credit of a learner who denies permission, if this one does.

    Parameters
    ----------
    row
        As it was sent, so that it is known who states the denial.
    packs
        The rules of the row's boards on the completion date.
    """
    if with_permission(row, activity).permission_to_share is not False:
        return
    for pack in packs:
        if pack.permission_to_share and row.permission_to_share is None:
            place = next(place for place, line in enumerate(row.lines) if line.board == pack.board)
            told = {"board": pack.board, "where": "its activity"}
            yield Finding("PERMISSION_DENIED", ("lines", place, "board"), pack.board, told)
        elif pack.permission_to_share:
            told = {"board": pack.board, "where": "the row or its file"}
            yield Finding("PERMISSION_DENIED", ("permission_to_share",), "No", told)
