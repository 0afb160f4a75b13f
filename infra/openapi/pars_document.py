"""The description of the routes for PARS's clients: OpenAPI 3.1, made from these routes, with examples."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any
from unittest.mock import patch

from cmehub.api.contract import SECURITY, STATE_SECURITY, needs_state_key
from cmehub.issues.issue import Issue
from infra.openapi.pars_operations import OPERATIONS, Argument, Document, Operation

_DESCRIPTION = """\
The paths and documents of PARS, for clients that report to PARS today. `docs/migrating-from-pars.md` is their guide,
and tells where answers differ from ACCME's drafts of 2025.

Everything is taken and given as JSON and as XML: an answer is written as `Accept` asks, else as the call is.
Names of arguments may be in any case."""
_HEADERS = ("ProviderId", "User", "Password")
_SECURITY = SECURITY | STATE_SECURITY | {name: {"type": "apiKey", "in": "header", "name": name} for name in _HEADERS}
_TEXT = {"type": "string"}
_MATCH_MEMBERS = (
    "rowId", "givenName", "familyName", "birthMonthDay", "stateOfLicensure", "licenseId", "npi", "board", "boardId",
)  # fmt: skip
_REF = "#/components/schemas/"
_PATH_ARGUMENTS = {
    "activity_id": "The ACCME Activity ID.",
    "learner_id": "The learner's ID with a board or state, or the NPI.",
}
_PROBLEMS = {
    400: "Something in the call or document is wrong, or stands against what is stored.",
    401: "The credentials are missing or wrong.",
    403: "The credentials don't allow this.",
    404: "You have no such thing.",
    413: "It is too much for one call.",
    415: "It is a form, or says that it is text and isn't UTF-8.",
    429: "There were too many calls, or too much was looked up in vain; `Retry-After` says when to go on.",
    500: "The hub failed; send it again a little later.",
}


def pars_document() -> dict[str, Any]:
    """Return the description of all routes for PARS's clients."""
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "us-east-1"}):
        from functions.validate.pars.handler import app
    paths: dict[str, dict[str, Any]] = {}
    for route in (*app._static_routes, *app._dynamic_routes):
        path = re.sub("<(.+?)>", r"{\1}", str(route.path))
        method = str(route.method).lower()
        operation = OPERATIONS[route.func.__name__]
        paths.setdefault(path, {})[method] = {
            "summary": (route.func.__doc__ or "").strip(),
            "operationId": re.sub("[^A-Za-z0-9]+", "_", f"{method}{path}").strip("_"),
            **_operation(operation, path, asked_in_body=method == "post"),
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "CME Hub for PARS's clients",
            "version": "1",
            "description": _DESCRIPTION,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": _schemas(), "securitySchemes": _SECURITY, "responses": dict(_problems())},
    }


def pars_text() -> str:
    """Return the description as it is committed."""
    return json.dumps(pars_document(), indent=1, ensure_ascii=False) + "\n"


def _operation(operation: Operation, path: str, *, asked_in_body: bool) -> dict[str, Any]:
    in_address = () if asked_in_body else operation.arguments
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _PATH_ARGUMENTS[name],
            "schema": {"type": "string"},
        }
        for name in re.findall("{(.+?)}", path)
    ] + [
        {
            "name": argument.name,
            "in": "query",
            "required": argument.required,
            "description": argument.description,
            "schema": argument.schema,
        }
        for argument in in_address
    ]
    body = _content(operation.body) if operation.body else _asked(operation.arguments) if asked_in_body else None
    is_needed = operation.body is not None or any(argument.required for argument in operation.arguments)
    ways = [{way: [*operation.scopes]} for way in SECURITY]
    of_states = needs_state_key(operation.state_scope) if operation.state_scope else []
    problems = (status for status in _PROBLEMS if status != HTTPStatus.NOT_FOUND or operation.finds)
    return {
        "tags": [operation.tag],
        "security": [*ways, {name: [] for name in _HEADERS}, *of_states],
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": {"required": is_needed, "content": body}} if body else {}),
        "responses": {
            f"{operation.status}": _answer(operation),
            **{f"{status}": {"$ref": f"#/components/responses/{status}"} for status in problems},
        },
    }


def _answer(operation: Operation) -> dict[str, Any]:
    told = {"description": operation.description}
    if operation.answer:
        return told | {"content": _content(operation.answer)}
    return told if operation.status == HTTPStatus.NO_CONTENT else told | {"content": {"application/pdf": {}}}


def _content(document: Document) -> dict[str, Any]:
    schema: dict[str, Any] = {"$ref": _REF + document.schema}
    if document.is_array:
        schema = {"type": "array", "items": schema}
    return {
        "application/json": {"schema": schema, "example": document.in_json},
        "application/xml": {"schema": {"type": "string"}, "example": document.in_xml},
    }


def _asked(arguments: Iterable[Argument]) -> dict[str, Any]:
    """Return arguments as the body of a service that is asked by POST."""
    given = [*arguments]
    schema = {
        "type": "object",
        "properties": {argument.name: argument.schema | {"description": argument.description} for argument in given},
        "required": [argument.name for argument in given if argument.required],
    }
    return {"application/json": {"schema": schema}, "application/xml": {"schema": {"type": "string"}}}


def _problems() -> Iterator[tuple[str, dict[str, Any]]]:
    for status, description in _PROBLEMS.items():
        content = {
            "application/json": {"schema": {"$ref": f"{_REF}Error"}},
            "application/xml": {"schema": {"type": "string"}},
        }
        yield f"{status}", {"description": description, "content": content}


def _schemas() -> dict[str, Any]:
    issue = Issue.model_json_schema(ref_template=f"{_REF}{{model}}")
    texts = {"type": "array", "items": {"type": "string"}}
    return {
        **issue.pop("$defs", {}),
        "Issue": issue,
        "Error": _object(
            "What isn't done as asked.",
            code={"type": "integer", "description": "The HTTP status."},
            message={"type": "string"},
            issues={"type": "array", "items": {"$ref": f"{_REF}Issue"}},
        ),
        "ACCMEActivities": _object("ACCME's schema v0_1_2.", ACCMEActivities={"type": "object"}),
        "ACCMELearnerReports": _object("ACCME's schema v0_5.", ACCMELearnerReports={"type": "object"}),
        "ACCMETranscripts": _object(
            "ACCME's schema v0_1.", ACCMETranscripts={"type": "array", "items": {"type": "object"}}
        ),
        "LearnerStatus": _object(
            "How a credit stands.",
            moduleID=_TEXT,
            BirthDate=_TEXT,
            CompletedDateTime=_TEXT,
            CreditID=_TEXT,
            UniqueID={"type": "array", "items": {"type": "object"}},
            Status={"const": "Completed"},
            ProcessingStatus={"enum": ["Submitted", "Accepted", "Rejected"]},
            StatusMessage=_TEXT,
        ),
        "LearnerMatch": _object("A learner to be looked for.", **dict.fromkeys(_MATCH_MEMBERS, _TEXT)),
        "LearnerMatchAnswer": _object(
            "What came of looking for a learner.",
            rowId=_TEXT,
            result={"enum": ["match", "no_match", "multiple_matches", "invalid"]},
            matchedOn=texts,
            mismatched=texts,
            message=_TEXT,
        ),
        "TranscriptCredits": _object(
            "A physician's CME credits between two days.",
            learner={"type": "object"},
            totalCredits={"type": "number"},
            unit={"const": "Point"},
        ),
    }


def _object(description: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "description": description, "properties": properties}
