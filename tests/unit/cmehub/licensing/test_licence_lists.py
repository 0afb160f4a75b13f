from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.issues.issue import FileError
from cmehub.licensing.licence_lists import LicenceList, ListedNumber, list_of_rows, typed_list


def listed(*cells: Sequence[str]) -> LicenceList:
    return list_of_rows("OH", [(number, [*row]) for number, row in enumerate(cells, start=1)])


def test_a_number_that_stands_there_twice_however_written_is_looked_up_once_and_told() -> None:
    found = typed_list("OH", ["35.090001", " ", "md-7", "35 090001 "])
    assert found == LicenceList(
        (ListedNumber("35.090001", "35090001", (1, 4)), ListedNumber("md-7", "MD7", (3,))), bare_rows=(2,)
    )


@pytest.mark.parametrize("heading", ["Licence Number", "LICENSE_NUMBER", "license no.", "Licensing ID", "licence_id"])
def test_the_column_is_found_by_its_heading(heading: str) -> None:
    found = listed(["List of November", ""], ["Name", heading], ["Ada", "1"], ["Bo", ""], ["Cy"])
    assert found == LicenceList((ListedNumber("1", "1", (3,)),), bare_rows=(4, 5))


def test_one_column_alone_needs_no_heading() -> None:
    assert listed(["", "7"], ["", "8"]).numbers == (ListedNumber("7", "7", (1,)), ListedNumber("8", "8", (2,)))


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        ([["Name", "City"], ["Ada", "1"]], "LICENCE_COLUMN_MISSING", "row 1 holds “Name”, “City”"),
        ([["Ada", "35090001"], ["Bo", "2"]], "LICENCE_COLUMN_MISSING", "row 1 holds “Ada”"),
        ([["License No", "License ID"], ["1", "2"]], "COLUMN_TWICE", "“License No” and “License ID”"),
        ([["Licence Number"]], "FILE_WITHOUT_ROWS", ""),
    ],
)
def test_a_list_whose_numbers_can_t_be_told_is_refused(cells: list[list[str]], code: str, said: str) -> None:
    with pytest.raises(FileError) as raised:
        listed(*cells)
    assert raised.value.issue.code == code
    assert said in raised.value.issue.message
    assert "35090001" not in raised.value.issue.message


@given(st.lists(st.text("0123456789ab.- ", max_size=5)))
def test_every_row_is_told_once(written: list[str]) -> None:
    found = typed_list("OH", written)
    rows = [*found.bare_rows, *(row for number in found.numbers for row in number.rows)]
    assert sorted(rows) == [*range(1, len(written) + 1)]
    assert len({number.entry_id for number in found.numbers}) == len(found.numbers)
    assert LicenceList.unpacked(found.packed()) == found
