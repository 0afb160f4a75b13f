"""Words find activities by their stems, beginnings and synonyms, and however they are typed."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmehub.search.parameters import SearchParameters
from cmehub.search.schema import stem, words_of
from cmehub.search.searching import Search
from cmehub.search.suggestions import Suggestions, suggestions
from cmehub.search.synonyms import synonyms
from cmehub.search.words import word_readings
from tests.examples import TODAY
from tests.search_hub import SearchHub

TITLES = {
    300_000_001: "Managing hypertension in older adults",
    300_000_002: "Myocardial infarction: imaging",
    300_000_003: "Sjögren's syndrome and dry eye",
    300_000_004: "Anaesthesia for cardiac surgery",
    300_000_005: "Acute kidney injury: imaging and dialysis",
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    hub = SearchHub(tmp_path_factory.mktemp("search"))
    for activity_id, title in TITLES.items():
        hub.add(activity_id, title=title, description="A talk. Participants discuss pneumococcal vaccines.")
    hub.rebuild()
    return hub


@pytest.mark.parametrize(
    ("words", "first", "is_exact"),
    [
        ("hypertension", 1, True),
        ("MANAGE hypertensions", 1, True),
        ("hyperten", 1, True),
        ("hypertensoin", 1, False),
        ("sjogren", 3, True),
        ("heart attack", 2, True),
        ("MI imaging", 2, True),
        ("AKI", 5, True),
        ("anesthesia", 4, True),
        ("kidny injry dialysys", 5, False),
        ("imaging of the kidney", 5, True),
        ("kidney moonlight", 5, False),
        ("managing hypertension tax returns", 1, False),
    ],
)
def test_words_find(hub: SearchHub, words: str, first: int, is_exact: bool) -> None:
    page = hub.search(q=words).page()
    assert page.activities[0].title == TITLES[300_000_000 + first]
    assert page.exact is is_exact


def test_a_word_of_the_title_counts_for_more_than_one_of_the_description(hub: SearchHub) -> None:
    hub.add(300_000_009, title="Pneumococcal disease", description="A talk.")
    hub.update(300_000_009)

    assert hub.found(q="pneumococcal")[0] == 300_000_009
    assert len(hub.found(q="pneumococcal")) == 6


def test_words_that_nobody_uses_find_nothing(hub: SearchHub) -> None:
    page = hub.search(q="xyzzyqwerty").page()
    assert (page.total, page.activities, page.exact) == (0, (), False)


def test_words_that_say_nothing_leave_all(hub: SearchHub) -> None:
    assert hub.search(q="the of and !?").found.total == hub.search().found.total


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_no_text_breaks_a_question(hub: SearchHub, text: str) -> None:
    for reading in word_readings(hub.reading.snapshot().searcher, text):
        hub.reading.snapshot().searcher.search(reading.query, limit=1)


def test_synonyms_lead_from_each_phrase_of_a_line_to_the_others() -> None:
    known, longest = synonyms()
    assert ("myocardial", "infarction") in known["heart", "attack"]
    assert ("heart", "attack") in known["mi",]
    assert longest >= 4
    assert all(phrase and all(phrase) for others in known.values() for phrase in others)


def test_every_line_of_synonyms_has_a_kind_and_at_least_two_phrases() -> None:
    lines = (Path("layers/common/python/cmehub/search/synonyms.csv")).read_text("utf-8").splitlines()
    assert lines[0] == "kind,source,phrases"
    for line in lines[1:]:
        kind, source, phrases = line.split(",", 2)
        assert kind in {"lay", "abbreviation", "brand", "spelling", "anatomy"}
        assert source in {"ICD-10-CM", "by hand"}
        assert len(phrases.split("|")) >= 2, line
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("COVID19", ("covid", "19")),
        ("HbA1c", ("hemoglobin", "a1c")),
        ("A1c", ("hba1c",)),
        ("HFpEF", ("diastolic", "heart", "failure")),
        ("C-section", ("cesarean", "section")),
        ("nonhodgkin lymphoma", ("non", "hodgkin", "lymphoma")),
        ("hip fracture", ("femoral", "neck", "fracture")),
        ("femoral fracture", ("fracture", "femur")),
        ("flu", ("influenza",)),
    ],
)
def test_abbreviations_and_forms_are_known(asked: str, meant: tuple[str, ...]) -> None:
    assert meant in synonyms()[0][tuple(map(stem, words_of(asked)))]


@pytest.mark.parametrize("typed", ["anaesthesia cardiac", "tumour of the lip", "oedema"])
def test_british_spellings_find_american_ones(tmp_path: Path, typed: str) -> None:
    hub = SearchHub(tmp_path)
    hub.add(300_000_001, title="Cardiac anesthesia, tumor of the lip, edema")
    hub.rebuild()
    page = hub.search(q=typed).page()
    assert (page.total, page.exact) == (1, True)


def test_pages_are_those_that_can_be_asked_for(hub: SearchHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmehub.search.searching.LAST_PAGE", 2)
    search = Search(hub.snapshot(), SearchParameters(past=True), TODAY, 1)
    assert (search.page().total, search.page().pages) == (len(hub.held()), 2)


def test_suggestions_end_the_last_word_and_name_what_is_called_so(hub: SearchHub) -> None:
    found = suggestions(hub.snapshot(), "hyp", TODAY)
    assert found.questions == ("hypertension",)
    assert [activity.title for activity in found.activities] == [TITLES[300_000_001]]
    assert [provider.label for provider in suggestions(hub.snapshot(), "example med", TODAY).providers] == [
        "Example Medical Society"
    ]
    assert suggestions(hub.snapshot(), "kidney inj", TODAY).questions == ("kidney injury",)


@pytest.mark.parametrize("typed", ["", " ", "h", "the"])
def test_nothing_is_suggested_for_too_little(hub: SearchHub, typed: str) -> None:
    assert suggestions(hub.snapshot(), typed, TODAY) == Suggestions()
