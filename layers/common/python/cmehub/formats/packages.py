"""The zip packages that workbooks are: looked through before anything in them is unpacked into memory."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from cmehub.issues.issue import FileError, file_issue

UNPACKED_LIMIT = 2_000_000_000
STRINGS_LIMIT = 200_000_000
"""Bytes of the texts that cells share, which the reader keeps all at once, each in three times its size."""
RATIO_LIMIT = 200
ENTRY_LIMIT = 2_000
AREA_LIMIT = 30_000_000
"""Cells in the rectangle around all that a sheet holds; the reader has room for each, blank ones too."""

_PIECE = 1 << 20
_OVERLAP = 32  # more than the longest reference, which may begin in one piece and end in the next
_BOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedstrings.xml"
_OF_OPEN_DOCUMENT = "content.xml"  # the reader takes those too, and repeats their rows as often as they say
_BLANKS = b" \t\r\n"
_QUOTES = bytes.maketrans(b"'", b'"')
_LETTERS = bytes.maketrans(b"abcdefghijklmnopqstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ'", b"A" * 50 + b'"')
_NO_REFERENCE = bytes(
    byte for byte in range(256) if not (chr(byte).isascii() and chr(byte).isalpha()) and byte not in b"='\""
)
_FAR_COLUMNS = (b'r="AA', b'r="Ar', b'r="r')
"""How a reference beyond column Z begins once all letters but r are alike and all but letters and marks is gone."""
_NAMESPACE_R = b"xmlns:r="
"""What stands at the head of nearly every sheet and would look like a far reference."""
_REFERENCE = re.compile(rb'r="([A-Za-z]{0,3})([0-9]{1,7})"')
_ALPHABET = 26


def refuse_hostile_package(path: Path) -> None:
    """
    Look through a workbook's package.

    Raises
    ------
    FileError
        If it is broken, encrypted, no Excel workbook, unpacks to too much, or has a sheet that reaches too far.
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            names = {entry.filename.lower() for entry in entries}
            if _BOOK not in names or _OF_OPEN_DOCUMENT in names:
                raise FileError(file_issue("FILE_FORMAT_UNKNOWN"))
            _refuse_bomb(entries, path.stat().st_size)
            for entry in entries:
                if entry.filename.lower().endswith(".xml") and entry.filename.lower() != _STRINGS:
                    _refuse_far_cells(package, entry)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error) as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=0, reason="the workbook is damaged")) from error
    except RuntimeError as error:  # that a password is missing; NotImplementedError, one too, is caught above
        raise FileError(file_issue("FILE_ENCRYPTED")) from error


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    strings = sum(entry.file_size for entry in entries if entry.filename.lower() == _STRINGS)
    too_much = unpacked > min(UNPACKED_LIMIT, RATIO_LIMIT * packed) or strings > STRINGS_LIMIT
    if too_much or len(entries) > ENTRY_LIMIT:
        raise FileError(file_issue("ZIP_BOMB", value=unpacked))


def _refuse_far_cells(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """
    Refuse a sheet whose outermost cells span more than the reader has room for.

    Nearly every sheet ends before column AA, and then a million rows span no more than is allowed: the second, slower
    look is for the others only. ``rfind`` looks for the first byte of what it seeks, of which there are few, and takes
    a fifth of the time of ``in``, which looks for the last.
    """
    if not any(
        piece.rfind(far) >= 0 for piece in _pieces(package, entry, _LETTERS, _NO_REFERENCE) for far in _FAR_COLUMNS
    ):
        return
    column = row = 1
    for piece in _pieces(package, entry, _QUOTES, _BLANKS):
        for letters, digits in _REFERENCE.findall(piece):
            column, row = max(column, _number(letters)), max(row, int(digits))
    if column * row > AREA_LIMIT:
        raise FileError(file_issue("FILE_SHEET_TOO_WIDE", value=f"{row:,} rows and {column:,} columns"))


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo, table: bytes, without: bytes) -> Iterator[bytes]:
    """Yield a part piece by piece, translated and without some bytes, each with the end of the one before."""
    tail = b""
    with package.open(entry) as file:
        for number, piece in enumerate(iter(lambda: file.read(_PIECE), b"")):
            bare = piece if number else piece.replace(_NAMESPACE_R, b"")
            translated = tail + bare.translate(table, without)
            yield translated
            tail = translated[-_OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _ALPHABET + letter - ord("A") + 1
    return number
