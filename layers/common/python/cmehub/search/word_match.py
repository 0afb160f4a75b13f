"""What finds a single word: its forms, its family, words that it begins, and words that it is mistyped for."""

import tantivy
from tantivy import Query

from cmehub.search.families import stems_of_relatives
from cmehub.search.matching import WordMatch, any_of, beginning_match, split_match, stem_match, written
from cmehub.search.schema import stem
from cmehub.search.vocabulary import american, is_form, is_known, taken_for, use

_INEXACT_WEIGHT = 0.5
_SHORTEST_BEGINNING = 3
"""Letters of a word inside a question that nobody uses, to be the beginning of one."""


def word_match(
    searcher: tantivy.Searcher, word: str, *, goes_on: bool, may_be_mistyped: bool
) -> tuple[WordMatch | None, tuple[str, ...]]:
    """Return what finds a word, and what it was taken for if nobody uses it."""
    match, begun = stem_match(searcher, word) if is_form(searcher, word) else None, None
    if goes_on:
        match = beginning_match(searcher, word) or match
    elif match is None and len(word) >= _SHORTEST_BEGINNING:
        match = begun = beginning_match(searcher, word)
    if spelled := american(searcher, word):  # some activities may be spelled as the British do
        here = stem_match(searcher, spelled)
        match = WordMatch(any_of([match.query, here.query]), (*match.stems, *here.stems)) if match else here
    match = match or split_match(searcher, word)
    others = taken_for(searcher, word) if may_be_mistyped and (begun or not match) else ()
    is_cut_short = begun and use(searcher, map(stem, others)) <= use(searcher, begun.stems)  # and not mistyped
    if not others or is_cut_short:
        return match or (stem_match(searcher, word) if is_known(searcher, word) else None), ()
    stems = [of_word for other in others for of_word in (stem(other), *stems_of_relatives(searcher, other))]
    meant = Query.boost_query(any_of(map(written, stems)), _INEXACT_WEIGHT)
    query = any_of([meant, begun.query]) if begun else meant
    return WordMatch(query, (*stems, *(begun.stems if begun else ()))), others
