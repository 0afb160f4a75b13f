"""Publications of the index: immutable files, a manifest that names them, and a pointer that names the manifest."""

import datetime as dt
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from cmehub.search.schema import SCHEMA_VERSION
from cmehub.stores.published_files import PublishedFiles

_META = "meta.json"
_SOON_ENOUGH = 1
"""zlib's fastest level packs the index as well as any other to within a tenth, in a third of the time."""


class PublicationLostError(Exception):
    """Somebody else has published since; what was to be published builds on what is no longer current."""


class DamagedFileError(Exception):
    """A published file isn't what its name says."""


class CardFile(NamedTuple):
    """A published file of cards."""

    digest: str
    size: int


class Manifest(BaseModel):
    """
    One version of the index.

    Attributes
    ----------
    version
        Counts publications.
    schema_version
        Of the fields; see `cmehub.search.schema`.
    index_files
        Name of each file of the index, and the digest under which it was put.
    card_dictionary, card_files
        Digest of what cards are unpacked with, and the files that they lie in, by number.
    changed
        The activities that were changed since the index was last built anew, and the versions that hold it.
    open_data
        Name of each file of the open data set, and the digest under which it was put.
    """

    model_config = ConfigDict(frozen=True)

    version: int
    schema_version: str = SCHEMA_VERSION
    published_at: dt.datetime
    index_files: dict[str, str]
    card_dictionary: str
    card_files: tuple[CardFile, ...]
    changed: dict[int, int] = {}
    open_data: dict[str, str] = {}

    def published_names(self) -> set[str]:
        """Return the names under which its files were put."""
        hot = {index_name(file) for file in self.index_files.values()}
        cards = {card_name(digest) for digest in (self.card_dictionary, *(file.digest for file in self.card_files))}
        return hot | cards | {data_name(digest) for digest in self.open_data.values()}


class Current(NamedTuple):
    """The published version, and the tag that the pointer had when it was read."""

    manifest: Manifest
    tag: str


def index_name(digest: str) -> str:
    """Return the name of a file of the index, which is put compressed."""
    return f"index/{digest}.z"


def card_name(digest: str) -> str:
    """Return the name of a file of cards."""
    return f"cards/{digest}"


def data_name(digest: str) -> str:
    """Return the name of a file of the open data set."""
    return f"open-data/{digest}"


class Publications:
    """
    The published versions, as this process knows them.

    Attributes
    ----------
    card_files
        The files of cards that were fetched whole, by their digests; those of the index are kept in a folder.
    """

    def __init__(self, files: PublishedFiles, folder: Path) -> None:
        self.files = files
        self._kept = folder / "files"
        self._folder = folder
        self.card_files: dict[str, bytes] = {}
        self._kept.mkdir(parents=True, exist_ok=True)

    def current(self, known_tag: str | None = None) -> Current | None:
        """Return the published version; None if it is the one with the known tag, or nothing is published."""
        pointer = self.files.pointer(known_tag)
        if pointer is None:
            return None
        return Current(Manifest.model_validate_json(self.files.get(pointer.content)), pointer.tag)

    def check_out(self, manifest: Manifest) -> Path:
        """Return a new folder with the index files of a version; what isn't kept here yet is fetched."""
        folder = Path(mkdtemp(prefix=f"version-{manifest.version}-", dir=self._folder))
        try:
            for name, digest in manifest.index_files.items():
                os.link(self._fetched(digest), folder / name)
        except BaseException:  # an interrupt too leaves no half folder behind
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder

    def keep_only(self, manifest: Manifest) -> None:
        """Forget the files here that a version doesn't need; who has them open isn't disturbed."""
        digests = {file.digest for file in manifest.card_files}
        self.card_files = {digest: content for digest, content in self.card_files.items() if digest in digests}
        for path in self._kept.iterdir():
            if path.name not in manifest.index_files.values():
                path.unlink(missing_ok=True)

    def put_cards(self, content: bytes) -> CardFile:
        """Put a file of cards, or what they are unpacked with."""
        digest = hashlib.sha256(content).hexdigest()
        self.files.put(card_name(digest), content)
        return CardFile(digest, len(content))

    def put_data(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Put the files of the open data set and return their digests, by their names."""
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        for name, digest in digests.items():
            self.files.put(data_name(digest), files[name])
        return digests

    def publish(self, folder: Path, next_one: Manifest, base: Current | None) -> Manifest:
        """
        Publish a version.

        Parameters
        ----------
        folder
            Holds the index, committed.
        next_one
            The version, without its index files.
        base
            What is to be current until then.

        Raises
        ------
        PublicationLostError
            If something else is current; nothing has changed then.
        """
        put_before = set(base.manifest.index_files.values()) if base else set()
        index_files = {name: self._put(folder / name, put_before) for name in alive_files(folder)}
        manifest = next_one.model_copy(update={"index_files": index_files})
        content = manifest.model_dump_json().encode()
        name = f"manifests/{manifest.version:08}-{hashlib.sha256(content).hexdigest()[:16]}.json"
        self.files.put(name, content)
        # Last: until then nobody sees anything of the version.
        if not self.files.move_pointer(name, base.tag if base else None):
            raise PublicationLostError
        return manifest

    def forget_unused(self, before: dt.datetime) -> int:
        """Delete the files that were put before a time and that no later version needs; return how many they were."""
        # In this order: what is published meanwhile is in ``everything``, and what is put meanwhile isn't in ``old``.
        old = set(self.files.names(before.timestamp()))
        pointer = self.files.pointer()
        everything = self.files.names(float("inf"))
        manifests = {name for name in everything if name.startswith("manifests/") and name not in old}
        if pointer:
            manifests.add(pointer.content)
        needed = set(manifests)
        for manifest in manifests:
            needed |= Manifest.model_validate_json(self.files.get(manifest)).published_names()
        unused = old - needed
        for name in unused:
            self.files.delete(name)
        return len(unused)

    def _put(self, path: Path, put_before: Iterable[str]) -> str:
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digest not in put_before:
            self.files.put(index_name(digest), zlib.compress(content, _SOON_ENOUGH))
        return digest

    def _fetched(self, digest: str) -> Path:
        path = self._kept / digest
        if not path.exists():
            content = zlib.decompress(self.files.get(index_name(digest)))
            if hashlib.sha256(content).hexdigest() != digest:
                raise DamagedFileError(digest)
            with NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(content)
            Path(file.name).replace(path)
        return path


def alive_files(folder: Path) -> list[str]:
    """Return the names of the files that an index consists of; its folder may hold more."""
    segments = {}
    for entry in json.loads((folder / _META).read_text())["segments"]:
        deletes = entry["deletes"]
        segments[entry["segment_id"].replace("-", "")] = f".{deletes['opstamp']}.del" if deletes else None
    alive = [_META]
    for path in folder.iterdir():
        segment, _, rest = path.name.partition(".")
        if segment in segments and (not rest.endswith(".del") or f".{rest}" == segments[segment]):
            alive.append(path.name)
    return sorted(alive)
