"""Names that many on a roster bear are no proof without a number."""

import pytest

from cmehub.learners.records import LearnerRow
from cmehub.people.matching import Match, match_learners
from cmehub.people.rosters import RosterEntry
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_cme_line, a_diplomate, a_line, a_row

SURGEON = a_diplomate(authority="ABS", entry_id="S1")
LICENSEE = a_diplomate(authority="OH", entry_id="MD12345")


def match(row: LearnerRow, *entries: RosterEntry) -> Match:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, entries)
    (found,) = match_learners([row], rosters)
    return found


def a_surgical_row(**changes: object) -> LearnerRow:
    return a_row(a_line(board="ABS", learner_id=None, credit_type="Accredited CME"), **changes)


def codes(found: Match) -> list[str]:
    return [finding.code for finding in found.findings]


def namesakes(of: RosterEntry, count: int) -> list[RosterEntry]:
    """Return others with the same name, each with a birth day of their own."""
    return [
        of.model_copy(update={"entry_id": f"{of.entry_id}{day}", "birth_month_day": f"05-{day:02}"})
        for day in range(1, count + 1)
    ]


@pytest.mark.parametrize(("others", "is_known"), [(5, True), (6, False)])
def test_a_name_that_many_on_the_roster_bear_is_no_proof(others: int, is_known: bool) -> None:
    row = a_surgical_row()

    assert match(row, SURGEON, *namesakes(SURGEON, others)).learner_key == ("ABS-S1" if is_known else row.learner_hash)


def test_of_a_frequent_name_nothing_tells_whether_somebody_has_the_birth_day() -> None:
    line, frequent = a_cme_line(learner_id=None), namesakes(LICENSEE, 6)

    assert match(a_row(line), LICENSEE, *frequent) == match(a_row(line), *frequent)
    assert codes(match(a_row(line), LICENSEE, *frequent)) == ["LICENSEE_NOT_FOUND"]


@pytest.mark.parametrize("called", ["William", "Bill"])
def test_a_nickname_is_frequent_if_many_bear_it_or_the_name_in_full(called: str) -> None:
    surgeon = SURGEON.model_copy(update={"given_name": "William"})
    row = a_surgical_row(given_name="Bill")
    others = namesakes(surgeon.model_copy(update={"given_name": called}), 6)

    assert match(row, surgeon, *others[1:]).learner_key == "ABS-S1"
    assert match(row, surgeon, *others).learner_key == row.learner_hash


def test_names_that_are_frequent_on_another_roster_are_proof() -> None:
    elsewhere = [entry.model_copy(update={"authority": "ABIM"}) for entry in namesakes(SURGEON, 6)]

    assert match(a_surgical_row(), SURGEON, *elsewhere).learner_key == "ABS-S1"


def test_a_number_tells_who_of_many_namesakes_is_meant() -> None:
    row = a_row(a_cme_line(learner_id="MD12345"), a_line(board="ABS", learner_id="S1", credit_type="A"))

    found = match(row, LICENSEE, SURGEON, *namesakes(LICENSEE, 6), *namesakes(SURGEON, 6))

    assert (codes(found), found.board_ids) == ([], {"ABS": "S1"})


def test_a_number_is_not_told_to_be_anothers_if_the_name_is_frequent() -> None:
    row, frequent = a_row(a_cme_line(learner_id="MD99999")), namesakes(LICENSEE, 6)

    assert codes(match(row, LICENSEE, *frequent[1:])) == ["NUMBER_NOT_THEIRS"]
    assert match(row, LICENSEE, *frequent) == match(row, *frequent)
