"""Rows that must wait for a delete before them in the same file."""

import re
from collections.abc import Mapping
from typing import Any

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
