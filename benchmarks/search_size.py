"""How large the index is, what keeping it up to date costs, and how soon a new process answers."""

import subprocess
import sys
import time

from benchmarks.measurement import Measurement
from benchmarks.search_indexes import AT, SearchIndex, search_index
from cmehub.search.publication import card_name, index_name
from local.catalogue.catalogue_activities import catalogue_activity

_SIZE, _CHANGED = 250_000, 1_000
_MEGABYTES_A_SECOND = 80
_OPEN = """
import sys, time
from datetime import date
from pathlib import Path
started = time.monotonic(), time.process_time()
from cmehub.search.reading import IndexReading
from cmehub.search.publication import Publications
from cmehub.stores.published_files import FolderPublishedFiles
from cmehub.search.parameters import SearchParameters
from cmehub.search.searching import Search
publications = Publications(FolderPublishedFiles(Path(sys.argv[1])), Path(sys.argv[2]))
snapshot = IndexReading(publications, time.monotonic).snapshot()
page = Search(snapshot, SearchParameters(q="hypertension"), date(2026, 11, 1)).page()
assert page.total and page.activities
print(time.process_time() - started[1])
"""


def measure_search_size(size: int = _SIZE, changed: int = _CHANGED) -> list[Measurement]:
    """Measure bytes for each activity, an update against a rebuild, and a new process's first answer."""
    index = search_index(size)
    hot, total = _bytes(index)
    opened = _first_answer(index)
    fetched = hot / 1_000_000 / _MEGABYTES_A_SECOND
    ids = [catalogue_activity(place * 7 % size).activity_id for place in range(changed)]
    started = time.process_time()
    index.writing.update(ids, AT)
    update = time.process_time() - started
    return [
        Measurement.at_most("search-size-hot", hot / size, "bytes an activity", 250),
        Measurement.at_most("search-size-total", total / size, "bytes an activity, cards included", 450),
        Measurement.at_most("search-size-update", 100 * update / index.build_seconds, "% of a rebuild's CPU", 1.0),
        Measurement.at_most("search-size-first", fetched + opened, "s to fetch, open and answer first", 1.5),
    ]


def _bytes(index: SearchIndex) -> tuple[int, int]:
    current = index.publications().current()
    assert current is not None  # noqa: S101 - it was built a moment ago
    manifest = current.manifest
    hot = sum(len(index.files.get(index_name(file))) for file in manifest.index_files.values())
    cards = len(index.files.get(card_name(manifest.card_dictionary))) + sum(file.size for file in manifest.card_files)
    return hot, hot + cards


def _first_answer(index: SearchIndex) -> float:
    """Return the CPU seconds from a new process's first import to its first answer; the least of three."""
    seconds = []
    for number in range(3):
        folder = index.folder / f"first-{number}"
        command = [sys.executable, "-c", _OPEN, str(index.folder / "published"), str(folder)]
        seconds.append(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout))  # noqa: S603
    return min(seconds)
