"""Suggestions while somebody types: how a word may end, providers and activities."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import islice

from pydantic import BaseModel, ConfigDict

from cmehub.search.facets import FacetValue, facet_values
from cmehub.search.parameters import SearchParameters
from cmehub.search.reading import Snapshot
from cmehub.search.schema import WORDS, all_words_of, words_of
from cmehub.search.searching import Search
from cmehub.search.vocabulary import is_known

SHORTEST = 2
_MOST = 5


class SuggestedActivity(BaseModel):
    """An activity that has what was typed."""

    model_config = ConfigDict(frozen=True)

    activity_id: str
    title: str


class Suggestions(BaseModel):
    """
    What somebody may mean who has typed so far.

    Attributes
    ----------
    questions
        What was typed, its last word written to an end that is written in an activity; the commonest first.
    providers, areas
        Providers and practice areas with what was typed in their names.
    """

    model_config = ConfigDict(frozen=True)

    questions: tuple[str, ...] = ()
    providers: tuple[FacetValue, ...] = ()
    areas: tuple[FacetValue, ...] = ()
    activities: tuple[SuggestedActivity, ...] = ()


def suggestions(snapshot: Snapshot, typed: str, today: dt.date) -> Suggestions:
    """Return what somebody may mean; nothing for less than two letters."""
    words = all_words_of(typed)
    if sum(map(len, words)) < SHORTEST or not words_of(typed):
        return Suggestions()
    ends = sorted(snapshot.searcher.terms_with_prefix(WORDS, words[-1]), key=lambda end: (-end[1], end[0]))
    read = (end for end, _ in ends if is_known(snapshot.searcher, end))
    found = Search(snapshot, SearchParameters(q=typed), today, _MOST)
    everything = Search(snapshot, SearchParameters(), today).counts()
    return Suggestions(
        questions=tuple(" ".join((*words[:-1], end)) for end in islice(read, _MOST)),
        providers=_named("provider", everything["provider"], words),
        areas=_named("area", everything["area"], words),
        activities=tuple(SuggestedActivity(activity_id=card.activity_id, title=card.title) for card in found.cards()),
    )


def _named(facet: str, counts: Mapping[str, int], words: Sequence[str]) -> tuple[FacetValue, ...]:
    """Return the values of a facet whose names have all of the words, or words that begin so."""
    having = {
        value: count
        for value, count in counts.items()
        if all(any(part.startswith(word) for part in words_of(value)) for word in words)
    }
    return tuple(facet_values(facet, having, _MOST))
