"""Files that were compressed with gzip, as an object's Content-Encoding says, its name, or neither."""

import gzip
import zlib
from pathlib import Path

from cmehub.issues.issue import FileError, file_issue

_MAGIC = b"\x1f\x8b"
_PIECE = 1 << 20


def unpack(path: Path, limit: int) -> None:
    """
    Put the content of a gzip file in its place; any other file stays as it is.

    Raises
    ------
    FileError
        If it isn't whole, or unpacks to more bytes than the limit.
    """
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            return
    unpacked = path.with_name(f"{path.name}-unpacked")
    size = 0
    try:
        with gzip.open(path) as source, unpacked.open("wb") as target:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > limit:
                    raise FileError(file_issue("FILE_TOO_LARGE", value=f"more than {limit}", limit=limit))
                target.write(piece)
    except (OSError, EOFError, zlib.error) as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=0, reason="its gzip isn't whole")) from error
    unpacked.replace(path)
