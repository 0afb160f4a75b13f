"""What is typed is read as it was meant: quotes bind, a minus excludes, and what is too much is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.search.question import MOST_WORDS, Question
from tests.search_hub import SearchHub

TITLES = {
    300_000_001: "Fracture of femur and hip dislocation",
    300_000_002: "Hip fracture in older adults",
    300_000_003: "Dislocation of the jaw and fracture of the hip socket",
    300_000_004: "Mast cell leukemia",
    300_000_005: "Myeloid leukemia",
    300_000_006: "Care of the elderly",
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    hub = SearchHub(tmp_path_factory.mktemp("search"))
    for activity_id, title in TITLES.items():
        hub.add(
            activity_id, title=title, description="Hip fracture is met." if activity_id == 300_000_006 else "A talk."
        )
    hub.rebuild()
    return hub


def test_words_in_a_row_in_a_title_come_before_words_of_it_and_these_before_the_description(hub: SearchHub) -> None:
    found = hub.found(q="hip fracture")
    assert (found[0], found[-1], len(found)) == (300_000_002, 300_000_006, 4)
    assert hub.found(q="fracture hip")[-1] == 300_000_006


def test_quotes_bind(hub: SearchHub) -> None:
    assert {*hub.found(q='"hip fracture"')} == {300_000_002, 300_000_006}
    assert hub.found(q='"hip fracture" adults') == [300_000_002]
    assert hub.search(q='"hip adults"').page().total == 0


def test_a_minus_excludes(hub: SearchHub) -> None:
    assert hub.found(q="leukemia -mast") == [300_000_005]
    assert hub.found(q='-"mast cell" leukemia') == [300_000_005]
    assert 300_000_004 not in hub.found(q="-leukemia")
    assert hub.found(q="mast-cell") == [300_000_004]


def test_words_after_the_tenth_are_told_and_the_answer_is_not_exact(hub: SearchHub) -> None:
    page = hub.search(q="hip " * MOST_WORDS + "leukemia").page()
    assert (page.total > 0, page.exact, page.left_out) == (True, False, ("leukemia",))


def test_a_word_that_nobody_uses_is_left_out_and_told(hub: SearchHub) -> None:
    page = hub.search(q="xyzzyqwerty leukemia").page()
    assert (page.total, page.exact, page.left_out) == (2, False, ("xyzzyqwerty",))


def test_a_word_written_as_two_or_two_as_one_is_found(hub: SearchHub) -> None:
    assert hub.found(q="hipfracture adults") == [300_000_002]
    assert hub.found(q="dis location jaw") == [300_000_003]


@pytest.mark.parametrize("typed", ["leukémia", "leuk\u0065\u0301mia", "leu\u00adkemia", "LEUKEMIA", "leukemias"])
def test_forms_of_letters_make_no_difference(hub: SearchHub, typed: str) -> None:
    page = hub.search(q=typed).page()
    assert (page.total, page.exact) == (2, True)


def test_a_question_is_read() -> None:
    question = Question.of('-mast "cell of leukemia" in hip fra')
    assert [word.text for word in question.words] == ["hip", "fra"]
    assert [[(word.text, word.place) for word in group] for group in question.quoted] == [
        [("cell", 1), ("leukemia", 3)]
    ]
    assert [[word.text for word in group] for group in question.excluded] == [["mast"]]
    assert question.goes_on
    assert not Question.of("hip fracture!").goes_on


@given(st.text(max_size=200))
def test_no_text_is_wrong_and_no_more_words_are_looked_for_than_allowed(text: str) -> None:
    question = Question.of(text)
    assert len(question.words) + sum(map(len, (*question.quoted, *question.excluded))) <= MOST_WORDS + 1
