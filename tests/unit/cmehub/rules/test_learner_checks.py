"""Every rule on a learner row: what it says, about which field, in the sender's own words."""

import datetime as dt
from typing import Any

import pytest

from cmehub.activities.activity import Activity
from cmehub.activities.registrations import MocRegistration
from cmehub.formats.learners.workbook import LEARNER_WORKBOOK
from cmehub.formats.learners.xml import LEARNER_XML
from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from cmehub.rules.learner_checks import check_learner
from cmehub.rules.packs import RulePack, rule_pack
from tests.examples import PROVIDER_ID, TODAY, a_cme_line, a_line, a_row, an_activity


def checked(
    row: LearnerRow, activity: Activity | None, *, today: dt.date = TODAY, provider_id: str = PROVIDER_ID
) -> tuple[LearnerRow, list[Issue]]:
    additional = iter(range(10))
    columns = [{"column": str(next(additional)) if line.is_moc else "cme"} for line in row.lines]
    return check_learner(
        7,
        row,
        activity,
        provider_id=provider_id,
        today=today,
        field_name=lambda at: LEARNER_WORKBOOK.field_name(at, {"lines": columns}),
    )


def issues_of(row: LearnerRow, activity: Activity | None = None, **context: Any) -> list[Issue]:
    """Return what is wrong with a row; that it came late is no matter here."""
    issues = checked(row, activity or an_activity(), **context)[1]
    return [issue for issue in issues if issue.severity is not Severity.NOTE]


def only(issues: list[Issue]) -> tuple[str, str | None, str | None]:
    (issue,) = issues
    assert issue.row == 7
    return issue.code, issue.field, issue.value


@pytest.mark.parametrize(
    "row",
    [
        a_row(),
        a_row(a_cme_line()),
        a_row(a_cme_line(), a_line()),
        a_row(a_line(learner_id="00-0012")),
        a_row(
            a_line(board="ABA", learner_id="3000 0001", credit_type="lifelong learning", amount="0.25"),
            a_line(board="ABA", learner_id="3000 0001", credit_type="patient safety", amount="0.25"),
        ),
        a_row(a_line(board="ABP", learner_id="1", credit_type="Lifelong Learning & Self-Assessment")),
        a_row(a_line(board="ABS", learner_id=None, credit_type="CME")),
        a_row(a_line(amount="4"), board_total="4"),
        a_row(completion_date="2026-01-01"),
        a_row(a_line(amount="3"), board_total="4"),
        a_row(completion_date=TODAY.isoformat()),
        a_row(provider_id="9999"),
    ],
)
def test_a_good_row(row: LearnerRow) -> None:
    assert issues_of(row) == []


def test_credit_types_get_the_boards_own_names() -> None:
    row, issues = checked(a_row(a_line(credit_type="medical  knowledge (MOC)"), a_cme_line()), an_activity())

    assert issues == []
    assert [line.credit_type for line in row.lines] == ["Medical Knowledge", "AMA PRA Category 1"]


def test_an_activity_that_nobody_has() -> None:
    _, issues = checked(a_row(), None)

    assert only(issues) == ("ACTIVITY_NOT_FOUND", "ACCME Activity ID", "202612345")


def test_an_activity_that_was_deleted() -> None:
    deleted_at = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)

    (issue,) = issues_of(a_row(), an_activity(deleted_by="sub#7", deleted_at=deleted_at))

    assert (issue.code, issue.field, issue.value) == ("ACTIVITY_DELETED", "ACCME Activity ID", "202612345")
    assert "was deleted on 2026-05-31 by row 7 of submission sub" in issue.message
    (issue,) = issues_of(a_row(), an_activity(deleted_by="sub#7"))
    assert "was deleted by row 7 of submission sub" in issue.message
    foreign = an_activity(deleted_by="sub#7", provider_id="0000001")
    assert only(issues_of(a_row(), foreign))[0] == "NOT_YOUR_ACTIVITY"


def test_an_activity_of_another_provider() -> None:
    found = only(issues_of(a_row(), an_activity(provider_id="0000001")))

    assert found == ("NOT_YOUR_ACTIVITY", "ACCME Activity ID", "202612345")


def test_nothing_is_told_about_an_activity_that_takes_no_learners_from_the_sender() -> None:
    row = a_row(a_line(amount="99", credit_type="Made up"), completion_date="2030-01-01")

    assert only(issues_of(row, an_activity(provider_id="0000001")))[0] == "NOT_YOUR_ACTIVITY"


def test_an_activity_that_is_still_a_draft() -> None:
    found = only(issues_of(a_row(), an_activity(description=None)))

    assert found == ("ACTIVITY_NOT_ACTIVE", "ACCME Activity ID", "202612345")


def test_an_activity_that_is_over_still_takes_learners() -> None:
    assert issues_of(a_row(), an_activity(end_date=dt.date(2026, 11, 1))) == []


def test_a_row_of_another_provider() -> None:
    (issue,) = checked_xml(a_row(provider_id="0000001"))

    assert (issue.code, issue.field, issue.value) == ("PROVIDER_MISMATCH", "ProviderOrganization", "0000001")


def checked_xml(row: LearnerRow) -> list[Issue]:
    return check_learner(
        7,
        row,
        an_activity(),
        provider_id=PROVIDER_ID,
        today=TODAY,
        field_name=lambda at: LEARNER_XML.field_name(at, {"lines": row.lines}),
    )[1]


@pytest.mark.parametrize(
    ("completed_on", "today", "code"),
    [
        ("2026-11-21", dt.date(2026, 11, 20), "COMPLETION_IN_FUTURE"),
        ("9999-12-31", dt.date(2026, 11, 20), "COMPLETION_IN_FUTURE"),
        ("2025-12-31", dt.date(2026, 11, 20), "COMPLETION_OUTSIDE_ACTIVITY"),
        ("2028-01-01", dt.date(2028, 1, 1), "COMPLETION_OUTSIDE_ACTIVITY"),
        ("2026-12-31", dt.date(2028, 4, 1), "REPORTING_WINDOW_CLOSED"),
    ],
)
def test_a_completion_at_the_wrong_time(completed_on: str, today: dt.date, code: str) -> None:
    found = only(issues_of(a_row(completion_date=completed_on), today=today))

    assert found == (code, "Completion Date", completed_on)


def test_an_activity_takes_completions_to_its_last_day() -> None:
    assert issues_of(a_row(), an_activity(end_date=dt.date(2026, 10, 31))) == []
    assert only(issues_of(a_row(), an_activity(end_date=dt.date(2026, 10, 30))))[0] == "COMPLETION_OUTSIDE_ACTIVITY"


def test_a_year_can_be_reported_until_the_end_of_march_two_years_later() -> None:
    assert issues_of(a_row(), today=dt.date(2028, 3, 31)) == []
    assert only(issues_of(a_row(), today=dt.date(2028, 4, 1)))[0] == "REPORTING_WINDOW_CLOSED"


def test_a_delete_is_taken_after_the_window_is_closed() -> None:
    assert issues_of(a_row(action="Delete"), today=dt.date(2030, 1, 1)) == []


def test_a_board_that_the_activity_is_not_registered_for() -> None:
    activity = an_activity(registrations=())

    assert only(issues_of(a_row(), activity)) == ("BOARD_NOT_REGISTERED", "Certifying Board", "ABIM")


@pytest.mark.parametrize("credit_type", ["Practice Assessment", "Made up"])
def test_a_credit_type_that_the_activity_does_not_offer(credit_type: str) -> None:
    (issue,) = issues_of(a_row(a_line(credit_type=credit_type)))

    assert (issue.code, issue.field, issue.value) == ("CREDIT_TYPE_NOT_OFFERED", "Credit Type", credit_type)
    assert issue.fix == "Use one of: Medical Knowledge, Patient Safety."


@pytest.mark.parametrize(
    ("board", "board_id"),
    [
        ("ABA", "20000001"),
        ("ABA", "3000001"),
        ("ABIM", "1234567"),
        ("ABIM", "A1"),
        ("ABP", "12345678"),
        ("ABS", "50/1"),
    ],
)
def test_an_id_that_the_board_does_not_give(board: str, board_id: str) -> None:
    credit_type = {"ABA": "Lifelong Learning", "ABIM": "Medical Knowledge", "ABS": "CME"}.get(
        board, "Lifelong Learning and Self-Assessment"
    )

    found = only(issues_of(a_row(a_line(board=board, learner_id=board_id, credit_type=credit_type))))

    assert found == ("BOARD_ID_FORMAT", "Certifying Board ID", board_id)


@pytest.mark.parametrize(
    ("board", "credit_type", "codes"),
    [
        ("ABA", "Lifelong Learning", ["FIELD_MISSING"]),
        ("ABIM", "Medical Knowledge", ["FIELD_MISSING"]),
        ("ABP", "Lifelong Learning and Self-Assessment", ["FIELD_MISSING"]),
        ("ABS", "Accredited CME", []),
    ],
)
def test_an_id_is_needed_where_the_board_asks_for_it(board: str, credit_type: str, codes: list[str]) -> None:
    line = a_line(board=board, learner_id=None, credit_type=credit_type)

    assert [issue.code for issue in issues_of(a_row(line))] == codes


def test_a_completion_before_the_board_took_any() -> None:
    line: CreditLine = a_line(board="ABS", learner_id="1", credit_type="Accredited CME")
    row = a_row(line, completion_date="2021-02-28")
    activity = an_activity(start_date=dt.date(2021, 1, 1))

    found = only(issues_of(row, activity, today=dt.date(2021, 6, 1)))

    assert found == ("BEFORE_BOARD_START", "Completion Date", "2021-02-28")
    assert issues_of(a_row(line, completion_date="2021-03-01"), activity, today=dt.date(2021, 6, 1)) == []


def test_everything_wrong_is_told_at_once() -> None:
    row = a_row(
        a_cme_line(amount="0"),
        a_line(learner_id="X", amount="1.1", credit_type="Made up"),
        completion_date="2030-01-01",
    )

    assert [issue.code for issue in issues_of(row)] == [
        "COMPLETION_IN_FUTURE",
        "CREDIT_NOT_POSITIVE",
        "BOARD_ID_FORMAT",
        "CREDIT_INCREMENT",
        "CREDIT_TYPE_NOT_OFFERED",
    ]


def test_an_id_with_leading_zeroes_is_told_without_them() -> None:
    registration = MocRegistration(board="ABPath", points=4, credit_types=("Lifelong Learning",))
    activity = an_activity(registrations=(registration,))
    line = a_line(board="ABPATH", learner_id="00-1234", credit_type="Lifelong Learning")

    (issue,) = issues_of(a_row(line), activity)

    assert (issue.code, issue.suggestion) == ("BOARD_ID_FORMAT", "1234")


def test_an_id_that_no_zero_makes_wrong_gets_no_suggestion() -> None:
    (issue,) = issues_of(a_row(a_line(learner_id="0A1")))

    assert (issue.code, issue.suggestion) == ("BOARD_ID_FORMAT", None)


def test_a_delete_is_taken_whatever_the_rules_have_become() -> None:
    alone = a_line(board="ABA", learner_id="30000001", credit_type="Patient Safety")

    assert issues_of(a_row(alone, action="Delete")) == []


def test_a_type_that_the_board_gives_only_later() -> None:
    pack = rule_pack("ABIM", TODAY)
    row = a_row()
    first_day = row.completion_date

    def messages(starts: dt.date) -> list[str]:
        later = pack.credit_types[0].model_copy(update={"starts": starts})
        rules = RulePack.model_validate(pack.model_dump() | {"credit_types": [later, *pack.credit_types[1:]]})
        _, issues = check_learner(
            3, row, an_activity(), provider_id=PROVIDER_ID, today=TODAY, field_name=str, packs=lambda *_: rules
        )
        return [issue.message for issue in issues]

    next_day = first_day + dt.timedelta(days=1)
    assert messages(first_day) == []
    assert messages(next_day) == [f"ABIM gives “Medical Knowledge” from {next_day} on only."]
