"""Cycles: by hand, and beside a recomputation that walks the calendar day by day."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.rules.requirements.licensee_cycles import Cycle, Licensee, Unknown, cycle_on
from cmehub.rules.requirements.pack import RequirementPack

DAY = dt.timedelta(days=1)
SAID = {"source": "a page", "confidence": "H"}


def pack(years: int | None, **ends: Any) -> RequirementPack:
    told: dict[str, Any] = {"state": "OH", "name": "A board", "effective_from": "2025-10-01"}
    if years:
        told["length"] = {"years": years, **SAID}
    if ends:
        told["ends"] = {**ends, **SAID}
    return RequirementPack.model_validate(told)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("asked", "licensee", "on", "starts", "ends"),
    [
        (pack(1, on="date", month=12, day=31), Licensee(), "2026-05-01", "2026-01-01", "2026-12-31"),
        (pack(2, on="date", month=6, day=30, year=2027), Licensee(), "2027-07-01", "2027-07-01", "2029-06-30"),
        (pack(3, on="date", month=7, day=31, year=2026), Licensee(), "2026-07-31", "2023-08-01", "2026-07-31"),
        (pack(1, on="birth month"), Licensee("02-10"), "2028-02-29", "2027-03-01", "2028-02-29"),
        (pack(1, on="birth month"), Licensee("02-10"), "2027-02-28", "2026-03-01", "2027-02-28"),
        (pack(2, on="birth month", year=2026), Licensee("05-10"), "2026-06-01", "2026-06-01", "2028-05-31"),
        (pack(1, on="birthday"), Licensee("02-29"), "2026-03-01", "2026-03-01", "2027-02-28"),
        (
            pack(2, on="birthday"),
            Licensee("05-10", expires=day("2027-05-10")),
            "2025-05-11",
            "2025-05-11",
            "2027-05-10",
        ),
        (pack(2, on="licence"), Licensee(expires=day("2024-02-29")), "2026-02-28", "2024-03-01", "2026-02-28"),
        (pack(2, on="licence"), Licensee(expires=day("2021-01-15")), "2026-01-01", "2025-01-16", "2027-01-15"),
        (
            pack(3, on="birthday after issue"),
            Licensee("06-01", issued=day("2024-06-01")),
            "2024-08-01",
            "2025-06-01",
            "2028-05-31",
        ),
        (
            pack(3, on="birthday after issue"),
            Licensee("01-01", issued=day("2023-06-01")),
            "2026-12-31",
            "2024-01-01",
            "2026-12-31",
        ),
    ],
)
def test_a_day_lies_in_a_cycle(asked: RequirementPack, licensee: Licensee, on: str, starts: str, ends: str) -> None:
    cycle = cycle_on(asked, licensee, day(on))
    assert isinstance(cycle, Cycle)
    assert (cycle.starts, cycle.ends) == (day(starts), day(ends))


@pytest.mark.parametrize(
    ("asked", "needed"),
    [
        (pack(None, on="birthday"), ("length of the cycle",)),
        (pack(2), ("end of the cycle",)),
        (pack(None), ("length of the cycle", "end of the cycle")),
        (pack(1, on="birth month"), ("birth month and day",)),
        (pack(2, on="birth month"), ("last day",)),
        (pack(2, on="birthday", year=2026), ("birth month and day",)),
        (pack(2, on="licence"), ("last day",)),
        (pack(3, on="birthday after issue"), ("birth month and day", "day of issue")),
    ],
)
def test_what_is_needed_and_isn_t_known_is_told(asked: RequirementPack, needed: tuple[str, ...]) -> None:
    assert cycle_on(asked, Licensee(), day("2026-01-01")) == Unknown(needed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("issued", "is_first"),
    [(None, None), ("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True)],
)
def test_a_cycle_in_which_the_licence_was_issued_is_the_first(issued: str | None, is_first: bool | None) -> None:
    licensee = Licensee(issued=day(issued) if issued else None)
    cycle = cycle_on(pack(1, on="date", month=12, day=31), licensee, day("2026-06-01"))
    assert isinstance(cycle, Cycle)
    assert cycle.is_first is is_first


def test_the_first_cycle_after_a_birthday_is_the_first_though_the_licence_is_older() -> None:
    licensee = Licensee("06-01", issued=day("2024-08-01"))
    firsts = [
        cycle.is_first
        for on in ("2024-08-01", "2025-06-01", "2028-06-01")
        if isinstance(cycle := cycle_on(pack(3, on="birthday after issue"), licensee, day(on)), Cycle)
    ]
    assert firsts == [True, True, False]


def is_end(asked: RequirementPack, licensee: Licensee, on: dt.date) -> bool:
    """Tell, from the words of the schema alone, whether cycles can end on a day."""
    assert asked.length
    assert asked.ends
    rule, years, tomorrow = asked.ends, asked.length.years, on + DAY
    closes_month = tomorrow.day == 1
    month, birthday = map(int, (licensee.birth_month_day or "01-01").split("-"))
    of_birth = on.month == month and (on.day == birthday or (closes_month and on.day < birthday))
    by_licence = rule.on == "licence" or (rule.on in ("birthday", "birth month") and years > 1 and not rule.year)
    if rule.on == "date":
        fits = (on.month, on.day) == (rule.month, rule.day)
        return fits and (years == 1 or (on.year - (rule.year or 0)) % years == 0)
    if by_licence:
        assert licensee.expires
        expires, closes_its_month = licensee.expires, (licensee.expires + DAY).day == 1
        same = closes_month if closes_its_month else on.day == expires.day
        return on.month == expires.month and same and (on.year - expires.year) % years == 0
    if rule.on == "birthday after issue":
        assert licensee.issued
        begun = licensee.issued + DAY
        while not is_birthday(begun, licensee):
            begun += DAY
        return is_birthday(tomorrow, licensee) and tomorrow >= begun and (tomorrow.year - begun.year) % years == 0
    in_year = years == 1 or (on.year - (rule.year or 0)) % years == 0
    return in_year and (of_birth if rule.on == "birthday" else on.month == month and closes_month)


def is_birthday(on: dt.date, licensee: Licensee) -> bool:
    month, birthday = map(int, (licensee.birth_month_day or "").split("-"))
    return on.month == month and (on.day == birthday or ((on + DAY).day == 1 and on.day < birthday))


def walked(asked: RequirementPack, licensee: Licensee, on: dt.date) -> tuple[dt.date, dt.date]:
    """Return the cycle of a day by walking to its end, and back to the day after the one before."""
    end = on
    while not is_end(asked, licensee, end):
        end += DAY
    before = end - DAY
    while not is_end(asked, licensee, before):
        before -= DAY
    if asked.ends and asked.ends.on == "birthday after issue" and before < (licensee.issued or before):
        return walked(asked, licensee, end + DAY)
    return before + DAY, end


DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2032, 12, 31))
BIRTHDAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)).map(lambda on: f"{on:%m-%d}")
LICENSEES = st.builds(Licensee, BIRTHDAYS, st.dates(dt.date(2010, 1, 1), dt.date(2011, 1, 1)), DAYS)
PACKS = st.one_of(
    st.builds(
        lambda on, years: pack(years, on="date", month=on.month, day=min(on.day, 28), year=on.year),
        DAYS,
        st.integers(1, 4),
    ),
    st.builds(
        lambda on, years, year: pack(years, on=on, year=year),
        st.sampled_from(["birth month", "birthday"]),
        st.integers(1, 4),
        st.none() | st.integers(2020, 2030),
    ),
    st.builds(
        lambda on, years: pack(years, on=on), st.sampled_from(["licence", "birthday after issue"]), st.integers(1, 4)
    ),
)


@given(PACKS, LICENSEES, DAYS)
def test_a_cycle_is_where_walking_the_calendar_finds_it(
    asked: RequirementPack, licensee: Licensee, on: dt.date
) -> None:
    cycle = cycle_on(asked, licensee, on)
    assert isinstance(cycle, Cycle)
    assert (cycle.starts, cycle.ends) == walked(asked, licensee, on)


@given(PACKS, LICENSEES, DAYS)
def test_cycles_follow_each_other_without_gap_and_each_day_of_one_has_the_same(
    asked: RequirementPack, licensee: Licensee, on: dt.date
) -> None:
    cycle = cycle_on(asked, licensee, on)
    assert isinstance(cycle, Cycle)
    after = cycle_on(asked, licensee, cycle.ends + DAY)
    assert isinstance(after, Cycle)
    assert after.starts == cycle.ends + DAY
    assert cycle == cycle_on(asked, licensee, cycle.starts) == cycle_on(asked, licensee, cycle.ends)
