"""Queries for single words and phrases: by their stems, as beginnings of words, and as two words written as one."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from cmehub.search.families import SHORTEST_ROOT, stems_of_relatives
from cmehub.search.question import Word
from cmehub.search.schema import BESIDES, BESIDES_WEIGHT, IN_ORDER, TEXTS, WORDS, schema, stem

_FAMILY_WEIGHT = 0.4
_BEGINNING_WEIGHT, _ANY_BEGINNING_WEIGHT = 0.5, 0.02
_NEAR, _NEAR_WEIGHT = 2, 0.4
"""How far from their places words may stand that still count as near, and what that weighs."""
_BEGUN_IN_TITLE = 20.0
"""Weighs about as much as a phrase of two words that some thirty titles of ten thousand have."""
_SHORTEST_SPLIT = 2
_MOST_ENDS = 8
"""How many of the words that letters may become are weighed; the others are found, behind them."""


class WordMatch(NamedTuple):
    """What finds a word, and the stems that it stands for, best first."""

    query: Query
    stems: tuple[str, ...]


def stem_match(searcher: tantivy.Searcher, word: str) -> WordMatch:
    """Return what finds a word in all of its forms, and behind them its family."""
    return _with_family(stemmed(stem(word)), (stem(word),), stems_of_relatives(searcher, word))


def _with_family(query: Query, stems: tuple[str, ...], family: Sequence[str]) -> WordMatch:
    queries = [query, *(Query.boost_query(stemmed(of_relative), _FAMILY_WEIGHT) for of_relative in family)]
    return WordMatch(any_of(queries), (*stems, *family))


def beginning_match(searcher: tantivy.Searcher, letters: str) -> WordMatch | None:
    """
    Return what finds the words that begin with letters, in all of their forms; None if there is none.

    Longer letters find a part of what shorter ones do: another form of a word that begins so is found, too, so that
    nothing comes back when the word is complete.
    """
    ends = searcher.terms_with_prefix(WORDS, letters)
    if not ends:
        return None
    shares: dict[str, float] = {}
    for end, count in ends:
        of_end = stem(end)
        complete = 1.0 if end == letters or of_end == stem(letters) else len(letters) / len(end)
        shares[of_end] = max(shares.get(of_end, 0), complete**2 * (1 + count) ** 0.25)
    own = stem(letters)
    # A relative begins as the word does, and so with fewer letters.
    longer = ends if len(letters) > SHORTEST_ROOT else ()
    family = {kin: None for end, _ in longer for kin in stems_of_relatives(searcher, end) if kin not in shares}
    best = sorted(shares, key=lambda end: (end != own, -shares[end], end))[:_MOST_ENDS]
    if len(shares) == 1:
        return _with_family(stemmed(best[0]), (*best,), [*family])
    weighed = [
        stemmed(end) if end == own else Query.boost_query(stemmed(end), _BEGINNING_WEIGHT * _completeness(letters, end))
        for end in best
    ]
    begun = Query.fuzzy_term_query(schema(), WORDS, letters, distance=0, prefix=True)
    # A word's other forms may begin otherwise only where its stem isn't longer than the letters.
    short = [end for end in shares if len(end) <= len(letters) or not end.startswith(letters)]
    rest = [stemmed(end) for end in short if end not in best]
    query = any_of([*weighed, Query.boost_query(begun, _ANY_BEGINNING_WEIGHT), *rest])
    return _with_family(query, (*best,), [*family])


def _completeness(letters: str, end: str) -> float:
    return min(1.0, len(letters) / len(end))


def split_match(searcher: tantivy.Searcher, word: str) -> WordMatch | None:
    """Return what finds a word that is written as two in the index, side by side; None if it isn't."""
    for place in range(_SHORTEST_SPLIT, len(word) - _SHORTEST_SPLIT + 1):
        parts = [word[:place], word[place:]]
        if all(searcher.doc_freq(WORDS, part) for part in parts):
            query = phrase([Word(part, number) for number, part in enumerate(parts)])
            if searcher.search(query, limit=1).hits:
                return WordMatch(query, (stem(parts[1]),))
    return None


def joined_match(searcher: tantivy.Searcher, first: str, second: str) -> Query | None:
    """Return what finds two words that are written as one in the index; None if they aren't."""
    return stemmed(stem(first + second)) if searcher.doc_freq(WORDS, first + second) else None


@lru_cache(maxsize=20_000)
def stemmed(of_word: str) -> Query:
    """Return what finds a stem, wherever it stands, and where it is another word for what a title has."""
    return any_of([written(of_word), Query.boost_query(_term(BESIDES, of_word), BESIDES_WEIGHT)])


def written(of_word: str) -> Query:
    """Return what finds a stem where it is written."""
    return any_of([Query.boost_query(_term(field, of_word), weight) for field, weight in TEXTS.items()])


def _term(field: str, of_word: str) -> Query:
    return Query.term_query(schema(), field, of_word, "freq")


@lru_cache(maxsize=5_000)
def together(words: tuple[str, ...]) -> Query:
    """Return what finds words that stand in one title or one description, in any order."""
    if len(words) == 1:
        return stemmed(stem(words[0]))
    return any_of(
        [
            all_of(
                [
                    Query.boost_query(Query.term_query(schema(), field, stem(word), "freq"), TEXTS[field])
                    for word in words
                ]
            )
            for field in IN_ORDER
        ]
    )


def phrase(words: Sequence[Word]) -> Query:
    """Return what finds words in a row, in a title or in a description."""
    row = _row([(word.place, stem(word.text)) for word in words])
    return any_of([_in_a_row(field, row, 0) for field in IN_ORDER])


def near_in_title(stems: Sequence[tuple[int, str]]) -> Query:
    """Return what finds stems in a row in a title; those at these very places weigh more than those near to them."""
    row = _row(stems)
    return any_of([_in_a_row("title", row, 0), Query.boost_query(_in_a_row("title", row, _NEAR), _NEAR_WEIGHT)])


def beginning_in_title(stems: Sequence[tuple[int, str]]) -> Query:
    """Return what finds stems in a row in a title, the last of which begins with the letters that are given for it."""
    row = Query.phrase_prefix_query(schema(), "title", _row(stems))
    return Query.const_score_query(row, TEXTS["title"] * _BEGUN_IN_TITLE)


def _row(stems: Sequence[tuple[int, str]]) -> list[str | tuple[int, str]]:
    first = stems[0][0]
    return [(place - first, of_word) for place, of_word in stems]


def _in_a_row(field: str, row: list[str | tuple[int, str]], slop: int) -> Query:
    if len(row) == 1:
        return Query.term_query(schema(), field, row[0][1], "freq")
    return Query.boost_query(Query.phrase_query(schema(), field, row, slop), TEXTS[field])


def all_of(queries: Sequence[Query]) -> Query:
    """Return what all of some queries find."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    """Return what any of some queries finds."""
    some = [*queries]
    return some[0] if len(some) == 1 else Query.boolean_query([(Occur.Should, query) for query in some])
