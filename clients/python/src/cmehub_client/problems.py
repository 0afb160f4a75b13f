"""What the hub answers when it doesn't do what was asked."""

from http import HTTPStatus

import httpx
from pydantic import ValidationError

from cmehub_client.models import ProblemDocument

_LONGEST_DETAIL = 1000


class HubProblem(Exception):  # noqa: N818
    """
    A call wasn't answered as asked.

    Attributes
    ----------
    code
        Stays as it is; `Codes.explain` tells what it means. ``HTTP_<status>`` if the hub's gateway answered.
    status
        The HTTP status.
    title, detail
        What is wrong, and how to mend it.
    issues
        What is wrong with each record, if that is the problem.
    request_id
        What to quote when asking about the call.
    """

    def __init__(self, document: ProblemDocument) -> None:
        super().__init__(document)
        self.code = document.code
        self.status = document.status
        self.title = document.title
        self.detail = document.detail
        self.issues = document.issues
        self.request_id = document.instance

    def __str__(self) -> str:
        """Return what may stand in a log: of the issues no sentences, which may hold what was sent."""
        issues = "".join(f"; {issue.code} in {issue.field} of row {issue.row}" for issue in self.issues)
        return f"{self.code} ({self.status}, request {self.request_id}): {self.title} {self.detail}{issues}"

    @classmethod
    def of(cls, answer: httpx.Response) -> "HubProblem":
        """Return the problem that an answer tells of."""
        try:
            return cls(ProblemDocument.model_validate_json(answer.content))
        except ValidationError:
            document = ProblemDocument(
                type="about:blank",
                title=HTTPStatus(answer.status_code).phrase,
                status=answer.status_code,
                detail=answer.text[:_LONGEST_DETAIL],
                code=f"HTTP_{answer.status_code}",
                instance=answer.headers.get("X-Request-Id", ""),
                help="",
            )
            return cls(document)
