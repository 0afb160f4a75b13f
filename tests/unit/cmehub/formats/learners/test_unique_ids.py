"""Which of several IDs goes with a credit, and when nobody can tell."""

from typing import Any

import pytest

from cmehub.issues.issue import reader_issues
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.submissions.rows import Row
from tests.unit.cmehub.formats.learners.test_reports import (
    KINDS,
    MEMBER,
    activity,
    certificate,
    module,
    report,
    rows_of,
    unique_id,
)

ABA, ABIM, OHIO = unique_id("ABA", "35550001"), unique_id("ABIM", "10003"), unique_id("OH", "35.900001")
NPI, UTAH = unique_id("NPI", "1234567893"), unique_id("Utah", "900-1")
MOC = "Patient Safety"


def row_of(kind: str, credit_type: str, own: list[dict[str, str]], of_member: list[dict[str, str]]) -> Row:
    credit = certificate(credit_type=credit_type, UniqueID=own)
    (row,) = rows_of(
        kind, report(activity(module(CreditCertificate=[credit])), Member={"UniqueID": of_member} | MEMBER)
    )
    return row


@KINDS
@pytest.mark.parametrize(
    ("credit_type", "own", "of_member", "board", "learner_id"),
    [
        (MOC, [ABA], [ABIM], "ABA", "35550001"),
        (MOC, [], [OHIO, ABA], "ABA", "35550001"),
        (MOC, [OHIO, ABA], [ABIM], "ABA", "35550001"),
        (MOC, [ABA, ABA], [], "ABA", "35550001"),
        (CME_CREDIT_TYPE, [], [ABA, OHIO], "OH", "35.900001"),
        (CME_CREDIT_TYPE, [ABA, OHIO], [], "OH", "35.900001"),
        (CME_CREDIT_TYPE, [OHIO, NPI], [], "OH", "35.900001"),
        (CME_CREDIT_TYPE, [], [NPI, OHIO], "NPI", "1234567893"),
        (CME_CREDIT_TYPE, [], [NPI, OHIO, UTAH], "NPI", "1234567893"),
        (CME_CREDIT_TYPE, [OHIO, unique_id("Ohio", "35.900001")], [], "OH", "35.900001"),
        (MOC, [{"value": "35550001"}], [ABA], "ABA", "35550001"),
    ],
)  # fmt: skip
def test_the_fitting_id_is_taken(
    kind: str, credit_type: str, own: Any, of_member: Any, board: str, learner_id: str
) -> None:
    row = row_of(kind, credit_type, own, of_member)

    (line,) = row.fields["lines"]
    assert (line["board"], line["learner_id"]) == (board, learner_id)
    assert reader_issues(1, row.fields) == []


@KINDS
@pytest.mark.parametrize(
    ("credit_type", "own", "of_member", "code", "field"),
    [
        (MOC, [ABA, ABIM], [], "SEVERAL_BOARDS", "UniqueID/@domain"),
        (MOC, [], [ABIM, OHIO, ABA], "SEVERAL_BOARDS", "UniqueID/@domain"),
        (MOC, [ABA, unique_id("aba", "35550002")], [], "GIVEN_TWICE", "UniqueID"),
        (MOC, [], [ABA, unique_id("ABA", "35550002")], "GIVEN_TWICE", "UniqueID"),
        (CME_CREDIT_TYPE, [], [OHIO, unique_id("Ohio", "35.900002")], "GIVEN_TWICE", "UniqueID"),
        (CME_CREDIT_TYPE, [NPI, unique_id("OH", "1245319599")], [], "GIVEN_TWICE", "UniqueID"),
        (MOC, [{"value": "35550001"}, {"value": "35550002"}], [ABA], "GIVEN_TWICE", "UniqueID"),
        (CME_CREDIT_TYPE, [], [OHIO, UTAH], "FIELD_REPAIRED", "UniqueID/@domain"),
    ],
)  # fmt: skip
def test_a_choice_is_never_made_in_silence(
    kind: str, credit_type: str, own: Any, of_member: Any, code: str, field: str
) -> None:
    issues = reader_issues(1, row_of(kind, credit_type, own, of_member).fields)

    assert [(issue.code, issue.field) for issue in issues] == [(code, field)]


def test_the_states_and_the_one_that_counts_are_told() -> None:
    (issue,) = reader_issues(1, row_of("json", CME_CREDIT_TYPE, [UTAH, OHIO], []).fields)

    assert issue.message == (
        "UniqueID/@domain reads “UT, OH”; it was taken as UT, because one licence is enough for a CME credit."
    )
