"""Files compressed with gzip are read as what they hold."""

import gzip
from pathlib import Path

import pytest

from cmehub.issues.issue import FileError
from cmehub.submissions.packed_files import unpack
from tests.sample_hub import PROVIDER_ID, stocked_hub

CASE = Path("tests/cases/c10-equals-quoted-id.csv")
PACKED = gzip.compress(CASE.read_bytes(), mtime=0)  # with the time in it, workers would collect other tests


def unpacked(folder: Path, content: bytes, limit: int = 1_000) -> bytes:
    path = folder / "upload"
    path.write_bytes(content)
    unpack(path, limit)
    assert [*folder.iterdir()] == [path]
    return path.read_bytes()


def test_a_packed_file_is_unpacked_in_its_place(tmp_path: Path) -> None:
    assert unpacked(tmp_path, PACKED) == CASE.read_bytes()


@pytest.mark.parametrize("content", [b"", b"\x1f", b"First Name,Last Name"])
def test_any_other_file_stays(tmp_path: Path, content: bytes) -> None:
    assert unpacked(tmp_path, content) == content


@pytest.mark.parametrize("content", [PACKED[:-9], PACKED[:20], b"\x1f\x8bjunk"])
def test_a_broken_packed_file_says_so(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileError) as caught:
        unpacked(tmp_path, content)

    assert caught.value.issue.code == "FILE_BROKEN"
    assert "its gzip isn't whole" in caught.value.issue.message


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        unpacked(tmp_path, gzip.compress(b"x" * 10_000_000), limit=999)

    assert caught.value.issue.code == "FILE_TOO_LARGE"
    assert (tmp_path / "upload-unpacked").stat().st_size <= 999


def test_a_packed_file_comes_to_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "learners.csv.gz"
    path.write_bytes(PACKED)

    report, plain = (stocked_hub().submit(sent, PROVIDER_ID) for sent in (path, CASE))

    assert report.format == "learner-csv"
    assert (report.counts, report.issues) == (plain.counts, plain.issues)
