import datetime as dt

from cmehub.stores.tries import Tally
from tests.contract.conftest import Stores

DAY = dt.date(2026, 11, 20)
NEXT_DAY = dt.date(2026, 11, 21)


def test_no_more_is_admitted_than_there_is_room_for(stores: Stores) -> None:
    admitted = [stores.tries.admit("person", trial, DAY, most=2) for trial in ("a", "b", "c", "a", "c")]

    assert admitted == [True, True, False, True, False]
    assert stores.tries.standing("caller", ["person"], DAY).tried == {"person": {"a", "b"}}


def test_each_day_and_each_subject_has_room_of_its_own(stores: Stores) -> None:
    for subject, day in (("person", DAY), ("person", NEXT_DAY), ("another", DAY)):
        assert stores.tries.admit(subject, "a", day, most=1)
        assert not stores.tries.admit(subject, "b", day, most=1)

    found = stores.tries.standing("caller", ["person", "another", "nobody"], DAY)
    assert found.tally == Tally(0, 0)
    assert found.tried == {"person": {"a"}, "another": {"a"}}
    assert stores.tries.standing("caller", ["another"], NEXT_DAY).tried == {}


def test_tallies_grow_by_caller_and_day(stores: Stores) -> None:
    counted = [
        stores.tries.count("0001-a", DAY, failed=1),
        stores.tries.count("0001-a", DAY, matched=400, failed=100),
        stores.tries.count("0002-b", DAY, matched=3),
        stores.tries.count("0001-a", NEXT_DAY, matched=1),
    ]

    assert counted == [(0, 1), (400, 101), (3, 0), (1, 0)]
    assert stores.tries.tallies(DAY) == {"0001-a": Tally(400, 101), "0002-b": Tally(3, 0)}
    assert stores.tries.standing("0001-a", [], DAY) == (Tally(400, 101), {})
    assert stores.tries.tallies(NEXT_DAY) == {"0001-a": Tally(1, 0)}
