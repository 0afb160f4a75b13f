"""Reading the published index: one version at a time, exchanged for the next one between two questions."""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

import tantivy
from aws_lambda_powertools import Logger

from cmehub.search.cards import CardPlace, StoredCard, located
from cmehub.search.publication import Current, Manifest, Publications, card_name
from cmehub.search.schema import SCHEMA_VERSION, with_words

T = TypeVar("T")
_LARGEST_WAITED_FOR = 8 * 1024 * 1024
"""Bytes: where a file of cards is larger, the first answer fetches its cards one by one."""
_READERS = 10
_MOST_REMEMBERED = 500
_MOST_CARDS = 5_000

logger = Logger(child=True)


class NoIndexError(Exception):
    """Nothing is published that this code can read."""


class Cards:
    """
    The cards of a version.

    Files of cards are fetched whole, but a first page doesn't wait for a large one: its cards are read alone, several
    at once.
    """

    def __init__(self, publications: Publications, manifest: Manifest) -> None:
        self._publications = publications
        self._manifest = manifest
        self._has_answered = False
        self._cards: dict[int, StoredCard] = {}
        self._contents: dict[int, bytes] = {}

    @cached_property
    def _dictionary(self) -> bytes:
        return self._publications.files.get(card_name(self._manifest.card_dictionary))

    def at(self, locations: Sequence[int]) -> list[StoredCard]:
        """Return the cards that lie at these locations."""
        if len(self._cards) > _MOST_CARDS:
            self._cards.clear()
        known, dictionary = self._cards, self._dictionary
        missing = [location for location in dict.fromkeys(locations) if location not in known]
        for location, packed in zip(missing, self._read([*map(located, missing)]), strict=True):
            known[location] = StoredCard.unpacked(packed, dictionary)
        return [known[location] for location in locations]

    def _read(self, places: Sequence[CardPlace]) -> list[bytes]:
        missing = {number: self._manifest.card_files[number] for number, _, _ in places if number not in self._contents}
        fetched = self._publications.card_files
        is_first, self._has_answered = not self._has_answered, True
        waits = any(file.size > _LARGEST_WAITED_FOR and file.digest not in fetched for file in missing.values())
        if is_first and waits:
            with ThreadPoolExecutor(_READERS) as readers:
                return [*readers.map(self._read_alone, places)]
        for number, file in missing.items():
            if file.digest not in fetched:
                fetched[file.digest] = self._publications.files.get(card_name(file.digest))
            self._contents[number] = fetched[file.digest]
        return [self._contents[number][offset : offset + length] for number, offset, length in places]

    def _read_alone(self, place: CardPlace) -> bytes:
        number, offset, length = place
        return self._publications.files.part(card_name(self._manifest.card_files[number].digest), offset, length)


class Snapshot:
    """One version of the index, open; it answers the same for as long as somebody holds it."""

    def __init__(self, publications: Publications, current: Current) -> None:
        self.manifest = current.manifest
        self.tag = current.tag
        folder = publications.check_out(current.manifest)
        try:
            index = with_words(tantivy.Index.open(str(folder)))
            index.config_reader("manual")
            self.searcher = index.searcher()
        finally:
            # The files are mapped into memory; their names aren't needed any more. tantivy may put a lock beside them
            # at this very moment, so the folder may stay.
            shutil.rmtree(folder, ignore_errors=True)
        self.cards = Cards(publications, current.manifest)
        self._remembered: dict[Any, Any] = {}

    def remembered(self, key: object, find: Callable[[], T]) -> T:
        """Return what ``find`` gives for a key; it is asked once for each version of the index."""
        if key not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = find()
        return self._remembered[key]  # type: ignore[no-any-return]  # a key stands for one type


class IndexReading:
    """
    Gives the snapshot to answer from.

    Parameters
    ----------
    clock
        Seconds that only grow.
    poll_seconds
        How long a snapshot is given without a look whether another version is published.
    """

    def __init__(self, publications: Publications, clock: Callable[[], float], poll_seconds: float = 15.0) -> None:
        self._publications = publications
        self._clock = clock
        self._poll_seconds = poll_seconds
        self._snapshot: Snapshot | None = None
        self._looked_at = float("-inf")
        self._looking = Lock()

    def snapshot(self) -> Snapshot:
        """
        Return the newest version, or the one at hand if the newest can't be had.

        Raises
        ------
        NoIndexError
            If there is none at hand either.
        """
        with self._looking:
            if self._clock() - self._looked_at >= self._poll_seconds:
                self._look()
            if self._snapshot is None:
                raise NoIndexError
            return self._snapshot

    def _look(self) -> None:
        try:
            current = self._publications.current(self._snapshot.tag if self._snapshot else None)
            if current and current.manifest.schema_version == SCHEMA_VERSION:
                self._snapshot = Snapshot(self._publications, current)
                self._publications.keep_only(current.manifest)
        except Exception:
            if self._snapshot is None:
                raise
            logger.exception("the newest index can't be had; the one at hand answers")
        self._looked_at = self._clock()
