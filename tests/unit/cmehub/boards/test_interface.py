"""The documents that the hub and boards exchange, and the page that describes them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cmehub.boards.asks import Ask
from cmehub.boards.interface import AnswerDocument, AnsweredRow, AskDocument, AskedRow
from cmehub.boards.ledgers import Decision
from cmehub.boards.parking import LONGEST
from cmehub.boards.review_calls import ReviewCall, ReviewState
from cmehub.issues.catalogue import BOARD_REASONS
from tests.examples import a_request

PAGE = (Path(__file__).parents[4] / "docs" / "board-interface.md").read_text("utf-8")
ASK = Ask("5d41402abc4b2a76b9719d911017c592", 1, "ABIM")


def test_the_documents_on_the_page_are_documents() -> None:
    ask, answer, review, state = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)

    asked = AskDocument.model_validate_json(ask)
    given_back = AnswerDocument.model_validate_json(answer)

    assert asked.ask == given_back.ask == ASK.name
    assert {decision.reason_code for decision in given_back.given("ABIM")} <= {None, *BOARD_REASONS}
    assert ReviewCall.model_validate_json(review).review == ReviewState.model_validate_json(state).review


def test_the_page_tells_of_every_field_of_a_row() -> None:
    table = PAGE[PAGE.index("| `row`") : PAGE.index("## The answer")]

    assert set(re.findall(r"`([a-z_]+)`", table)) >= AskedRow.model_fields.keys()
    assert f"{int(LONGEST.total_seconds() // 60)} minutes" in PAGE


def test_an_ask_says_what_is_asked_and_no_more_about_who_sent_it() -> None:
    document = AskDocument.of(ASK, [a_request(origin="submission#3", row=3)])

    assert "origin" not in document.model_dump_json()
    (request,) = document.requests()
    assert request == a_request(origin=f"{ASK.name}#3", row=3)


@given(
    st.builds(
        Decision,
        row=st.integers(1, 10**6),
        board=st.just("ABIM"),
        accepted=st.just(value=False),
        reason_code=st.sampled_from(sorted(BOARD_REASONS - {"BOARD_OTHER_REASON"})),
        reason=st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=300),
    )
)
def test_a_decision_comes_through_a_document_as_it_was(decision: Decision) -> None:
    document = AnswerDocument.of(ASK.name, [decision]).model_dump_json()

    assert AnswerDocument.model_validate_json(document).given("ABIM") == [decision]


@given(st.text(max_size=400), st.text(max_size=60))
def test_whatever_a_board_says_is_one_line_of_words_or_no_answer(reason: str, code: str) -> None:
    try:
        row = AnsweredRow(row=1, accepted=False, reason_code=code, reason=reason)
    except ValidationError:
        return
    said = row.decision("ABIM")

    assert said.reason_code in BOARD_REASONS
    assert said.reason
    assert len(said.reason) < 350
    assert not re.search(r"[\x00-\x1f\x7f]", said.reason)


def test_fields_that_are_not_known_are_ignored() -> None:
    row = AnsweredRow.model_validate({"row": 1, "accepted": True, "since": "yesterday"})

    assert row.decision("ABIM") == Decision(row=1, board="ABIM", accepted=True)


def test_an_acceptance_has_no_reason_even_if_the_board_gives_one() -> None:
    row = AnsweredRow(row=1, accepted=True, reason_code="BOARD_ID_NOT_FOUND", reason="It is there.")

    assert row.decision("ABIM") == Decision(row=1, board="ABIM", accepted=True)


@pytest.mark.parametrize("reason", ["", "  ", "two\nlines", "x" * 301, None])
def test_a_rejection_needs_a_sentence(reason: str | None) -> None:
    with pytest.raises(ValidationError):
        AnsweredRow(row=1, accepted=False, reason=reason)
