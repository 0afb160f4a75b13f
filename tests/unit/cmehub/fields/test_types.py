import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cmehub.fields.types import (
    read_activity_id,
    read_amount,
    read_authority,
    read_date,
    read_month_day,
    read_person_name,
    read_text,
    read_yes_no,
)

EXCEL_DAY_ZERO = dt.date(1899, 12, 30)


@given(st.dates(dt.date(1000, 1, 1)))
def test_a_day_is_read_from_every_spelling(day: dt.date) -> None:
    spellings = (
        day.isoformat(),
        f"{day.isoformat()}T00:00:00",
        f"{day.isoformat()}T23:59:59.999+14:00",
        f"{day.isoformat()} 08:30",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month:02}/{day.day:02}/{day.year} 00:00:00",
    )

    assert {read_date(text) for text in spellings} == {day}


@given(st.integers(20_000, 79_999))
def test_excels_day_numbers(number: int) -> None:
    assert read_date(str(number)) == EXCEL_DAY_ZERO + dt.timedelta(days=number)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-02-30", "31/31/2026", "5/31/126", "31.31.2026", "Mai 31, 2026", "May 2026"]
)
def test_what_is_no_day(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-",
        "2026-05-",
        "5/3/-",
        "2026-W22-7",
        "2026-W22",
        "0",
        "99999",
        "9" * 5000,
        None,
        46173,
        "2026-05-31X",
        "20261331",
        "0/1/2026",
        "1/1/0000",
    ],
)
def test_numbers_and_times_that_are_no_day(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_date(text)


@given(st.dates())
def test_a_birth_day_is_read_without_its_year(day: dt.date) -> None:
    spellings = (
        f"{day.month}/{day.day}",
        f"{day.month:02}-{day.day:02}",
        f"--{day.month:02}-{day.day:02}",
        day.isoformat(),
        f"{day.isoformat()}T00:00:00",
        f"{day.month}/{day.day}/{day.year:04}",
    )

    assert {read_month_day(text) for text in spellings} == {day.strftime("%m-%d")}


@pytest.mark.parametrize("text", ["", "02/30", "13/01", "0/1", "0229", "Feb 30", "2/29/1", "1-2-3-4", None, 229])
def test_what_is_no_birth_day(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_month_day(text)


@given(st.integers(-400_000, 400_000).map(lambda quarters: quarters / 4))
def test_amounts(amount: float) -> None:
    assert read_amount(amount) == read_amount(f"{amount:.2f}") == read_amount(f"{amount:.6f}") == amount


@pytest.mark.parametrize(("text", "amount"), [("1", 1), ("+1.5", 1.5), (".25", 0.25), ("2.", 2), ("-0.5", -0.5)])
def test_spellings_of_amounts(text: str, amount: float) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["", "four", "1e3", "nan", "inf", "1,25", "1 000", "1234567", ".", True, None])
def test_what_is_no_amount(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_amount(text)


@pytest.mark.parametrize("text", ["202612345", " 2026-12345 ", "202 612 345"])
def test_activity_ids(text: str) -> None:
    assert read_activity_id(text) == "202612345"


@pytest.mark.parametrize(
    "text", ["", "20261234", "2026123456", "IM-26-001", "\uff12\uff10\uff12\uff1612345", 202612345, None]
)
def test_what_is_no_activity_id(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_activity_id(text)


@pytest.mark.parametrize("text", ["Zoë  García", " Zoë García ", "Zoë\tGarcía", "Zoë\u00a0García", "Zoë\r\nGarcía"])
def test_texts_have_single_blanks(text: str) -> None:
    assert read_text(text) == "Zoë García"


@pytest.mark.parametrize("text", ["", " \t", "a\x00b", "a\u202eb", "x" * 301, None, 7])
def test_what_is_no_text(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_text(text)


@given(st.text(max_size=400))
def test_a_text_that_was_read_is_read_again_as_it_is(text: str) -> None:
    try:
        read = read_text(text)
    except PydanticCustomError:
        return
    assert read_text(read) == read


@pytest.mark.parametrize(
    ("text", "authority"), [("abim", "ABIM"), (" ABA ", "ABA"), ("ohio", "OH"), ("pr", "PR"), ("npi", "NPI")]
)
def test_authorities(text: str, authority: str) -> None:
    assert read_authority(text) == authority


@pytest.mark.parametrize("text", ["", "ABXY", "Ohaio", None, 7])
def test_what_is_no_authority(text: object) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_authority(text)

    assert caught.value.type == "BOARD_UNKNOWN"


NEARLY = st.text("0123456789-/.:TWZ+ \u0663\u2013", max_size=14)
READERS = (
    *(read_date, read_month_day, read_amount, read_activity_id),
    *(read_text, read_person_name, read_authority, read_yes_no),
)


@pytest.mark.parametrize("read", READERS)
@given(text=NEARLY | st.text() | st.none() | st.integers() | st.lists(st.text(), max_size=2))
def test_whatever_stands_there_is_read_or_told_to_be_wrong(read: Callable[[object], object], text: object) -> None:
    with suppress(PydanticCustomError):
        read(text)
