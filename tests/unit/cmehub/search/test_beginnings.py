"""The last word is always a beginning, too: typing never makes results come, go and come back."""

from itertools import islice
from pathlib import Path

import pytest

from cmehub.search.parameters import SearchParameters
from cmehub.search.question import says_little
from cmehub.search.searching import Search
from cmehub.search.suggestions import suggestions
from local.catalogue.catalogue_activities import catalogue
from tests.examples import TODAY
from tests.search_hub import SearchHub

TITLES = 200
SHORTEST, FIRST = 2, 10
HEARTS = {
    300_000_001: "Heart failure: drug therapy",
    300_000_002: "Atrial fibrillation and flutter",
    300_000_003: "Hearing loss in children",
    300_000_004: "Heartburn",
    300_000_005: "Head injury",
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SearchHub:
    hub = SearchHub(tmp_path_factory.mktemp("search"))
    hub.activities.put(islice(catalogue(TITLES), TITLES))
    hub.rebuild()
    return hub


@pytest.fixture
def hearts(tmp_path: Path) -> SearchHub:
    hub = SearchHub(tmp_path)
    for activity_id, title in HEARTS.items():
        hub.add(activity_id, title=title, description="A talk. Congestive cardiomyopathy is discussed.")
    hub.rebuild()
    return hub


def test_typing_a_title_never_finds_more_and_keeps_it_once_no_other_has_what_is_typed(hub: SearchHub) -> None:
    titles = {activity.activity_id: activity.title for activity in hub.activities.all()}
    snapshot = hub.snapshot()
    came_back, lost = [], []
    for activity_id, title in titles.items():
        before = None
        for typed in (title[:length] for length in range(SHORTEST, len(title) + 1) if title[length - 1] != " "):
            found = Search(snapshot, SearchParameters(q=typed, past=True), TODAY, FIRST)
            if before is not None and found.found.total > before:
                came_back.append((typed, before, found.found.total))
            before = found.found.total
            is_unique = sum(typed.casefold() in other.casefold() for other in titles.values()) == 1
            is_told = not says_little(typed.casefold().split()[-1], goes_on=True)
            if is_unique and is_told and activity_id not in {card.activity_id for card in found.cards()}:
                lost.append(typed)
    assert (came_back, lost) == ([], [])


@pytest.mark.parametrize(
    "typed", ["h", "he", "hea", "hear", "heart", "heart f", "heart fa", "heart fai", "heart failure"]
)
def test_a_beginning_of_any_length_finds_what_the_whole_does(hearts: SearchHub, typed: str) -> None:
    assert {*hearts.found(q="heart failure")} <= {*hearts.found(q=typed)}
    assert 300_000_002 in hearts.found(q="atrial f")


def test_the_more_complete_word_comes_first(hearts: SearchHub) -> None:
    assert hearts.found(q="heart") == [300_000_001, 300_000_004]
    assert hearts.found(q="head")[0] == 300_000_005


def test_a_word_that_is_only_in_a_description_is_found_by_its_beginning(hearts: SearchHub) -> None:
    assert len(hearts.found(q="cardiomyop")) == len(HEARTS)


def test_suggestions_never_vanish_in_mid_word(hearts: SearchHub) -> None:
    title = HEARTS[300_000_001].replace(":", "")
    for typed in (title[:length] for length in range(SHORTEST, len(title) + 1)):
        assert suggestions(hearts.snapshot(), typed, TODAY).activities, typed
