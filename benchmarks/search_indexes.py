"""Search indexes of the catalogue, in a folder that goes with the process."""

import datetime as dt
import time
from collections.abc import Collection, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cmehub.activities.activity import Activity
from cmehub.search.publication import Publications
from cmehub.search.reading import IndexReading, Snapshot
from cmehub.search.writing import IndexWriting
from cmehub.stores.memory_registers import MemoryActivityStore, MemoryProviderStore
from cmehub.stores.published_files import FolderPublishedFiles
from local.catalogue.catalogue_activities import AROUND, catalogue, catalogue_activity, place_in_catalogue
from local.catalogue.catalogue_providers import catalogue_providers

TODAY = AROUND
SITE_URL = "https://passport.example.org"
AT = dt.datetime.combine(AROUND, dt.time(4), dt.UTC)
_folder = TemporaryDirectory(prefix="cme-hub-search-")
_numbers = count()


class CatalogueStore(MemoryActivityStore):
    """The catalogue as a store; activities are made as they are asked for."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size
        self.seconds = 0.0

    def all(self) -> Iterator[Activity]:
        """Yield the activities, and add up the CPU time that making them takes."""
        started = time.process_time()
        for activity in catalogue(self._size):
            self.seconds += time.process_time() - started
            yield activity
            started = time.process_time()

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        return {activity_id: catalogue_activity(place_in_catalogue(activity_id)) for activity_id in activity_ids}


class SearchIndex(NamedTuple):
    """A published index: where it lies, what writes it, and the CPU seconds that building it took."""

    folder: Path
    files: FolderPublishedFiles
    writing: IndexWriting
    build_seconds: float

    def publications(self) -> Publications:
        """Return the published versions, as a process sees them that has fetched nothing yet."""
        return Publications(self.files, self.folder / f"reader-{next(_numbers)}")

    def snapshot(self) -> Snapshot:
        """Return the published version, opened as a new process opens it."""
        return IndexReading(self.publications(), time.monotonic).snapshot()


@cache
def search_index(size: int) -> SearchIndex:
    """Build the index of a catalogue of this size, once for each size."""
    folder = Path(_folder.name) / str(size)
    files = FolderPublishedFiles(folder / "published")
    providers = MemoryProviderStore()
    providers.put(catalogue_providers())
    store = CatalogueStore(size)
    writing = IndexWriting(store, providers, Publications(files, folder / "writer"), folder / "work", SITE_URL)
    started = time.process_time()
    writing.rebuild(AT)
    return SearchIndex(folder, files, writing, time.process_time() - started - store.seconds)
