from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import cmehub
from cmehub.boards.ledgers import reason_text
from cmehub.fields.types import Amount, Name
from cmehub.issues.catalogue import BOARD_REASONS, CATALOGUE, Entry, Severity
from cmehub.issues.entries.files import FILES
from cmehub.issues.entries.headings import HEADINGS
from cmehub.issues.field_errors import field_issues
from cmehub.issues.issue import Issue, IssueScope, file_issue, row_issue
from cmehub.issues.reasons import WORDS_OF_RULES, says_only_rules
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from cmehub.rules import judgement
from cmehub.rules.packs import board_codes
from cmehub.sandbox.fixtures import RECIPES

LAYER = Path(cmehub.__file__).parent
SOURCES = [*LAYER.rglob("*.py"), *LAYER.parents[3].glob("functions/**/*.py")]
RAISED = "".join(path.read_text("utf-8") for path in SOURCES if path.parent.name != "entries")
RECORD_FIELDS = LearnerRow.model_fields.keys() | CreditLine.model_fields.keys()
WHOLE = Entry("{field} is {value}.", "Mend it.", example={"field": "Date", "value": "May"}, heading="{field} is wrong.")


def words_in(*sentences: str | None) -> set[str]:
    return {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence or "") if name}


def lacks(code: str, entry: Entry) -> Iterator[str]:
    """Yield what is missing of an entry of the catalogue, or wrong with it."""
    told = words_in(entry.message, entry.fix)
    for sentence in (entry.message, entry.fix, entry.heading, entry.mend):
        if sentence is not None and not sentence.endswith("."):
            yield f"a full stop after “{sentence}”"
    yield from (f"an example of {word}" for word in sorted(told - entry.example.keys()))
    yield from (f"a sentence that names {word}" for word in sorted(entry.example.keys() - told - {"field", "value"}))
    of_rows = code not in FILES | HEADINGS
    if of_rows and not entry.heading and not says_only_rules(entry.message):
        yield "a heading that names nothing of a single row"
    if of_rows and not entry.mend and not says_only_rules(entry.fix):
        yield "a mend that names nothing of a single row"
    yield from (f"{word} of many rows" for word in sorted(words_in(entry.heading, entry.mend) - WORDS_OF_RULES))
    if entry.fields is not None and not says_only_rules(entry.message):
        yield "a board's reason that names nothing of a single row"
    yield from (f"{name} as a field of a record" for name in entry.fields or () if name not in RECORD_FIELDS)
    if f'"{code}"' not in RAISED:
        yield "code that raises it"
    if entry.no_fixture is None and code not in RECIPES:
        yield "a recipe of the sandbox, or why it has none"


@pytest.mark.parametrize("code", CATALOGUE)
def test_nothing_is_missing_of_an_entry(code: str) -> None:
    assert [*lacks(code, CATALOGUE[code])] == []


@pytest.mark.parametrize(
    ("code", "change", "missing"),
    [
        ("FIELD_FORMAT", {}, []),
        ("FIELD_FORMAT", {"fix": "Mend it"}, ["a full stop after “Mend it”"]),
        ("FIELD_FORMAT", {"example": {"field": "Date"}}, ["an example of value"]),
        ("FIELD_FORMAT", {"example": {**WHOLE.example, "year": 2023}}, ["a sentence that names year"]),
        ("FIELD_FORMAT", {"heading": None}, ["a heading that names nothing of a single row"]),
        ("FIELD_FORMAT", {"fix": "Mend {value}."}, ["a mend that names nothing of a single row"]),
        ("FIELD_FORMAT", {"heading": "{value} is wrong."}, ["value of many rows"]),
        (
            "FIELD_FORMAT",
            {"fields": ("name",)},
            ["a board's reason that names nothing of a single row", "name as a field of a record"],
        ),
        ("NEW_CODE", {}, ["code that raises it", "a recipe of the sandbox, or why it has none"]),
        ("NEW_CODE", {"no_fixture": "It takes years."}, ["code that raises it"]),
    ],
)
def test_what_is_missing_is_told(code: str, change: dict[str, Any], missing: list[str]) -> None:
    assert [*lacks(code, WHOLE._replace(**change))] == missing


def test_the_example_of_an_unknown_board_names_every_board() -> None:
    assert CATALOGUE["BOARD_UNKNOWN"].example["known"] == f"one of: {', '.join(board_codes())}"


def test_every_reason_of_the_judgement_is_one_that_boards_give() -> None:
    source = Path(judgement.__file__).read_text("utf-8")
    reasons = {code for code in CATALOGUE if f'"{code}"' in source}

    assert reasons
    assert reasons <= BOARD_REASONS


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
    assert reason_text("BOARD_ID_NOT_FOUND", board="ABP") == "ABP knows no diplomate with this ID, name and birth day."


class Fields(BaseModel):
    name: Name
    amount: Amount
    parts: dict[str, int] = {}


def issues_of(fields: dict[str, Any]) -> list[Issue]:
    with pytest.raises(ValidationError) as caught:
        Fields.model_validate(fields)
    return field_issues(caught.value, 3, fields, lambda at: f"<{at[0]}>")


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


@pytest.mark.parametrize(
    "code",
    [
        "DUPLICATE_ROW",
        "FILE_BROKEN",
        "FILE_OF_ANOTHER_PROVIDER",
        "FILE_WITHOUT_ROWS",
        "NAME_GARBLED",
        "PROVIDER_MISMATCH",
    ],
)
def test_what_callers_are_told_too_speaks_of_no_file(code: str) -> None:
    entry = CATALOGUE[code]
    said = f"{entry.message} {entry.fix} {entry.heading} {entry.mend}"
    assert "file" not in said.lower()
