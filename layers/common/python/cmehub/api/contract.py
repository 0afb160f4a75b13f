"""What the routes have in common in the API's description: problems, headers and paging."""

from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Header, Query

from cmehub.api.problems import MEDIA_TYPE, PROBLEMS, ProblemDocument

ANY_CALL = ("KEY_MISSING", "SCOPE_MISSING", "REQUEST_INVALID", "VERSION_UNKNOWN", "RATE_EXCEEDED", "HUB_FAULT")
"""The problems that each call can meet which needs a key."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[!-~]+$",
        description="What only repetitions of this call have: they are answered as it was, and nothing happens twice.",
    ),
]
DryRun = Annotated[
    bool, Query(description="Only judge: no activity or record is stored, and boards say what they would decide.")
]
Cursor = Annotated[str | None, Query(description="Where the page begins: taken from the Link of the page before.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


def answers(status: int, description: str, *problems: str, headers: Mapping[str, str] | None = None) -> dict[int, Any]:
    """
    Return what a route answers, for the API's description.

    Parameters
    ----------
    status, description
        Of the answer when all goes well.
    problems
        Codes of problems beside those that any call can meet.
    headers
        What the answer's own headers tell, by their names.
    """
    told = {name: {"description": said, "schema": {"type": "string"}} for name, said in (headers or {}).items()}
    found: dict[int, list[str]] = {}
    for code in (*ANY_CALL, *problems):
        found.setdefault(int(PROBLEMS[code].status), []).append(code)
    of_problems = {
        number: {"description": ", ".join(codes), "content": {MEDIA_TYPE: {"model": ProblemDocument}}}
        for number, codes in sorted(found.items())
    }
    return {status: {"description": description, **({"headers": told} if told else {})}, **of_problems}
