"""What is said of many rows at once has the rules' numbers, and nothing of one row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.ledgers import reason_text
from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.entries.decisions import DECISIONS
from cmehub.issues.entries.files import FILES
from cmehub.issues.entries.headings import HEADINGS
from cmehub.issues.issue import row_issue
from cmehub.issues.reasons import fields_rejected, fields_said, reason_of_issue, words_said
from cmehub.submissions.submission import LineResult, LineStatus

OF_ROWS = CATALOGUE.keys() - FILES.keys() - HEADINGS.keys() - DECISIONS.keys()


@pytest.mark.parametrize("code", sorted(OF_ROWS))
def test_the_reason_of_every_example_is_whole_and_names_no_value(code: str) -> None:
    issue = row_issue(code, 3, **{**CATALOGUE[code].example, "value": "What only this row has"})

    reason = reason_of_issue(issue)

    assert "…" not in reason.heading + reason.mend
    assert "None" not in reason.heading + reason.mend
    assert "What only this row has" not in reason.heading + reason.mend


@pytest.mark.parametrize(
    ("code", "details", "heading", "mend"),
    [
        ("CREDIT_INCREMENT", {"step": "0.25"}, "X is not a multiple of 0.25.", "Give the amount in steps of 0.25."),
        (
            "CREDIT_OVER_ACTIVITY_MAX",
            {"maximum": "6.5", "board": "ABA"},
            "X is more than the 6.5 that the activity offers for ABA.",
            "Give at most 6.5.",
        ),
        (
            "BOARD_ID_FORMAT",
            {"board": "ABA", "expected": "8 digits, the first a 3"},
            "X does not look like an ID of ABA: these have 8 digits, the first a 3.",
            "Ask the learner for the ID.",
        ),
    ],
)
def test_limits_steps_and_forms_are_said(code: str, details: dict[str, str], heading: str, mend: str) -> None:
    issue = row_issue(code, 3, field="X", value="9”; ABP IDs have none", **details)

    assert reason_of_issue(issue) == (code, heading, mend)


def test_an_issue_of_an_earlier_version_is_told_without_its_words() -> None:
    issue = row_issue("CREDIT_INCREMENT", 3, field="X", value="1.1", step="0.25")
    earlier = issue.model_copy(update={"message": "X was 1.1, and that is no step."})

    assert reason_of_issue(earlier).heading == "X is not a multiple of …."


WORD = st.text(st.characters(exclude_characters="|"), min_size=1)


@given(st.text(), st.text(), WORD, WORD)
def test_words_are_found_again_whatever_was_written(field: str, value: str, step: str, board: str) -> None:
    template = "{field} reads {value}|{step}|{board}| or {step}."
    sentence = template.format(field=field, value=value, step=step, board=board)

    said = words_said(template, sentence, {"field": field, "value": value})

    assert said == {"field": field, "value": value, "step": step, "board": board}
    assert words_said(template, sentence + "!", {"field": field, "value": value}) == {"field": field, "value": value}


def test_the_fields_that_disagree_are_known_unless_a_board_says_it_in_its_own_words() -> None:
    def line(reason: str) -> LineResult:
        status = LineStatus.REJECTED
        return LineResult(
            board="ABA", credit_type="x", amount=1, status=status, reason_code="IDENTITY_MISMATCH", reason=reason
        )

    ours = reason_text("IDENTITY_MISMATCH", board="ABA", fields="given name and birth day")
    assert fields_rejected(line(ours)) == "given name and birth day"
    assert fields_rejected(line("Somebody else has it.")) == ""
    issue = row_issue("LICENSEE_MISMATCH", 3, field="Licensing ID or NPI", fields="family name")
    assert (fields_said(issue), fields_said(row_issue("LICENSEE_AMBIGUOUS", 3, board="OH"))) == ("family name", "")
