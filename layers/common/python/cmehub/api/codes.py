"""Every code that the API answers with: those of its problems, and those of issues and boards' reasons."""

from typing import Literal

from pydantic import BaseModel

from cmehub.api.problems import PROBLEMS
from cmehub.issues.catalogue import CATALOGUE, Severity


class Code(BaseModel):
    """
    What a code means.

    Attributes
    ----------
    kind
        Whether it is a problem of a call, or an issue of a row or file, or a reason that boards give.
    message, fix
        What is wrong, and how to mend it; what stands in braces is told in each case.
    severity
        What an issue does to its row or file; None of a problem.
    status
        The HTTP status of a problem's answer; None of an issue.
    """

    code: str
    kind: Literal["problem", "issue"]
    message: str
    fix: str
    severity: Severity | None = None
    status: int | None = None


def all_codes() -> list[Code]:
    """Return every code, problems first."""
    problems = [
        Code(code=code, kind="problem", message=problem.title, fix=problem.mend, status=problem.status)
        for code, problem in PROBLEMS.items()
    ]
    issues = [
        Code(code=code, kind="issue", message=entry.message, fix=entry.fix, severity=entry.severity)
        for code, entry in CATALOGUE.items()
    ]
    return [*problems, *issues]
