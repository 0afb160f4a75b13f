"""How large the index is, what keeping it up to date costs, and how soon a new process answers."""

import os
import subprocess
import sys
import time
from tempfile import TemporaryDirectory

from benchmarks.measurement import Measurement
from benchmarks.search_indexes import AT, SearchIndex, search_index
from cmehub.search.publication import card_name, index_name
from local.catalogue.catalogue_activities import catalogue_activity

_SIZE, _CHANGED = 250_000, 1_000
_ANSWER = """
import sys, time
from datetime import date
from pathlib import Path
from cmehub.search.reading import IndexReading
from cmehub.search.publication import Publications
from cmehub.stores.published_files import FolderPublishedFiles
from cmehub.search.parameters import SearchParameters
from cmehub.search.searching import Search
publications = Publications(FolderPublishedFiles(Path(sys.argv[1])), Path(sys.argv[2]))
snapshot = IndexReading(publications, time.monotonic).snapshot()
page = Search(snapshot, SearchParameters(q="hypertension"), date(2026, 11, 1)).page()
assert page.total and page.activities
print(time.process_time())
"""
_UNPACK = """
import hashlib, sys, time, zlib
from pathlib import Path
import aws_lambda_powertools, botocore.exceptions, pydantic, rapidfuzz.distance, tantivy
for path in Path(sys.argv[1], "index").iterdir():
    content = zlib.decompress(path.read_bytes())
    hashlib.sha256(content)
    Path(sys.argv[2], path.name).write_bytes(content)
print(time.process_time())
"""


def measure_search_size(size: int = _SIZE, changed: int = _CHANGED, starts: int = 5) -> list[Measurement]:
    """
    Measure bytes for each activity, an update against a rebuild, and a new process's first answer.

    The first answer is compared with what no reader gets round, because seconds are those of one machine: a process
    that imports the libraries and does no more than unpack, check and write the same files.
    """
    index = search_index(size)
    hot, total = _bytes(index)
    first = _first_answer(index, starts)
    ids = [catalogue_activity(place * 7 % size).activity_id for place in range(changed)]
    started = time.process_time()
    index.writing.update(ids, AT)
    update = time.process_time() - started
    return [
        Measurement.at_most("search-size-hot", hot / size, "bytes an activity", 250),
        Measurement.at_most("search-size-total", total / size, "bytes an activity, cards included", 450),
        Measurement.at_most("search-size-update", 100 * update / index.build_seconds, "% of a rebuild's CPU", 1.0),
        Measurement.at_most("search-size-first", first, "x CPU of imports and unpacking", 1.75),
    ]


def _bytes(index: SearchIndex) -> tuple[int, int]:
    current = index.publications().current()
    assert current is not None  # noqa: S101 - it was built a moment ago
    manifest = current.manifest
    hot = sum(len(index.files.get(index_name(file))) for file in manifest.index_files.values())
    cards = len(index.files.get(card_name(manifest.card_dictionary))) + sum(file.size for file in manifest.card_files)
    return hot, hot + cards


def _first_answer(index: SearchIndex, starts: int) -> float:
    """Return what a new process takes to its first answer, against one that unpacks only; of each the least of some."""
    seconds = [(_seconds(_ANSWER, index), _seconds(_UNPACK, index)) for _ in range(starts)]
    return min(answer for answer, _ in seconds) / min(unpacking for _, unpacking in seconds)


def _seconds(program: str, index: SearchIndex) -> float:
    """Return the CPU seconds that a program takes in a process of its own; all but the first find their bytecode."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with TemporaryDirectory() as folder:
        bytecode = f"pycache_prefix={index.folder / 'bytecode'}"
        command = [sys.executable, "-X", bytecode, "-c", program, str(index.folder / "published"), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603
    return float(done.stdout)
