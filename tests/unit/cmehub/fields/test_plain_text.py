"""What can't be seen, and the ways in which people keep digits in spreadsheets, are no part of a text."""

import pytest
from pydantic_core import PydanticCustomError

from cmehub.fields.plain_text import is_cell_error, is_formula, plain, with_unseen
from cmehub.fields.types import read_learner_id, read_text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\u200b10003", "10003"),
        ("\u200e5/31/2026\u200f", "5/31/2026"),
        ("Bj\u00adörn", "Björn"),
        ("\ufeffAdd", "Add"),
        ("\u202aOsei\u202c", "Osei"),
        ('="00123"', "00123"),
        ('=""', ""),
        ("'00123", "00123"),
        ("\uff11\uff12\uff13", "123"),
        ("\uff21\uff22-\uff11", "AB-1"),
        ('\u200b="0012"', "0012"),
    ],
)
def test_a_text_is_what_it_says(text: str, said: str) -> None:
    assert plain(text)[0] == said
    assert plain(text)[1]


@pytest.mark.parametrize("text", ["", " 10003 ", "'t Hooft", "O'Neil", "Zoë", "=SUM(A1)", "\u2013", "東京"])
def test_any_other_text_stays(text: str) -> None:
    assert plain(text) == (text, "")


def test_what_cannot_be_seen_can_be_named() -> None:
    assert with_unseen("\u200b1\ufeff") == "[U+200B]1[U+FEFF]"


@pytest.mark.parametrize(
    "text",
    ["N/A", "n/a", "NA", "None", "-", "--", "—", "0", "000", "pending", "Unknown", "TBD", "null", "Not available"],
)
def test_words_for_no_id(text: str) -> None:
    assert read_learner_id(text) is None


@pytest.mark.parametrize("text", ["10003", "00012", "NA123", "0A", "A-0", "None1"])
def test_ids_stay(text: str) -> None:
    assert read_learner_id(text) == text


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#SPILL!", "########", "=A1", "=SUM(A1:A3)", "=-B2"]
)
def test_what_excel_leaves_is_no_text(text: str) -> None:
    assert is_cell_error(text) != is_formula(text)
    with pytest.raises(PydanticCustomError):
        read_text(text)


@pytest.mark.parametrize("text", ["#1 in pain", "# of patients", "=== Overview ===", "= 3 credits"])
def test_what_only_looks_so_is_text(text: str) -> None:
    assert read_text(text) == text
