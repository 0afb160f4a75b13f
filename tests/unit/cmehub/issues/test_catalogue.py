import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import cmehub
from cmehub.boards.ledgers import reason_text
from cmehub.fields.types import Amount, Name
from cmehub.issues.catalogue import CATALOGUE, Severity
from cmehub.issues.field_errors import field_issues
from cmehub.issues.issue import Issue, IssueScope, file_issue, row_issue

CODE = Path(cmehub.__file__).parents[4]
DETAILS = {
    "taken": "2026-05-31", "stored": 7,
    "activity_id": "202612345", "board": "ABIM", "closed_on": "2025-03-31", "credit_type": "Patient Safety",
    "credits": "4", "end": "2026-12-31", "expected": "a date", "fields": "birth day", "first_row": 3, "known": "ABIM",
    "limit": 1, "maximum": "4", "missing": "title", "offered": "Medical Knowledge", "provider_id": "0009999",
    "reason": "it ends early", "rows_read": 2, "start": "2026-01-01", "status": "accepted", "total": "2", "year": 2023,
    "why": "too long", "step": "0.25", "last_day": "2026-12-31", "days": 30, "points": "12", "most": 2, "boards": "ABA",
    "period": "from 2025-01-01 on", "activity_format": "Live Course", "formats": "Journal-based CME",
}  # fmt: skip


def test_every_entry_is_raised_somewhere() -> None:
    sources = [*CODE.glob("functions/**/*.py"), *Path(cmehub.__file__).parent.rglob("*.py")]
    text = "".join(path.read_text("utf-8") for path in sources if path.parent.name != "entries")
    raised = set(re.findall(r'"([A-Z]{2,}(?:_[A-Z]+)+)"', text))

    assert CATALOGUE.keys() <= raised


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_sentences_of_an_entry_are_sentences(code: str) -> None:
    about_file = code.startswith(("FILE_", "XML_", "ZIP_"))
    issue = (
        file_issue(code, value="5", **DETAILS)
        if about_file
        else row_issue(code, 3, field="Completion Date", value="5", **DETAILS)
    )

    for sentence in (issue.message, issue.fix):
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert "None" not in sentence


def test_a_row_issue_names_row_field_and_value() -> None:
    issue = row_issue("FIELD_FORMAT", 7, field="Completion Date", value="May", expected="a date")

    assert issue == Issue(
        code="FIELD_FORMAT",
        severity=Severity.ERROR,
        scope=IssueScope.ROW,
        row=7,
        field="Completion Date",
        value="May",
        message="Completion Date reads “May”, which is not a date.",
        fix="Write Completion Date as a date.",
    )


def test_a_file_issue_names_no_row() -> None:
    issue = file_issue("FILE_TOO_LARGE", value=7, limit=5)

    assert (issue.scope, issue.row, issue.message) == (
        IssueScope.FILE,
        None,
        "The file has 7 bytes; at most 5 are read.",
    )


def test_a_warning_is_told_from_an_error() -> None:
    assert row_issue("ALREADY_REPORTED", 3).severity is Severity.WARNING
    assert row_issue("DELETE_UNKNOWN_RECORD", 3).severity is Severity.ERROR


def test_a_long_value_is_cut_wherever_it_is_shown() -> None:
    issue = row_issue("FIELD_FORMAT", 3, field="Last Name", value="x" * 5_000, expected="short")

    assert issue.value == "x" * 120
    assert len(issue.message) < 200


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    issue = row_issue("FIELD_FORMAT", 3, field="Last Name", value="{field} {0} %s", expected="a name")

    assert issue.message == "Last Name reads “{field} {0} %s”, which is not a name."


@pytest.mark.parametrize(("scope", "row"), [("row", None), ("file", 3)])
def test_only_row_issues_have_a_row(scope: str, row: int | None) -> None:
    with pytest.raises(ValidationError):
        Issue.model_validate({"code": "X", "severity": "error", "scope": scope, "row": row, "message": "", "fix": ""})


def test_a_boards_reason_is_the_catalogues_message() -> None:
    assert reason_text("BOARD_ID_NOT_FOUND", board="ABP") == "ABP knows no diplomate with this ID."


class Fields(BaseModel):
    name: Name
    amount: Amount
    parts: dict[str, int] = {}


def issues_of(fields: dict[str, Any]) -> list[Issue]:
    with pytest.raises(ValidationError) as caught:
        Fields.model_validate(fields)
    return field_issues(caught.value, 3, lambda at: f"<{at[0]}>")


@pytest.mark.parametrize(
    ("fields", "code", "field", "value"),
    [
        ({"amount": "1"}, "FIELD_MISSING", "<name>", None),
        ({"name": "", "amount": "1"}, "FIELD_MISSING", "<name>", None),
        ({"name": None, "amount": "1"}, "FIELD_MISSING", "<name>", None),
        ({"name": "A", "amount": "one"}, "FIELD_FORMAT", "<amount>", "one"),
        ({"name": "A", "amount": "1", "parts": {"a": "x"}}, "FIELD_FORMAT", "<parts>", "x"),
    ],
)
def test_what_pydantic_finds_is_told_in_our_words(
    fields: dict[str, Any], code: str, field: str, value: str | None
) -> None:
    (issue,) = issues_of(fields)

    assert (issue.code, issue.row, issue.field, issue.value) == (code, 3, field, value)
    assert "pydantic" not in issue.message + issue.fix
    assert "Input should" not in issue.message + issue.fix


def test_every_field_is_told_and_each_once() -> None:
    issues = issues_of({"amount": "one", "parts": {"a": "x", "b": "y"}})

    assert [(issue.code, issue.field) for issue in issues] == [
        ("FIELD_MISSING", "<name>"),
        ("FIELD_FORMAT", "<amount>"),
        ("FIELD_FORMAT", "<parts>"),
    ]
