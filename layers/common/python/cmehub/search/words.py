"""Words that are looked for: with stems, synonyms, beginnings of words and typing errors."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import tantivy
from pydantic import BaseModel, ConfigDict
from tantivy import Occur, Query

from cmehub.search.matching import (
    WordMatch,
    all_of,
    any_of,
    beginning_in_title,
    joined_match,
    near_in_title,
    phrase,
    together,
)
from cmehub.search.medical_names import disease_stems
from cmehub.search.question import Question, Word, says_little
from cmehub.search.schema import stem
from cmehub.search.synonyms import Phrase, phrases_beginning, synonyms
from cmehub.search.topics import topics_named
from cmehub.search.vocabulary import is_known, use
from cmehub.search.word_match import word_match

_ONLY_SYNONYM_WEIGHT, _SYNONYM_WEIGHT, _BEGUN_SYNONYM_WEIGHT = 0.6, 0.25, 0.1
"""A synonym counts for more where no activity has the word itself."""
_BEGUN_WEIGHT = 0.1
"""Of words that a word with synonyms is the beginning of, if nobody uses the word itself: AFib, afibrinogenemia."""
_SHORTEST_BEGUN_SYNONYM = 2
"""Letters of a single word, to be the beginning of a phrase with synonyms."""
_PAIR = 2
_TOPIC_WEIGHT = 100.0
"""Of a topic of a state that is asked for by its name: more than words here and there in a title."""
_ENOUGH = 10
"""So few results are hardly what a sentence was typed for."""


class TakenWord(BaseModel):
    """A word that no activity has, and the words that it was taken for."""

    model_config = ConfigDict(frozen=True)

    word: str
    taken_for: tuple[str, ...]


class WordReading(NamedTuple):
    """
    One way to read the words of a question.

    Attributes
    ----------
    is_strict
        Whether all words must be there, but those that are left out.
    stems
        Those that each of the words stands for.
    enough
        How many activities it must find to be the answer.
    """

    query: Query
    is_strict: bool
    taken: tuple[TakenWord, ...]
    left_out: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]
    enough: int = 1

    @property
    def exact(self) -> bool:
        """Whether what is found has all words as they were typed."""
        return self.is_strict and not self.taken and not self.left_out


class _Read(NamedTuple):
    """A word of the question, what finds it, and what it was taken for."""

    text: str
    place: int
    match: WordMatch | None
    is_required: bool
    taken_for: tuple[str, ...] = ()


class _Span(NamedTuple):
    """Where words stand together among the words of the question, or are one word, and other phrases for them."""

    start: int
    end: int
    others: tuple[Phrase, ...] = ()
    is_one_word: bool = False


def word_readings(searcher: tantivy.Searcher, text: str) -> Iterator[WordReading]:
    """
    Yield readings of a text, each looser than the one before; the first that finds enough is the one to answer.

    First all words; then all but one; then any. Nothing is yielded for a text without words. Of a sentence hardly any
    activity has all words, and those by chance: unless a title is so, activities with most of them are told, too.
    """
    return _Words(searcher, Question.of(text)).readings()


def is_titled(searcher: tantivy.Searcher, text: str) -> bool:
    """Tell whether a title has all words of a text, each whole, in a row."""
    return _Words(searcher, Question.of(text)._replace(goes_on=False)).is_titled()


class _Words:
    """The words of one question."""

    def __init__(self, searcher: tantivy.Searcher, question: Question) -> None:
        self._searcher = searcher
        self._question = question
        self._texts = [word.text for word in question.words]
        self._stems = [stem(text) for text in self._texts]
        self._unknown: tuple[str, ...] = ()

    def readings(self) -> Iterator[WordReading]:
        required, extra, fixed = self._required(), [*self._extra()], self._fixed()
        left_out = (*self._question.left_out, *self._unknown)
        taken = tuple(TakenWord(word=read.text, taken_for=read.taken_for) for read in self._read if read.taken_for)
        told = taken, left_out, self._stems_asked_for()
        if not required and not fixed and (left_out or not extra):
            if left_out:
                yield WordReading(Query.empty_query(), True, *told)
            return
        must = [(Occur.Must, query) for query in required or [Query.all_query()]]
        better = [(Occur.Should, query) for query in extra]
        strict = Query.boolean_query([*must, *better, *fixed])
        enough = _ENOUGH if self._question.is_sentence and not self.is_titled() else 1
        yield WordReading(strict, True, *told, enough)
        single = required if len(required) > 1 else [read.match.query for read in self._read if read.match]
        if single and len(self._texts) > 1:
            clauses = [(Occur.Should, query) for query in single]
            whole = (Occur.Should, all_of(required))
            subject, enough_of_it = self._subject()
            tries = (max(1, len(single) - 1), subject, enough), (1, subject, enough_of_it), (1, subject[:0], 1)
            for least, about, enough_of_these in tries:
                loose = Query.boolean_query(clauses, minimum_number_should_match=least)
                query = Query.boolean_query([(Occur.Must, loose), *about, whole, *fixed])
                yield WordReading(query, False, *told, enough_of_these)

    def _subject(self) -> tuple[list[tuple[Occur, Query]], int]:
        """
        Return that what a sentence is about must be there, and how many activities of it are enough.

        It is about the rarest word that names a disease: the others say how the matter is told. Without such a word it
        is the rarest, unless hardly any activity has that.
        """
        found = [read.match for read in self._read if read.match and read.is_required]
        if not self._question.is_sentence or not found:
            return [], 1
        typed = [read.match for read in self._read if read.match and read.is_required and not read.taken_for]
        naming = [match for match in typed if disease_stems().intersection(match.stems[:1])]
        subject = min(naming or found, key=lambda match: use(self._searcher, match.stems))
        return [(Occur.Must, subject.query)], 1 if naming else _ENOUGH

    def is_titled(self) -> bool:
        """Tell whether a title has the words in a row; the last one may not be written to its end."""
        read = self._read[:-1] if self._question.goes_on else self._read
        if len(read) < _PAIR or not all(word.match for word in read):
            return False
        whole = [(word.place, word.match.stems[0]) for word in read if word.match]
        words = all_of([*self._required(), near_in_title(whole)])
        return bool(self._searcher.search(words, limit=1).hits)

    @cached_property
    def _spans(self) -> list[_Span]:
        """The words one by one, but the longest phrases that have synonyms together."""
        known, longest = synonyms()
        spans: list[_Span] = []
        start = 0
        while start < len(self._stems):
            ends = range(min(len(self._stems), start + longest), start, -1)
            found = (
                _Span(start, end, known[phrase]) for end in ends if (phrase := (*self._stems[start:end],)) in known
            )
            spans.append(next(found, None) or self._joined(start) or _Span(start, start + 1))
            start = spans[-1].end
        return spans

    def _joined(self, start: int) -> _Span | None:
        """Return two words that are one with synonyms, if they are."""
        joined = "".join(self._texts[start : start + _PAIR])
        others = synonyms()[0].get((stem(joined),))
        return _Span(start, start + _PAIR, ((joined,), *others), is_one_word=True) if others else None

    @cached_property
    def _begun(self) -> dict[int, list[Phrase]]:
        """Other phrases for those that the last words are the beginning of, by where these begin."""
        if not self._question.goes_on:
            return {}
        last = len(self._stems) - 1
        is_short = last == 0 and len(self._texts[-1]) < _SHORTEST_BEGUN_SYNONYM
        begun = {
            start: [*dict.fromkeys(phrases_beginning((*self._stems[start:last],), self._texts[last]))]
            for start in range(0 if is_short else last + 1)
        }
        return {start: others for start, others in begun.items() if others}

    @cached_property
    def _read(self) -> list[_Read]:
        of_phrases = {place for span in self._spans if span.others for place in range(span.start, span.end)}
        of_phrases |= {*range(min(self._begun, default=len(self._texts)), len(self._texts))}
        says_much = [
            not says_little(text, goes_on=self._goes_on(place)) or place in of_phrases - {len(self._texts) - 1}
            for place, text in enumerate(self._texts)
        ]
        read: list[_Read] = []
        for place, word in enumerate(self._question.words):
            may_be_mistyped = place not in of_phrases  # a word of a known phrase is right
            match, others = word_match(
                self._searcher, word.text, goes_on=self._goes_on(place), may_be_mistyped=may_be_mistyped
            )
            read.append(_Read(word.text, word.place, match, says_much[place], others))
        return read

    def _goes_on(self, place: int) -> bool:
        return self._question.goes_on and place == len(self._texts) - 1

    def _required(self) -> list[Query]:
        """Return what all must be found; the last words may also be the beginning of a phrase with synonyms."""
        required: list[Query] = []
        self._unknown = ()
        for span in reversed(self._spans):
            reads = self._read[span.start : span.end]
            if not any(read.is_required for read in reads):
                continue
            query = self._span_query(span, reads)
            if query is not None:
                required.insert(0, query)
            if others := self._begun.get(span.start):
                begun = Query.boost_query(any_of(map(together, others)), _BEGUN_SYNONYM_WEIGHT)
                required = [begun if query is None else any_of([all_of(required), begun])]
            elif query is None:
                self._unknown = (*(read.text for read in reads), *self._unknown)
        return required

    def _span_query(self, span: _Span, reads: list[_Read]) -> Query | None:
        own = [read.match.query for read in reads if read.match]
        is_whole = len(own) == len(reads)
        is_used = is_whole and is_known(self._searcher, reads[-1].text)
        weight = _SYNONYM_WEIGHT if is_used else _ONLY_SYNONYM_WEIGHT
        queries = [all_of(own)] if is_whole else []
        if is_whole and span.others and not is_used:
            queries = [Query.boost_query(all_of(own), _BEGUN_WEIGHT)]
        elif is_whole and span.others and len(reads) > 1:
            row = phrase([Word(read.text, read.place) for read in reads])
            rows = [row] if span.is_one_word else [row, together(tuple(read.text for read in reads))]
            queries = [*rows, Query.boost_query(all_of(own), weight)]
        queries += [Query.boost_query(together(other), weight) for other in span.others]
        if span.end - span.start == 1:
            sides = [*self._read[: span.start][-1:], *reads, *self._read[span.end :][:1]]
            pairs = [pair for pair in pairwise(sides) if pair[0].place + 1 == pair[1].place]
            joined = (joined_match(self._searcher, first.text, second.text) for first, second in pairs)
            queries += [query for query in joined if query]
        return any_of(queries) if queries else None

    def _extra(self) -> Iterator[Query]:
        """Yield what makes a result better: words that say little, and words in a row in a title."""
        found = [(read.place, read.match, read.is_required) for read in self._read if read.match]
        yield from (match.query for _, match, is_required in found if not is_required)
        if topics := topics_named(self._searcher, self._stems):
            yield Query.const_score_query(any_of(topics), _TOPIC_WEIGHT)
        in_a_row = self._in_a_row()
        for pair in pairwise(in_a_row):
            yield near_in_title(pair)
        if len(in_a_row) > _PAIR:
            yield near_in_title(in_a_row)
        if self._question.goes_on and len(in_a_row) >= _PAIR:
            yield beginning_in_title([*in_a_row[:-1], (in_a_row[-1][0], self._texts[-1])])

    def _in_a_row(self) -> list[tuple[int, str]]:
        """Return the best stem of each word that is found, and its place."""
        return [(read.place, read.match.stems[0]) for read in self._read if read.match]

    def _stems_asked_for(self) -> tuple[tuple[str, ...], ...]:
        quoted = ((stem(word.text),) for group in self._question.quoted for word in group)
        return (*(read.match.stems for read in self._read if read.match and read.is_required), *quoted)

    def _fixed(self) -> list[tuple[Occur, Query]]:
        """Return what is quoted or excluded."""
        quoted = [(Occur.Must, phrase(group)) for group in self._question.quoted]
        return quoted + [(Occur.MustNot, phrase(group)) for group in self._question.excluded]
