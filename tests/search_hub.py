"""The search over activities in memory: its index in a folder, and its calls through the real handler."""

import datetime as dt
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.search.documents import activity_id_in
from cmehub.search.parameters import SearchParameters
from cmehub.search.publication import Manifest, Publications
from cmehub.search.reading import IndexReading, Snapshot
from cmehub.search.searching import Search
from cmehub.search.writing import IndexWriting, Rebuilt
from cmehub.stores.published_files import FolderPublishedFiles
from functions.search_api.query import handler as query_handler
from local.in_memory.hub import MemoryHub
from tests.api_hub import Answer
from tests.aws_events import Context, http_event
from tests.examples import NOW, PROVIDER_ID, TODAY, an_activity

SITE_URL = "https://passport.example.org"


class SearchHub:
    """A catalogue of activities, and the search for them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds = 0.0
        self.hub = MemoryHub(NOW)
        self.activities, self.providers = self.hub.activities, self.hub.providers
        self.providers.put([Provider(provider_id=PROVIDER_ID, name="Example Medical Society")])
        self.files = FolderPublishedFiles(folder / "published")
        self.hub.published_files = self.files
        self.publications = Publications(self.files, folder / "writer")
        self.writing = IndexWriting(self.activities, self.providers, self.publications, folder / "work", SITE_URL)
        self.reading = self.another_reading()

    @property
    def now(self) -> dt.datetime:
        return self.hub.now

    def another_reading(self) -> IndexReading:
        """Return what a new process reads with."""
        return IndexReading(Publications(self.files, self.folder / "reader"), lambda: self.seconds)

    def add(self, activity_id: int, **changes: object) -> Activity:
        """Store an activity without telling the index."""
        activity = an_activity(activity_id=str(activity_id), **changes)
        self.activities.put([activity])
        return activity

    def rebuild(self) -> Rebuilt:
        return self.writing.rebuild(self.now)

    def update(self, *activity_ids: int) -> Manifest:
        return self.writing.update([str(activity_id) for activity_id in activity_ids], self.now)

    def snapshot(self) -> Snapshot:
        """Return the newest version, as a reader has it that looks once more."""
        self.seconds += 15
        return self.reading.snapshot()

    def search(self, today: dt.date = TODAY, **asked: Any) -> Search:
        return Search(self.snapshot(), SearchParameters.model_validate(asked), today)

    def found(self, today: dt.date = TODAY, **asked: Any) -> list[int]:
        """Return the IDs of the page that is found, in order."""
        return [int(activity.activity_id) for activity in self.search(today, **asked).page().activities]

    def held(self) -> list[int]:
        """Return the IDs of all that the index holds."""
        searcher = self.snapshot().searcher
        hits = searcher.search(self.search(past=True).query, limit=1000).hits
        values = searcher.fast_field_values("soonest", [address for _, address in hits])
        return sorted(activity_id_in(int(value or 0)) for value in values)

    def answers(self, patch: pytest.MonkeyPatch) -> None:
        """Let the handler answer from here."""
        settings = query_handler.QuerySettings(
            index_bucket="index",
            site_bucket="site",
            activities_table="activities",
            providers_table="providers",
            site_url=SITE_URL,
        )
        patch.setattr(query_handler, "settings", lambda: settings)
        patch.setattr(query_handler, "index", lambda: self.reading)
        patch.setattr(query_handler, "hub", lambda: self.hub)


def asked(path: str, headers: dict[str, str] | None = None, **query: object) -> Answer:
    """Call the handler as the gateway does."""
    event = http_event("GET", path, "", headers or {})
    event["rawQueryString"] = urlencode(query, doseq=True)
    event["queryStringParameters"] = {
        name: ",".join(value) if isinstance(value, list) else str(value) for name, value in query.items()
    }
    answer = query_handler.handle(event, cast("LambdaContext", Context()))
    return Answer(answer["statusCode"], answer["headers"], answer["body"])
