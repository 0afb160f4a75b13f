"""The API over the hub in memory: calls go through the real handler."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.keys import Scope, StateScope, make_key, make_state_key
from cmehub.api.cursors import read_cursor
from cmehub.stores.signed_objects import SignedPlace
from cmehub.submissions.uploads import Upload
from functions.ingest.api import handler as file_handler
from functions.ingest.api.files.signed_uploads import OpenUpload, PutPart, UploadGoneError
from functions.validate.api import handler as call_handler
from local.in_memory.hub import MemoryHub
from tests.aws_events import Context, api_event
from tests.sample_hub import PROVIDER_ID

BINARY = "application/octet-stream"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def document(self) -> Any:
        return json.loads(self.text)


def called_json(method: str, path: str, key: str | None, document: object = None, **given: Any) -> Answer:
    """Call the handler with a JSON document."""
    body = b"" if document is None else json.dumps(document).encode()
    headers = {"Content-Type": "application/json", **given.pop("headers", {})}
    return called(method, path, key, body=body, headers=headers, **given)


def called(
    method: str,
    path: str,
    key: str | None,
    *,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
) -> Answer:
    """Call the handler as the gateway does."""
    given = {"Content-Type": BINARY, **(headers or {})}
    if key is not None:
        given["Authorization"] = f"Bearer {key}"
    event = api_event(method, path, body=body, headers=given, query=query)
    handler = call_handler if _is_answered_at_once(path) else file_handler
    answer = handler.handle(event, cast("LambdaContext", Context()))
    return Answer(answer["statusCode"], answer["headers"], answer["body"] or "")


def is_problem(answer: Answer, status: int, code: str) -> bool:
    document = answer.document
    assert set(document) == {"type", "title", "status", "detail", "code", "instance", "help"}
    assert document["help"].endswith(f"v1/codes/{code}")
    assert document["instance"] == answer.headers["X-Request-Id"]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert document["type"] == f"urn:cme-hub:problem:{document['code']}"
    return (answer.status, document["status"], document["code"]) == (status, status, code)


def _is_answered_at_once(path: str) -> bool:
    """Tell whether the gateway gives calls of a path to the function ``validate``."""
    of_providers = ("activities", "learner-records", "matches", "missing-credits", "reminders", "reviews", "templates")
    names = ("accreditors", "licensing", "years", *of_providers)
    begins = path.startswith(tuple(f"/v1/{name}" for name in names))
    return begins or path.endswith("/checks")


@dataclass
class MemoryArrivals:
    """An uploads bucket that keeps every version and has each file read when asked."""

    hub: MemoryHub
    folder: Path
    arrived: list[Upload] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    def put(self, key: str, content: bytes, at: dt.datetime) -> Upload:
        if self.faults:
            raise self.faults.pop()
        version = f"version-{len(self.arrived)}"
        path = self.folder / version
        path.write_bytes(content)
        self.hub.uploads.files[key] = path
        self.arrived.append(Upload(key, version, len(content), "etag", at))
        return self.arrived[-1]


@dataclass
class MemorySignedUploads:
    """The same bucket, into which tests put parts by hand."""

    arrivals: MemoryArrivals
    parts: dict[OpenUpload, dict[int, bytes]] = field(default_factory=dict)

    def place(self, key: str, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        return f"https://uploads.example.org/{key}?seconds={kept.total_seconds():g}&headers={len(headers)}"

    def begin(self, key: str) -> str:
        return f"upload-of-{key}-{len(self.parts)}"

    def part_place(self, upload: OpenUpload, number: int, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        self.parts.setdefault(upload, {})
        return f"{self.place(upload.key, headers, kept)}&part={number}"

    def put_part(self, token: str, number: int, content: bytes) -> None:
        self.parts[OpenUpload(*read_cursor(token, str, str, str, int))][number] = content

    def put_parts(self, upload: OpenUpload) -> list[PutPart]:
        if upload not in self.parts:
            raise UploadGoneError
        return [PutPart(number, "etag", None) for number in sorted(self.parts[upload])]

    def complete(self, upload: OpenUpload, parts: Sequence[PutPart]) -> str | None:
        contents = self.parts.pop(upload)
        whole = b"".join(contents[part.number] for part in parts)
        return self.arrivals.put(upload.key, whole, self.arrivals.hub.now).version

    def abort(self, upload: OpenUpload) -> None:
        if self.parts.pop(upload, None) is None:
            raise UploadGoneError


class MemorySignedObjects:
    """A bucket whose addresses say what they lead to."""

    def address(self, key: str, name: str) -> str:
        return f"https://work.example.org/{key}?as={name}"

    def place(self, key: str, size: int, sha256: str) -> SignedPlace:
        return SignedPlace(f"https://work.example.org/{key}", {"Content-Length": str(size), "x-sha256": sha256})


class ApiHub:
    """A hub in memory, its API, and keys to it."""

    def __init__(self, hub: MemoryHub, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.hub = hub
        self.is_sandbox = False
        self.webhooks_may_be_local = False
        self.keys = hub.keys
        self.arrivals = MemoryArrivals(hub, folder)
        self.signed = MemorySignedUploads(self.arrivals)
        self.is_stuck = False
        for handler in (file_handler, call_handler):
            patch.setattr(handler, "hub", lambda: hub)
        patch.setattr(file_handler, "settings", self._settings)
        patch.setattr(file_handler, "arrivals", lambda: self.arrivals)
        patch.setattr(file_handler, "signed_uploads", lambda: self.signed)
        patch.setattr(file_handler, "signed_downloads", MemorySignedObjects)
        patch.setattr(file_handler, "pause", self._pause)
        patch.setattr(call_handler, "signed_objects", MemorySignedObjects)

    def _settings(self) -> file_handler.ApiSettings:
        names = dict.fromkeys(file_handler.ApiSettings.model_fields, "in memory")
        switches = {"sandbox": self.is_sandbox, "webhooks_may_be_local": self.webhooks_may_be_local}
        return file_handler.ApiSettings.model_validate(names | switches)

    def key(self, *scopes: Scope, provider_id: str = PROVIDER_ID, expires_at: dt.datetime | None = None) -> str:
        kept, written = make_key(provider_id, scopes or [*Scope], at=self.hub.now, expires_at=expires_at)
        self.keys.add(kept)
        return str(written)

    def state_key(self, *scopes: StateScope, state: str = "OH", expires_at: dt.datetime | None = None) -> str:
        """Make the key of a licensing board's own system, with all scopes if none is named."""
        kept, written = make_state_key(state, scopes or [*StateScope], at=self.hub.now, expires_at=expires_at)
        self.hub.state_keys.add(kept)
        return str(written)

    def send(self, content: bytes, key: str, name: str = "learners.xml", **query: str) -> Answer:
        """Send a file and wait for its report."""
        return called("POST", "/v1/submissions", key, body=content, headers={"X-File-Name": name}, query=query)

    def post(self, content: bytes, key: str, name: str = "learners.xml", **query: str) -> Answer:
        """Send a file, and have it read when the test says so."""
        headers = {"X-File-Name": name, "Prefer": "respond-async"}
        return called("POST", "/v1/submissions", key, body=content, headers=headers, query=query)

    def read_all(self) -> None:
        """Let the hub read what has arrived, and do all that follows."""
        for upload in self.arrivals.arrived:
            self.hub.ingestion.take(upload)
        self.hub.deliver_all()

    def _pause(self, seconds: float) -> None:
        """Let time pass, and one message be delivered; if the hub is stuck, let it pass in vain."""
        self.hub.now += dt.timedelta(seconds=seconds)
        if self.hub.line and not self.is_stuck:
            self.hub.deliver(self.hub.line.popleft())
