"""Whatever a file holds, reading it gives rows or a FileError that tells the sender why, and nothing else."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmehub.formats import open_file
from cmehub.issues.issue import FileError, IssueScope
from cmehub.submissions.rows import Row
from local.sample_data.sample_files import SAMPLES

SAMPLE_NAMES = ("learners.xml", "activities.xml", "learners-clean-libreoffice.xlsx", "learners-delete.xlsx")
CONTENTS = {name: (SAMPLES / name).read_bytes() for name in SAMPLE_NAMES}
HEADS = (
    b"{",
    b"[",
    b"",
    b"PK\x03\x04",
    b"<?xml version='1.0'?>",
    b"\xff\xfe<\x00",
    b"\xef\xbb\xbf<ACCMELearnerReports>",
    b"<a ",
)


def read(content: bytes) -> list[Row]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "upload")
        path.write_bytes(content)
        try:
            return [*open_file(path).rows]
        except FileError as error:
            issue = error.issue
    assert issue.scope is IssueScope.FILE
    return []


@given(st.sampled_from(HEADS), st.binary(max_size=300))
@example(b"<?xml version='1.0' encoding='no-such'?><a/>", b"")
@example(b"<?xml version='1.0' encoding='UTF-16'?><a/>", b"")
@example(b"<a xmlns:x='\xff'/>", b"")
def test_any_bytes(head: bytes, rest: bytes) -> None:
    read(head + rest)


@pytest.mark.parametrize("name", SAMPLE_NAMES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_sample_with_some_bytes_changed(name: str, data: st.DataObject) -> None:
    content = bytearray(CONTENTS[name])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    read(bytes(content))


@pytest.mark.parametrize("name", SAMPLE_NAMES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_sample_with_a_piece_cut_out_or_doubled(name: str, data: st.DataObject) -> None:
    content = CONTENTS[name]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    read(content[:start] + content[end:])
    read(content[:end] + content[start:])


@pytest.mark.parametrize("name", SAMPLE_NAMES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_sample_that_ends_early(name: str, data: st.DataObject) -> None:
    content = CONTENTS[name]
    read(content[: data.draw(st.integers(0, len(content)))])
