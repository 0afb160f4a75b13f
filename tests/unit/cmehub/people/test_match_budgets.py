"""How much may be tried about people, by whom, on one day."""

import datetime as dt
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.accounts.keys import FAILED_MATCHES_PER_DAY
from cmehub.people.identity import Person
from cmehub.people.match_budgets import (
    MATCHED_PER_FAILED,
    OF_PERSON,
    TRIES_PER_NAME,
    TRIES_PER_NUMBER,
    Asker,
    MatchBudget,
    of_caller,
)
from cmehub.people.roster_lookups import NPI, ClaimedPerson
from cmehub.stores.memory_tries import MemoryTryStore
from cmehub.stores.tries import Tally, TriesMade
from tests.examples import TODAY

KEY = Asker("0009999-0a0a0a0a")
FIRST = KEY._replace(is_counted_first=True)
FILES = Asker.with_files("0009999")
DAYS = [f"{dt.date(2024, 1, 1) + dt.timedelta(days):%m-%d}" for days in range(366)]


def claim(
    day: str = "01-01",
    given_name: str = "Xanthippe",
    family_name: str = "Quisenberry",
    *,
    entry_id: str | None = None,
    npi: str | None = None,
) -> ClaimedPerson:
    return ClaimedPerson(Person(given_name, family_name, day), "ABIM", entry_id, npi)


class Tries:
    """Tries of which all that don't match are in vain, chunk after chunk."""

    def __init__(self) -> None:
        self.store = MemoryTryStore()

    def make(self, *rows: ClaimedPerson, asker: Asker = KEY, right: str = "", day: dt.date = TODAY) -> list[str | None]:
        """Try rows of one chunk or call; return what each is refused for."""
        tries = MatchBudget(self.store, asker, day).tries([[row] for row in rows])
        tries.settle([row.person.birth_month_day != right for row in rows])
        return tries.refused


@pytest.mark.parametrize("asker", [KEY, FIRST, FILES])
def test_of_one_number_no_more_is_tried_than_ten_things_whoever_tries(asker: Asker) -> None:
    tries = Tries()

    refused = [
        tries.make(claim(day, f"Nobody{number}", entry_id="777777"), asker=asker._replace(caller=f"key-{number}"))
        for number, day in enumerate(DAYS)
    ]

    assert refused == [[None]] * TRIES_PER_NUMBER + [[OF_PERSON]] * (len(DAYS) - TRIES_PER_NUMBER)
    assert tries.make(claim("07-08", entry_id="777777"), right="07-08") == [OF_PERSON]
    assert tries.make(claim("07-08", entry_id="777777"), right="07-08", day=TODAY + dt.timedelta(1)) == [None]


@pytest.mark.parametrize("number", [{"entry_id": "777777"}, {"npi": "1234567893"}])
def test_several_rows_of_one_chunk_are_no_way_round(number: dict[str, str]) -> None:
    refused = Tries().make(*(claim(day, **number) for day in DAYS), asker=FILES, right="07-08")

    assert refused.count(None) == TRIES_PER_NUMBER


def test_an_npi_is_one_number_whichever_roster_is_named() -> None:
    tries = Tries()
    authorities = ("OH", "ABIM", NPI)

    refused = [
        tries.make(claim(day, f"Nobody{place}", npi="1234567893")._replace(authority=authorities[place % 3]))
        for place, day in enumerate(DAYS)
    ]

    assert refused.count([None]) == TRIES_PER_NUMBER


@pytest.mark.parametrize("numbers", [("", ""), ("1", "2"), ("777777", "0777777")])
def test_made_up_numbers_and_exchanged_names_are_no_way_round(numbers: tuple[str, str]) -> None:
    tries = Tries()

    refused = []
    for place, day in enumerate(DAYS):
        number = {"entry_id": f"{numbers[place % 2]}{place}"} if numbers[0] else {}
        names = ("Xanthippe", "Quisenberry") if place % 2 else ("QUISENBERRY", "Xanthippe")
        refused += tries.make(claim(day, *names, **number))

    assert refused.count(None) == TRIES_PER_NAME


def test_the_same_in_vain_again_counts_once() -> None:
    tries = Tries()

    for _ in range(50):
        assert tries.make(claim(entry_id="777777"), claim(entry_id="777777")) == [None, None]
        assert tries.make(claim(entry_id="777777"), asker=KEY._replace(caller="another")) == [None]

    assert tries.store.tallies(TODAY) == {KEY.caller: Tally(0, 1)}


def test_a_right_row_is_answered_however_often_and_nothing_is_written_of_it() -> None:
    tries = Tries()

    for caller in range(100):
        assert tries.make(claim("07-08", entry_id="7"), right="07-08", asker=Asker(f"key-{caller}")) == [None]

    assert tries.store.tallies(TODAY) == {}
    assert tries.make(claim("01-01", entry_id="7")) == [None]


@pytest.mark.parametrize("asker", [KEY, FIRST, FILES])
def test_learners_of_one_name_are_answered_by_their_numbers_however_many(asker: Asker) -> None:
    tries, learners = Tries(), [claim("07-08", entry_id=f"{number}") for number in range(2 * TRIES_PER_NAME)]

    assert tries.make(*learners, asker=asker, right="07-08") == [None] * len(learners)
    assert [tries.make(learner, asker=asker, right="07-08") for learner in learners] == [[None]] * len(learners)


class LateTryStore(MemoryTryStore):
    """A store in which others have written since it was read."""

    def standing(self, caller: str, subjects: Collection[str], day: dt.date) -> TriesMade:
        return super().standing(caller, subjects, day)._replace(tried={})


def test_what_a_spent_number_refuses_takes_no_room_from_the_names() -> None:
    tries = Tries()
    tries.store = LateTryStore()
    for number in range(TRIES_PER_NUMBER):
        assert tries.make(claim("01-01", f"Nobody{number}", entry_id="777777")) == [None]

    for day in DAYS[:TRIES_PER_NAME]:
        assert tries.make(claim(day, entry_id="777777")) == [OF_PERSON]

    assert tries.make(claim("07-08")) == [None]


def test_a_caller_may_look_up_so_many_in_vain() -> None:
    tries, asker = Tries(), KEY._replace(most_failed=3)

    refused = [tries.make(claim(entry_id=f"{number}", given_name=f"A{number}"), asker=asker) for number in range(5)]

    assert refused == [[None]] * 3 + [[of_caller(3)]] * 2
    assert tries.make(claim("07-08"), right="07-08", asker=asker) == [of_caller(3)]
    assert tries.make(claim("07-08"), right="07-08", asker=KEY._replace(caller="another")) == [None]
    assert tries.make(claim("07-08"), right="07-08", asker=asker, day=TODAY + dt.timedelta(1)) == [None]


def test_a_call_that_passes_the_budget_is_not_answered_at_all() -> None:
    rows = [claim(entry_id=f"{number}", given_name=f"A{number}") for number in range(5)]

    refused = Tries().make(*rows, claim("07-08"), right="07-08", asker=KEY._replace(most_failed=4))

    assert refused == [of_caller(4)] * 6


@pytest.mark.parametrize(("in_vain", "is_refused"), [(0.1, False), (0.2, False), (0.5, True)])
def test_a_large_file_may_miss_a_tenth(in_vain: float, is_refused: bool) -> None:
    tries, refused = Tries(), []
    for chunk in range(20):
        rows = [
            claim("01-01" if place < in_vain * 500 else "07-08", f"A{chunk}", f"B{place}", entry_id=f"{chunk}-{place}")
            for place in range(500)
        ]
        refused += tries.make(*rows, asker=FILES, right="07-08")

    assert any(refused) is is_refused
    if is_refused:
        assert refused.count(None) <= FAILED_MATCHES_PER_DAY * (1 + MATCHED_PER_FAILED)


def test_who_is_not_asked_about_is_never_refused() -> None:
    tries = MatchBudget(MemoryTryStore(), KEY._replace(most_failed=0), TODAY).tries([[], []])

    tries.settle([False, False])

    assert tries.refused == [None, None]


@given(
    st.lists(st.lists(st.tuples(st.sampled_from(DAYS[:40]), st.sampled_from("abc")), min_size=1), max_size=20),
    st.sampled_from(DAYS[:40]),
    st.sampled_from([KEY, FIRST, FILES]),
)
def test_whoever_tries_in_whatever_portions_gets_so_many_answers(
    calls: list[list[tuple[str, str]]], right: str, asker: Asker
) -> None:
    tries, answered = Tries(), set()
    for call in calls:
        rows = [claim(day, given_name, entry_id="777777") for day, given_name in call]
        refused = tries.make(*rows, asker=asker, right=right)
        answered |= {row.person for row, spent in zip(rows, refused, strict=True) if not spent}

    # What matched alone is no try: at most one thing is right, and whoever sends it knew it.
    assert len({person for person in answered if person.birth_month_day != right}) <= TRIES_PER_NUMBER
