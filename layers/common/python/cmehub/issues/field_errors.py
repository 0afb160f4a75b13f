"""Pydantic's errors, told in the issue catalogue's terms: senders never see a library's text."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from cmehub.fields.nearness import nearest
from cmehub.fields.plain_text import is_cell_error, is_formula
from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.issue import Issue, reader_issues, row_issue
from cmehub.people.states import STATES
from cmehub.submissions.rows import IN_LINE, READER_ISSUES, FieldName, Location


def unread_issues(
    error: ValidationError, row: int, fields: Mapping[str, Any], field_name: FieldName
) -> tuple[Issue, ...]:
    """Return all that is wrong with a row that can't be read: what its reader found, and what `field_issues` says."""
    found = reader_issues(row, fields)
    if set(fields) == {READER_ISSUES}:  # nothing of it could be read, so that no field is missing in particular
        return tuple(found)
    return (*found, *field_issues(error, row, fields, field_name))


def field_issues(error: ValidationError, row: int, fields: Mapping[str, Any], field_name: FieldName) -> list[Issue]:
    """
    Translate what pydantic found in one row.

    Parameters
    ----------
    error
        Raised by a row model.
    row, fields
        The sender's row number, and what the sender wrote.
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
        context, value = misfit.get("ctx", {}), misfit["input"]
        if misfit["type"] == "BOARD_UNKNOWN":
            context = _holdable(str(value), str(context["known"]), _column(fields, misfit["loc"]))
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


def _column(fields: Mapping[str, Any], location: Location) -> str:
    """Return in which of a table's columns a credit line stood, if it is known."""
    lines, place = fields.get("lines"), location[1:2]
    return str(lines[int(place[0])].get(IN_LINE, "")) if lines and place else ""


def _holdable(value: str, boards: str, column: str) -> dict[str, Any]:
    """Tell what can stand where a line says who it is for: some columns hold only boards, or only states."""
    if column == "cme":
        named = nearest(value, STATES.values())
        return {"what": "no state", "known": "the two letters or the name of a state, such as OH", "suggestion": named}
    if column.isdecimal():
        return {"what": "no board", "known": f"one of: {boards}", "suggestion": nearest(value, boards.split(", "))}
    return {"what": "neither a board, a state, nor NPI", "known": f"one of: {boards}, or a state"}
