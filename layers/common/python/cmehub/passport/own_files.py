"""Files of own credits: what they may be, told by their content alone."""

import io
import re
import zipfile
from enum import StrEnum

LARGEST_FILE = 5_000_000
"""In bytes."""

PART = 4_000_000
"""In bytes: what fits into an answer of Lambda, which takes 6 MB with its content in base64."""


class FileKind(StrEnum):
    """What a file can be; the value is the ending of its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"


_SHAPES = {
    FileKind.PDF: re.compile(rb"%PDF-\d\.\d.*startxref\s+\d+\s+%%EOF[\s\0]*", re.DOTALL),
    FileKind.PNG: re.compile(rb"\x89PNG\r\n\x1a\n\0\0\0\rIHDR.*\0\0\0\0IEND\xaeB`\x82", re.DOTALL),
    FileKind.JPEG: re.compile(rb"\xff\xd8\xff.*\xff\xd9", re.DOTALL),
}
"""From the first byte to the last: what begins later, or has something behind it, could be another thing as well."""


def file_kind(content: bytes) -> FileKind | None:
    """Return what a file is; None if it is none of these kinds, or something else as well."""
    kind = next((kind for kind, shape in _SHAPES.items() if shape.fullmatch(content)), None)
    # An archive is read from its end, whatever it begins as.
    return None if zipfile.is_zipfile(io.BytesIO(content)) else kind


def parts_of(size: int) -> int:
    """Return in how many parts a file of so many bytes is handed out."""
    return -(-size // PART)
