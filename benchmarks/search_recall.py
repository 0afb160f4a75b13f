"""Whether search finds what somebody means who types wrongly, or in a layman's words."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from string import ascii_lowercase

from benchmarks.measurement import Measurement
from benchmarks.search_indexes import TODAY, search_index
from cmehub.search.parameters import SearchParameters
from cmehub.search.reading import Snapshot
from cmehub.search.searching import Search
from local.catalogue.catalogue_activities import catalogue_activity

_SIZE, _TITLES = 100_000, 300
_FIRST = 10
_SHORTEST = 4
_PAIRS = Path(__file__).with_name("held_out_synonyms.csv")


def measure_search_recall(size: int = _SIZE, titles: int = _TITLES) -> list[Measurement]:
    """Look for titles, whole and mistyped, and for clinical terms by lay ones that nobody wrote synonyms from."""
    snapshot = search_index(size).snapshot()
    random = Random(7)
    wanted = [catalogue_activity(random.randrange(size)).title for _ in range(titles)]
    whole = _share(snapshot, wanted, lambda title: title)
    mistyped = _share(snapshot, wanted, lambda title: _mistyped(title, random))
    words = [(title, _some_words(title, random)) for title in wanted]
    some = _share_of(snapshot, words)
    some_mistyped = _share_of(snapshot, [(title, _mistyped(asked, random)) for title, asked in words])
    return [
        Measurement.at_least("search-recall-title", whole, "of titles among the first 10", 0.97),
        Measurement.at_least("search-recall-typo", mistyped, "of titles with a typing error", 0.97),
        Measurement.at_least("search-recall-ratio", some_mistyped / some, "four words, mistyped / not", 0.95),
        Measurement.at_least("search-recall-synonyms", synonym_recall(snapshot), "by held-out lay terms", 0.8),
    ]


def synonym_recall(snapshot: Snapshot) -> float:
    """
    Return which share of the first ten for a clinical term is found by a lay one, the mean of the pairs.

    The pairs were written before the list of synonyms was, and the list wasn't changed to suit them. A title that says
    the lay words themselves counts: who asks for whooping cough wants "Imaging in whooping cough".
    """
    shares = []
    with _PAIRS.open(encoding="utf-8", newline="") as file:
        for pair in csv.DictReader(file):
            asked, meant = pair["asked"], pair["meant"]
            possible = _saying(snapshot, meant, meant)
            if possible:
                shares.append(min(1, _saying(snapshot, asked, meant, asked) / possible))
    return sum(shares) / len(shares)


def _saying(snapshot: Snapshot, asked: str, *terms: str) -> int:
    return sum(any(term.casefold() in title.casefold() for term in terms) for title in _titles(snapshot, asked))


def _share(snapshot: Snapshot, titles: Sequence[str], ask: Callable[[str], str]) -> float:
    return _share_of(snapshot, [(title, ask(title)) for title in titles])


def _share_of(snapshot: Snapshot, asked: Sequence[tuple[str, str]]) -> float:
    return sum(title in _titles(snapshot, words) for title, words in asked) / len(asked)


def _titles(snapshot: Snapshot, words: str) -> list[str]:
    return [card.title for card in Search(snapshot, SearchParameters(q=words[:200], past=True), TODAY, _FIRST).cards()]


def _some_words(title: str, random: Random) -> str:
    words = [word for word in title.split() if len(word) >= _SHORTEST]
    return " ".join(random.sample(words, min(4, len(words))))


def _mistyped(text: str, random: Random) -> str:
    """Return a text with a letter of one of its longer words left out, doubled, exchanged or replaced."""
    words = text.split(" ")
    place = random.choice([place for place, word in enumerate(words) if len(word.strip(":,")) >= _SHORTEST + 1])
    word = words[place]
    at = random.randrange(1, len(word) - 2)
    words[place] = random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + random.choice(ascii_lowercase) + word[at + 1 :],
        )
    )
    return " ".join(words)
