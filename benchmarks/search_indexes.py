"""Search indexes of the catalogue, in a folder that goes with the process."""

import datetime as dt
import time
from collections.abc import Collection, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cmehub.activities import Activity
from cmehub.stores.memory import MemoryActivityStore, MemoryProviderStore
from functions.search_api.index_reading import IndexReading, Snapshot
from functions.search_api.index_writing import IndexWriting
from functions.search_api.publication import Publications
from functions.search_api.published_files import FolderPublishedFiles
from local.catalogue.catalogue_activities import AROUND, catalogue, catalogue_activity, place_in_catalogue
from local.catalogue.catalogue_providers import catalogue_providers

TODAY = AROUND
_AT = dt.datetime.combine(AROUND, dt.time(4), dt.UTC)
_folder = TemporaryDirectory(prefix="cme-hub-search-")
_numbers = count()


class CatalogueStore(MemoryActivityStore):
    """The catalogue as a store; activities are made as they are asked for."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def all(self) -> Iterator[Activity]:
        return catalogue(self._size)

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        return {one: catalogue_activity(place_in_catalogue(one)) for one in activity_ids}


class SearchIndex(NamedTuple):
    """A published index: where it lies, what writes it, and the CPU seconds that building it took."""

    folder: Path
    files: FolderPublishedFiles
    writing: IndexWriting
    build_seconds: float

    def snapshot(self) -> Snapshot:
        """Return the published version, opened as a new process opens it."""
        publications = Publications(self.files, self.folder / f"reader-{next(_numbers)}")
        return IndexReading(publications, time.monotonic).snapshot()


@cache
def search_index(size: int) -> SearchIndex:
    """Build the index of a catalogue of this size; once for each size."""
    return built_index(size)


def built_index(size: int) -> SearchIndex:
    """Build an index of its own of a catalogue of this size."""
    folder = Path(_folder.name) / f"{size}-{next(_numbers)}"
    files = FolderPublishedFiles(folder / "published")
    providers = MemoryProviderStore()
    providers.put(catalogue_providers())
    writing = IndexWriting(CatalogueStore(size), providers, Publications(files, folder / "writer"), folder / "work")
    started = time.process_time()
    writing.rebuild(_AT)
    return SearchIndex(folder, files, writing, time.process_time() - started)
