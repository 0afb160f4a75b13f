"""Files are known by their content, from the first byte to the last."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.passport.own_files import PART, FileKind, file_kind, parts_of
from tests.own_credit_api import JPEG, PDF, PNG

KINDS = {FileKind.PDF: PDF, FileKind.PNG: PNG, FileKind.JPEG: JPEG}
ANY = st.sampled_from([*KINDS.values()])


@pytest.mark.parametrize(("kind", "content"), KINDS.items())
def test_each_kind_is_known_by_its_content(kind: FileKind, content: bytes) -> None:
    assert file_kind(content) is kind


def archive(comment: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as written:
        written.writestr("run.exe", "MZ")
        written.comment = comment
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"\n" + PDF,
        b"<!--" + PDF + b"-->",
        PDF.replace(b"startxref", b"startofit"),
        PDF.removesuffix(b"%%EOF\n"),
        b"%PDF-1.7\n<script>alert(1)</script>%%EOF",
        PDF + b"<script>alert(1)</script>",
        PDF + PNG,
        PNG + PDF,
        JPEG[:-1],
        b"\x89PNG\r\n\x1a\n<script>" + PNG[-12:],
        PDF + archive(),
        JPEG + archive(JPEG),
        PDF + archive(b"startxref 1 %%EOF"),
        archive(),
    ],
)
def test_what_begins_later_goes_on_or_is_another_thing_as_well_is_refused(content: bytes) -> None:
    assert file_kind(content) is None


def test_a_pdf_may_be_filled_up_at_its_end() -> None:
    assert file_kind(PDF + b"\r\n\0\0") is FileKind.PDF


@given(ANY, st.binary(min_size=1).filter(lambda front: not front.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"))))
def test_nothing_stands_in_front(content: bytes, front: bytes) -> None:
    assert file_kind(front + content) is None


@given(ANY, st.binary(min_size=1).filter(lambda behind: behind.strip(b" \t\n\r\f\v\0")))
def test_nothing_stands_behind(content: bytes, behind: bytes) -> None:
    if not behind.endswith((PNG[-12:], b"\xff\xd9")):
        assert file_kind(content + behind) is None


@pytest.mark.parametrize(("size", "parts"), [(1, 1), (PART, 1), (PART + 1, 2)])
def test_a_file_is_handed_out_in_parts(size: int, parts: int) -> None:
    assert parts_of(size) == parts
