"""What is printed: letters of all scripts, tagged as PDF/UA-1 wants it."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from cmehub.documents.typesetting import broken, typeset
from tests.examples import NOW

SCRIPTS = (
    "王小明 山田太郎 김철수", "محمد عبد الله", "שרה כהן", "राम शर्मा", "শেখ", "ராம்", "สมชาย", "გიორგი", "Արամ", "ሰላም",
    "សុខ", "ລາວ", "မြန်မာ", "ਪੰਜਾਬੀ", "ગુજરાતી", "ಕನ್ನಡ", "മലയാളം", "සිංහල", "తెలుగు", "Ελένη", "Иван", "Nguyễn",
)  # fmt: skip


def printed(name: str) -> bytes:
    told = {
        "title": "A transcript", "statement": "", "name": name, "span": "", "published": "11/20/2026",
        "totals": [], "activities": [],
    }  # fmt: skip
    return typeset("transcript.typ", told, NOW)


def fonts_of(content: bytes) -> set[str]:
    pages: Any = PdfReader(io.BytesIO(content)).pages
    fonts = (font.get_object() for page in pages for font in page["/Resources"]["/Font"].values())
    return {str(font["/BaseFont"]).partition("+")[2] for font in fonts}


def metadata_of(content: bytes) -> bytes:
    root: Any = PdfReader(io.BytesIO(content)).root_object
    return bytes(root["/Metadata"].get_object().get_data())


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_of_any_script_has_its_letters(name: str) -> None:
    content = printed(name)

    # PDF/UA-1 refuses a letter without a glyph, so what says that it is that has them all.
    assert b"pdfuaid:part>1<" in metadata_of(content)
    assert len(content) < 120_000, "the glyphs that are needed, not the font"


def test_a_name_in_chinese_is_set_in_noto() -> None:
    assert {font for font in fonts_of(printed("王小明")) if "Noto" in font} == {"NotoSansCJKsc-Thin"}


def test_a_letter_that_no_font_has_is_printed_tagged_all_the_same() -> None:
    content = printed("\N{RUNIC LETTER FEHU FEOH FE F}")

    assert b"pdfuaid" not in metadata_of(content)
    assert "'/Marked': True" in str(PdfReader(io.BytesIO(content)).root_object["/MarkInfo"])


@pytest.mark.parametrize(("text", "lines"), [("short words stay", "short words stay"), ("aaaaa", "aa\u200baa\u200ba")])
def test_a_long_word_can_be_broken(text: str, lines: str) -> None:
    assert broken(text, 2 if text == "aaaaa" else 25) == lines
