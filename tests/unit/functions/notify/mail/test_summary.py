import pytest

from cmehub.boards.ledgers import reason_text
from cmehub.issues.catalogue import BOARD_REASONS, CATALOGUE, Severity
from cmehub.issues.issue import file_issue, row_issue
from cmehub.issues.reasons import Reason, reason_of_issue, reason_of_rejection
from functions.notify.mail.summary import MOST_GROUPS, OTHER_REASONS, Section, summarise
from tests.notify_hub import a_good_row, a_refused_row, a_rejected_row


def groups(section: Section) -> list[tuple[str, str]]:
    return [(group.reason.heading, str(group.rows)) for group in section.groups]


@pytest.mark.parametrize("code", sorted(BOARD_REASONS))
def test_a_rejection_is_told_of_many_rows_with_its_limits(code: str) -> None:
    row = a_rejected_row(3, code, reason_text(code, **CATALOGUE[code].example))
    reason = reason_of_rejection(row.credit_lines[0])
    assert "None" not in reason.heading + reason.mend
    assert ("6.5" in reason.heading) is (code == "MAX_POINTS_REACHED")
    assert ("1000" in reason.heading) is (code == "RECORD_LIMIT")


def test_a_reason_names_no_value_of_the_row() -> None:
    issue = row_issue("FIELD_FORMAT", 3, field="First Name", value="Zoë García", expected="a text of 35 characters")
    assert reason_of_issue(issue) == Reason(
        "FIELD_FORMAT", "First Name can't be read.", "Write First Name as a text of 35 characters."
    )


def test_rows_are_grouped_by_reason_the_largest_group_first() -> None:
    empty_name = [a_refused_row(row, row_issue("FIELD_MISSING", row, field="Last Name")) for row in (3, 9)]
    steps = [
        a_refused_row(row, row_issue("CREDIT_INCREMENT", row, field="Total", value=row / 10, step="0.25"))
        for row in (4, 5, 6)
    ]
    summary = summarise((), sorted([*empty_name, *steps, a_good_row(7)], key=lambda step: step.row))
    assert groups(summary.refusals) == [
        ("Total is not a multiple of 0.25.", "4\u20136"),
        ("Last Name is empty.", "3 and 9"),
    ]
    assert (summary.accepted, summary.refused, summary.rejected, summary.rows) == (1, 5, 0, 6)


def test_mends_that_name_a_row_each_are_told_as_one() -> None:
    rows = [a_refused_row(row, row_issue("DUPLICATE_ROW", row, first_row=row - 10)) for row in (13, 14, 15)]
    [group] = summarise((), rows).refusals.groups
    assert (group.reason.mend, group.rows.count) == ("Leave out one of the two.", 3)


def test_a_row_that_one_board_rejects_twice_is_in_one_group_once() -> None:
    reason = reason_text("BOARD_ID_NOT_FOUND", board="ABIM")
    summary = summarise((), [a_rejected_row(3, "BOARD_ID_NOT_FOUND", reason, "ABIM", "ABIM")])
    assert groups(summary.rejections) == [("ABIM knows no diplomate with this ID, name and birth day.", "3")]
    assert summary.rejected == 1


def test_a_rejection_says_which_field_disagrees() -> None:
    rows = [
        a_rejected_row(row, "IDENTITY_MISMATCH", reason_text("IDENTITY_MISMATCH", board="ABA", fields=fields), "ABA")
        for row, fields in ((3, "birth day"), (4, "family name"), (5, "birth day"))
    ]
    headings = [heading for heading, _ in groups(summarise((), rows).rejections)]
    assert ["birth day" in heading for heading in headings] == [True, False]


def test_a_warning_refuses_nothing() -> None:
    summary = summarise((), [a_refused_row(3, row_issue("ALREADY_REPORTED", 3))])
    assert summary.all_is_well
    assert (summary.accepted, groups(summary.refusals)) == (1, [])
    assert len(summary.warnings.groups) == 1


def test_an_error_of_the_file_is_not_well_but_a_warning_is() -> None:
    error = file_issue("FILE_EMPTY")
    assert not summarise([error], []).all_is_well
    assert summarise([error.model_copy(update={"severity": Severity.WARNING})], []).all_is_well


def test_reasons_beyond_the_most_share_a_group_and_no_row_is_lost() -> None:
    count = MOST_GROUPS + 1000
    rows = (a_refused_row(row, row_issue("FIELD_MISSING", row, field=f"Column {row}")) for row in range(1, count + 1))
    section = summarise((), rows).refusals
    assert len(section.groups) == MOST_GROUPS + 1
    assert section.groups[-1].reason == OTHER_REASONS
    assert section.groups[-1].rows.count == 1000
    assert sum(group.rows.count for group in section.groups) == count
