"""What states ask their physicians to learn, by the names that the index has."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import tantivy
from tantivy import Query

from cmehub.search.schema import schema, stem, words_of
from cmehub.search.synonyms import Phrase

_FIELD, _OF_DOMAIN = "topic", ": "


def topics_named(searcher: tantivy.Searcher, stems: Sequence[str]) -> list[Query]:
    """Return what finds the topics whose names stand among words, which are given by their stems."""
    names = tuple(term for term, _ in searcher.terms_with_prefix(_FIELD, "") if _OF_DOMAIN in term)
    known = _by_stems(names)
    spans = ((*stems[start:end],) for start in range(len(stems)) for end in range(start + 1, len(stems) + 1))
    return [Query.term_query(schema(), _FIELD, name, "basic") for span in spans for name in known.get(span, ())]


@lru_cache(maxsize=4)
def _by_stems(names: tuple[str, ...]) -> Mapping[Phrase, list[str]]:
    known: dict[Phrase, list[str]] = {}
    for name in names:
        known.setdefault(tuple(map(stem, words_of(name.partition(_OF_DOMAIN)[2]))), []).append(name)
    return known
