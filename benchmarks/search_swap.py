"""Versions of the index exchanged under questions, while whoever publishes is killed at each step of it."""

import datetime as dt
import multiprocessing
import os
import signal
import time
from collections.abc import Collection, Iterator
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from benchmarks.measurement import Measurement
from benchmarks.search_indexes import TODAY
from cmehub.activities.activity import Activity
from cmehub.search.parameters import SearchParameters
from cmehub.search.publication import Publications
from cmehub.search.reading import IndexReading
from cmehub.search.searching import Search
from cmehub.search.writing import IndexWriting
from cmehub.stores.memory_registers import MemoryActivityStore, MemoryProviderStore
from cmehub.stores.published_files import FolderPublishedFiles
from local.catalogue.catalogue_activities import catalogue_activity

_ACTIVITIES, _READERS = 20, 2
_SWAPS = 100
_SECONDS = 120
_AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
_FORK = multiprocessing.get_context("fork")


class Editions(MemoryActivityStore):
    """Activities that all carry the same edition in their titles, so that a mixture of two can be seen."""

    def __init__(self, edition: int) -> None:
        super().__init__()
        for place in range(_ACTIVITIES):
            activity = catalogue_activity(place)
            changes = {"title": f"Swapped edition {edition}", "end_date": dt.date(2030, 1, 1)}
            self._activities[activity.activity_id] = activity.model_copy(update=changes)

    def all(self) -> Iterator[Activity]:
        yield from self._activities.values()

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        return {activity_id: self._activities[activity_id] for activity_id in activity_ids}


class DeadlyFiles(FolderPublishedFiles):
    """Files that kill the process in the midst of one of the writes."""

    def __init__(self, folder: Path, deadly_step: int | None, steps: "Synchronized[int]") -> None:
        super().__init__(folder)
        self._folder = folder
        self._deadly_step = deadly_step
        self._steps = steps
        self._step = 0

    def put(self, name: str, content: bytes) -> None:
        if self._step == self._deadly_step:
            with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as torn:
                torn.write(content[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        super().put(name, content)
        self._step += 1
        self._steps.value = self._step


def measure_search_swap(swaps: int = _SWAPS) -> list[Measurement]:
    """Publish so many versions, each after a killed try, and count the answers that aren't those of one version."""
    with TemporaryDirectory(prefix="cme-hub-swaps-") as folder:
        published = Path(folder, "published")
        steps, newest, wrong, answers, seen = (_FORK.Value("q", 0) for _ in range(5))
        _publish(Path(folder, "first"), published, 0, None, steps)
        readers = [
            _FORK.Process(target=_read, args=(Path(folder, f"reader-{number}"), published, wrong, answers, seen))
            for number in range(_READERS)
        ]
        for reader in readers:
            reader.start()
        killed, deadly, outlived = set[int](), 0, 0
        for edition in range(1, swaps + 1):
            code = _run(Path(folder, f"killed-{edition}"), published, edition, deadly, steps)
            if code == -signal.SIGKILL:
                killed.add(deadly)
                deadly += 1
            elif code == 0:
                # Its steps were fewer: not all publications write the same number of files.
                outlived, deadly = deadly, 0
            if _run(Path(folder, f"writer-{edition}"), published, edition, None, steps) == 0:
                newest.value = edition
        _wait_until_seen(newest, seen)
        last = outlived or steps.value
        broken = sum(1 for reader in readers if not reader.is_alive())
        # Whoever is ended while it counts would keep the count's lock for ever.
        with wrong.get_lock(), answers.get_lock(), seen.get_lock():
            for reader in readers:
                reader.terminate()
                reader.join()
        return [
            Measurement.at_most("search-swap-wrong", wrong.value, f"wrong of {answers.value:,} answers", 0),
            Measurement.at_most("search-swap-broken", broken, f"of {_READERS} readers broke", 0),
            Measurement.at_least("search-swap-versions", newest.value, "versions published", swaps),
            Measurement.at_least(
                "search-swap-steps", len(killed & {*range(last)}) / last, "of the steps killed at", min(1, swaps / last)
            ),
            Measurement.at_least("search-swap-newest", seen.value, "the newest version that was seen", newest.value),
        ]


def _run(
    folder: Path, published: Path, edition: int, deadly_step: int | None, steps: "Synchronized[int]"
) -> int | None:
    """Publish in a process of its own, and return its exit code."""
    process = _FORK.Process(target=_publish, args=(folder, published, edition, deadly_step, steps))
    process.start()
    process.join()
    return process.exitcode


def _publish(folder: Path, published: Path, edition: int, deadly_step: int | None, steps: "Synchronized[int]") -> None:
    counted = steps if deadly_step is None else _FORK.Value("q", 0)
    store = Editions(edition)
    publications = Publications(DeadlyFiles(published, deadly_step, counted), folder)
    writing = IndexWriting(store, MemoryProviderStore(), publications, folder / "work", "https://passport.example.org")
    writing.update([activity.activity_id for activity in store.all()], _AT)


def _read(
    folder: Path,
    published: Path,
    wrong: "Synchronized[int]",
    answers: "Synchronized[int]",
    seen: "Synchronized[int]",
) -> None:
    """Ask over and over, and count the answers that mix editions, lack activities, or are older than what was seen."""
    reading = IndexReading(Publications(FolderPublishedFiles(published), folder), time.monotonic, poll_seconds=0)
    asked, edition = SearchParameters(q="swapped"), 0
    while True:
        at_least = edition
        page = Search(reading.snapshot(), asked, TODAY).page()
        editions = {int(activity.title.rsplit(" ", 1)[1]) for activity in page.activities}
        is_whole = page.total == len(page.activities) == _ACTIVITIES and len(editions) == 1
        edition = max(editions, default=0)
        with wrong.get_lock():
            wrong.value += not (is_whole and edition >= at_least and page.facets)
            answers.value += 1
            seen.value = max(seen.value, edition)


def _wait_until_seen(newest: "Synchronized[int]", seen: "Synchronized[int]") -> None:
    deadline = time.monotonic() + _SECONDS
    while seen.value < newest.value and time.monotonic() < deadline:
        time.sleep(0.05)
