"""What came of matching learners, as an answer to ``GetLearnerMatch``."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cmehub.documents.elements import as_xml
from cmehub.formats.json_values import without_blanks
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import RowResult

_MEMBERS = {
    "given name": "givenName",
    "family name": "familyName",
    "birth day": "birthMonthDay",
    "state": "stateOfLicensure",
    "licence number": "licenseId",
    "NPI": "npi",
    "board ID": "boardId",
}


def match_answers(rows: Iterable[Row], results: Mapping[int, RowResult]) -> Iterator[dict[str, Any]]:
    """
    Yield an answer for each row of a request: nothing but the sender's own mark of it and what is said of it.

    Parameters
    ----------
    rows
        The rows as they were sent; one without a mark is told by its place.
    results
        What came of them, by their numbers.
    """
    for row in rows:
        result = results[row.number]
        match = result.match
        yield without_blanks(
            {
                "rowId": row.fields.get("row_id") or str(row.number),
                "result": match.result if match else None,
                "matchedOn": _members(match.matched_on) if match else [],
                "mismatched": _members(match.mismatched) if match else [],
                "message": " ".join(f"{issue.message} {issue.fix}" for issue in result.issues),
            }
        )


def match_answers_xml(answers: list[dict[str, Any]]) -> bytes:
    """Write answers as XML."""
    return as_xml("LearnerMatchResponse", {"learnerMatches": answers})


def _members(fields: Iterable[str]) -> list[str]:
    """Return a request's members that hold these fields; the two names together are the ``name``."""
    members = [_MEMBERS[field] for field in fields]
    if {"givenName", "familyName"} <= {*members}:
        members[members.index("givenName")] = "name"
        members.remove("familyName")
    return members
