"""A learner row tells all its faults at once, and nothing that follows from a field that doesn't read."""

import datetime as dt
from typing import Any

import pytest

from cmehub.chunks.outcomes import ChunkOutcome
from cmehub.issues.catalogue import CATALOGUE, Severity
from tests.chunk_hub import CME, DELETE, LINE, ChunkHub
from tests.examples import ACTIVITY_ID, TODAY, an_activity

OTHER_LINE = LINE | {"amount": "1.3", "learner_id": "12-x", "credit_type": "Part IX"}
FUTURE = {"completion_date": "2029-05-01"}


def errors(outcome: ChunkOutcome) -> list[str]:
    (result,) = outcome.results
    return sorted(issue.code for issue in result.issues if issue.severity is Severity.ERROR)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {"family_name": "", "lines": [OTHER_LINE], **FUTURE},
            ["BOARD_ID_FORMAT", "COMPLETION_IN_FUTURE", "CREDIT_INCREMENT", "CREDIT_TYPE_NOT_OFFERED", "FIELD_MISSING"],
        ),
        (
            {"birth_month_day": "31/31", "activity_id": "999999999", "lines": [OTHER_LINE]},
            ["ACTIVITY_NOT_FOUND", "BOARD_ID_FORMAT", "CREDIT_INCREMENT", "FIELD_FORMAT"],
        ),
        (
            {"activity_id": "999999999", **FUTURE, "lines": [CME | {"amount": "0"}]},
            ["ACTIVITY_NOT_FOUND", "COMPLETION_IN_FUTURE", "CREDIT_NOT_POSITIVE"],
        ),
        (
            {"lines": [LINE | {"amount": "many", "learner_id": "x"}, OTHER_LINE]},
            [*["BOARD_ID_FORMAT"] * 2, "CREDIT_INCREMENT", "CREDIT_TYPE_NOT_OFFERED", "FIELD_FORMAT"],
        ),
        (
            {"lines": [LINE | {"board": "ABX"}, LINE | {"board": "ABTS", "amount": "-1"}]},
            ["BOARD_NOT_REGISTERED", "BOARD_UNKNOWN", "CREDIT_NOT_POSITIVE"],
        ),
        ({"completion_date": "soon", "lines": [OTHER_LINE]}, ["FIELD_FORMAT"]),
        ({"activity_id": "x", "lines": [LINE | {"board": "ABTS"}]}, ["FIELD_FORMAT"]),
        ({"activity_id": "x", **FUTURE}, ["COMPLETION_IN_FUTURE", "FIELD_FORMAT"]),
        ({"lines": "none", "family_name": ""}, ["FIELD_FORMAT", "FIELD_MISSING"]),
        ({**DELETE, "family_name": "", "lines": [OTHER_LINE | {"amount": "1"}]},
         ["BOARD_ID_FORMAT", "CREDIT_TYPE_NOT_OFFERED", "FIELD_MISSING"]),
    ],
)  # fmt: skip
def test_one_fault_does_not_hide_another(row: dict[str, Any], told: list[str]) -> None:
    hub = ChunkHub()

    assert errors(hub.validate(row)) == told
    assert hub.of_learner() == []


def test_of_another_providers_activity_nothing_more_is_told() -> None:
    hub = ChunkHub()
    foreign = an_activity(activity_id="300000000", provider_id="0000001", deleted_by="sub#1")
    hub.activities.add(foreign, None)

    outcome = hub.validate({"activity_id": "300000000", "lines": [OTHER_LINE], **FUTURE})

    assert errors(outcome) == ["NOT_YOUR_ACTIVITY"]


@pytest.mark.parametrize(("changes", "code"), [({"description": None}, "ACTIVITY_NOT_ACTIVE"),
                                               ({"deleted_by": "sub#1"}, "ACTIVITY_DELETED")])  # fmt: skip
def test_an_activity_that_takes_no_learners_hides_no_fault(changes: dict[str, Any], code: str) -> None:
    hub = ChunkHub()
    hub.activities.replace(an_activity(**changes).after(an_activity()), None)

    assert errors(hub.validate({"lines": [LINE | {"amount": "99.3"}]})) == [code, "CREDIT_INCREMENT"]


@pytest.mark.parametrize(
    ("column", "written", "told", "suggestion"),
    [
        ("cme", "Ohoi", "no state. Use the two letters or the name of a state, such as OH.", "Ohio"),
        ("cme", "ABX", "no state. Use the two letters or the name of a state, such as OH.", None),
        ("0", "ABTX", "no board. Use one of: ABA, ABIM,", "ABTS"),
        ("2", "Ohoi", "no board. Use one of: ABA, ABIM,", None),
        ("credit 1", "Ohoi", "neither a board, a state, nor NPI. Use one of: ABA, ABIM,", None),
        (None, "Ohoi", "neither a board, a state, nor NPI. Use one of: ABA, ABIM,", None),
    ],
)
def test_a_hint_offers_what_the_column_can_hold(
    column: str | None, written: str, told: str, suggestion: str | None
) -> None:
    line = LINE | {"board": written} | ({"column": column} if column else {})

    (issue,) = (issue for issue in ChunkHub().validate({"lines": [line]}).results[0].issues)

    assert told in f"{issue.message} {issue.fix}"
    assert issue.fix.endswith("or a state.") is ("neither" in told)
    assert (issue.code, issue.suggestion) == ("BOARD_UNKNOWN", suggestion)
    assert CATALOGUE["BOARD_UNKNOWN"].heading == "{field} is neither a board, a state, nor NPI."


def test_a_row_that_tells_of_its_activity_is_told_under_it() -> None:
    (result,) = ChunkHub().validate({"family_name": "", **FUTURE}).results

    assert (result.action, result.activity_id, result.credit_lines) == ("add", ACTIVITY_ID, ())


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"closed_by": "sub#1"}, "ACTIVITY_CLOSED", "moduleID"),
        ({"claim_date": dt.date(2026, 11, 19)}, "CLAIM_DATE_PASSED", "domain"),
        ({"claim_date": TODAY}, None, None),
    ],
)
def test_what_is_late_for_the_activity_is_told_and_taken(
    changes: dict[str, Any], code: str | None, field: str | None
) -> None:
    hub = ChunkHub()
    activity = an_activity(**{name: value for name, value in changes.items() if name != "claim_date"})
    claimed = [
        registration.model_copy(update={"claim_date": changes.get("claim_date")})
        for registration in activity.registrations
    ]
    hub.activities.replace(activity.model_copy(update={"registrations": tuple(claimed), "revision": 2}), None)

    (result,) = hub.validate({}).results

    warnings = [(issue.code, issue.field) for issue in result.issues if issue.severity is Severity.WARNING]
    assert [found for found, _ in warnings] == ([code] if code else [])
    assert not code or str(field).lower() in str(warnings[0][1]).lower()
    assert len(hub.of_learner()) == 1
