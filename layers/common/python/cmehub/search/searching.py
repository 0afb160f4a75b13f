"""Search: from what is asked to a page of results."""

import datetime as dt
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from itertools import tee
from typing import NamedTuple

import orjson
import tantivy
from pydantic import BaseModel, ConfigDict
from tantivy import Order, Query

from cmehub.search.cards import Card, StoredCard
from cmehub.search.excerpts import Excerpts
from cmehub.search.facets import Counts, FacetValue, facet_counts, facet_values, found_by
from cmehub.search.filters import Filters
from cmehub.search.parameters import LAST_PAGE, PAGE_SIZE, SearchParameters, Sort
from cmehub.search.places import Point, miles_between, point_of, state_taken
from cmehub.search.reading import Snapshot
from cmehub.search.recognised import RecognisedWords, recognised
from cmehub.search.words import TakenWord, WordReading, is_titled, word_readings

_MOST_VALUES_TOLD = 100
_ORDERS = {
    Sort.SOONEST: ("soonest", Order.Asc),
    Sort.POINTS: ("most_points", Order.Desc),
    Sort.TITLE: ("title_order", Order.Asc),
}


class SearchPage(BaseModel):
    """
    A page of results.

    Attributes
    ----------
    query
        The one query string of all that ask the same.
    exact
        Whether the activities have all words as they were typed.
    taken
        Words that nobody uses, and what they were taken for.
    left_out
        Words that weren't looked for: nobody uses them, or there were too many.
    recognised
        Words that were taken for filters; what was chosen before of the same parameter gives way to them.
    suggested
        A state beside a topic that states ask for: neither looked for nor taken for a place; the filter it may be.
    near_state
        The state that was taken for a town without one, that of the largest such town.
    pages
        How many pages can be asked for; what lies behind the last is reached with more filters.
    facets
        How many activities each value of each filter would give; on the first page only.
    version
        Of the index: two pages of one version fit together.
    """

    model_config = ConfigDict(frozen=True)

    query: str
    total: int
    exact: bool
    taken: tuple[TakenWord, ...] = ()
    left_out: tuple[str, ...] = ()
    recognised: tuple[RecognisedWords, ...] = ()
    suggested: tuple[RecognisedWords, ...] = ()
    near_state: str | None = None
    page: int
    pages: int
    activities: tuple[Card, ...]
    facets: dict[str, list[FacetValue]] | None = None
    version: int


class SearchHits(NamedTuple):
    """
    What a question finds.

    Attributes
    ----------
    total
        How many activities.
    locations
        Where the cards of its page lie.
    reading
        Of the words, by which they were found, if there are any.
    """

    total: int
    locations: list[int]
    reading: WordReading | None

    @property
    def words(self) -> Query | None:
        """The query of the words."""
        return self.reading.query if self.reading else None


class Search:
    """One question to one version of the index."""

    def __init__(self, snapshot: Snapshot, asked: SearchParameters, today: dt.date, page_size: int = PAGE_SIZE) -> None:
        self.version = snapshot.manifest.version
        self._snapshot = snapshot
        self._searcher: tantivy.Searcher = snapshot.searcher
        self._given = asked
        self._today = today
        self._size = page_size
        self._asked, self._recognised, self._suggested = recognised(snapshot, asked)
        self._filters = Filters(snapshot, self._asked, today)
        if self._recognised and self._is_meant_as_words():
            self.__dict__.pop("found", None)
            self._asked, self._recognised, self._suggested = asked, (), ()
            self._filters = Filters(snapshot, asked, today)

    def _is_meant_as_words(self) -> bool:
        """Tell whether words were wrongly taken for filters: a title has them among the others, or nothing is left."""
        last = self._recognised[-1].text
        typed, _, _ = self._given.q.rpartition(last)
        is_title = bool(typed and self._asked.q) and is_titled(self._searcher, typed + last)
        return is_title or not self.found.total

    def page(self) -> SearchPage:
        """Return the page that was asked for."""
        return self._page_of(self.cards())

    def document(self) -> str:
        """Return the page as JSON; cards go into it as they are stored: reading them took longer than finding them."""
        told = self._page_of(()).model_dump(mode="json")
        told["activities"] = [orjson.Fragment(card.text) for card in self.stored_cards()]
        return orjson.dumps(told).decode()

    def _page_of(self, cards: Iterable[Card]) -> SearchPage:
        asked, found = self._asked, self.found
        return SearchPage(
            query=self._given.canonical(),
            total=found.total,
            exact=found.reading is None or found.reading.exact,
            taken=found.reading.taken if found.reading else (),
            left_out=found.reading.left_out if found.reading else (),
            recognised=self._recognised,
            suggested=self._suggested,
            near_state=state_taken(asked.near) if asked.near else None,
            page=asked.page,
            pages=min(LAST_PAGE, -(-found.total // self._size)),
            activities=tuple(cards),
            facets=self._facets() if asked.page == 1 else None,
            version=self.version,
        )

    @cached_property
    def found(self) -> SearchHits:
        """What is found: by the first reading of its words that finds enough."""
        found = None
        for reading in self._readings():
            found = self._found_by(reading)
            if found.total >= reading.enough:
                return found
        return found or self._found_by(None)

    def _readings(self) -> Iterator[WordReading]:
        """Yield readings of the words, each made once: the same words come again with filters, pages, suggestions."""
        words = self._asked.q
        made = self._snapshot.remembered(("words", words), lambda: tee(word_readings(self._searcher, words), 1)[0])
        return copy(made)  # begins where the kept one stands, which is never moved

    def counts(self) -> Counts:
        """Return how many activities each value of each filter would give."""
        return self._snapshot.remembered(
            ("counts", self._asked.unpaged(), self._today),
            lambda: facet_counts(self._searcher, self.found.words, self._filters),
        )

    @property
    def query(self) -> Query:
        """The query of all that is found."""
        return found_by(self.found.words, self._filters.all_but())

    def _found_by(self, reading: WordReading | None) -> SearchHits:
        words = reading.query if reading else None
        query = found_by(words, self._filters.all_but())
        offset = (self._asked.page - 1) * self._size
        sort = self._asked.sort
        if sort is Sort.RELEVANCE and words is not None:
            result = self._searcher.search(query, limit=self._size, offset=offset)
        else:
            field, order = _ORDERS[Sort.SOONEST if sort is Sort.RELEVANCE else sort]
            result = self._searcher.search(query, limit=self._size, offset=offset, order_by_field=field, order=order)
        locations = self._searcher.fast_field_values("card", [address for _, address in result.hits])
        total: int = result.count  # type: ignore[attr-defined]  # tantivy's types lack it
        return SearchHits(total, [int(location or 0) for location in locations], reading)

    def cards(self) -> Iterator[Card]:
        """Yield what the page shows of its activities."""
        return (stored.card() for stored in self.stored_cards())

    def stored_cards(self) -> Iterator[StoredCard]:
        """Yield the same as it is stored, with what depends on the question."""
        center = point_of(self._asked.near) if self._asked.near else None
        reading = self.found.reading
        excerpts = Excerpts(reading.stems) if reading and reading.stems else None
        stored_cards = self._snapshot.cards.at(self.found.locations)
        return (
            (_told(stored, center, excerpts) for stored in stored_cards) if center or excerpts else iter(stored_cards)
        )

    def _facets(self) -> dict[str, list[FacetValue]]:
        return self._snapshot.remembered(
            ("facets", self._asked.unpaged(), self._today),
            lambda: {name: facet_values(name, some, _MOST_VALUES_TOLD) for name, some in self.counts().items()},
        )


def _told(stored: StoredCard, center: Point | None, excerpts: Excerpts | None) -> StoredCard:
    """Return a card with how far it is and with the line that shows why it is found."""
    told: dict[str, object] = {}
    if center and (point := stored.values()["point"]):
        told["distance"] = round(miles_between(center, Point(*point)), 1)
    if excerpts and (excerpt := excerpts.of(*stored.title_and_description())):
        told["excerpt"] = excerpt
    return stored._replace(text=orjson.dumps(stored.values() | told)) if told else stored
