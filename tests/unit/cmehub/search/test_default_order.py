"""What comes soonest, and which town was meant."""

import datetime as dt
from pathlib import Path

import pytest

from tests.examples import TODAY
from tests.search_hub import SearchHub

A = 300_000_001


@pytest.fixture
def hub(tmp_path: Path) -> SearchHub:
    return SearchHub(tmp_path)


def test_what_begins_comes_first_and_what_goes_on_behind_it_by_its_last_day(hub: SearchHub) -> None:
    days = {
        A: (-700, 300),
        A + 1: (5, 5),
        A + 2: (-400, 6),
        A + 3: (7, 14),
        A + 4: (7, 15),
        A + 5: (9, 9),
    }
    for activity_id, (first, last) in days.items():
        start, end = (TODAY + dt.timedelta(days=number) for number in (first, last))
        hub.add(activity_id, title="Asthma", start_date=start, end_date=end)
    hub.rebuild()

    assert hub.found() == hub.found(sort="soonest") == [A + 1, A + 3, A + 5, A + 2, A + 4, A]


@pytest.mark.parametrize(
    ("near", "state"),
    [
        ("Springfield", "IL"),
        (" st. louis ", "MO"),
        ("Springfield, IL", None),
        ("62701", None),
        ("62701-1234", None),
        ("39.8,-89.6", None),
        ("", None),
    ],
)
def test_which_town_was_taken_is_said_where_there_are_several(hub: SearchHub, near: str, state: str | None) -> None:
    hub.add(A, city="Springfield", state="MO", country="USA", deliveries=("In-Person",))
    hub.add(A + 1, city="Springfield", state="IL", country="USA", deliveries=("In-Person",))
    hub.rebuild()

    page = hub.search(near=near, miles=20).page()

    assert page.near_state == state
    if near == "Springfield":
        assert [int(card.activity_id) for card in page.activities] == [A + 1]
