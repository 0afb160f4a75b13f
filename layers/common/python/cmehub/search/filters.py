"""Filters: what is asked besides words, as queries that choose and don't weigh."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

import tantivy
from tantivy import FieldType, Occur, Query

from cmehub.search.documents import day_number, quarters, registration_row
from cmehub.search.parameters import SearchParameters
from cmehub.search.places import Direction, Point, direction, nearness, point_of
from cmehub.search.reading import Snapshot
from cmehub.search.schema import ROWS, schema
from cmehub.search.topics import topics_asked_for

_ROW = ("board", "credit_type")
"""The facets that speak of registrations; their filters hold for one registration together."""
_VALUES = ("format", "delivery", "area", "fee", "registration", "rems", "topic", "state")


_FLAGS = ("mips", "mate")


class Filters:
    """The filters of one question, so that each can be left out."""

    def __init__(self, snapshot: Snapshot, asked: SearchParameters, today: dt.date) -> None:
        self._snapshot = snapshot
        self._asked = asked
        self._by_name = dict(self._named(today))

    def all_but(self, left_out: str = "") -> list[Query]:
        """Return the filters, without the one of a facet."""
        queries = [query for name, query in self._by_name.items() if name != left_out]
        row = self.row(**{left_out: ()}) if left_out in _ROW else self._own_row
        return [*queries, row] if row is not None else queries

    @cached_property
    def _own_row(self) -> Query | None:
        return self.row()

    @property
    def chosen_facets(self) -> list[str]:
        """The facets of which values are chosen."""
        named = (*_VALUES, "provider", *_FLAGS, *_ROW)
        return [name for name in named if getattr(self._asked, name)]

    @property
    def asks_of_rows(self) -> bool:
        """Whether anything is asked of registrations."""
        return bool(self._asked.board or self._asked.credit_type or self._asked.min_points)

    def row(self, *, board: Collection[str] | None = None, credit_type: Collection[str] | None = None) -> Query | None:
        """Return what is asked of one registration, with other boards or credit types than those asked for."""
        boards = self._asked.board if board is None else board
        kinds = self._asked.credit_type if credit_type is None else credit_type
        points = quarters(self._asked.min_points or 0)
        if not boards and not kinds and not points:
            return None
        return self._snapshot.remembered(
            ("row", *sorted(boards), None, *sorted(kinds), points),
            lambda: _terms(ROWS, self._rows(boards, kinds, points)),
        )

    def takes_row(self, board: str, kind: str, points: int, *, but: str) -> bool:
        """Tell whether a row has what is asked of one, leaving out what a facet's own filter asks."""
        boards = () if but == "board" else self._asked.board
        kinds = () if but == "credit_type" else self._asked.credit_type
        has_kind = bool(kind) if but == "credit_type" else _has_kind(board, kind, kinds)
        return has_kind and (not boards or board in boards) and points >= quarters(self._asked.min_points or 0)

    def _rows(self, boards: Collection[str], kinds: Collection[str], points: int) -> list[str]:
        known = self._snapshot.remembered("rows", lambda: _rows_known(self._snapshot.searcher))
        return [
            registration_row(board, kind, amount)
            for (board, kind), amounts in known.items()
            if (not boards or board in boards) and _has_kind(board, kind, kinds)
            for amount in amounts
            if amount >= points
        ]

    def _named(self, today: dt.date) -> Iterator[tuple[str, Query]]:
        asked = self._asked
        yield from ((name, _terms(name, values)) for name in _VALUES if (values := getattr(asked, name)))
        for name, field, ids in (
            ("provider", "provider_id", asked.provider),
            ("activity", "activity_id", asked.activity),
        ):
            if ids:
                yield name, Query.term_set_query(schema(), field, [*map(int, ids)])
        yield from ((name, _terms(name, ["true"])) for name in _FLAGS if getattr(asked, name))
        if asked.asked_by:
            yield "asked_by", self._asked_by(today)
        if asked.min_credits is not None or asked.max_credits is not None:
            low, high = asked.min_credits or 0, 1000 if asked.max_credits is None else asked.max_credits
            yield "credits", _between("amount", quarters(low), quarters(high))
        earliest_end = day_number(asked.ends_from) if asked.ends_from else 0
        if not asked.past:
            earliest_end = max(earliest_end, day_number(today))
        if earliest_end:
            yield "ends_from", _between("end", earliest_end, day_number(dt.date.max))
        if asked.starts_by:
            yield "starts_by", _between("start", 0, day_number(asked.starts_by))
        if asked.near:
            yield "near", self._near()

    def _asked_by(self, today: dt.date) -> Query:
        states = sorted(self._asked.asked_by)
        return self._snapshot.remembered(
            ("asked_by", *states, today),
            lambda: _terms("topic", topics_asked_for(self._snapshot.searcher, states, today)),
        )

    def _near(self) -> Query:
        asked = self._asked
        query = self._snapshot.remembered(("near", asked.near, asked.miles), lambda: _terms("place", self._places()))
        if not asked.online:
            return query
        nowhere = _terms("delivery", ["Online", "Live-Streamed", "Print/Other"])
        return Query.boolean_query([(Occur.Should, query), (Occur.Should, nowhere)])

    def _places(self) -> list[str]:
        center = point_of(self._asked.near)
        places = self._snapshot.remembered("places", lambda: _places_known(self._snapshot.searcher))
        x, y, z = direction(center) if center else (0.0, 0.0, 0.0)
        least = nearness(self._asked.miles)
        return [term for term, (east, north, up) in places if east * x + north * y + up * z >= least]


def _terms(field: str, values: Collection[str]) -> Query:
    """Return what has any of the values; a set of terms would walk through the whole dictionary of the field."""
    return Query.boolean_query([(Occur.Should, Query.term_query(schema(), field, value, "basic")) for value in values])


def _between(field: str, low: int, high: int) -> Query:
    return Query.range_query(schema(), field, FieldType.Unsigned, low, high)


def _has_kind(board: str, kind: str, kinds: Collection[str]) -> bool:
    """Tell whether a row is of one of these credit types; without any, the row for the board alone is."""
    if not kinds:
        return not kind
    return bool(kind) and (kind in kinds or f"{board}:{kind}" in kinds)


def _rows_known(searcher: tantivy.Searcher) -> Mapping[tuple[str, str], list[int]]:
    """Return for each board and credit type (and for each board alone) the amounts of points that are there."""
    known: dict[tuple[str, str], list[int]] = {}
    for term, _ in searcher.terms_with_prefix(ROWS, ""):
        board, kind, points = term.split(":")
        known.setdefault((board, kind), []).append(int(points))
    return known


def _places_known(searcher: tantivy.Searcher) -> list[tuple[str, Direction]]:
    """Return the terms of the index's places, and in which direction each lies."""
    found = []
    for term, _ in searcher.terms_with_prefix("place", ""):
        latitude, longitude = term.partition(" ")[0].split(",")
        found.append((term, direction(Point(float(latitude), float(longitude)))))
    return found


def both(queries: Collection[Query]) -> Query:
    """Return what all of the queries choose, without weighing."""
    if not queries:
        return Query.all_query()
    return Query.const_score_query(Query.boolean_query([(Occur.Must, query) for query in queries]), 0.0)
