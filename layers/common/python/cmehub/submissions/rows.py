"""Rows as a sender wrote them, and the senders' own names of their fields, whatever the format."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

Kind = Literal["learners", "activities", "matches"]
Location = tuple[int | str, ...]
READER_ISSUES = "issues"
"""
The name under which a row's fields hold what its reader found, beside what could be read: a list of the terms that
`cmehub.issues.issue.row_issue` takes, without the row. An error among them keeps the row out.
"""
FieldName = Callable[[Location], str]

UNSAID = "unsaid"
"""
The name under which an activity row's fields hold what its file has no place for; see
`cmehub.activities.unsaid_fields.with_unsaid`.
"""

IN_LINE = "column"
"""
The name under which a credit line's fields hold where the line stood: ``cme``, ``0`` for the template's own pair, the
number of a further one, or a group such as ``credit 1``.
"""


class Row(NamedTuple):
    """
    One item of a submission as the sender wrote it.

    Attributes
    ----------
    number
        The sender's row number: sheet row, or position of the element from 1.
    fields
        Texts under the names of `cmehub.learners.records.LearnerRow` or `cmehub.activities.rows.ActivityRow`; what is
        blank is left out.
    """

    number: int
    fields: dict[str, Any]


class Format(NamedTuple):
    """
    One way to write learners or activities down.

    ``field_name`` gives the sender's own name of the field at a location of a row's model, seeing the row's fields.
    """

    name: str
    kind: Kind
    field_name: Callable[[Location, dict[str, Any]], str]

    def names_in(self, fields: dict[str, Any]) -> FieldName:
        """Return what gives the sender's names of one row's fields."""
        return lambda location: self.field_name(location, fields)
