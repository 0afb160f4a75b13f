"""What the API answers when it doesn't do what was asked: problem documents as RFC 9457 describes them."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from pydantic import BaseModel

from cmehub.api.problems_of_people import PROBLEMS_OF_PEOPLE, Problem
from cmehub.issues.issue import Issue

MEDIA_TYPE = "application/problem+json"


PROBLEMS = {
    "KEY_MISSING": Problem(
        HTTPStatus.UNAUTHORIZED,
        "The call has no API key.",
        "Send the header Authorization: Bearer, followed by your key.",
    ),
    "KEY_UNKNOWN": Problem(
        HTTPStatus.UNAUTHORIZED,
        "No API key is like this one.",
        "Check that the whole key was copied; it starts with cmeh_ and is shown only when it is made.",
    ),
    "KEY_REVOKED": Problem(
        HTTPStatus.UNAUTHORIZED, "The API key was revoked.", "Ask whoever runs the hub for another key."
    ),
    "KEY_EXPIRED": Problem(
        HTTPStatus.UNAUTHORIZED, "The API key has expired.", "Ask whoever runs the hub for another key."
    ),
    "TOKEN_INVALID": Problem(
        HTTPStatus.UNAUTHORIZED,
        "The access token isn't good.",
        "Get another one with your client's credentials; a token is good for an hour.",
    ),
    "SCOPE_MISSING": Problem(
        HTTPStatus.FORBIDDEN, "The API key doesn't allow this.", "Ask whoever runs the hub for a key with the scope."
    ),
    "NOT_FOUND": Problem(
        HTTPStatus.NOT_FOUND,
        "There is nothing here.",
        "Check the address. A file sent by POST is known at once; one that was put into a place of its own, a few "
        "seconds after it has arrived.",
    ),
    "METHOD_NOT_ALLOWED": Problem(
        HTTPStatus.METHOD_NOT_ALLOWED, "The address isn't there for this method.", "Use one of those in Allow."
    ),
    "CONTENT_TYPE_UNSUPPORTED": Problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The content isn't of a type that is taken here.",
        "Send a document with Content-Type: application/json, and a file with application/octet-stream.",
    ),
    "REQUEST_INVALID": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "The request can't be read.", "Mend what is named and send it again."
    ),
    "FILE_NAME_MISSING": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The file has no name that can be kept.",
        "Give one of at most 255 bytes in the header X-File-Name, or as the filename of Content-Disposition; "
        "percent-encode what isn't ASCII.",
    ),
    "FILE_NOT_BINARY": Problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The file isn't UTF-8 as its content type promises, and didn't arrive unchanged.",
        "Send it with Content-Type: application/octet-stream.",
    ),
    "CONTENT_TOO_LARGE": Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "The content is too large to be sent this way.",
        "Ask for a place to put a file: POST /v1/uploads.",
    ),
    "ANSWER_TOO_LARGE": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The answer is larger than an answer can be.",
        "What the call did is done. To read it, send Accept-Encoding: gzip, or ask for less: a smaller limit, a "
        "shorter span of time.",
    ),
    "UPLOAD_INCOMPLETE": Problem(
        HTTPStatus.CONFLICT, "Not every part of the file was put.", "Put the parts that are missing, then complete it."
    ),
    "ROWS_REFUSED": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "Nothing was taken.", "The issues say what to mend, field by field."
    ),
    "ROWS_CONFLICT": Problem(
        HTTPStatus.CONFLICT, "Nothing was taken: something that is stored stands against it.", "The issues say what."
    ),
    "NOT_YOURS": Problem(
        HTTPStatus.FORBIDDEN, "What this is about is another provider's.", "Check the ID; nothing was changed."
    ),
    "IDEMPOTENCY_KEY_REUSED": Problem(
        HTTPStatus.CONFLICT,
        "Another call had the same Idempotency-Key.",
        "Make a new key for each new call, and use it again only to repeat that very call.",
    ),
    "ACTIVITY_THERE": Problem(
        HTTPStatus.PRECONDITION_FAILED,
        "There is such an activity already.",
        "Change that one, or give this one another ID of your own, another first day or format.",
    ),
    "ACTIVITY_CHANGED": Problem(
        HTTPStatus.PRECONDITION_FAILED,
        "The activity was changed since you read it.",
        "Read it again, and send your change with its new ETag.",
    ),
    "RATE_EXCEEDED": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "As many calls were made as may be within a minute.",
        "Wait as many seconds as Retry-After says; send many records in one call, or as a file.",
    ),
    "QUOTA_EXCEEDED": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "As many calls were made as may be on this day.",
        "Go on when the day is over (UTC), or ask whoever runs the hub for a larger quota.",
    ),
    "MATCHES_EXHAUSTED": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "As much was looked up in vain on this day as may be.",
        "Check what was looked up in vain before, and go on when the day is over (UTC).",
    ),
    "VERSION_UNKNOWN": Problem(
        HTTPStatus.BAD_REQUEST,
        "There is no such version of the API.",
        "Leave CME-Hub-Version out, or send a known one.",
    ),
    "WEBHOOKS_TOO_MANY": Problem(
        HTTPStatus.CONFLICT,
        "There are as many webhooks as are kept.",
        "Delete one, or change one: PATCH /v1/webhooks/{id}.",
    ),
    "WEBHOOK_DISABLED": Problem(
        HTTPStatus.CONFLICT,
        "The webhook is disabled.",
        'Enable it first: PATCH /v1/webhooks/{id} with {"enabled": true}.',
    ),
    "REVIEW_CLOSED": Problem(
        HTTPStatus.CONFLICT,
        "The review is closed.",
        "Read what came of it: GET /v1/activities/{id}/reviews.",
    ),
    "CONTACT_NEEDED": Problem(
        HTTPStatus.FORBIDDEN,
        "A person has to do this, not a system.",
        "Let a primary contact do it on the console.",
    ),
    "YEAR_CHANGED": Problem(
        HTTPStatus.CONFLICT, "The year was changed since you read it.", "Read it again, then make your change."
    ),
    "YEAR_UNREADY": Problem(
        HTTPStatus.CONFLICT, "The year can't be sent yet.", "Read the year: each step tells what it lacks."
    ),
    "YEAR_SENT": Problem(
        HTTPStatus.CONFLICT,
        "The year's report was sent, so that its activities stay closed.",
        "Ask your accreditor if the activity has to be changed.",
    ),
    "ACTIVITY_OPEN": Problem(HTTPStatus.CONFLICT, "The activity isn't closed.", "There is nothing to do."),
    "HUB_FAULT": Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "The hub failed; nothing is wrong with what you sent.",
        "Send it again a little later. The same bytes make the same submission, however often they come.",
    ),
    **PROBLEMS_OF_PEOPLE,
}


class ProblemError(Exception):
    """
    A call isn't answered as asked, for a reason that the caller can mend.

    Parameters
    ----------
    code
        One of `PROBLEMS`.
    detail
        How to mend it, where that is more than the problem's own mend.
    headers
        What else the answer's headers tell.
    issues
        What is wrong with each row.
    """

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        headers: Mapping[str, str] | None = None,
        issues: Sequence[Issue] = (),
    ) -> None:
        super().__init__(code)
        self.issues = tuple(issues)
        self.code = code
        self.detail = detail
        self.headers = headers or {}


class ProblemDocument(BaseModel):
    """
    The answer.

    Attributes
    ----------
    type
        A name for the kind of problem, made of its code.
    detail
        How to mend it.
    instance
        The ID of the request, to be quoted when asking about it.
    help
        Where the code is explained, relative to the address that was called.
    issues
        What is wrong with each row, if that is the problem.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    help: str
    issues: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, error: ProblemError, request_id: str, path: str) -> "ProblemDocument":
        """Describe a problem to whoever called a path."""
        problem = PROBLEMS[error.code]
        return cls(
            type=f"urn:cme-hub:problem:{error.code}",
            title=problem.title,
            status=problem.status,
            detail=error.detail or problem.mend,
            code=error.code,
            instance=request_id,
            help=f"{'../' * (path.count('/') - 1)}v1/codes/{error.code}",
            issues=error.issues,
        )
