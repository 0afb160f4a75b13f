"""Cells of a workbook whose values its reader would drop without a word, written anew as texts."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator

_PIECE = 1 << 20
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_CELL = rb"<(?P<prefix>\w+:)?c(?P<before>(?: [^>]*?)?) t=[\"']%b[\"'](?P<after>[^>]*)>"
_ERROR = re.compile(_CELL % b"e")
_VALUE_INLINE = re.compile(_CELL % b"inlineStr" + rb"(?=<(?:\w+:)?v)")
_NO_RESULT = re.compile(
    rb"<(?P<prefix>\w+:)?c(?P<attributes>(?: [^>]*)?)><(?:\w+:)?f(?P<of>(?: [^>/]*)?)"
    rb"(?:/>|>(?P<formula>[^<]*)</(?:\w+:)?f>)(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_TYPE = re.compile(rb" t=[\"'](\w+)[\"']")
_TEXT = b"str"
_MACRO_SHEET = re.compile(rb"[^\"']+/xl(?:Intl)?Macrosheet(?=[\"'])")
_DIALOG_SHEET = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet"
_SHARED = b"(shared)"

_SIGN_OF_ERROR = re.compile(rb"#[A-Z]")
_SIGN_OF_FORMULA = b"f>"
_SIGNS_OF_INLINE = (b'inlineStr"><v', b"inlineStr'><v")
_SIGN_OF_NO_RESULT = re.compile(
    rb"</(?:\w+:)?f></|</(?:\w+:)?f><(?:\w+:)?v ?/|</(?:\w+:)?f><(?:\w+:)?v></|/></(?:\w+:)?c>"
)


def may_need_mending(piece: bytes) -> bool:
    """
    Tell whether a piece of a sheet has what the sheets of nearly all workbooks lack.

    That are errors, formulas, and values in place of texts; ``rfind`` looks for the first byte, which is rare.
    """
    return (
        (b"#" in piece and _SIGN_OF_ERROR.search(piece) is not None)
        or piece.rfind(_SIGN_OF_FORMULA) >= 0
        or any(piece.rfind(sign) >= 0 for sign in _SIGNS_OF_INLINE)
    )


def mended(package: zipfile.ZipFile, names: Collection[str]) -> io.BytesIO:
    """
    Return a workbook whose parts of these names are mended.

    Sheets have texts for errors, and formulas for missing results; sheets of macros are said to be dialogs, which the
    reader knows and passes over.
    """
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for entry in package.infolist():
            with package.open(entry) as source, target.open(entry.filename, "w") as part:
                pieces = iter(lambda source=source: source.read(_PIECE), b"")  # type: ignore[misc]
                for piece in _mended(pieces) if entry.filename in names else pieces:
                    part.write(piece)
    copy.seek(0)
    return copy


def _mended(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a sheet's pieces, cut behind its rows, with the cells mended."""
    rest = b""
    for piece in pieces:
        rest += piece
        ends = [found.end() for found in _ROW_END.finditer(rest)]
        if ends:
            yield _mended_rows(rest[: ends[-1]])
            rest = rest[ends[-1] :]
    yield _MACRO_SHEET.sub(_DIALOG_SHEET, rest)


def _mended_rows(rows: bytes) -> bytes:
    if _SIGN_OF_ERROR.search(rows):
        rows = _ERROR.sub(_as_text, rows)
    if any(sign in rows for sign in _SIGNS_OF_INLINE):
        rows = _VALUE_INLINE.sub(_as_text, rows)
    return _NO_RESULT.sub(_with_formula, rows) if _SIGN_OF_NO_RESULT.search(rows) else rows


def _as_text(cell: re.Match[bytes]) -> bytes:
    prefix = cell["prefix"] or b""
    return b'<%bc%b t="%b"%b>' % (prefix, cell["before"], _TEXT, cell["after"])


def _with_formula(cell: re.Match[bytes]) -> bytes:
    kind = _TYPE.search(cell["attributes"])
    if kind and kind[1] == _TEXT:  # whose result is a text of no characters
        return cell[0]
    prefix, attributes = cell["prefix"] or b"", _TYPE.sub(b"", cell["attributes"])
    return b'<%bc%b t="%b"><%bv>=%b</%bv></%bc>' % (
        *(prefix, attributes, _TEXT, prefix),
        *(cell["formula"] or _SHARED, prefix, prefix),
    )
