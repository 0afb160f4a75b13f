"""Files that are put where the hub reads them, whole or in parts."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from cmehub_client.calls import Calls, address
from cmehub_client.models import PartPlaces, PartsRequest, Receipt, UploadPlace, UploadRequest

PART_SIZE = 64 * 1024 * 1024
"""In bytes, of all parts but the last."""
Progress = Callable[[int, int], None]
"""Is told how many bytes were sent, and of how many."""

_PATH = "v1/uploads"
_BLOCK = 1024 * 1024
_PLACES: TypeAdapter[UploadPlace | PartPlaces] = TypeAdapter(UploadPlace | PartPlaces)


class Digests(NamedTuple):
    """The SHA-256 of a file and of each of its parts."""

    size: int
    sha256: str
    parts: list[str]

    @classmethod
    def of(cls, path: Path) -> "Digests":
        """Read a file once."""
        whole, part = hashlib.sha256(), hashlib.sha256()
        size, parts = 0, list[str]()
        with path.open("rb") as file:
            while block := file.read(min(_BLOCK, PART_SIZE - size % PART_SIZE)):
                whole.update(block)
                part.update(block)
                size += len(block)
                if size % PART_SIZE == 0:
                    parts.append(part.hexdigest())
                    part = hashlib.sha256()
        if size % PART_SIZE:
            parts.append(part.hexdigest())
        return cls(size, whole.hexdigest(), parts)


class Uploads:
    """The calls about places for large files; `Submissions.upload` makes them all."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def place(
        self,
        wanted: UploadRequest,
        *,
        dry_run: bool = False,
        again: bool = False,
        permission_to_share: bool | None = None,
    ) -> UploadPlace | PartPlaces:
        """Return where to put a file, or each of its parts."""
        document = wanted.model_dump(mode="json", exclude_unset=True)
        query = {"dry_run": dry_run, "again": again, "permission_to_share": permission_to_share}
        answer = self._calls.call("POST", _PATH, query=query, document=document, is_repeatable=True)
        return _PLACES.validate_json(answer.content)

    def place_parts(self, token: str, wanted: PartsRequest) -> PartPlaces:
        """Return where to put the parts that aren't there yet, for another hour."""
        document = wanted.model_dump(mode="json")
        answer = self._calls.call("POST", address(_PATH, token, "parts"), document=document, is_repeatable=True)
        return PartPlaces.model_validate_json(answer.content)

    def complete(self, token: str) -> Receipt:
        """Make one file of the parts that were put."""
        answer = self._calls.call("POST", address(_PATH, token, "complete"), is_repeatable=True)
        return Receipt.model_validate_json(answer.content)

    def give_up(self, token: str) -> None:
        """Forget an upload in parts."""
        self._calls.call("DELETE", address(_PATH, token))

    def put(self, path: Path, places: UploadPlace | PartPlaces, progress: Progress) -> None:
        """Put a file, or its parts one after the other, where they have their places."""
        start = 0
        for place in [places] if isinstance(places, UploadPlace) else places.parts:
            end = start + int(place.headers["Content-Length"])
            self._calls.put(place.url, place.headers, partial(_read, path, start, end, progress))
            start = end


def _read(path: Path, start: int, end: int, progress: Progress) -> Iterator[bytes]:
    """Return part of a file in blocks, and tell of each that was taken."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (block := file.read(min(_BLOCK, end - start))):
            yield block
            start += len(block)
            progress(start, size)
