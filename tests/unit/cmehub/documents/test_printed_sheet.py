"""Sheets take whatever text there is."""

import io

import openpyxl
import pytest
from openpyxl import Workbook

from cmehub.documents.printed_sheet import PrintedSheet


@pytest.mark.parametrize("letter", ["\0", "\x0b", "\ufffe", "\uffff", "\ud800"])
def test_letters_that_no_xml_holds_are_left_out(letter: str) -> None:
    book = Workbook(write_only=True)
    sheet = PrintedSheet(book, "Rows", [10], headings_at=1)
    sheet.append([sheet.cell(f"A{letter}B")])
    saved = io.BytesIO()

    book.save(saved)

    assert openpyxl.load_workbook(saved).worksheets[0]["A1"].value == "AB"
