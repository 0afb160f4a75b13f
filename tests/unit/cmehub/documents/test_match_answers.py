"""Answers to requests to match learners, and errors, as documents."""

from lxml import etree

from cmehub.documents.errors import error_answer, error_answer_xml
from cmehub.documents.match_answers import match_answers, match_answers_xml
from cmehub.issues.issue import row_issue
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import MatchOutcome, MatchResult, RowResult

ROWS = [Row(1, {"row_id": "A7"}), Row(2, {}), Row(3, {"row_id": "A9"})]
LACKING = row_issue("FIELD_MISSING", 3, field="givenName")
RESULTS = {
    1: RowResult(
        row=1,
        match=MatchResult(result=MatchOutcome.MATCH, matched_on=("given name", "family name", "birth day", "state")),
    ),
    2: RowResult(
        row=2,
        match=MatchResult(
            result=MatchOutcome.NO_MATCH,
            matched_on=("board ID", "given name", "licence number", "NPI"),
            mismatched=("family name", "birth day"),
        ),
    ),
    3: RowResult(row=3, match=MatchResult(result=MatchOutcome.INVALID), issues=(LACKING,)),
}


def test_each_learner_is_answered_in_the_words_of_the_request() -> None:
    assert [*match_answers(ROWS, RESULTS)] == [
        {"rowId": "A7", "result": "match", "matchedOn": ["name", "birthMonthDay", "stateOfLicensure"]},
        {
            "rowId": "2",
            "result": "no_match",
            "matchedOn": ["boardId", "givenName", "licenseId", "npi"],
            "mismatched": ["familyName", "birthMonthDay"],
        },
        {"rowId": "A9", "result": "invalid", "message": f"{LACKING.message} {LACKING.fix}"},
    ]


def test_answers_as_xml_say_the_same() -> None:
    root = etree.fromstring(match_answers_xml([*match_answers(ROWS[:1], RESULTS)]))

    assert [(element.tag, element.text) for element in root.iterfind("learnerMatches/*")] == [
        ("rowId", "A7"),
        ("result", "match"),
        ("matchedOn", "name"),
        ("matchedOn", "birthMonthDay"),
        ("matchedOn", "stateOfLicensure"),
    ]


def test_an_error_says_what_is_wrong_with_which_row() -> None:
    error = error_answer(400, "Mend it.", [LACKING])

    assert error == {
        "code": 400,
        "message": "Mend it.",
        "issues": [
            {
                "code": "FIELD_MISSING",
                "severity": "error",
                "scope": "row",
                "row": 3,
                "field": "givenName",
                "message": LACKING.message,
                "fix": LACKING.fix,
            }
        ],
    }
    root = etree.fromstring(error_answer_xml(error))
    assert (root.tag, root.findtext("code"), root.findtext("issues/field")) == ("Error", "400", "givenName")


def test_an_error_without_rows_is_as_the_draft_has_it() -> None:
    assert error_answer(404, "There is none.") == {"code": 404, "message": "There is none."}
