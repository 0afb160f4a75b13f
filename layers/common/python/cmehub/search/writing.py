"""Writing the index: changed activities into the published version, and all of them into a new one."""

import datetime as dt
import shutil
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import tantivy
from tantivy import Query

from cmehub.activities.activity import Activity
from cmehub.search.cards import CardPacker, packing_dictionary
from cmehub.search.documents import IndexEntry, activity_id_in, is_public
from cmehub.search.open_data import OpenData
from cmehub.search.publication import Current, Manifest, PublicationLostError, Publications, card_name
from cmehub.search.schema import SCHEMA_VERSION, schema, with_words
from cmehub.stores import ActivityStore, ProviderStore

_UPDATE_HEAP, _REBUILD_HEAP = 32_000_000, 1_000_000_000
_SAMPLES = 100
_TRIES = 10


class IndexDefectError(Exception):
    """The index holds an activity twice."""


class Rebuilt(NamedTuple):
    """What came of building the index anew: its version, how many it holds, and which were wrong in the old one."""

    manifest: Manifest
    activities: int
    drifted: tuple[int, ...]


class IndexWriting:
    """
    Writes the index from the activities as they are stored.

    A change tells only which activity changed; what it is now is read from the store. So a change that comes twice,
    late or out of order does no harm, and needs no version of its own.

    Parameters
    ----------
    folder
        Of this machine, for the index while it is written.
    """

    def __init__(
        self,
        activities: ActivityStore,
        providers: ProviderStore,
        publications: Publications,
        folder: Path,
        site_url: str,
    ) -> None:
        self._activities = activities
        self._providers = providers
        self._publications = publications
        self._folder = folder
        self._site_url = site_url
        folder.mkdir(parents=True, exist_ok=True)

    def update(self, activity_ids: Collection[str], at: dt.datetime) -> Manifest:
        """Bring activities up to date in the published index, and publish it; without one, build it."""
        for _ in range(_TRIES):
            base = self._publications.current()
            if base is None or base.manifest.schema_version != SCHEMA_VERSION:
                return self.rebuild(at).manifest
            folder = self._publications.check_out(base.manifest)
            try:
                next_one = self._applied(folder, base.manifest, activity_ids, at)
                manifest = self._publications.publish(folder, next_one, base)
            except PublicationLostError:
                continue
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            self._publications.keep_only(manifest)
            return manifest
        raise PublicationLostError

    def rebuild(self, at: dt.datetime) -> Rebuilt:
        """
        Build the index anew from all stored activities, compare it with the published one, and publish it.

        What was changed meanwhile is brought up to date before; so nothing that was published is lost.
        """
        folder = Path(mkdtemp(prefix="rebuild-", dir=self._folder))
        began = self._publications.current()
        since = began.manifest.version if began else 0
        try:
            built = self._built(folder, at)
            for _ in range(_TRIES):
                base = self._publications.current()
                try:
                    return self._published(folder, built, base, since, at)
                except PublicationLostError:
                    continue
            raise PublicationLostError
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _built(self, folder: Path, at: dt.datetime) -> Manifest:
        entries = self._entries(self._activities.all())
        first = [*islice(entries, _SAMPLES)]
        dictionary = packing_dictionary([entry.card.packable() for entry in first])
        packer = CardPacker(dictionary, 0)
        data = OpenData(self._site_url, at.date())
        index = with_words(tantivy.Index(schema(), str(folder)))
        writer = index.writer(_REBUILD_HEAP, 1)
        for some in (first, entries):
            for entry in some:
                writer.add_document(entry.document(packer.add(entry.card.packable())))
                data.add(entry)
        writer.commit()
        writer.wait_merging_threads()
        return Manifest(
            version=1,
            published_at=at,
            index_files={},
            card_dictionary=self._publications.put_cards(dictionary).digest,
            card_files=(self._publications.put_cards(packer.content),),
            open_data=self._publications.put_data(data.files()),
        )

    def _published(self, folder: Path, built: Manifest, base: Current | None, since: int, at: dt.datetime) -> Rebuilt:
        manifest, old = built, None
        if base is not None and base.manifest.schema_version == SCHEMA_VERSION:
            meanwhile = [str(number) for number, version in base.manifest.changed.items() if version > since]
            if meanwhile:
                manifest = self._applied(folder, built, meanwhile, at)
            old = self._published_digests(base.manifest)
        new = _digests(folder)
        drifted = (
            [number for number in old.keys() | new.keys() if old.get(number) != new.get(number)]
            if old is not None
            else []
        )
        version = base.manifest.version + 1 if base else 1
        manifest = manifest.model_copy(update={"version": version, "changed": {}})
        published = self._publications.publish(folder, manifest, base)
        return Rebuilt(published, len(new), tuple(sorted(drifted)))

    def _applied(self, folder: Path, manifest: Manifest, activity_ids: Collection[str], at: dt.datetime) -> Manifest:
        """Write activities as they are stored now into the index in a folder, and return the version that follows."""
        found = self._activities.find(activity_ids)
        dictionary = self._publications.files.get(card_name(manifest.card_dictionary))
        packer = CardPacker(dictionary, len(manifest.card_files))
        index = with_words(tantivy.Index.open(str(folder)))
        writer = index.writer(_UPDATE_HEAP, 1)
        # By query: a deletion by a term of a number finds nothing (tantivy-py 0.27).
        writer.delete_documents_by_query(Query.term_set_query(schema(), "activity_id", [*map(int, activity_ids)]))
        for entry in self._entries(found.values()):
            writer.add_document(entry.document(packer.add(entry.card.packable())))
        writer.commit()
        writer.wait_merging_threads()
        return Manifest(
            version=manifest.version + 1,
            published_at=at,
            index_files={},
            card_dictionary=manifest.card_dictionary,
            card_files=(*manifest.card_files, self._publications.put_cards(packer.content)),
            open_data=manifest.open_data,
            changed=manifest.changed | dict.fromkeys(map(int, activity_ids), manifest.version + 1),
        )

    def _published_digests(self, published: Manifest) -> dict[int, int]:
        folder = self._publications.check_out(published)
        try:
            return _digests(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _entries(self, activities: Iterable[Activity]) -> Iterator[IndexEntry]:
        names: dict[str, str] = {}
        for activity in activities:
            if is_public(activity):
                if activity.provider_id not in names:
                    provider = self._providers.find(activity.provider_id)
                    names[activity.provider_id] = provider.name if provider else activity.provider_id
                yield IndexEntry.of(activity, names[activity.provider_id])


def _digests(folder: Path) -> dict[int, int]:
    """Return the digest of each activity that the index in a folder holds."""
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")
    searcher = index.searcher()
    if not searcher.num_docs:
        return {}
    hits = searcher.search(Query.all_query(), limit=searcher.num_docs, count=False).hits
    addresses = [address for _, address in hits]
    digests: dict[int, int] = {}
    keys = searcher.fast_field_values("soonest", addresses)
    for key, digest in zip(keys, searcher.fast_field_values("digest", addresses), strict=True):
        digests[activity_id_in(int(key or 0))] = int(digest or 0)
    if len(digests) != searcher.num_docs:
        raise IndexDefectError(f"{searcher.num_docs} documents for {len(digests)} activities")
    return digests
