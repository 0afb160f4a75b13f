"""What an activity is found by besides its own words: names of medicine, families of words, spellings, lay words."""

from pathlib import Path

import pytest

from cmehub.search.suggestions import suggestions
from tests.examples import TODAY
from tests.search_hub import SearchHub

A = 300_000_001
TITLES = {
    A: "Nutrition in motion sickness",
    A + 1: "Graft-versus-host disease: a case-based review",
    A + 2: "Abdominal pregnancy: imaging",
    A + 3: "Gastrointestinal stromal tumor of esophagus",
    A + 4: "Arteriovenous malformation of renal vessel",
    A + 5: "Early congenital syphilitic oculopathy",
    A + 6: "Placental infarction",
    A + 7: "Fracture of nasal bones",
    A + 8: "Hydrops fetalis: oesophageal imaging",
    A + 9: "Transient ischemic attacks",
    A + 10: "Crohn's disease",
    A + 11: "Seborrheic keratosis",
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    hub = SearchHub(tmp_path_factory.mktemp("search"))
    for activity_id, title in TITLES.items():
        hub.add(activity_id, title=title, description="A talk.")
    hub.rebuild()
    return hub


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("seasickness", A),  # a term that ICD-10-CM includes
        ("ectopic pregnancy", A + 2),  # the name above
        ("GVHD", A + 1),  # initials
        ("AVM", A + 4),  # initials, two of a compound
        ("GIST", A + 3),  # a synonym of the Disease Ontology
        ("syphilis", A + 5),
        ("placenta infarct", A + 6),
        ("broken nose", A + 7),
        ("fetal hydrops", A + 8),
        ("ministroke", A + 9),
        ("crohn disease", A + 10),
        ("Crohn\u2019s disease", A + 10),
    ],
)
def test_other_words_find_what_is_meant(hub: SearchHub, typed: str, found: int) -> None:
    assert hub.found(q=typed)[:1] == [found]


def test_a_beginning_of_another_word_finds_it_too_but_no_suggestion_ends_in_it(hub: SearchHub) -> None:
    snapshot = hub.snapshot()
    assert hub.found(q="seasickn") == [A]
    assert suggestions(snapshot, "seasickn", TODAY).questions == ()
    assert [activity.title for activity in suggestions(snapshot, "seasickn", TODAY).activities] == [TITLES[A]]


def test_a_british_spelling_finds_both_spellings(tmp_path: Path) -> None:
    hub = SearchHub(tmp_path)
    hub.add(A, title="Labour wards")
    hub.add(A + 1, title="Labor wards")
    hub.rebuild()
    assert {*hub.found(q="labour wards")} == {A, A + 1}


def test_a_possessive_parts_no_words_in_quotes(hub: SearchHub) -> None:
    assert hub.found(q='"crohn disease"') == [A + 10]


def test_a_corrected_word_finds_only_where_it_is_written(tmp_path: Path) -> None:
    hub = SearchHub(tmp_path)
    hub.add(A, title=TITLES[A])
    hub.add(A + 1, title="The seasickness of sailors")
    hub.rebuild()
    assert hub.found(q="seasickness") == [A + 1, A]
    assert hub.found(q="seasicknass") == [A + 1]


@pytest.mark.parametrize("typed", ["actinic", "medial"])
def test_what_a_name_is_only_a_part_of_is_not_called_so(hub: SearchHub, typed: str) -> None:
    assert hub.found(q=typed) == []


@pytest.mark.parametrize(
    ("word", "other"),
    [("syphilis", "syphilitic"), ("ischemia", "ischemic"), ("placenta", "placental"), ("pharynx", "pharyngeal")],
)
def test_a_family_is_found_from_either_word_and_behind_the_word_itself(tmp_path: Path, word: str, other: str) -> None:
    hub = SearchHub(tmp_path)
    hub.add(A, title=f"On {word} at home")
    hub.add(A + 1, title=f"On {other} days at home")
    hub.rebuild()
    assert hub.found(q=f"{word} home") == [A, A + 1]
    assert hub.found(q=f"{other} home") == [A + 1, A]
    assert len(hub.found(q=f"home {word[:-1]}")) == len(hub.found(q=f"home {word}"))


def test_short_words_have_no_family(tmp_path: Path) -> None:
    hub = SearchHub(tmp_path)
    hub.add(A, title="Otitis media talk")
    hub.add(A + 1, title="Medial epicondyle talk")
    hub.rebuild()
    assert hub.found(q="media talk") == [A]


@pytest.mark.parametrize(
    "typed", ["when to operate on hydrocele", "what is new in hydrocele", "imaging of hydrocele in the emergency room"]
)
def test_a_sentence_is_about_the_word_that_names_a_disease(tmp_path: Path, typed: str) -> None:
    hub = SearchHub(tmp_path)
    for number in range(12):
        hub.add(A + number, title=f"Imaging in the emergency room, part {number}", description="New. We operate.")
    hub.add(A + 50, title="Hydrocele and spermatocele")
    hub.add(A + 51, title="Travel", description="When to operate on what is new with hydrocele.")
    hub.rebuild()
    assert hub.found(q=typed)[:2] == [A + 50, A + 51] or {*hub.found(q=typed)} == {A + 50, A + 51}


def test_a_topic_with_small_words_is_no_sentence(tmp_path: Path) -> None:
    hub = SearchHub(tmp_path)
    hub.add(A, title="Fracture, part 1", description="Of the shaft of the tibia.")
    hub.add(A + 1, title="Fracture of shaft", description="Of what bone?")
    hub.add(A + 2, title="Tibia, part 1")
    hub.add(A + 3, title="Tibia, part 2")
    hub.rebuild()
    assert hub.found(q="fracture of shaft of tibia") == [A]


def test_a_word_that_was_taken_for_another_is_not_what_a_sentence_is_about(tmp_path: Path) -> None:
    hub = SearchHub(tmp_path)
    hub.add(A, title="Gastro-esophageal reflux disease")
    hub.add(A + 1, title="Latent diabetes")
    hub.add(A + 2, title="Reflux, too")
    hub.rebuild()
    assert {*hub.found(q="latest evidence on reflux for family doctors")} == {A, A + 2}
