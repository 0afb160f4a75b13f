"""Learner files of a million rows, made of a few thousand that are repeated with small differences."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.volume_files import physicians_for
from local.sample_data.learner_workbook import HEADINGS
from local.sample_data.sample_files import FIRST_DATA_ROW
from local.sample_data.volume import write_volume

_CREDIT_ID_STEM = b"ccid:cme.example.org:V"
_SHEET = "xl/worksheets/sheet1.xml"
_NAME_PLACE = HEADINGS.index("Last Name")
_BEFORE_NAME = re.compile(rb"^((?:[^\t\n]*\t){%d})" % _NAME_PLACE, re.MULTILINE)
_ROW_NUMBERS = re.compile(rb'( r="[A-Z]*)([0-9]+)"')
_NAMES = re.compile(rb'(<c r="E[0-9]+" t="inlineStr"><is><t>)')


def _other_credit_ids(rows: bytes, turn: int) -> bytes:
    return rows.replace(_CREDIT_ID_STEM, b"%b%d-" % (_CREDIT_ID_STEM, turn))


def _other_names(rows: bytes, turn: int) -> bytes:
    return _BEFORE_NAME.sub(rb"\g<1>R%d " % turn, rows)


@dataclass(frozen=True)
class _Text:
    """Where the rows of a text format stand: after ``first`` and before the last ``last``, with ``between`` between."""

    first: bytes
    last: bytes
    between: bytes
    changed: Callable[[bytes, int], bytes]


_TEXTS = {
    "xml": _Text(b"</ar:DateTimeCreated>\n", b" </ar:ActivityReports>", b"", _other_credit_ids),
    "json": _Text(b"[\n", b"\n]", b",\n", _other_credit_ids),
    "tab": _Text(b"\n", b"", b"", _other_names),
}
FORMATS = (*_TEXTS, "xlsx")


def write_repeated(path: Path, format_name: str, bodies: int, times: int) -> None:
    """
    Write learners of ``bodies`` times ``times`` rows, all different, much faster than the sample data makes them.

    The rows are the same bodies again and again, but for their credit IDs or last names.
    """
    if format_name == "xlsx":
        _write_repeated_workbook(path, bodies, times)
        return
    text = _TEXTS[format_name]
    write_volume(path, format_name, bodies, physicians=physicians_for(bodies))
    document = path.read_bytes()
    start = document.index(text.first) + len(text.first)
    end = document.rindex(text.last) if text.last else len(document)
    rows = document[start:end]
    with path.open("wb") as file:
        file.write(document[:start])
        for turn in range(times):
            file.write((text.between if turn else b"") + text.changed(rows, turn))
        file.write(document[end:])


def _write_repeated_workbook(path: Path, bodies: int, times: int) -> None:
    with TemporaryDirectory() as folder:
        small = Path(folder, "small.xlsx")
        write_volume(small, "xlsx", bodies, physicians=physicians_for(bodies))
        with zipfile.ZipFile(small) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in source.infolist():
                content = source.read(entry)
                with target.open(entry.filename, "w", force_zip64=True) as file:
                    if entry.filename != _SHEET:
                        file.write(content)
                        continue
                    start, end = content.index(b'<row r="%d"' % FIRST_DATA_ROW), content.index(b"</sheetData>")
                    file.write(content[:start])
                    for turn in range(times):
                        file.write(_moved(content[start:end], turn, bodies))
                    file.write(content[end:])


def _moved(rows: bytes, turn: int, bodies: int) -> bytes:
    """Return rows so many times ``bodies`` further down, with other last names."""
    named = _NAMES.sub(rb"\g<1>R%d " % turn, rows)
    return _ROW_NUMBERS.sub(lambda found: b'%b%d"' % (found[1], int(found[2]) + turn * bodies), named)
