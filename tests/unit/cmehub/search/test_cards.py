"""Cards go into an answer as they are stored, and say why they are found."""

from pathlib import Path

import pytest

from benchmarks.random_questions import word_questions
from benchmarks.search_indexes import TODAY as AROUND
from benchmarks.search_indexes import search_index
from cmehub.search.cards import Card
from cmehub.search.excerpts import Excerpts
from cmehub.search.searching import Search, SearchPage
from local.catalogue.catalogue_activities import catalogue_activity
from tests.search_hub import SearchHub

A = 300_000_001


@pytest.fixture
def hub(tmp_path: Path) -> SearchHub:
    return SearchHub(tmp_path)


def test_an_answer_is_the_same_text_as_if_its_cards_had_been_read() -> None:
    snapshot = search_index(1_000).snapshot()
    samples = [catalogue_activity(place) for place in range(0, 1_000, 20)]
    told = 0

    for asked in word_questions(60, samples):
        search = Search(snapshot, asked, AROUND)
        assert search.document() == search.page().model_dump_json()
        told += len(search.page().activities)

    assert told > 100


def test_what_depends_on_the_question_is_in_the_text_of_its_answer_alone(hub: SearchHub) -> None:
    hub.add(
        A,
        title='Imaging of the "heart"\u00ad: cœur',
        description="It begins here. Chest pain is seen often. It ends.",
        city="Chicago",
        state="IL",
        country="USA",
        deliveries=("In-Person",),
    )
    hub.rebuild()
    near = hub.search(q="chest pain", near="Milwaukee, WI", miles=100)
    (card,) = SearchPage.model_validate_json(near.document()).activities
    (plain,) = hub.search(q="imaging").page().activities

    assert card.distance == pytest.approx(81, abs=5)
    assert card.excerpt == "Chest pain is seen often."
    assert (plain.distance, plain.excerpt) == (None, None)
    assert card == plain.model_copy(update={"distance": card.distance, "excerpt": card.excerpt})


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("sepsis", None),
        ("kidney", "Then acute kidney failure."),
        ("sepsis kidneys", "Then acute kidney failure."),
        ('"acute kidney"', "Then acute kidney failure."),
        ("biopsies", "Whether a biopsy helps?"),
        ("kidny", "Then acute kidney failure."),
        ("ki", "Then acute kidney failure."),
        ("dneys", None),
        ("the sepsis of", None),
        ("", None),
    ],
)
def test_a_line_of_the_description_shows_what_the_title_lacks(hub: SearchHub, asked: str, line: str | None) -> None:
    hub.add(A, title="Sepsis", description="Sepsis first. Then acute kidney failure.\nWhether a biopsy helps? Ask.")
    hub.rebuild()

    assert [card.excerpt for card in hub.search(q=asked).page().activities] in ([line], [])


def test_a_line_is_short_and_has_the_word() -> None:
    text = f"{'before ' * 100}the kidneys {'behind ' * 100}"
    line = Excerpts([("kidney",)]).of("Sepsis", text)

    assert line is not None
    assert line.startswith("… before")
    assert line.endswith("behind …")
    assert "kidneys" in line
    assert len(line) <= 204


def test_a_word_inside_another_is_none() -> None:
    assert Excerpts([("ear",)]).of("Heart", "Hearts wear out. An ear is seen.") == "An ear is seen."
    assert Excerpts([("ear",)]).of("Heart", "Hearts wear out.") is None
    assert Excerpts([("ear",)]).of("The ear", "An ear is seen.") is None


def test_a_card_is_read_as_it_was_written(hub: SearchHub) -> None:
    hub.add(A, title="Line\u2028break\nin a title", description="One\ntwo\n\nthree")
    hub.rebuild()
    (stored,) = hub.search().stored_cards()

    assert stored.card() == Card.model_validate_json(stored.text)
    assert stored.card().title == "Line\u2028break\nin a title"
    assert stored.title_and_description() == ("Line break in a title", "One\ntwo\n\nthree")
