"""Search finds and counts what a scan of all activities does."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from benchmarks.search_exact import measure_search_exact
from cmehub.activities.registrations import MocRegistration
from cmehub.search.parameters import SearchParameters
from tests.examples import TODAY
from tests.search_hub import SearchHub

A, B, C = 300_000_001, 300_000_002, 300_000_003


@pytest.fixture
def hub(tmp_path: Path) -> SearchHub:
    return SearchHub(tmp_path)


def registration(board: str, points: float, *kinds: str) -> MocRegistration:
    return MocRegistration(board=board, points=points, credit_types=kinds)


def test_random_filters_find_and_count_what_a_scan_does() -> None:
    different, found = measure_search_exact(size=1_000, questions=120)
    assert different.value == 0
    assert found.holds


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"board": ["ABA"], "credit_type": ["Patient Safety"]}, []),
        ({"board": ["ABIM"], "credit_type": ["Patient Safety"]}, [A]),
        ({"board": ["ABA"], "min_points": 10}, []),
        ({"board": ["ABA"], "min_points": 5}, [A, B]),
        ({"board": ["ABA", "ABIM"], "min_points": 10}, [A]),
        ({"credit_type": ["ABA:Patient Safety"]}, []),
        ({"credit_type": ["ABIM:Patient Safety"], "min_points": 10.25}, []),
        ({"min_points": 10}, [A]),
    ],
)
def test_what_is_asked_of_a_registration_holds_for_one_registration(
    hub: SearchHub, asked: dict[str, Any], found: list[int]
) -> None:
    hub.add(A, registrations=(registration("ABA", 5, "Lifelong Learning"), registration("ABIM", 10, "Patient Safety")))
    hub.add(B, registrations=(registration("ABA", 5.25, "Lifelong Learning"),))
    hub.add(C, registrations=())
    hub.rebuild()

    assert sorted(hub.found(**asked)) == found


def test_a_credit_type_counts_what_choosing_it_would_give(hub: SearchHub) -> None:
    hub.add(A, registrations=(registration("ABA", 5, "Lifelong Learning"), registration("ABIM", 10, "Patient Safety")))
    hub.add(B, registrations=(registration("ABA", 5, "Lifelong Learning", "Patient Safety"),))
    hub.rebuild()

    counts = hub.search(board=["ABA"], credit_type=["Patient Safety"]).counts()

    assert counts["board"] == {"ABA": 1, "ABIM": 1}
    assert counts["credit_type"] == {"ABA:Lifelong Learning": 2, "ABA:Patient Safety": 1}


def test_a_facet_counts_what_other_choices_would_give(hub: SearchHub) -> None:
    hub.add(A, fee="Yes", deliveries=("Online",))
    hub.add(B, fee="Variable", deliveries=("Online", "Print/Other"))
    hub.add(C, fee="Variable", deliveries=("Print/Other",))
    hub.rebuild()

    counts = hub.search(fee=["Yes"]).counts()

    assert counts["fee"] == {"Yes": 1, "Variable": 2}
    assert counts["delivery"] == {"Online": 1}


@pytest.mark.parametrize(
    ("window", "is_found"),
    [
        ({"ends_from": "2026-12-10", "starts_by": "2026-12-10"}, True),
        ({"ends_from": "2026-12-11", "starts_by": "2026-12-20"}, False),
        ({"ends_from": "2026-12-01", "starts_by": "2026-12-04"}, False),
        ({"ends_from": "2026-12-01", "starts_by": "2026-12-05"}, True),
        ({"ends_from": "2026-12-06", "starts_by": "2026-12-07"}, True),
        ({"starts_by": "2026-12-04"}, False),
    ],
)
def test_a_window_of_days_overlaps(hub: SearchHub, window: dict[str, Any], is_found: bool) -> None:
    hub.add(A, start_date=dt.date(2026, 12, 5), end_date=dt.date(2026, 12, 10))
    hub.rebuild()

    assert bool(hub.found(**window)) is is_found


def test_what_ends_today_is_found_and_what_ended_yesterday_only_when_asked_for(hub: SearchHub) -> None:
    hub.add(A, end_date=TODAY)
    hub.add(B, end_date=TODAY - dt.timedelta(days=1))
    hub.rebuild()

    assert hub.found() == [A]
    assert sorted(hub.found(past=True)) == [A, B]
    assert hub.found(today=TODAY + dt.timedelta(days=1)) == []


IN_CHICAGO = {"deliveries": ("In-Person",), "city": "Chicago", "state": "IL", "country": "USA"}


@pytest.mark.parametrize(
    ("near", "miles", "is_found"),
    [
        ("60601", 10, True),
        ("Chicago, IL", 1, True),
        ("chicago, illinois", 1, True),
        ("Chicago", 1, True),
        ("41.88,-87.63", 10, True),
        ("Milwaukee, WI", 75, False),
        ("Milwaukee, WI", 100, True),
        ("Springfield, IL", 100, False),
    ],
)
def test_within_miles_of_a_place(hub: SearchHub, near: str, miles: int, is_found: bool) -> None:
    hub.add(A, **IN_CHICAGO)
    hub.add(B, deliveries=("In-Person",), city="Chicago", country="CAN")
    hub.rebuild()

    assert hub.found(near=near, miles=miles) == ([A] if is_found else [])


def test_distance_is_told_from_the_place_that_was_asked_for(hub: SearchHub) -> None:
    hub.add(A, **IN_CHICAGO)
    hub.rebuild()

    (card,) = hub.search(near="Milwaukee, WI", miles=100).page().activities

    assert card.distance == pytest.approx(81, abs=5)
    assert hub.search().page().activities[0].distance is None


def test_what_takes_place_nowhere_is_near_only_if_asked_for(hub: SearchHub) -> None:
    hub.add(A, **IN_CHICAGO)
    hub.add(B, deliveries=("Online",))
    hub.rebuild()

    assert hub.found(near="60601") == [A]
    assert sorted(hub.found(near="60601", online=True)) == [A, B]


def test_a_place_that_is_not_known_is_refused() -> None:
    for place in ("00000", "Nowhere at all", "95,10", "Chicago, WY"):
        with pytest.raises(ValueError, match="ZIP code"):
            SearchParameters(near=place)


def test_orders_are_whole_and_pages_fit_together(hub: SearchHub) -> None:
    for number in range(45):
        day = dt.date(2026, 12, 1) + dt.timedelta(days=number % 3)
        hub.add(
            A + number,
            title=f"Same {'title' if number % 2 else 'tïtle'} {number // 10}",
            start_date=day,
            end_date=day,
            registrations=(registration("ABA", 1 + number % 5, "Lifelong Learning"),),
        )
    hub.rebuild()
    hub.add(A + 44, title="Last of all", start_date=dt.date(2026, 12, 9), end_date=dt.date(2026, 12, 9))
    hub.update(A + 44)

    for sort in ("soonest", "points", "title", "relevance"):
        pages = [hub.search(q="title" if sort == "relevance" else "", sort=sort, page=page) for page in (1, 2, 3)]
        cards = [card for search in pages for card in search.page().activities]
        assert len(cards) == len({card.activity_id for card in cards}) == (44 if sort == "relevance" else 45)
        if sort == "soonest":
            keys = [(card.start_date, card.activity_id) for card in cards]
            assert keys == sorted(keys)
        if sort == "points":
            points = [max(row.points for row in card.registrations) for card in cards]
            assert points == sorted(points, reverse=True)
        if sort == "title":
            titles = [card.title.replace("ï", "i").casefold() for card in cards]
            assert titles == sorted(titles)


def test_a_page_behind_the_last_is_empty(hub: SearchHub) -> None:
    hub.add(A)
    hub.rebuild()

    page = hub.search(page=2).page()

    assert (page.total, page.pages, page.activities, page.facets) == (1, 1, (), None)
