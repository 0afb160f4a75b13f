"""Dates, birth days and amounts in the spellings of Excel's CSV files and of people."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cmehub.fields.dates import Order, birth_year_in, is_day_number, is_of_excel, order_in
from cmehub.fields.types import read_amount, read_date, read_month_day

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(DAYS)
def test_a_day_is_read_from_every_spelling(day: dt.date) -> None:
    spellings = (
        f"{day.day}-{day:%b}-{day:%y}",
        f"{day:%d-%b-%Y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%d%b%Y}".upper(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b}. {day.day} {day.year}",
        f"{day:%A, %B} {day.day}, {day.year}",
        f"{day:%B} {day.day}th, {day.year}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day.month}/{day.day}/{day:%y} 12:00 AM",
        f"{day:%m-%d-%Y}",
        f"{day:%Y/%m/%d}",
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%Y%m%d}",
        f"{day:%Y%m%d}T000000",
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day:%y}",
        f"{day.day}. {day.month}. {day.year}",
    )

    assert {text: read_date(text) for text in spellings} == dict.fromkeys(spellings, day)


@given(DAYS)
def test_a_birth_day_is_read_from_every_spelling(day: dt.date) -> None:
    spellings = (
        f"{day:%d-%b}",
        f"{day:%b}-{day:%d}",
        f"{day:%B} {day.day}",
        f"{day.day} {day:%B}",
        f"{day:%d.%m.}",
        f"{day:%d.%m.%Y}",
        f"{day:%d-%b-%y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%Y%m%d}",
    )

    assert {text: read_month_day(text) for text in spellings} == dict.fromkeys(spellings, f"{day:%m-%d}")


def test_what_has_two_readings_has_the_month_first() -> None:
    assert read_date("03/04/26") == read_date("3-4-2026") == dt.date(2026, 3, 4)
    assert read_date("03.04.26") == dt.date(2026, 4, 3)
    assert read_date("5/5/99") == dt.date(2099, 5, 5)


@pytest.mark.parametrize(
    ("text", "expected", "suggestion"),
    [
        ("13/04/26", "a date with the month first", "2026-04-13"),
        ("31-12-2026", "a date with the month first", "2026-12-31"),
        ("4.13.2026", "a date with the day first, since it has dots", "2026-04-13"),
        ("31/31/2026", "a date such as 2026-05-31 or 5/31/2026", None),
    ],
)
def test_a_date_in_the_other_order_is_told(text: str, expected: str, suggestion: str | None) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_date(text)

    assert caught.value.context == {"expected": expected, "suggestion": suggestion}


@pytest.mark.parametrize(("text", "suggestion"), [("13/04", "04/13"), ("31/12/1980", "1980-12-31"), ("13/13", None)])
def test_a_birth_day_in_the_other_order_is_told(text: str, suggestion: str | None) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_month_day(text)

    assert caught.value.context is not None
    assert caught.value.context["suggestion"] == suggestion


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("03/04/26", Order(month_first=True, day_first=True)),
        ("13/04/26", Order(month_first=False, day_first=True)),
        ("04/13/2026 10:00", Order(month_first=True, day_first=False)),
        ("04-13", Order(month_first=True, day_first=False)),
        ("05/05/2026", None),
        ("2026-04-13", None),
        ("13.04.2026", None),
    ],
)
def test_how_a_date_may_be_read(text: str, order: Order | None) -> None:
    assert order_in(text) == order


@pytest.mark.parametrize(
    ("text", "year"), [("2029-02-01", 2029), ("1/2/1980", 1980), ("1/2/80", None), ("02/29", None), ("29-Feb", None)]
)
def test_the_year_of_a_birth_date(text: str, year: int | None) -> None:
    assert birth_year_in(text) == year


def test_what_excel_writes() -> None:
    assert is_day_number("46173")
    assert is_day_number("46173.75")
    assert read_date("46173.75") == read_date("46173") == dt.date(2026, 5, 31)
    assert not any(map(is_day_number, ("20260531", "60", "4617", "46173.x", "461.73")))
    assert all(map(is_of_excel, ("28-Feb", "Feb-29")))
    assert not any(map(is_of_excel, ("28-Feb-2026", "02/29", "February 29")))


@given(st.text(max_size=80) | st.from_regex(r"\d{1,4}[-/. ]?(\d{1,2}|[A-Z][a-z]{2,8})[-/., ]?\d{1,4}.{0,8}"))
def test_any_text_is_a_date_or_told_to_be_none(text: str) -> None:
    for read in (read_date, read_month_day):
        try:
            assert read(text)
        except PydanticCustomError as error:
            assert (error.context or {})["expected"]  # noqa: PT017


@given(st.integers(0, 4000), st.floats(-9e-7, 9e-7))
def test_amounts_a_hair_beside_a_step_are_that_step(quarters: int, off: float) -> None:
    assert read_amount(f"{abs(quarters / 4 + off):.17f}") == quarters / 4


@pytest.mark.parametrize(("text", "amount"), [("1.2499999999999998", 1.25), ("1.24999", 1.24999), ("0.1", 0.1)])
def test_amounts_that_are_no_step_stay(text: str, amount: float) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(("text", "suggestion"), [("1,5", "1.5"), ("12,25", "12.25"), ("1,500", None), ("1,2,3", None)])
def test_a_comma_is_told_to_be_a_point(text: str, suggestion: str | None) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_amount(text)

    assert caught.value.context is not None
    assert caught.value.context["suggestion"] == suggestion
