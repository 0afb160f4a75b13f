"""Pydantic's errors, told in the issue catalogue's terms: senders never see a library's text."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from cmehub.fields.plain_text import is_cell_error, is_formula
from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.issue import Issue, reader_issues, row_issue
from cmehub.submissions.rows import READER_ISSUES, FieldName


def unread_issues(
    error: ValidationError, row: int, fields: Mapping[str, Any], field_name: FieldName
) -> tuple[Issue, ...]:
    """Return all that is wrong with a row that can't be read: what its reader found, and what `field_issues` says."""
    found = reader_issues(row, fields)
    if set(fields) == {READER_ISSUES}:  # nothing of it could be read, so that no field is missing in particular
        return tuple(found)
    return (*found, *field_issues(error, row, field_name))


def field_issues(error: ValidationError, row: int, field_name: FieldName) -> list[Issue]:
    """
    Translate what pydantic found in one row.

    Parameters
    ----------
    error
        Raised by a row model.
    row
        The sender's row number.
    field_name
        Gives the sender's own name of the field at a location of the model.

    Returns
    -------
    list of Issue
        One per field and code.
    """
    found: dict[tuple[str, str], Issue] = {}
    for misfit in error.errors(include_url=False):
        field = field_name(misfit["loc"])
        context = misfit.get("ctx", {})
        value = misfit["input"]
        if misfit["type"] == "missing" or value in (None, "", []):
            issue = row_issue("FIELD_MISSING", row, field=field)
        elif is_cell_error(value):
            issue = row_issue("CELL_ERROR", row, field=field, value=value)
        elif is_formula(value):
            issue = row_issue("FORMULA_NOT_COMPUTED", row, field=field, value=value)
        elif misfit["type"] in CATALOGUE:
            issue = row_issue(misfit["type"], row, field=field, value=value, **context)
        elif misfit["type"] == "too_long":
            expected = f"at most {context['max_length']} times"
            issue = row_issue(
                "FIELD_FORMAT", row, field=field, value=f"{context['actual_length']} times", expected=expected
            )
        else:
            issue = row_issue("FIELD_FORMAT", row, field=field, value=value, expected="a readable value")
        found.setdefault((issue.code, field), issue)
    return list(found.values())
