"""The zip packages that workbooks are: looked through before anything in them is unpacked into memory."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from cmehub.fields.plain_text import one_line
from cmehub.formats.sheet_mending import may_need_mending
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
_SHEET = "sheet"
_MACRO_SHEETS = "xl/macrosheets/"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_LONGEST_TYPE = 200
_CONTENT_TYPES = "[content_types].xml"
_MIME_TYPE = "mimetype"
_OF_OPEN_DOCUMENT = "content.xml"  # the reader takes those too, and repeats their rows as often as they say
_OF_BINARY = "xl/workbook.bin"
_OF_NUMBERS = "index/document.iwa"
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
_HEAD = 4096
_REFERENCE = re.compile(rb'r="([A-Za-z]{0,3})([0-9]{1,7})"')
_ALPHABET = 26


def look_through(path: Path) -> list[str]:
    """
    Look through a workbook's package, and return the names of the parts that may need mending; see `sheet_mending`.

    Raises
    ------
    FileError
        If it is broken, encrypted, no Excel workbook, unpacks to too much, or has a sheet that reaches too far.
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _refuse_others(package, {_name(entry): entry.filename for entry in entries})
            _refuse_bomb(entries, path.stat().st_size)
            parts = [entry for entry in entries if _name(entry).endswith(".xml") and _name(entry) != _STRINGS]
            odd = [part.filename for part in parts if _look_through_part(package, part) and _SHEET in _name(part)]
            has_macros = any(_name(entry).startswith(_MACRO_SHEETS) for entry in entries)
            return [*odd, *(entry.filename for entry in entries if has_macros and _name(entry) == _RELATIONS)]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error) as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=0, reason="the workbook is damaged")) from error
    except RuntimeError as error:  # that a password is missing; NotImplementedError, one too, is caught above
        raise FileError(file_issue("FILE_ENCRYPTED")) from error


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a part; some writers have backslashes in it."""
    return entry.filename.replace("\\", "/").lower()


def _refuse_others(package: zipfile.ZipFile, names: Mapping[str, str]) -> None:
    """Refuse what is no Excel workbook by the names of its parts: as they are compared, and as they are written."""
    is_open_document = _OF_OPEN_DOCUMENT in names and _MIME_TYPE in names
    others = {
        ".ods": is_open_document and package.open(names[_MIME_TYPE]).read(_LONGEST_TYPE).endswith(b".spreadsheet"),
        ".xlsb": _OF_BINARY in names,
        ".numbers": _OF_NUMBERS in names,
    }
    if kind := next((kind for kind, is_it in others.items() if is_it), None):
        raise FileError(file_issue("FILE_OTHER_WORKBOOK", value=kind))
    if _BOOK in names and _OF_OPEN_DOCUMENT not in names:
        return
    if _CONTENT_TYPES not in names and _MIME_TYPE not in names:
        files = [name for name in names.values() if not name.endswith("/") and not name.startswith("__MACOSX/")]
        value = one_line(files[0]) if len(files) == 1 else f"{len(files):,} files"
        raise FileError(file_issue("FILE_ARCHIVE", value=value))
    raise FileError(file_issue("FILE_FORMAT_UNKNOWN"))


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    strings = sum(entry.file_size for entry in entries if _name(entry) == _STRINGS)
    for count, limit, what in (
        (unpacked, min(UNPACKED_LIMIT, RATIO_LIMIT * packed), "bytes"),
        (strings, STRINGS_LIMIT, "bytes of texts"),
        (len(entries), ENTRY_LIMIT, "parts"),
    ):
        if count > limit:
            raise FileError(file_issue("ZIP_BOMB", value=f"{count:,} {what}", limit=limit))


def _look_through_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """
    Tell whether a part may need mending, and refuse a sheet whose outermost cells span more than there is room for.

    Nearly every sheet ends before column AA, and then a million rows span no more than is allowed: the second, slower
    look is for the others only. ``rfind`` looks for the first byte of what it seeks, of which there are few, and takes
    a fifth of the time of ``in``, which looks for the last.
    """
    is_odd = is_far = False
    tail = bare_tail = b""
    for number, piece in enumerate(_pieces(package, entry)):
        is_odd = is_odd or may_need_mending(piece) or may_need_mending(tail + piece[:_OVERLAP])
        tail = piece[-_OVERLAP:]
        unnamed = piece if number else piece[:_HEAD].replace(_NAMESPACE_R, b"") + piece[_HEAD:]
        bare = bare_tail + unnamed.translate(_LETTERS, _NO_REFERENCE)
        is_far = is_far or any(bare.rfind(far) >= 0 for far in _FAR_COLUMNS)
        bare_tail = bare[-_OVERLAP:]
    if is_far:
        _refuse_far_cells(package, entry)
    return is_odd


def _refuse_far_cells(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    column = row = 1
    tail = b""
    for piece in _pieces(package, entry):
        plain = tail + piece.translate(_QUOTES, _BLANKS)
        tail = plain[-_OVERLAP:]
        for letters, digits in _REFERENCE.findall(plain):
            column, row = max(column, _number(letters)), max(row, int(digits))
    if column * row > AREA_LIMIT:
        raise FileError(
            file_issue("FILE_SHEET_TOO_WIDE", value=f"{row:,} rows and {column:,} columns", limit=AREA_LIMIT)
        )


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as file:
        yield from iter(lambda: file.read(_PIECE), b"")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _ALPHABET + letter - ord("A") + 1
    return number
