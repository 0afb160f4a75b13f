"""The API's description: OpenAPI 3.1, made from the routes of the functions that answer it."""

import json
import os
from typing import Any
from unittest.mock import patch

from aws_lambda_powertools.event_handler.openapi.models import HTTPBase

from cmehub.api.contract import CONTACT_SECURITY, SECURITY, STATE_SECURITY
from cmehub.api.versions import VERSION_HEADER, VERSIONS

_DESCRIPTION = """\
How a provider's systems report activities and learners to CME Hub and learn what became of them.

Every answer has `X-Request-Id` and `CME-Hub-Version`. What isn't done as asked is answered with
`application/problem+json`, whose `code` stays as it is and is explained by `GET /v1/codes/{code}`. Issues of rows have
codes of the same kind, in calls as in files."""
_VERSION = {
    "name": VERSION_HEADER,
    "in": "header",
    "required": False,
    "description": "The version in which to be answered; the newest if there is none.",
    "schema": {"type": "string", "enum": [*VERSIONS]},
}
_TOLD = {
    "X-Request-Id": "What to quote when asking about this call.",
    VERSION_HEADER: "The version in which it is answered.",
    "RateLimit": "How many calls the key has left, and for how many seconds.",
    "RateLimit-Policy": "How many calls the key has in a minute and on a day.",
}
_SCHEMES = SECURITY | CONTACT_SECURITY | STATE_SECURITY
METHODS = {"get", "put", "post", "delete", "patch"}


def openapi_document() -> dict[str, Any]:
    """Return the description of all routes of the API."""
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "CME Hub",
            "version": VERSIONS[-1],
            "description": _DESCRIPTION,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "..", "description": "Where this document was found."}],
        "paths": {},
        "components": {
            "schemas": {},
            "securitySchemes": _SCHEMES,
            "parameters": {"Version": _VERSION},
            "headers": {name: {"description": said, "schema": {"type": "string"}} for name, said in _TOLD.items()},
        },
    }
    for part in _parts():
        for path, item in part["paths"].items():
            document["paths"].setdefault(path, {}).update(item)
        document["components"]["schemas"].update(part["components"]["schemas"])
    document["paths"] = dict(sorted(document["paths"].items()))
    document["components"]["schemas"] = dict(sorted(document["components"]["schemas"].items()))
    for item in document["paths"].values():
        for method in METHODS & item.keys():
            _complete(item[method])
    return document


def openapi_text() -> str:
    """Return the description as it is committed."""
    return json.dumps(openapi_document(), indent=1, ensure_ascii=False) + "\n"


def _parts() -> list[dict[str, Any]]:
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "us-east-1"}):
        from functions.ingest.api import handler as files
        from functions.validate.api import handler as calls
    schemes = {name: HTTPBase.model_validate(scheme) for name, scheme in _SCHEMES.items()}
    apps = (files.app, calls.app)
    return [json.loads(app.get_openapi_json_schema(security_schemes=schemes)) for app in apps]  # type: ignore[arg-type]


def _complete(operation: dict[str, Any]) -> None:
    """Add what every operation of the API has."""
    tidy(operation)
    operation["parameters"].append({"$ref": "#/components/parameters/Version"})
    told = {name: {"$ref": f"#/components/headers/{name}"} for name in _TOLD}
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            answer["headers"] = told | answer.get("headers", {})


def tidy(operation: dict[str, Any]) -> None:
    """Sort an operation's answers; parameters that may be left out are never null, and an empty answer has no body."""
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        parameter["schema"] = without_null(parameter["schema"])
        parameter["schema"].pop("description", None)
    if nothing := operation["responses"].get("204"):
        nothing.pop("content", None)
    operation["responses"] = dict(sorted(operation["responses"].items()))


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter that may be left out, which is never null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    (kind,) = kinds
    return {**{name: value for name, value in schema.items() if name != "anyOf"}, **kind}
