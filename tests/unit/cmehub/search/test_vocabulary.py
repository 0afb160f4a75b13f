"""A word that is one is never taken for another, and only what is no word is taken for one that is nearly it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import cast

import pytest
import tantivy
from rapidfuzz.distance import OSA

from cmehub.search import vocabulary
from cmehub.search.synonyms import phrase_words
from cmehub.search.vocabulary import may_be_meant, taken_for
from tests.search_hub import SearchHub

PAIRS = 600
KNOWN = sorted({*Path(vocabulary.__file__).with_name("medical_words.txt").read_text("utf-8").split(), *phrase_words()})


class EveryWord:
    """An index that has every word that is known."""

    def terms_with_prefix(self, _field: str, letters: str) -> list[tuple[str, int]]:
        return [(word, 1) for word in KNOWN if word.startswith(letters)]


def near_pairs() -> Iterator[tuple[str, str]]:
    """Yield pairs of known words, neighbours by the alphabet, that one or two steps lead from one to the other."""
    for place, word in enumerate(KNOWN):
        for other in KNOWN[place + 1 : place + 40]:
            if len(word) >= 4 and OSA.distance(word, other, score_cutoff=2) <= (1 if len(word) < 8 else 2):
                yield word, other


def test_of_two_known_words_neither_is_taken_for_the_other() -> None:
    pairs = [*islice(near_pairs(), PAIRS)]
    assert len(pairs) == PAIRS
    searcher = cast("tantivy.Searcher", EveryWord())
    assert [pair for pair in pairs if taken_for(searcher, pair[0]) or taken_for(searcher, pair[1])] == []


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("hyperkalemia", "hypokalemia"),
        ("hypertension", "hypotension"),
        ("glycemia", "glycuria"),
        ("dysphasia", "dysplasia"),
        ("dysphagia", "dysphasia"),
        ("abduction", "adduction"),
        ("antenatal", "antinatal"),
        ("macrocephaly", "microcephaly"),
        ("colostomy", "colotomy"),
        ("chloride", "chlorine"),
        ("neutropenia", "neutrophilia"),
        ("ilium", "oleum"),
    ],
)
def test_words_that_are_told_apart_by_a_beginning_or_an_ending_are_no_typing_errors(word: str, other: str) -> None:
    assert not may_be_meant(word, other)
    assert not may_be_meant(other, word)


@pytest.mark.parametrize(("typed", "meant"), [("hypretension", "hypertension"), ("asthama", "asthma")])
def test_a_typing_error_is_one(typed: str, meant: str) -> None:
    assert may_be_meant(typed, meant)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    hub = SearchHub(tmp_path_factory.mktemp("search"))
    titles = ["Hyperkalemia", "Dysplasia of the hip", "Migraine", "Ocular larva migrans", "Myocardial infarction"]
    for place, title in enumerate(titles):
        hub.add(300_000_000 + place, title=title, description="A talk.")
    hub.rebuild()
    return hub


@pytest.mark.parametrize("typed", ["hypokalemai", "dysphasia", "hyperkaluria"])
def test_a_word_nobody_uses_is_left_out_and_told_rather_than_taken_for_another(hub: SearchHub, typed: str) -> None:
    page = hub.search(q=f"{typed} ").page()
    assert (page.total, page.exact, page.taken, page.left_out) == (0, False, (), (typed,))


def test_the_opposite_is_not_found(hub: SearchHub) -> None:
    assert hub.search(q="hypokalemia").page().total == 0


def test_what_a_word_was_taken_for_is_told(hub: SearchHub) -> None:
    page = hub.search(q="migrane").page()
    assert [activity.title for activity in page.activities] == ["Migraine", "Ocular larva migrans"]
    assert page.exact is False
    assert [(taken.word, taken.taken_for) for taken in page.taken] == [("migrane", ("migraine", "migrans"))]


def test_a_corrected_word_leads_to_no_synonyms(hub: SearchHub) -> None:
    assert hub.search(q="heart attack").page().total == 1
    assert hub.search(q="atack").page().total == 0
    assert hub.search(q="heart atack").page().left_out == ("atack",)
