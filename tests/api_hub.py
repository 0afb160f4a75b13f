"""The API over the hub in memory: calls go through the real handler."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.api.access import Access
from cmehub.api_keys import Scope, make_key
from cmehub.stores.memory_keys import MemoryKeyStore
from functions.ingest import api_handler as file_handler
from functions.ingest.posted_files import PostedFiles
from functions.ingest.submission_views import SubmissionViews
from functions.ingest.uploads import Upload
from functions.validate import api_handler as call_handler
from tests.aws_events import Context, api_event
from tests.memory_hub import MemoryHub
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
    return Answer(answer["statusCode"], answer["headers"], answer["body"])


def _is_answered_at_once(path: str) -> bool:
    """Tell whether the gateway gives calls of a path to the function ``validate``."""
    return path.startswith(("/v1/activities", "/v1/learner-records", "/v1/matches"))


@dataclass
class MemoryArrivals:
    """An uploads bucket that keeps every version and has each file read when asked."""

    hub: MemoryHub
    folder: Path
    arrived: list[Upload] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    def put(self, key: str, content: bytes) -> str | None:
        if self.faults:
            raise self.faults.pop()
        version = f"version-{len(self.arrived)}"
        path = self.folder / version
        path.write_bytes(content)
        self.hub.uploads.files[key] = path
        self.arrived.append(Upload(key, version, len(content), "etag", self.hub.now))
        return version

    def place(self, key: str, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        return f"https://uploads.example.org/{key}?seconds={kept.total_seconds():g}&headers={len(headers)}"


class ApiHub:
    """A hub in memory, its API, and keys to it."""

    def __init__(self, hub: MemoryHub, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.hub = hub
        self.keys = MemoryKeyStore()
        self.arrivals = MemoryArrivals(hub, folder)
        access = Access(self.keys, hub.clock)
        posted_files = PostedFiles(self.arrivals, hub.submissions, hub.clock)
        views = SubmissionViews(hub.submissions, hub.objects, hub.boards)
        for handler in (file_handler, call_handler):
            patch.setattr(handler, "access", lambda: access)
        patch.setattr(file_handler, "posted_files", lambda: posted_files)
        patch.setattr(file_handler, "submission_views", lambda: views)
        patch.setattr(call_handler, "validation", lambda: hub.validation)

    def key(self, *scopes: Scope, provider_id: str = PROVIDER_ID, expires_at: dt.datetime | None = None) -> str:
        kept, written = make_key(provider_id, scopes or [*Scope], at=self.hub.now, expires_at=expires_at)
        self.keys.add(kept)
        return str(written)

    def post(self, content: bytes, key: str, name: str = "learners.xml", **query: str) -> Answer:
        return called("POST", "/v1/submissions", key, body=content, headers={"X-File-Name": name}, query=query)

    def read_all(self) -> None:
        """Let the hub read what has arrived, and do all that follows."""
        for upload in self.arrivals.arrived:
            self.hub.ingestion.take(upload)
        self.hub.deliver_all()
