import pytest

from cmehub.learners import LearnerRow
from cmehub.rosters import RosterEntry
from cmehub.stores.memory import MemoryRosterStore
from functions.validate.learner_matching import Match, match_learners
from tests.examples import a_cme_line, a_diplomate, a_line, a_row

SURGEON = a_diplomate(authority="ABS", entry_id="S1")


def match(row: LearnerRow, *diplomates: RosterEntry) -> Match:
    rosters = MemoryRosterStore()
    rosters.put(diplomates)
    (found,) = match_learners([row], rosters)
    return found


def a_surgical_line(**changes: object) -> LearnerRow:
    return a_row(a_line(board="ABS", learner_id=None, credit_type="Accredited CME"), **changes)


def test_an_id_leads_to_the_physician() -> None:
    assert match(a_row(), a_diplomate()) == Match("ABIM-123456", {"ABIM": "123456"}, frozenset())


def test_an_id_is_normalised() -> None:
    row = a_row(a_line(learner_id=" 123-456 "))

    assert match(row, a_diplomate()) == Match("ABIM-123456", {"ABIM": "123456"}, frozenset())


def test_an_id_that_no_roster_has_is_kept_for_the_board() -> None:
    row = a_row()

    assert match(row) == Match(row.learner_hash, {"ABIM": "123456"}, frozenset())


@pytest.mark.parametrize("changes", [{"family_name": "Osei"}, {"birth_month_day": "03/01"}])
def test_somebody_elses_id_does_not_make_a_physician(changes: dict[str, str]) -> None:
    row = a_row(**changes)

    assert match(row, a_diplomate()) == Match(row.learner_hash, {"ABIM": "123456"}, frozenset())


def test_without_an_id_the_name_leads_to_the_physician() -> None:
    assert match(a_surgical_line(), SURGEON) == Match("ABS-S1", {"ABS": "S1"}, frozenset({"ABS"}))


@pytest.mark.parametrize(
    "others",
    [
        (),
        (a_diplomate(authority="ABS", entry_id="S1", given_name="Ana"),),
        (a_diplomate(authority="ABS", entry_id="S1", birth_month_day="03-01"),),
        (a_diplomate(authority="ABS", entry_id="S1", family_name="Osei"),),
        (a_diplomate(authority="ABIM"),),
        (SURGEON, a_diplomate(authority="ABS", entry_id="S2")),
    ],
    ids=["nobody", "given-name", "birth-day", "family-name", "other-board", "namesakes"],
)
def test_a_name_that_leads_to_none_or_several_leads_nowhere(others: tuple[RosterEntry, ...]) -> None:
    row = a_surgical_line()

    assert match(row, *others) == Match(row.learner_hash, {"ABS": f"unmatched-{row.learner_hash}"}, frozenset({"ABS"}))


def test_cme_alone_is_known_by_the_row() -> None:
    row = a_row(a_cme_line())

    assert match(row, a_diplomate()) == Match(row.learner_hash, {}, frozenset())


def test_each_board_has_its_own_id() -> None:
    row = a_row(a_line(), a_line(board="ABP", learner_id="77", credit_type="A"), a_line(credit_type="Patient Safety"))

    found = match(row, a_diplomate(authority="ABP", entry_id="77"))

    assert found == Match("ABP-77", {"ABIM": "123456", "ABP": "77"}, frozenset())


def test_rows_are_matched_in_their_order() -> None:
    rosters = MemoryRosterStore()
    rosters.put([a_diplomate(), a_diplomate(entry_id="2")])
    rows = [a_row(a_line(learner_id="2")), a_row(), a_row(a_line(learner_id="2"))]

    assert [one.learner_key for one in match_learners(rows, rosters)] == ["ABIM-2", "ABIM-123456", "ABIM-2"]
    assert match_learners([], rosters) == []
