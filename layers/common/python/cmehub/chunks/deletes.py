"""Rows that delete records: which record each means, and which rows must wait for a delete before them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cmehub.learners.records import LearnerRecord, LearnerRow, Origin
from cmehub.people.names import folded

_NO_DIGITS = re.compile(r"\D+")


class Deletes:
    """
    Whose records a learner file has deleted so far, as far as its rows tell before they are read.

    Chunks are validated side by side. A provider who corrects a record sends its delete and then the new one; if they
    come to lie in different chunks, the new one must not be decided first, or it would find the day taken or the points
    used up. Learners are told apart by activity and family name only: who waits in vain loses nothing but time.
    """

    def __init__(self) -> None:
        self._batches: dict[int, int] = {}

    def must_wait(self, fields: Mapping[str, Any], batch: int) -> bool:
        """
        Tell whether a row follows a delete of its learner's record in an earlier batch of rows.

        Every later row of a learner who waits waits too, so that their order stays.
        """
        deletes = str(fields.get("action", "")).strip()[:1] in ("d", "D")
        if not deletes and not self._batches:
            return False
        learner = hash((_NO_DIGITS.sub("", str(fields.get("activity_id"))), folded(str(fields.get("family_name")))))
        deleted_in = self._batches.setdefault(learner, batch) if deletes else self._batches.get(learner, batch)
        return deleted_in < batch


class NotMeant(NamedTuple):
    """Why a row deletes nothing: a code of the issue catalogue, and what its sentences name."""

    code: str
    details: dict[str, str]


def meant_record(
    row: LearnerRow, repeated: LearnerRecord | None, of_day: Iterable[LearnerRecord], origin: Origin
) -> LearnerRecord | NotMeant:
    """
    Return the record that a row deletes.

    A row that tells credits deletes the record with just these; one that tells none, the only one of the day. A record
    that the same row deleted before counts as there, so that a repetition finds it again.

    Parameters
    ----------
    row, origin
        The row, and where it came from.
    repeated
        The record under the row's credit IDs, or with just its credits, if there is one.
    of_day
        Everything known of the learner's completion.
    """
    repeated = _before_row(repeated, origin) if repeated else None
    alive = [record for other in of_day if (record := _before_row(other, origin)).deleted in (None, origin)]
    if repeated is None and not row.credits and alive:
        in_words = "; ".join(record.row.credits_in_words() for record in alive)
        return alive[0] if len(alive) == 1 else NotMeant("DELETE_AMBIGUOUS", {"stored": in_words})
    if repeated and (not row.credits or repeated.row.report_hash == row.report_hash):
        return repeated
    if differing := [repeated] if repeated else alive:
        in_words = "; ".join(record.row.credits_in_words() for record in differing)
        return NotMeant("DELETE_DIFFERS", {"stored": in_words, "value": row.credits_in_words()})
    return NotMeant("DELETE_UNKNOWN_RECORD", {})


def _before_row(record: LearnerRecord, origin: Origin) -> LearnerRecord:
    """Return a record as it was before a row: in a chunk that is validated again, a later row may have replaced it."""
    is_later = record.origin.is_beside(origin) and record.origin.row > origin.row
    return record.before if record.before and is_later else record
