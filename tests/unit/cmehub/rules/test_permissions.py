"""Whether the learner permits to share a completion: whose statement counts, and what a denial keeps out."""

import itertools

import pytest

from cmehub.issues.issue import Issue
from cmehub.learners.records import LearnerRow
from tests.examples import a_cme_line, a_line, a_record, a_row, an_activity
from tests.unit.cmehub.rules.test_learner_checks import checked

STATED = (None, True, False)


def judged(row: LearnerRow, activity_says: bool | None = None) -> tuple[LearnerRow, list[Issue]]:
    return checked(row, an_activity(permission_to_share=activity_says))


@pytest.mark.parametrize(("row_says", "activity_says"), [*itertools.product(STATED, STATED)])
def test_the_closest_statement_counts(row_says: bool | None, activity_says: bool | None) -> None:
    counts = activity_says if row_says is None else row_says

    row, issues = judged(a_row(permission_to_share=row_says), activity_says)

    assert row.permission_to_share is counts
    assert [issue.code for issue in issues] == (["PERMISSION_DENIED"] if counts is False else [])


def test_a_denial_names_who_states_it_and_how_to_mend_it() -> None:
    _, (of_row,) = judged(a_row(permission_to_share="no"), activity_says=True)
    _, (of_activity,) = judged(a_row(), activity_says=False)

    assert (of_row.field, of_row.value) == ("Permission to Share", "No")
    assert of_row.message == (
        "ABIM takes no credit that its learner doesn't permit to share, which the row or its file says."
    )
    assert (of_activity.field, of_activity.value) == ("Certifying Board", "ABIM")
    assert of_activity.message.endswith("which its activity says.")
    assert "say Yes in the row" in of_activity.fix


def test_each_board_of_a_row_is_told() -> None:
    both = a_row(a_line(), a_line(board="ABS", credit_type="CME"), permission_to_share="No")

    assert [issue.message.split()[0] for issue in judged(both)[1]] == ["ABIM", "ABS"]


def test_credit_for_a_licence_is_taken_and_keeps_the_denial() -> None:
    row, issues = judged(a_row(a_cme_line(), permission_to_share="No"))

    assert (row.permission_to_share, issues) == (False, [])


def test_a_delete_needs_no_permission() -> None:
    row, issues = judged(a_row(action="Delete"), activity_says=False)

    assert issues == []
    assert row.action == "delete"


def test_a_statement_changes_no_id_and_no_digest() -> None:
    without, *stated = (a_row(permission_to_share=permission) for permission in STATED)

    for row in stated:
        assert row.record_id == without.record_id
        assert (row.content_hash, row.report_hash, row.learner_hash) == (
            without.content_hash, without.report_hash, without.learner_hash,
        )  # fmt: skip


def test_the_digests_of_stored_records_are_as_they_were() -> None:
    row = a_record().row

    assert (row.record_id, row.content_hash) == ("e722577a1c5b9a0699f35a92", "88cdc8dff3e1d1e431171377")
