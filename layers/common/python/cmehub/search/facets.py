"""Facets: how many activities each value of a filter would give."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import tantivy
from pydantic import BaseModel, ConfigDict
from tantivy import Occur, Query

from cmehub.search.filters import Filters, both
from cmehub.search.schema import FACETS, ROWS

_MOST_VALUES = 50_000
_OF_ROWS = ("board", "credit_type")

Counts = Mapping[str, Mapping[str, int]]


class FacetValue(BaseModel):
    """A value of a filter, what to call it, and how many activities choosing it would give."""

    model_config = ConfigDict(frozen=True)

    value: str
    label: str
    count: int


def facet_counts(searcher: tantivy.Searcher, words: Query | None, filters: Filters) -> dict[str, dict[str, int]]:
    """
    Count the values of all facets.

    A facet of which values are chosen is counted without its own filter, so that what another choice would give is
    told too. Where something is asked of a registration, boards and credit types are counted by rows of registrations.
    """
    row_facets = _OF_ROWS if filters.asks_of_rows else ()
    chosen = filters.chosen_facets
    found = found_by(words, filters.all_but())
    rows = (ROWS,) if any(name not in chosen for name in row_facets) else ()
    plain = [name for name in FACETS if name not in chosen and name not in row_facets]
    counts = _counted(searcher, found, (*plain, *rows))
    for name in chosen:
        if name not in row_facets:
            counts |= _counted(searcher, found_by(words, filters.all_but(name)), (name,))
    for name in row_facets:
        others = found_by(words, filters.all_but(name)) if name in chosen else found
        of_rows = _counted(searcher, others, (ROWS,))[ROWS] if name in chosen else counts[ROWS]
        counts[name] = _by_value(searcher, others, filters, name, of_rows)
    return {name: counts[name] for name in FACETS}


def found_by(words: Query | None, filters: list[Query]) -> Query:
    """Return what words find among what filters choose."""
    chosen = both(filters)
    return chosen if words is None else Query.boolean_query([(Occur.Must, words), (Occur.Must, chosen)])


def facet_values(name: str, counts: Mapping[str, int], most: int) -> list[FacetValue]:
    """Return the values of a facet as they are told, those that give most first."""
    merged: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    for term, count in counts.items():
        value, label = term.split(" ", 1) if name == "provider" else (term, term.replace(":", ": ", 1))
        merged[value, names.setdefault(value, label)] += count
    told = sorted(merged.items(), key=lambda entry: (-entry[1], entry[0][1]))[:most]
    return [FacetValue(value=value, label=label, count=count) for (value, label), count in told]


def _counted(searcher: tantivy.Searcher, query: Query, names: Collection[str]) -> dict[str, dict[str, int]]:
    asked = {name: {"terms": {"field": name, "size": _MOST_VALUES, "segment_size": _MOST_VALUES}} for name in names}
    found: dict[str, Any] = searcher.aggregate(query, asked)
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]} for name in names}


def _by_value(
    searcher: tantivy.Searcher, others: Query, filters: Filters, name: str, of_rows: Mapping[str, int]
) -> dict[str, int]:
    """
    Count the boards or credit types as what choosing one would give.

    An activity has one registration for a board at most, so each of its rows is counted once. Only where several credit
    types of one board are asked for could an activity be counted for each of them; such a board is asked for by itself.
    """
    counts: dict[str, dict[str, int]] = {}
    for row, count in of_rows.items():
        board, kind, points = row.split(":")
        if filters.takes_row(board, kind, int(points), but=name):
            value = board if name == "board" else f"{board}:{kind}"
            of_value = counts.setdefault(value, {})
            of_value[kind] = of_value.get(kind, 0) + count
    return {
        value: next(iter(of_kinds.values()))
        if len(of_kinds) == 1
        else _count_of_board(searcher, others, filters, value)
        for value, of_kinds in counts.items()
    }


def _count_of_board(searcher: tantivy.Searcher, others: Query, filters: Filters, board: str) -> int:
    row = filters.row(board=(board,))
    chosen = others if row is None else Query.boolean_query([(Occur.Must, others), (Occur.Must, row)])
    count: int = searcher.search(chosen, limit=1).count  # type: ignore[attr-defined]  # tantivy's types lack it
    return count
