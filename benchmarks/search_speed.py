"""What an answer costs: against the engine alone, with and without counts, and as the catalogue grows."""

import gc
import time
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median, quantiles

from tantivy import Order, Query

from benchmarks.measurement import Measurement, everything_old
from benchmarks.random_questions import word_questions
from benchmarks.search_indexes import TODAY, search_index
from cmehub.search.cards import located
from cmehub.search.parameters import PAGE_SIZE, SearchParameters
from cmehub.search.reading import Snapshot
from cmehub.search.schema import FACETS
from cmehub.search.searching import Search
from local.catalogue.catalogue_activities import catalogue_activity

_SMALL, _LARGE = 10_000, 250_000
_QUESTIONS, _SAMPLES = 400, 2_000
_MOST_VALUES = 50_000
_BROAD = (
    "management",
    "treatment",
    "evidence",
    "patient",
    "care",
    "cases",
    "practice",
    "recognize",
    "trials",
    "course",
)


def measure_search_speed(small: int = _SMALL, large: int = _LARGE, questions: int = _QUESTIONS) -> list[Measurement]:
    """
    Measure CPU time of answers as ratios; facets are counted anew each time.

    The slowest hundredth of them finds half of all activities and more and counts them, so that it is compared with the
    engine when it counts all of them: in milliseconds it was from 42 to 69, by the machine. Of each answer the least of
    three times counts.
    """
    samples = [catalogue_activity(place) for place in range(0, small, max(1, small // _SAMPLES))]
    asked = [*word_questions(questions, samples)]
    snapshots = {size: search_index(size).snapshot() for size in (small, large)}
    whole = {size: _least_times(snapshot, asked) for size, snapshot in snapshots.items()}
    service, new, engine = _against_engine(snapshots[large], asked)
    broad = [SearchParameters(q=word) for word in _BROAD for _ in range(5)]
    with_counts = median(_times(snapshots[large], broad, _page))
    without = median(_times(snapshots[large], broad, _results))
    again = median(_times(snapshots[large], broad, _known_page))
    slow = quantiles(whole[large], n=100)[98] / _counting_all(snapshots[large])
    return [
        Measurement.at_most("search-speed-service", median(service) / median(engine), "x the engine's p50", 1.5),
        Measurement.at_most("search-speed-new", median(new) / median(engine), "the same, words new", 2.0),
        Measurement.at_most("search-speed-facets", with_counts / without, "x without counts, broad words, p50", 15.0),
        Measurement.at_most("search-speed-again", again / without, "x without counts, asked again, p50", 2.0),
        Measurement.at_most("search-speed-growth", median(whole[large]) / median(whole[small]), "x p50 at 10k", 4.0),
        Measurement.at_most("search-speed-p99", slow, "x the engine counting everything", 1.5),
    ]


def _times(
    snapshot: Snapshot, asked: Sequence[SearchParameters], answer: Callable[[Snapshot, SearchParameters], object]
) -> list[float]:
    for parameters in asked[:20]:
        answer(snapshot, parameters)
    gc.collect()
    with everything_old():
        return [_milliseconds(lambda parameters=parameters: answer(snapshot, parameters)) for parameters in asked]  # type: ignore[misc]


def _least_times(snapshot: Snapshot, asked: Sequence[SearchParameters]) -> list[float]:
    return [min(times) for times in zip(*(_times(snapshot, asked, _page) for _ in range(3)), strict=True)]


def _counting_all(snapshot: Snapshot) -> float:
    """Return what the engine alone takes to count the values of all facets of all activities."""
    values = {name: {"terms": {"field": name, "size": _MOST_VALUES, "segment_size": _MOST_VALUES}} for name in FACETS}
    return min(_milliseconds(lambda: snapshot.searcher.aggregate(Query.all_query(), values)) for _ in range(9))


def _page(snapshot: Snapshot, asked: SearchParameters) -> object:
    """Answer as if nobody had asked anything alike since the index was published."""
    _forget(snapshot)
    return Search(snapshot, asked, TODAY).document()


def _forget(snapshot: Snapshot) -> None:
    of_questions = {"counts", "facets", "words", "row", "near"}
    snapshot._remembered = {key: known for key, known in snapshot._remembered.items() if key[0] not in of_questions}
    snapshot.cards._cards.clear()


def _known_page(snapshot: Snapshot, asked: SearchParameters) -> object:
    return Search(snapshot, asked, TODAY).document()


def _results(snapshot: Snapshot, asked: SearchParameters) -> object:
    """Answer without counts, as a page behind the first is answered; its cards are read anew."""
    snapshot.cards._cards.clear()
    search = Search(snapshot, asked, TODAY)
    return search.found.total, [*search.stored_cards()]


def _new_results(snapshot: Snapshot, asked: SearchParameters) -> object:
    """Answer the same as if nobody had asked for these words, places or registrations before."""
    _forget(snapshot)
    return _results(snapshot, asked)


def _against_engine(
    snapshot: Snapshot, asked: Sequence[SearchParameters]
) -> tuple[list[float], list[float], list[float]]:
    """
    Return what each answer takes, what it takes when it is new, and what the engine alone takes for its query.

    The engine finds the total and the cards by a query that is prepared; so the words have been read before, as they
    have when somebody sets a filter, turns a page, or has been shown suggestions. Unpacking the cards' bytes is the
    engine's work, too: whatever keeps texts keeps them packed, and without it one side of the comparison would return
    twenty numbers and the other twenty cards.

    One after the other for each question, in turns the one and the other first, after all have run once.
    """
    service: list[float] = []
    new: list[float] = []
    engine: list[float] = []
    gc.collect()
    with everything_old():
        for place, parameters in enumerate(asked):
            sides: list[tuple[list[float], Callable[[], object]]]
            sides = [
                (new, partial(_new_results, snapshot, parameters)),
                (engine, _engine(snapshot, parameters)),
                (service, partial(_results, snapshot, parameters)),
            ]
            for _, work in sides:
                work()
            for times, work in sides if place % 2 else [sides[0], *sides[:0:-1]]:
                times.append(_milliseconds(work))
    return service, new, engine


def _engine(snapshot: Snapshot, asked: SearchParameters) -> Callable[[], object]:
    """Return a search by the prepared query that answers a question."""
    searcher, search = snapshot.searcher, Search(snapshot, asked, TODAY)
    by_words = search.found.words is not None
    order = {} if by_words else {"order_by_field": "soonest", "order": Order.Asc}
    query = search.query
    packed, dictionary = snapshot.cards._read([*map(located, search.found.locations)]), snapshot.cards._dictionary

    def work() -> object:
        found = searcher.search(query, limit=PAGE_SIZE, **order)  # type: ignore[arg-type]
        locations = searcher.fast_field_values("card", [address for _, address in found.hits])
        return found.count, locations, [zlib.decompressobj(-15, dictionary).decompress(card) for card in packed]  # type: ignore[attr-defined]

    return work


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000
