"""PARS's clients over the hub in memory: their calls go through the real handler."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from lxml import etree

from cmehub.accounts.keys import Scope, make_key
from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName, ActivityRow
from cmehub.formats import open_file
from cmehub.people.rosters import RosterEntry
from functions.validate.pars import handler as pars_handler
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.aws_events import Context, api_event

EXAMPLES = Path(__file__).parent / "pars_examples"
PROVIDER_ID, ACTIVITY_ID = "0009999", "202699001"
OTHER_PROVIDER_ID = "0001111"
MIRA = {
    "given_name": "Mira",
    "family_name": "Osei",
    "birth_month_day": "02-29",
    "npi": "1234567893",
    "state": "OH",
}
JSON, XML = "application/json", "application/xml"


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


def example_document(name: str) -> Any:
    return json.loads(example(name))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def document(self) -> Any:
        assert self.headers["Content-Type"] == JSON
        return json.loads(self.content)

    @property
    def root(self) -> etree._Element:
        assert self.headers["Content-Type"] == f"{XML}; charset=utf-8"
        return etree.fromstring(self.content)

    def texts(self, name: str) -> list[str | None]:
        """Return the texts of all elements of a local name."""
        return [element.text for element in self.root.iter(f"{{*}}{name}")]


def _activity() -> Activity:
    """Return the activity that the learner of the examples completed: the example's, which offers less, and more."""
    (row,) = open_file(EXAMPLES / "activity.xml").rows
    found = ActivityRow.model_validate(row.fields).activity(ACTIVITY_ID, PROVIDER_ID)
    (aba,) = found.registrations
    offers = aba.model_copy(update={"credit_types": ("Lifelong Learning", "Patient Safety")})
    return found.model_copy(update={"provider_activity_id": "ANES-26-007", "registrations": (offers,)})


ACTIVITY = _activity()


class ParsClient:
    """A hub in memory that has the activity and the physician of the examples, and a client with a key to it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.hub = MemoryHub()
        self.keys = self.hub.keys
        patch.setattr(pars_handler, "hub", lambda: self.hub)
        names = {PROVIDER_ID: "Example Medical Society", OTHER_PROVIDER_ID: "Other Society"}
        self.hub.providers.put(Provider(provider_id=provider_id, name=name) for provider_id, name in names.items())
        self.hub.activities.add(ACTIVITY, ActivityName.of(ACTIVITY))
        ids = {"OH": "35900001", "ABA": "35550001"}
        put_on_rosters(
            self.hub.rosters,
            [
                RosterEntry.model_validate(MIRA | {"authority": authority, "entry_id": entry_id})
                for authority, entry_id in ids.items()
            ],
        )
        self.key = self.new_key()

    def new_key(self, *scopes: Scope, provider_id: str = PROVIDER_ID) -> str:
        kept, written = make_key(provider_id, scopes or [*Scope], at=self.hub.now)
        self.keys.add(kept)
        return str(written)

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        key: str | None = "",
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
    ) -> Answer:
        """Make a call, with the client's own key unless another or none is given."""
        given = dict(headers or {})
        if key is not None:
            given["Authorization"] = f"Bearer {key or self.key}"
        event = api_event(method, path, body=body, headers=given, query=query)
        answer = pars_handler.handle(event, cast("LambdaContext", Context()))
        content = answer["body"] or ""
        is_binary = answer.get("isBase64Encoded")
        return Answer(
            answer["statusCode"], answer["headers"], base64.b64decode(content) if is_binary else content.encode()
        )

    def post(self, path: str, body: bytes, media: str, **options: Any) -> Answer:
        return self.call("POST", path, body, headers={"Content-Type": media}, **options)

    def get(self, path: str, query: dict[str, str] | None = None, accept: str = JSON) -> Answer:
        return self.call("GET", path, headers={"Accept": accept}, query=query)

    def report(self, *, decided: bool = True) -> None:
        """Report the learner of the examples, and let the boards decide."""
        assert self.post("/learner-activities", example("learner.json"), JSON).status == 201
        if decided:
            self.hub.deliver_all()
