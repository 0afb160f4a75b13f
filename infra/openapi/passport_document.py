"""The description of what people call who signed in: OpenAPI 3.1, made from the routes of the function."""

import json
import os
from typing import Any
from unittest.mock import patch

from aws_lambda_powertools.event_handler.openapi.models import HTTPBase

from cmehub.api.contract import PERSON_SECURITY
from infra.openapi.api_document import METHODS, tidy

_DESCRIPTION = """\
What the Passport site asks for a physician who signed in.

Answers are about whoever the access token was given to, and nobody keeps them on the way. What isn't done as asked is
answered with `application/problem+json`, whose `code` is explained by `GET /v1/codes/{code}`."""

_UNUSED = ("HTTPValidationError", "ResponseValidationError", "ValidationError")


def passport_document() -> dict[str, Any]:
    """Return the description of the routes of somebody who is signed in."""
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "us-east-1"}):
        from functions.passport.api.handler import app
    schemes = {name: HTTPBase.model_validate(scheme) for name, scheme in PERSON_SECURITY.items()}
    document: dict[str, Any] = json.loads(app.get_openapi_json_schema(security_schemes=schemes))  # type: ignore[arg-type]
    document |= {
        "openapi": "3.1.0",
        "info": {
            "title": "CME Hub Passport",
            "version": "1",
            "description": _DESCRIPTION,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
    }
    document["paths"] = dict(sorted(document["paths"].items()))
    for item in document["paths"].values():
        for method in METHODS & item.keys():
            tidy(item[method])
    for name in _UNUSED:
        document["components"]["schemas"].pop(name, None)
    return document


def passport_text() -> str:
    """Return the description as it is committed."""
    return json.dumps(passport_document(), indent=1, ensure_ascii=False) + "\n"
