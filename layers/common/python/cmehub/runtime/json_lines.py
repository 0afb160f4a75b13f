"""Gzipped JSON lines, byte for byte the same for the same rows, so that a repeated write changes nothing."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

_LEVEL = 1


def pack(lines: Iterable[bytes]) -> bytes:
    """Pack JSON documents, one a line."""
    return gzip.compress(b"\n".join(lines), compresslevel=_LEVEL, mtime=0)


def unpack(packed: bytes) -> Iterator[Any]:
    """Yield the JSON documents that were packed."""
    for line in gzip.decompress(packed).splitlines():
        yield orjson.loads(line)


def digest(packed: bytes) -> str:
    """Return the SHA-256 of packed bytes, as hexadecimal digits."""
    return hashlib.sha256(packed).hexdigest()
