"""What a matching request gives twice, and how two long values are shown."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.documents.elements import as_xml
from cmehub.formats import open_file
from cmehub.formats.given_twice import given_twice
from cmehub.submissions.rows import READER_ISSUES, Row

LEARNER = {"givenName": "Mira", "familyName": "Osei", "birthMonthDay": "02-29"}


def match_rows(folder: Path, kind: str, content: str) -> list[Row]:
    path = folder / f"upload.{kind}"
    path.write_text(content)
    return [*open_file(path).rows]


def twice_in(row: Row) -> list[tuple[str, str, str]]:
    return [(issue["field"], issue["value"], issue["other"]) for issue in row.fields.get(READER_ISSUES, ())]


@pytest.mark.parametrize("kind", ["xml", "json"])
@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"givenName": ["Mira", "Maria"]}, [("givenName", "Mira", "Maria")]),
        ({"firstName": "Maria"}, [("givenName", "Mira", "Maria")]),
        ({"GivenName": "Mira"}, []),
        ({"licenseId": "35.900001", "npi": "1234567893"}, []),
        ({"Remark": ["a", "b"]}, []),
    ],
    ids=["twice", "another-name", "alike", "licence-and-npi", "unread"],
)
def test_a_matching_request_is_never_read_in_one_of_two_ways(
    tmp_path: Path, kind: str, more: dict[str, Any], told: list[Any]
) -> None:
    document = {"learnerMatches": [LEARNER | more, LEARNER]}
    root = "LearnerMatchRequest"
    content = as_xml(root, document).decode() if kind == "xml" else json.dumps({root: document})

    first, second = match_rows(tmp_path, kind, content)

    assert (twice_in(first), twice_in(second)) == (told, [])
    assert first.fields["given_name"] == "Mira"


def test_a_name_twice_in_an_object_is_told_in_whatever_case(tmp_path: Path) -> None:
    content = '[{"givenName": "Mira", "GIVENNAME ": "Maria", "familyName": "Osei", "familyName": "Osei"}]'

    (row,) = match_rows(tmp_path, "json", content)

    assert twice_in(row) == [("GIVENNAME", "Mira", "Maria")]


def test_long_values_are_shown_from_where_they_differ() -> None:
    told = given_twice("title", "a" * 500 + "b" * 500, "a" * 500 + "c" * 500)

    assert told["value"].startswith("…aaa")
    assert "ab" in told["value"]
    assert told["other"].endswith("ccc…")
    assert max(len(told["value"]), len(told["other"])) <= 120
