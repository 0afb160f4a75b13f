"""The public search's description: OpenAPI 3.1, made from its routes and from what can be asked."""

import json
import os
from typing import Any
from unittest.mock import patch

from cmehub.search.parameters import SearchParameters
from functions.search_api.pages import calendars, feeds
from infra.openapi.api_document import without_null

_DESCRIPTION = """\
The catalogue of activities, for everybody: no key is needed.

Several values of one parameter mean any of them, several parameters mean all of them. `board`, `credit_type` and
`min_points` hold for one and the same registration of an activity. Other parameters are passed over."""
_TEXTS = {
    "/activities/{activity_id}/calendar": calendars.MEDIA_TYPE,
    "/search/calendar": calendars.MEDIA_TYPE,
    "/search/feed": feeds.MEDIA_TYPE,
}
"""The routes that answer with something else than JSON."""
_UNUSED = ("HTTPValidationError", "ResponseValidationError", "SearchParameters", "ValidationError")


def search_document() -> dict[str, Any]:
    """Return the description of the routes of search."""
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "us-east-1"}):
        from functions.search_api.query.handler import app
    document: dict[str, Any] = json.loads(app.get_openapi_json_schema())
    document["openapi"] = "3.1.0"
    document["info"] = {
        "title": "CME Hub search",
        "version": "1",
        "description": _DESCRIPTION,
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
    }
    document["servers"] = [{"url": "/"}]
    asked = _asked(document["components"]["schemas"])
    for path, item in document["paths"].items():
        operation = item["get"]
        operation["responses"] = dict(sorted(operation["responses"].items()))
        if path in _TEXTS:
            operation["responses"]["200"]["content"] = {_TEXTS[path]: {"schema": {"type": "string"}}}
        operation["responses"].get("302", {}).pop("content", None)
        names = {parameter["name"] for parameter in operation.get("parameters", ())}
        if names >= SearchParameters.model_fields.keys():
            operation["parameters"] = asked
    document["paths"] = dict(sorted(document["paths"].items()))
    for name in _UNUSED:
        document["components"]["schemas"].pop(name, None)
    return document


def search_text() -> str:
    """Return the description as it is committed."""
    return json.dumps(search_document(), indent=1, ensure_ascii=False) + "\n"


def _asked(schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what can be asked as parameters, more exactly than the routes tell it: with lists, choices and limits."""
    described = SearchParameters.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= described.get("$defs", {})
    parameters = []
    for name, schema in described["properties"].items():
        told = without_null({key: value for key, value in schema.items() if key not in {"title", "default"}})
        description = told.pop("description", None)
        parameter = {"name": name, "in": "query", "required": False, "schema": told}
        parameters.append(parameter | ({"description": description} if description else {}))
    return parameters
