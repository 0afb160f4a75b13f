"""What states ask their physicians to learn, by the names that the index has."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

import tantivy
from tantivy import Query

from cmehub.activities.activity import StateContent
from cmehub.rules.requirements.duties import is_asked_for
from cmehub.search.schema import all_words_of, schema, stem, words_of
from cmehub.search.synonyms import Phrase

_FIELD, _OF_DOMAIN = "topic", ": "
_ASKED_FOR = (
    "Alzheimer's disease", "child abuse", "cultural competency", "dementia care", "domestic violence", "elder abuse",
    "end of life care", "human trafficking", "implicit bias", "infection control", "intimate partner violence",
    "jurisprudence", "medical errors", "medical ethics", "opioid prescribing", "pain management", "palliative care",
    "patient safety", "risk management", "sexual misconduct", "substance use disorders", "suicide prevention",
)  # fmt: skip
"""
Topics that boards of states ask for, whether any activity names them or not.

They were put together by hand after the kinds of content that the Federation of State Medical Boards tells of in its
board-by-board overview of continuing medical education; the list makes no claim to be complete.
"""
_PAIR = 2


def topics_named(searcher: tantivy.Searcher, stems: Sequence[str]) -> list[Query]:
    """Return what finds the topics whose names stand among words, which are given by their stems."""
    names = tuple(_names(searcher))
    known = _by_stems(names)
    spans = ((*stems[start:end],) for start in range(len(stems)) for end in range(start + 1, len(stems) + 1))
    return [Query.term_query(schema(), _FIELD, name, "basic") for span in spans for name in known.get(span, ())]


def are_of_a_topic(searcher: tantivy.Searcher, text: str) -> bool:
    """Tell whether words are a topic that states ask for: its whole name, or two words of it and more in a row."""
    names = tuple(_names(searcher))
    return tuple(map(stem, all_words_of(text))) in _runs(names)


def topics_asked_for(searcher: tantivy.Searcher, states: Collection[str], on: dt.date) -> list[str]:
    """Return the topics, with their domains, that one of some states asks for on a day."""
    named = {name: StateContent(domain=domain, topic=topic) for name, domain, topic in map(_split, _names(searcher))}
    return [name for name, content in named.items() if any(is_asked_for(state, [content], on) for state in states)]


def _names(searcher: tantivy.Searcher) -> Iterator[str]:
    return (term for term, _ in searcher.terms_with_prefix(_FIELD, "") if _OF_DOMAIN in term)


def _split(name: str) -> tuple[str, str, str]:
    domain, _, topic = name.partition(_OF_DOMAIN)
    return name, domain, topic


@lru_cache(maxsize=4)
def _runs(names: tuple[str, ...]) -> frozenset[Phrase]:
    """Return the stems of each name, and of each two words in a row of it or more."""
    known = set()
    for name in (*_ASKED_FOR, *(name.partition(_OF_DOMAIN)[2] for name in names)):
        stems = tuple(map(stem, all_words_of(name)))
        known |= {stems, *(stems[start:end] for end in range(len(stems) + 1) for start in range(end - _PAIR + 1))}
    return frozenset(known)


@lru_cache(maxsize=4)
def _by_stems(names: tuple[str, ...]) -> Mapping[Phrase, list[str]]:
    known: dict[Phrase, list[str]] = {}
    for name in names:
        known.setdefault(tuple(map(stem, words_of(name.partition(_OF_DOMAIN)[2]))), []).append(name)
    return known
