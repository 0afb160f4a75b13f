"""What a registration tells of the evaluation of its learners."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError

from cmehub.activities.registrations import MocRegistration
from cmehub.activities.rows import EVALUATION_LIMIT, ActivityRow, RegistrationRow
from cmehub.formats import open_file
from cmehub.formats.templates import TEMPLATES, Template, write_template
from tests.examples import TODAY

LEAST = {"board": "ABIM", "credit_types": ["Medical Knowledge"]}


def threshold(written: str) -> float | None:
    return RegistrationRow.model_validate(LEAST | {"threshold": written}).threshold


@pytest.mark.parametrize(
    ("written", "percent"),
    [("75", 75), ("75%", 75), ("75 %", 75), ("66.7%", 66.7), ("0.75", 75), ("0.07", 7), ("0.01", 1), ("1%", 1),
     ("1.5", 1.5), ("100", 100), ("100%", 100), (" 80% ", 80)],
)  # fmt: skip
def test_a_threshold_is_percent_however_it_is_written(written: str, percent: float) -> None:
    assert threshold(written) == percent


@pytest.mark.parametrize("written", ["0", "0%", "0.5%", "0.009", "100.1", "101%", "-5", "three quarters", "7/10"])
def test_what_is_no_share_from_1_to_100_percent_is_told(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        threshold(written)
    (error,) = refused.value.errors()
    assert (error["type"], error["loc"]) == ("FIELD_FORMAT", ("threshold",))
    assert error["ctx"]["expected"] == "a share from 1 to 100 percent, such as 75%"


@pytest.mark.parametrize("written", ["1", "1.0", "1.00"])
def test_one_alone_is_asked_about_since_excel_writes_100_percent_so(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        threshold(written)
    assert refused.value.errors()[0]["ctx"]["expected"] == "1% or 100% with the sign, since 1 can mean either"


@given(percent=st.integers(1_0001, 100_0000).map(lambda share: share / 10_000))
def test_a_share_is_the_same_with_and_without_its_sign(percent: float) -> None:
    assert threshold(f"{percent}") == threshold(f"{percent}%") == percent


def test_a_long_evaluation_is_told() -> None:
    kept = RegistrationRow.model_validate(LEAST | {"evaluation": "x" * EVALUATION_LIMIT})
    assert kept.evaluation == "x" * EVALUATION_LIMIT
    with pytest.raises(ValidationError):
        RegistrationRow.model_validate(LEAST | {"feedback": "x" * (EVALUATION_LIMIT + 1)})


def test_a_percentage_typed_into_excel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "activities.xlsx"
    template: Template = "activities-moc"
    write_template(template, path, TODAY)
    book = load_workbook(path)
    sheet = book[TEMPLATES[template]]
    told: dict[str, str | float] = {
        "Record Action": "Add", "Provider Activity ID": "EX-1", "Activity Title": "An example",
        "Activity Format": "Live Course", "Start Date": "05/04/2026", "End Date": "05/04/2026", "MOC 1: Board": "ABIM",
        "MOC 1: Credit Types": "Medical Knowledge", "MOC 1: Evaluation Method": "A test",
        "MOC 1: Participation Threshold": 0.75, "MOC 1: Feedback": "Each answer",
    }  # fmt: skip
    assert isinstance(sheet, Worksheet)
    places = {str(cell.value): int(cell.column or 0) for cell in sheet[2]}
    for heading, value in told.items():
        cell = sheet.cell(3, places[heading], value)
        cell.number_format = "0%" if isinstance(value, float) else cell.number_format
    book.save(path)

    (row,) = open_file(path).rows
    (registration,) = ActivityRow.model_validate(row.fields).registrations
    assert (registration.evaluation, registration.threshold, registration.feedback) == ("A test", 75, "Each answer")


def test_a_registration_stored_before_has_no_evaluation() -> None:
    stored = '{"board": "ABIM", "points": 4.0, "credit_types": ["Medical Knowledge"], "claim_date": "2026-12-31"}'
    assert MocRegistration.model_validate_json(stored) == MocRegistration(
        board="ABIM", points=4, credit_types=("Medical Knowledge",), claim_date=dt.date(2026, 12, 31)
    )
