import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from tests.contract.conftest import Stores
from tests.examples import a_need

FIRST, LAST = a_need(), a_need(need_id="n2", ends=dt.date(2030, 12, 31))


def test_needs_lie_under_their_account_the_first_to_end_first(stores: Stores) -> None:
    assert stores.needs.of_account("zoe") == []
    assert stores.needs.change("zoe", [], [LAST, FIRST])
    assert stores.needs.of_account("zoe") == [FIRST, LAST]
    assert stores.needs.of_account("other") == []


def test_a_need_is_changed_and_deleted_in_its_place(stores: Stores) -> None:
    stores.needs.change("zoe", [], [FIRST, LAST])
    changed = a_need(amount=20)

    assert stores.needs.change("zoe", [FIRST, LAST], [changed, LAST])
    assert stores.needs.of_account("zoe") == [changed, LAST]
    assert stores.needs.change("zoe", [changed, LAST], [changed])
    assert stores.needs.of_account("zoe") == [changed]
    assert stores.needs.change("zoe", [changed], [])
    assert stores.needs.of_account("zoe") == []
    assert stores.needs.change("zoe", [], [LAST])


def test_nothing_is_changed_that_was_changed_meanwhile(stores: Stores) -> None:
    stores.needs.change("zoe", [], [FIRST])

    assert not stores.needs.change("zoe", [], [LAST])
    assert not stores.needs.change("zoe", [FIRST, LAST], [LAST])
    assert not stores.needs.change("zoe", [FIRST, LAST], [])
    assert not stores.needs.change("zoe", [a_need(amount=1)], [a_need(amount=2)])
    assert not stores.needs.change("zoe", [LAST], [LAST])
    assert stores.needs.of_account("zoe") == [FIRST]


def test_of_two_at_the_same_time_one_comes_through(stores: Stores) -> None:
    with ThreadPoolExecutor(2) as both:
        done = [*both.map(lambda need: stores.needs.change("zoe", [], [need]), (FIRST, LAST))]
    assert sorted(done) == [False, True]
    assert len(stores.needs.of_account("zoe")) == 1
