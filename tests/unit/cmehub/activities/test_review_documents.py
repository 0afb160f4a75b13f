import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.activities.review_documents import document_kind


def a_package(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return file.getvalue()


WORD = a_package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (WORD, "docx"),
        (a_package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (a_package("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (b"", None),
        (b"<html><script>alert(1)</script>", None),
        (b"MZ\x90\x00", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word file", None),
        (b"<html>%PDF-1.7", None),
        (WORD[:-30], None),
        (a_package("word/document.xml"), None),
        (a_package("[Content_Types].xml", "index.html"), None),
        (a_package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (a_package("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"), None),
    ],
)  # fmt: skip
def test_the_kind_of_a_document_is_what_its_content_says(content: bytes, kind: str | None) -> None:
    assert document_kind(content) == kind


@given(content=st.binary(max_size=200) | st.binary(max_size=60).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert document_kind(content) in (None, "pdf")
