from pathlib import Path

import pytest

from cmehub.formats.plain_tables import plain_rows
from cmehub.issues.issue import FileError
from tests.workbooks import save_workbook


def rows(tmp_path: Path, content: bytes) -> list[tuple[int, list[str]]]:
    path = tmp_path / "list"
    path.write_bytes(content)
    return plain_rows(path)


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (b"a,b\r\n\r\n 1 ,2\n", [(1, ["a", "b"]), (3, ["1", "2"])]),
        (b"a;b\n1;2,5", [(1, ["a", "b"]), (2, ["1", "2,5"])]),
        (b"a\tb, c\n", [(1, ["a", "b, c"])]),
        ("\ufeffNuñez\n".encode(), [(1, ["Nuñez"])]),
        ("Nuñez\n".encode("cp1252"), [(1, ["Nuñez"])]),
        ("a\tb\n".encode("utf-16"), [(1, ["a", "b"])]),
        (b'="0012"\n\'0013\n', [(1, ["0012"]), (2, ["0013"])]),
        (b'"x, y",2\n', [(1, ["x, y", "2"])]),
    ],
)
def test_text_is_read_whatever_its_separator_and_encoding(
    tmp_path: Path, content: bytes, cells: list[tuple[int, list[str]]]
) -> None:
    assert rows(tmp_path, content) == cells


def test_a_workbook_is_read_by_its_rows_and_numbers_have_no_point(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "list.xlsx", [["Number", None], [None, None], [35090001, " A "]], Empty=[])
    assert plain_rows(path) == [(1, ["Number", ""]), (3, ["35090001", "A"])]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "FILE_EMPTY", ""),
        (b" \n;;\n", "FILE_EMPTY", ""),
        (b'1\n2\n"3\n4\n5"\n', "FILE_BROKEN", "past row 2"),
        (b'1\n"2\n3\n', "FILE_BROKEN", "past row 1"),
        (b"PK\x03\x04 no package", "FILE_BROKEN", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "FILE_FORMAT_UNKNOWN", ""),
    ],
)
def test_what_can_t_be_read_whole_is_refused(tmp_path: Path, content: bytes, code: str, said: str) -> None:
    with pytest.raises(FileError) as raised:
        rows(tmp_path, content)
    assert raised.value.issue.code == code
    assert said in raised.value.issue.message


def test_two_filled_sheets_are_refused(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "list.xlsx", [["1"]], Other=[["2"]])
    with pytest.raises(FileError, match="FILE_TWO_SHEETS"):
        plain_rows(path)
