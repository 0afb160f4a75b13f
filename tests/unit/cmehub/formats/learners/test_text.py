import csv
import io
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.fields.types import read_person_name
from cmehub.formats import OpenFile, format_named, open_file
from cmehub.formats.text_lines import LINE_LIMIT
from cmehub.issues.issue import FileError
from cmehub.learners.records import LearnerRow
from cmehub.submissions.rows import Row
from local.sample_data.sample_files import SAMPLES
from tests.workbooks import HEADINGS, learner_cells

SEPARATORS = {",": "learner-csv", ";": "learner-csv", "\t": "learner-tab"}


def document(*rows: list[str], separator: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows([HEADINGS, *rows])
    return text.getvalue()


def cells(**changes: str) -> list[str]:
    return ["" if cell is None else str(cell) for cell in learner_cells(**changes)]


def opened(folder: Path, content: str | bytes) -> OpenFile:
    path = folder / "learners.xlsx"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_file(path)


def rows_of(folder: Path, content: str | bytes) -> list[Row]:
    return [*opened(folder, content).rows]


@pytest.mark.parametrize(("separator", "name"), SEPARATORS.items())
def test_a_text_file_is_known_by_its_headings(tmp_path: Path, separator: str, name: str) -> None:
    file = opened(tmp_path, document(cells(), separator=separator))

    assert (file.format.name, file.format.kind) == (name, "learners")
    assert format_named(name) is file.format
    (row,) = file.rows
    assert row.number == 2
    assert row.fields["family_name"] == "García-López"
    assert row.fields["lines"][0]["learner_id"] == "012345"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_ends_of_lines(tmp_path: Path, encoding: str, end: str) -> None:
    (row,) = rows_of(tmp_path, document(cells(), end=end).encode(encoding))

    assert (row.number, row.fields["given_name"]) == (2, "Zoë")


def test_rows_have_the_number_of_their_line(tmp_path: Path) -> None:
    guidance = '"Guidance of\n\nthree lines, ""quoted"""\n\n'

    rows = rows_of(tmp_path, guidance + document(cells(), [], cells(), ["", ""]))

    assert [row.number for row in rows] == [6, 8]


def test_short_rows_end_in_blanks(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, document(cells()[:5]))

    assert "lines" not in row.fields
    assert row.fields["family_name"] == "García-López"


@pytest.mark.parametrize("broken", ["x" * LINE_LIMIT, '"' + "x" * 200_000 + '"'], ids=["line", "cell"])
def test_what_is_too_long_ends_the_file_and_keeps_the_rows_before(tmp_path: Path, broken: str) -> None:
    rows = opened(tmp_path, document(cells(), cells()) + broken).rows

    assert [next(rows).number, next(rows).number] == [2, 3]
    with pytest.raises(FileError) as caught:
        next(rows)
    assert caught.value.issue.code == "FILE_BROKEN"
    assert "past row 3: line 4 has more than 1,000,000 characters" in caught.value.issue.message


def test_a_file_longer_than_one_row_may_be_is_read_to_its_end(tmp_path: Path) -> None:
    long = cells(First_Name="x" * 100_000)
    count = LINE_LIMIT // 100_000 + 1

    rows = rows_of(tmp_path, document(*[long] * count))

    assert [row.number for row in rows] == [*range(2, count + 2)]


@pytest.mark.parametrize(
    "content", ["Name,Credits\n", "just a letter\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x81" * 300]
)
def test_a_file_without_the_headings_is_unknown(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(FileError) as caught:
        opened(tmp_path, content)
    assert caught.value.issue.code == "FILE_FORMAT_UNKNOWN"


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(given_name=NAMES, family_name=NAMES, separator=st.sampled_from(list(SEPARATORS)))
def test_a_row_written_and_read_is_the_same(given_name: str, family_name: str, separator: str) -> None:
    wanted = cells()
    wanted[HEADINGS.index("First Name")] = given_name
    wanted[HEADINGS.index("Last Name")] = family_name

    with TemporaryDirectory() as folder:
        (row,) = rows_of(Path(folder), document(wanted, separator=separator))

    read = LearnerRow.model_validate(row.fields)
    assert (read.given_name, read.family_name) == (read_person_name(given_name), read_person_name(family_name))


@given(st.binary(max_size=300))
def test_arbitrary_bytes_behind_the_headings_are_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder, suppress(FileError):
        assert all(row.number > 1 for row in rows_of(Path(folder), document().encode() + content))


def test_the_clean_workbook_saved_as_text_reads_alike(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    from cmehub.formats.workbook import sheet_texts

    sheet = CalamineWorkbook.from_path(SAMPLES / "learners-clean.xlsx").get_sheet_by_index(0)
    text = io.StringIO()
    csv.writer(text).writerows(cells for _, cells in sheet_texts(sheet))

    assert [row.fields for row in rows_of(tmp_path, text.getvalue())] == [
        row.fields for row in open_file(SAMPLES / "learners-clean.xlsx").rows
    ]
