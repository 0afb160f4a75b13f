"""What a row's texts show before they are read."""

import datetime as dt
from typing import Any

import pytest

from cmehub.formats.api_json import API_LEARNERS
from cmehub.issues.issue import Issue, reader_issues
from cmehub.rules.written_texts import plain_row
from cmehub.submissions.rows import READER_ISSUES, Row

TODAY = dt.date(2026, 11, 29)


def found(**fields: Any) -> tuple[dict[str, Any], list[Issue]]:
    row = plain_row(Row(3, fields), API_LEARNERS, TODAY)
    return {name: value for name, value in row.fields.items() if name != READER_ISSUES}, reader_issues(*row)


def test_a_plain_row_is_left_as_it_is() -> None:
    row = Row(3, {"given_name": "Zoë", "lines": [{"amount": "1"}], "birth_month_day": "02/29"})

    assert plain_row(row, API_LEARNERS, TODAY) is row


def test_whatever_is_dropped_is_told_with_its_field() -> None:
    fields, issues = found(family_name="Osei\u200b", lines=[{"board": "ABIM"}, {"learner_id": '="01"'}])

    assert fields == {"family_name": "Osei", "lines": [{"board": "ABIM"}, {"learner_id": "01"}]}
    assert [(issue.code, issue.row, issue.field, issue.value) for issue in issues] == [
        ("FIELD_REPAIRED", 3, "family_name", "Osei[U+200B]"),
        ("FIELD_REPAIRED", 3, "credit_lines[1].learner_id", '="01"'),
    ]


def test_what_the_reader_found_stays() -> None:
    row = plain_row(Row(3, {"given_name": "A\u200b", READER_ISSUES: [{"code": "FIELD_MISSING"}]}), API_LEARNERS, TODAY)

    assert [terms["code"] for terms in row.fields[READER_ISSUES]] == ["FIELD_MISSING", "FIELD_REPAIRED"]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Bj?rn", None),
        ("Andr?", None),
        ("?lvarez", None),
        ("Bj\ufffdrn", None),
        ("BjÃ¶rn", "Björn"),
        ("Oâ€™Neil", "O\u2019Neil"),
    ],
)
def test_a_name_that_lost_letters_is_told(name: str, suggestion: str | None) -> None:
    _, (issue,) = found(family_name=name)

    assert (issue.code, issue.field, issue.suggestion) == ("NAME_GARBLED", "family_name", suggestion)


@pytest.mark.parametrize("name", ["Björn", "Šárka", "Renée", "Ng", "Smith ?", "?", "Ãlvarez"])
def test_a_whole_name_needs_no_note(name: str) -> None:
    assert found(given_name=name)[1] == []


@pytest.mark.parametrize("written", ["2029-02-01", "2/1/2029", "1 Feb 2027"])
def test_a_birth_date_that_is_yet_to_come_is_refused(written: str) -> None:
    _, (issue,) = found(birth_month_day=written)

    assert (issue.code, issue.value) == ("BIRTH_DATE_FUTURE", written)


@pytest.mark.parametrize("written", ["2026-12-30", "12/30/2026", "2/29/1980", "12/30", "1/2/29", "--12-30"])
def test_a_birth_date_of_this_year_is_what_excel_makes_of_a_day(written: str) -> None:
    assert found(birth_month_day=written)[1] == []
