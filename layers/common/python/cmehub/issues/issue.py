"""Issues: what is wrong with what a provider sent, where, and how to mend it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from cmehub.issues.catalogue import CATALOGUE, Severity
from cmehub.submissions.rows import READER_ISSUES

_VALUE_LIMIT = 120


class IssueScope(StrEnum):
    """What an issue speaks of."""

    ROW = "row"
    FILE = "file"


class Issue(BaseModel):
    """
    One problem found in a submission.

    Attributes
    ----------
    code
        A key of the issue catalogue.
    severity, scope
        See the enums.
    row
        The sender's own row number (sheet row, or position of the element); required for row scope.
    field
        The sender's own name of the field: a column heading or an element name.
    value
        The value seen, cut to 120 characters.
    message, fix
        What is wrong, and how to mend it, each one sentence.
    suggestion
        What could stand in the field instead, where that can be told.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    scope: IssueScope
    row: int | None = None
    field: str | None = None
    value: str | None = None
    message: str
    fix: str
    suggestion: str | None = None

    @model_validator(mode="after")
    def _row_scope_names_its_row(self) -> Self:
        if (self.scope is IssueScope.ROW) != (self.row is not None):
            raise ValueError("an issue of row scope names its row, and no other does")
        return self


class FileError(Exception):
    """A file, or the rest of it, can't be read; carries the issue that tells the sender why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


def row_issue(
    code: str,
    row: int,
    *,
    field: str | None = None,
    value: object = None,
    suggestion: object = None,
    **details: object,
) -> Issue:
    """
    Make an issue about one row from the catalogue.

    Parameters
    ----------
    code
        A key of the catalogue.
    row
        The sender's row number.
    field, value
        The sender's name of the field, and what stood in it.
    suggestion
        What could stand there instead.
    **details
        What the entry's sentences name beside ``field`` and ``value``.
    """
    return _issue(code, row, field, value, {"suggestion": suggestion} | details)


def reader_issues(number: int, fields: Mapping[str, Any]) -> list[Issue]:
    """Return what the reader of a row found, which lies in the row's fields (`READER_ISSUES`)."""
    return [row_issue(row=number, **terms) for terms in fields.get(READER_ISSUES, ())]


def file_issue(code: str, *, value: object = None, **details: object) -> Issue:
    """Make an issue about a whole file from the catalogue; see `row_issue`."""
    return _issue(code, None, None, value, details)


def has_error(issues: list[Issue]) -> bool:
    """Tell whether the issues keep a row out."""
    return any(issue.severity is Severity.ERROR for issue in issues)


def _issue(code: str, row: int | None, field: str | None, value: object, details: dict[str, object]) -> Issue:
    entry = CATALOGUE[code]
    seen = None if value is None else str(value)[:_VALUE_LIMIT]
    suggestion = details.get("suggestion")
    words = {"field": field, "value": seen} | details
    return Issue(
        code=code,
        severity=entry.severity,
        scope=IssueScope.FILE if row is None else IssueScope.ROW,
        row=row,
        field=field,
        value=seen,
        message=entry.message.format_map(words),
        fix=entry.fix.format_map(words),
        suggestion=None if suggestion is None else str(suggestion),
    )
