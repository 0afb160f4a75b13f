"""Sheets take whatever text there is."""

import io

import openpyxl
import pytest
from openpyxl import Workbook

from cmehub.documents.printed_sheet import _NOT_IN_XML
from cmehub.formats.json_members import no_objects


@pytest.mark.parametrize("letter", ["\0", "\x0b", "\ufffe", "\uffff", "\ud800"])
def test_letters_that_no_xml_holds_are_left_out(letter: str) -> None:
    book = Workbook(write_only=True)
    book.create_sheet().append([_NOT_IN_XML.sub("", f"A{letter}B")])
    saved = io.BytesIO()

    book.save(saved)

    assert openpyxl.load_workbook(saved).worksheets[0]["A1"].value == "AB"


def test_a_number_of_more_than_64_bits_is_told_where_an_object_has_to_stand() -> None:
    (issue,) = no_objects("learners", [[10**30]])

    assert issue["value"] == f"[{10**30}]"
