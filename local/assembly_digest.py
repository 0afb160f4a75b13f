"""A digest of everything that a synthesized stack is made from."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

_SOURCES = ("cdk.json", "infra", "functions", "layers", "requirements/dev.txt", "requirements/layer.txt")
_IGNORED_SUFFIXES = {".pyc"}


def assembly_digest(repository: Path, context: Mapping[str, str]) -> str:
    """Return the digest of the sources of the stack under these context values."""
    digest = hashlib.sha256(json.dumps(dict(context), sort_keys=True).encode())
    for path in _files(repository):
        digest.update(str(path.relative_to(repository)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(repository: Path) -> Iterator[Path]:
    for name in _SOURCES:
        source = repository / name
        candidates = sorted(source.rglob("*")) if source.is_dir() else [source]
        yield from (path for path in candidates if path.is_file() and path.suffix not in _IGNORED_SUFFIXES)
