"""Words that are looked for: with stems, synonyms, beginnings of words and typing errors."""

from collections.abc import Iterator, Sequence

import tantivy
from tantivy import Occur, Query

from cmehub.search.schema import TEXTS, WORDS, schema, stem, words_of
from cmehub.search.synonyms import Part, Phrase, parts_of, phrase_word_like

MOST_WORDS = 10
_SYNONYM_WEIGHT = 0.6
_INEXACT_WEIGHT = 0.5
_SHORTEST_BEGINNING, _SHORTEST_MISTYPED, _SHORTEST_TWICE_MISTYPED = 3, 4, 8


def word_queries(searcher: tantivy.Searcher, text: str) -> Iterator[Query]:
    """
    Yield queries for a text, each looser than the one before; the first that finds anything is the one to answer.

    First all words, those that the index doesn't know as beginnings or with typing errors; then all with typing errors;
    then all but one; then any. Nothing is yielded for a text without words.
    """
    words = words_of(text)[:MOST_WORDS]
    parts = parts_of(words, [_meant(searcher, word) for word in words])
    if not parts:
        return
    exact = [_part(searcher, part) for part in parts]
    yield _all(exact)
    loose = [_any([query, *_inexact(word)]) for query, part in zip(exact, parts, strict=True) for word in part.words]
    yield _all(loose)
    if len(loose) > 1:
        clauses = [(Occur.Should, query) for query in loose]
        yield Query.boolean_query(clauses, minimum_number_should_match=len(loose) - 1)
        yield _any(loose)


def is_known(searcher: tantivy.Searcher, word: str) -> bool:
    """Tell whether any activity has a word, in any of its forms."""
    return any(searcher.doc_freq(field, stem(word)) for field in TEXTS)


def _meant(searcher: tantivy.Searcher, word: str) -> str:
    """Return a word, or the word of a phrase with synonyms that it may be mistyped for."""
    if len(word) < _SHORTEST_MISTYPED or is_known(searcher, word):
        return word
    return phrase_word_like(word, _distance(word)) or word


def _distance(word: str) -> int:
    return 1 if len(word) < _SHORTEST_TWICE_MISTYPED else 2


def _part(searcher: tantivy.Searcher, part: Part) -> Query:
    own = _all([_word(searcher, word) for word in part.words])
    others = [Query.boost_query(_phrase(other), _SYNONYM_WEIGHT) for other in part.others]
    return _any([own, *others])


def _phrase(words: Phrase) -> Query:
    return _all([_stemmed(word) for word in words])


def _word(searcher: tantivy.Searcher, word: str) -> Query:
    if is_known(searcher, word):
        return _stemmed(word)
    return _any([_stemmed(word), *_beginning(word), *_inexact(word)])


def _stemmed(word: str) -> Query:
    stemmed = stem(word)
    fields = [
        Query.boost_query(Query.term_query(schema(), field, stemmed, "freq"), weight) for field, weight in TEXTS.items()
    ]
    return _any(fields)


def _beginning(word: str) -> list[Query]:
    if len(word) < _SHORTEST_BEGINNING:
        return []
    return [Query.fuzzy_term_query(schema(), WORDS, word, distance=0, prefix=True)]


def _inexact(word: str) -> list[Query]:
    if len(word) < _SHORTEST_MISTYPED or word.isdigit():
        return []
    query = Query.fuzzy_term_query(schema(), WORDS, word, distance=_distance(word), transposition_cost_one=True)
    return [Query.boost_query(query, _INEXACT_WEIGHT)]


def _all(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
