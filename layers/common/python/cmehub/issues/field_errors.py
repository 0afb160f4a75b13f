"""Pydantic's errors, told in the issue catalogue's terms: senders never see a library's text."""

from pydantic import ValidationError

from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.issue import Issue, row_issue
from cmehub.submissions.rows import FieldName


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
