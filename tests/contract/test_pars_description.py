"""The committed description of the routes for PARS's clients tells what these answer."""

import json
import re
from pathlib import Path

import pytest

from tests.contract.test_pars_routes import CALLS, Driven
from tests.pars_client import ACTIVITY_ID, JSON, XML, ParsClient

DESCRIPTION = json.loads((Path(__file__).parents[2] / "docs" / "openapi-pars.json").read_text("utf-8"))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> ParsClient:
    return ParsClient(monkeypatch)


@pytest.mark.parametrize("driven", CALLS, ids=lambda call: f"{call.method} {call.path} {' '.join(call.query)}")
def test_the_description_tells_what_each_route_answers(client: ParsClient, driven: Driven) -> None:
    if driven.status != 201 and not driven.path.endswith("/activities"):
        client.report()
    path = re.sub(ACTIVITY_ID, "{activity_id}", re.sub("35550001", "{learner_id}", driven.path))
    operation = DESCRIPTION["paths"][path][driven.method.lower()]

    answer = driven.call(client, JSON)

    assert {"400", "401", "403", "415", "429", "500", str(answer.status)} <= operation["responses"].keys()
    assert {*driven.query} <= {parameter["name"] for parameter in operation.get("parameters", ())}
    content = operation["responses"][str(answer.status)].get("content", {})
    if not driven.expected:
        assert [*content] == ([answer.headers["Content-Type"]] if answer.content else [])
        return
    told, example_told = answer.document, content[JSON]["example"]
    assert type(told) is type(example_told)
    schema = content[JSON]["schema"]
    name = schema.get("items", schema)["$ref"].rpartition("/")[2]
    members = DESCRIPTION["components"]["schemas"][name]["properties"].keys()
    assert {*(told[0] if isinstance(told, list) else told)} <= members
    assert content[XML]["example"].startswith(("<?xml", "<ACCME"))
