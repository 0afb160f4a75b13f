"""What a question is about comes first: a state's topic, the rarest word of a sentence, a word as it is spoken."""

from pathlib import Path

import pytest

from cmehub.activities.activity import StateContent
from tests.search_hub import SearchHub

A = 300_000_001


@pytest.fixture
def hub(tmp_path: Path) -> SearchHub:
    return SearchHub(tmp_path)


def test_a_topic_of_a_state_comes_before_titles_that_have_its_words(hub: SearchHub) -> None:
    hub.add(A, title="Infection of the nipple: pain control")
    hub.add(A + 1, title="Monday seminar", state_content=(StateContent(domain="Infection", topic="Infection control"),))
    hub.add(A + 2, title="Tuesday seminar", state_content=(StateContent(domain="Infection", topic="Sterile rooms"),))
    hub.rebuild()

    assert hub.found(q="infection control") == [A + 1, A]
    assert hub.found(q="control infection") == [A, A + 1]
    assert hub.found(q="infection")[0] == A


def test_of_a_sentence_the_rarest_word_is_what_it_is_about(hub: SearchHub) -> None:
    for number in range(30):
        hub.add(A + number, title=f"Board review course {number}", description="New in 2027.")
    for number in range(12):
        hub.add(A + 100 + number, title=f"Melanoma, part {number}")
    hub.rebuild()

    assert {*hub.found(q="board review course about melanoma new 2027")} == {A + 100 + number for number in range(12)}
    assert len(hub.found(q="board review course new")) == 20


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nefrotic syndrome", [A]),
        ("nefrotic", [A]),
        ("nephrottic", [A]),
        ("nefrytic", []),
        ("necrotic", []),
        ("schizofrenia", [A + 1]),
        ("haemorage", []),
    ],
)
def test_a_word_is_taken_for_what_sounds_alike_before_what_is_spelled_alike(
    hub: SearchHub, typed: str, found: list[int]
) -> None:
    hub.add(A, title="Nephrotic syndrome")
    hub.add(A + 1, title="Schizophrenia")
    hub.add(A + 2, title="Monday seminar")
    hub.rebuild()

    page = hub.search(q=typed).page()

    assert [int(card.activity_id) for card in page.activities][: len(found)] == found
    assert page.exact is False or not found


@pytest.mark.parametrize(("typed", "first"), [("hart failure", [A + 50]), ("card failure", [A + 51])])
def test_a_word_that_begins_a_rare_one_is_rather_mistyped_for_a_common_one(
    hub: SearchHub, typed: str, first: list[int]
) -> None:
    for number in range(9):
        hub.add(A + number, title=f"The heart, part {number}")
        hub.add(A + 20 + number, title=f"Cardiology, part {number}")
    hub.add(A + 50, title="Heart failure")
    hub.add(A + 51, title="Cardiology of failure")
    hub.add(A + 52, title="Kidney failure in Hartford")
    hub.add(A + 53, title="Cart failure")
    hub.rebuild()

    assert hub.found(q=typed)[:1] == first
    assert [(word.word, word.taken_for) for word in hub.search(q="hart failure").page().taken] == [("hart", ("heart",))]
    assert hub.search(q="card failure").page().taken == ()
    assert A + 52 in hub.found(q="hart failure")


def test_words_that_are_one_word_with_synonyms_are_not_looked_for_apart(hub: SearchHub) -> None:
    hub.add(A, title="Journal club: sprain of the foot")
    hub.add(A + 1, title="Congenital talipes")
    hub.add(A + 2, title="The club foot")
    for number in range(3, 40):
        hub.add(A + number, title=f"Journal club {number}")
    hub.rebuild()

    assert hub.found(q="club foot")[:2] == [A + 2, A + 1]


def test_what_a_state_asks_for_is_found_by_its_requirement_pack(hub: SearchHub) -> None:
    hub.add(A, title="Opioids in practice", state_content=(StateContent(domain="Pain", topic="Opioids"),))
    hub.add(A + 1, title="Errors", state_content=(StateContent(domain="Safety", topic="Prevention of medical errors"),))
    hub.add(A + 2, title="Errors there", state_content=(StateContent(domain="Texas", topic="Medical errors"),))
    hub.add(A + 3, title="Medical errors")
    hub.rebuild()

    assert {*hub.found(asked_by=("FL",))} == {A, A + 1}
    assert {*hub.found(asked_by=("OH",))} == {A}
    assert {*hub.found(asked_by=("OH", "FL"))} == {A, A + 1}
    assert hub.found(asked_by=("UM",)) == []
    assert hub.found(q="texas", asked_by=("FL",)) == []
