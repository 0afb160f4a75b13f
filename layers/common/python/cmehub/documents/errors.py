"""What is answered instead of a document, or beside it: an error in the shape of PARS's drafts, and issues."""

from collections.abc import Iterable
from typing import Any

from cmehub.documents.elements import as_xml
from cmehub.issues.issue import Issue


def error_answer(status: int, message: str, issues: Iterable[Issue] = ()) -> dict[str, Any]:
    """
    Return an error.

    Parameters
    ----------
    status
        The status of the answer, which is the error's ``code``.
    message
        What is wrong and how to mend it.
    issues
        What is wrong with the rows, where it is that.
    """
    return {"code": status, "message": message, **told_issues(issues)}


def told_issues(issues: Iterable[Issue]) -> dict[str, Any]:
    """Return the member ``issues`` of a document, if there are any."""
    told = [issue.model_dump(mode="json", exclude_none=True) for issue in issues]
    return {"issues": told} if told else {}


def error_answer_xml(answer: dict[str, Any]) -> bytes:
    """Write an error as XML."""
    return as_xml("Error", answer)
