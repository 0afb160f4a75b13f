"""How a function answers the API's calls: whoever calls is admitted first, and whatever goes wrong is a problem."""

import base64
import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestUnsupportedContentType, RequestValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.access import Admission, Caller, PeopleAdmission, SignedInPerson, StateSystem
from cmehub.api.answer_sizes import PDF, fits, packed
from cmehub.api.credentials import Credentials, credentials_in
from cmehub.api.guards import note_problem
from cmehub.api.problems import MEDIA_TYPE, ProblemDocument, ProblemError
from cmehub.api.versions import VERSION_HEADER, VERSIONS, version_of
from cmehub.formats.json_faults import text_fault

BODY_LIMIT = 10_000_000
"""Of a body once it is unpacked, in bytes. One that isn't packed gets here with 6 MB at most, as Lambda takes it."""
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BINARY = ("application/octet-stream", PDF, "application/gzip", _WORKBOOK)
_TAKES_FORMS = "/v1/mail-preferences"
"""To which mail programs post as RFC 8058 has it: in whichever encoding of forms they like."""
_OF_STAFF = ("/v1/contact", "/v1/accreditors")
"""Where, and below which, whoever of the staff signed in is answered; no provider is chosen there."""
_OF_STATES = ("/v1/licensing",)
"""The same, where licensing boards' own systems are answered too."""
_OF_SYSTEMS = ("/GetLearnerTranscript", "/v1/webhooks", "/v1/events")
"""With what paths begin where providers' systems and licensing boards' own are answered."""
_INDEX = ("/", "/v1")
_PUBLIC = (
    "/v1/boards",
    "/v1/codes",
    "/v1/docs",
    "/v1/openapi.json",
    "/v1/fix-it/",
    "/v1/shares/",
    "/v1/sign-ups",
    "/v1/status-lists/",
    "/v1/verifications/",
    "/.well-known/",
    _TAKES_FORMS,
)
_OF_MAILS = re.compile(r"/v1/missing-credits/[^/]+")
"""A page that mails lead to, with a token in the query."""
_CHALLENGE = 'Bearer, Basic realm="CME Hub", charset="UTF-8"'
_CHALLENGE_TO_PAGES = "Bearer"
"""To calls that pages make: a browser that is offered Basic asks its user for a password."""

Event = dict[str, Any]
CredentialsOf = Callable[[Event], Credentials | None]


class _Call(NamedTuple):
    request_id: str
    path: str
    caller: Caller | SignedInPerson | StateSystem | None = None


class HubApi(APIGatewayHttpResolver):
    """
    The routes of one function.

    Parameters
    ----------
    logger
        The function's.
    access
        Makes, once per process, what admits callers; without it anybody may call.
    credentials_of
        Finds credentials elsewhere in a call whose headers have none.
    """

    def __init__(
        self,
        logger: Logger,
        access: Callable[[], Admission | PeopleAdmission] | None,
        credentials_of: CredentialsOf = lambda _event: None,
    ) -> None:
        super().__init__(enable_validation=True, json_body_deserializer=_read_json)
        self._logger = logger
        self._access = access
        self._credentials_of = credentials_of
        self._call = _Call("", "")
        self.exception_handler(ProblemError)(self._problem)
        self.exception_handler(RequestValidationError)(self._invalid)
        unsupported = ProblemError("CONTENT_TYPE_UNSUPPORTED")
        self.exception_handler(RequestUnsupportedContentType)(lambda _error: self._problem(unsupported))
        # Powertools lets a document that isn't UTF-8 go past what it checks.
        not_utf_8 = ProblemError("REQUEST_INVALID", "the body: it isn't UTF-8")
        self.exception_handler(UnicodeDecodeError)(lambda _error: self._problem(not_utf_8))
        self.exception_handler(Exception)(self._fault)
        self.not_found(lambda _error: self._nothing_here())

    @property
    def caller(self) -> Caller:
        """Which system makes the call that is being answered."""
        if not isinstance(self._call.caller, Caller):
            raise ProblemError("KEY_MISSING")
        return self._call.caller

    @property
    def person(self) -> SignedInPerson:
        """Who makes the call that is being answered, on pages where people sign in."""
        if not isinstance(self._call.caller, SignedInPerson):
            raise ProblemError("SIGN_IN_MISSING")
        return self._call.caller

    @property
    def state_system(self) -> StateSystem:
        """Which licensing board's own system makes the call that is being answered."""
        if not isinstance(self._call.caller, StateSystem):
            raise ProblemError("KEY_MISSING")
        return self._call.caller

    @property
    def is_state_system(self) -> bool:
        """Whether a licensing board's own system makes the call that is being answered."""
        return isinstance(self._call.caller, StateSystem)

    @property
    def is_signed_in(self) -> bool:
        """Whether a person makes the call that is being answered."""
        return isinstance(self._call.caller, SignedInPerson)

    @property
    def request_id(self) -> str:
        """What no other call has."""
        return self._call.request_id

    @staticmethod
    def binary(content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response[str]:
        """Return a file as an answer; Powertools' validation takes bytes for text, so they go through it packed."""
        return Response(HTTPStatus.OK, media_type, base64.b64encode(content).decode(), headers={**(headers or {})})

    def resolve(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Return what a route answers."""
        answer = super().resolve(event, context)
        return answer | {"isBase64Encoded": answer["headers"].get("Content-Type") in _BINARY}

    def answer(self, event: Event, context: LambdaContext) -> dict[str, Any]:
        """Answer one call, as API Gateway's HTTP APIs give it (payload 2.0)."""
        request_id = event["requestContext"]["requestId"]
        headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
        self._call = _Call(request_id, event["rawPath"])
        with self._logger.append_context_keys(request_id=request_id):
            told: dict[str, str] = {"X-Request-Id": request_id, VERSION_HEADER: VERSIONS[-1]}
            try:
                told[VERSION_HEADER] = version_of(headers)
                if event["rawPath"] != _TAKES_FORMS:
                    _refuse_forms(headers)
                _unpack_body(event, headers)
                if self._access and not _is_public(event["rawPath"]):
                    caller = _admitted(
                        self._access(), event["rawPath"], credentials_in(headers) or self._credentials_of(event)
                    )
                    if not isinstance(caller, SignedInPerson):
                        told |= caller.rates
                    self._call = self._call._replace(caller=caller)
                answer = self.resolve(event, context)
            except ProblemError as error:
                answer = _as_gateway_wants(self._problem(error))
            except Exception as error:
                answer = _as_gateway_wants(self._fault(error))
        answer["headers"] = told | answer["headers"]
        answer["body"] = answer.get("body") or ""
        if answer["statusCode"] == HTTPStatus.OK and answer["headers"].get("ETag") == headers.get("if-none-match", ""):
            return {"statusCode": HTTPStatus.NOT_MODIFIED, "headers": answer["headers"], "body": ""}
        sent = packed(answer) if "gzip" in headers.get("accept-encoding", "") else answer
        if fits(sent):
            return sent
        refused = _as_gateway_wants(self._problem(ProblemError("ANSWER_TOO_LARGE")))
        return refused | {"headers": told | refused["headers"]}

    def _invalid(self, error: RequestValidationError) -> Response[str]:
        found = (
            f"{'.'.join(map(str, problem['loc'][1:])) or 'the body'}: {problem['msg']}" for problem in error.errors()
        )
        return self._problem(ProblemError("REQUEST_INVALID", "; ".join(found)))

    def _fault(self, _error: Exception) -> Response[str]:
        self._logger.exception("the call failed")
        return self._problem(ProblemError("HUB_FAULT"))

    def _nothing_here(self) -> Response[str]:
        """Say that there is no such route, or that it is one for other methods."""
        routes = [*self._static_routes, *self._dynamic_routes]
        allowed = sorted({str(route.method) for route in routes if route.rule.match(self._call.path)})
        if allowed:
            return self._problem(ProblemError("METHOD_NOT_ALLOWED", headers={"Allow": ", ".join(allowed)}))
        return self._problem(ProblemError("NOT_FOUND"))

    def _problem(self, error: ProblemError) -> Response[str]:
        note_problem(self._logger, error.code, self._call.caller)
        document = ProblemDocument.of(error, self._call.request_id, self._call.path)
        caller = self._call.caller
        if document.status == HTTPStatus.FORBIDDEN and isinstance(caller, Caller) and caller.role is not None:
            # CloudFront, behind which contacts call, answers 403 with the page for files that aren't there.
            document = document.model_copy(update={"status": HTTPStatus.NOT_FOUND.value})
        status = HTTPStatus(document.status)
        ways = _CHALLENGE_TO_PAGES if error.code.startswith("SIGN_IN_") else _CHALLENGE
        challenge = {"WWW-Authenticate": ways} if status is HTTPStatus.UNAUTHORIZED else {}
        body = document.model_dump_json(exclude=None if error.issues else {"issues"})
        return Response(status, MEDIA_TYPE, body, headers={**challenge, **error.headers})


def _is_public(path: str) -> bool:
    return path in _INDEX or path.startswith(_PUBLIC) or _OF_MAILS.fullmatch(path) is not None


def _admitted(
    access: Admission | PeopleAdmission, path: str, credentials: Credentials | None
) -> Caller | SignedInPerson | StateSystem:
    if isinstance(access, Admission) and _is_below(path, _OF_STATES):
        return access.admit_for_state(credentials)
    if isinstance(access, Admission) and _is_below(path, _OF_STAFF):
        return access.admit_person(credentials)
    if isinstance(access, Admission) and path.startswith(_OF_SYSTEMS):
        return access.admit_system(credentials)
    return access.admit(credentials)


def _is_below(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


def content(event: Event) -> bytes:
    """
    Return the body of a call; the gateway decodes what it takes for text, and puts U+FFFD for what it couldn't decode.

    Raises
    ------
    ProblemError
        If it couldn't.
    """
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        return base64.b64decode(body)
    if "\N{REPLACEMENT CHARACTER}" in body:
        raise ProblemError("FILE_NOT_BINARY")
    return body.encode()


def _read_json(body: str) -> Any:
    try:
        return json.loads(body, object_pairs_hook=_members)
    except (ValueError, RecursionError) as error:
        fault = text_fault(body) or "it can't be read as JSON"
        raise ProblemError("REQUEST_INVALID", f"the body: {fault}") from error


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object's members; refuse a name that stands there twice, of which Python would keep the last."""
    members: dict[str, Any] = {}
    for name, value in pairs:
        if members.setdefault(name, value) != value:
            raise ProblemError("REQUEST_INVALID", f"{name}: it is given twice, with different values")
    return members


def _refuse_forms(headers: Mapping[str, str]) -> None:
    """Refuse forms, over whose missing boundary Powertools would stumble."""
    if headers.get("content-type", "").lower().startswith("multipart/"):
        raise ProblemError("CONTENT_TYPE_UNSUPPORTED")


def _unpack_body(event: Event, headers: Mapping[str, str]) -> None:
    """Put a body that was sent with ``Content-Encoding: gzip`` as it was before in its place."""
    if headers.get("content-encoding", "").lower() != "gzip":
        return
    try:
        with gzip.open(io.BytesIO(content(event))) as unpacked:
            body = unpacked.read(BODY_LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ProblemError("REQUEST_INVALID", "the body: it isn't gzip, as Content-Encoding says") from error
    if len(body) > BODY_LIMIT:
        raise ProblemError("CONTENT_TOO_LARGE", f"At most {BODY_LIMIT:,} bytes are taken once they are unpacked.")
    event["body"], event["isBase64Encoded"] = base64.b64encode(body).decode(), True


def _as_gateway_wants(response: Response[str]) -> dict[str, Any]:
    headers = {"Content-Type": response.content_type, **response.headers}
    return {"statusCode": response.status_code, "headers": headers, "body": response.body, "isBase64Encoded": False}
