import pytest

from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from cmehub.people.matching import Match, match_learners
from cmehub.people.rosters import RosterEntry
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import a_cme_line, a_diplomate, a_line, a_row

NPI, OTHER_NPI = "1234567893", "1245319599"
SURGEON = a_diplomate(authority="ABS", entry_id="S1")
LICENSEE = a_diplomate(authority="OH", entry_id="MD12345")
NOBODY = a_diplomate(authority="OH", entry_id="1", family_name="Osei", birth_month_day="07-08")


def match(row: LearnerRow, *entries: RosterEntry) -> Match:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, entries)
    (found,) = match_learners([row], rosters)
    return found._replace(places=())


def a_surgical_line(**changes: object) -> LearnerRow:
    return a_row(a_line(board="ABS", learner_id=None, credit_type="Accredited CME"), **changes)


def codes(found: Match) -> list[str]:
    return [finding.code for finding in found.findings]


def told(found: Match) -> list[tuple[str, str]]:
    return [(issue.code, issue.message) for issue in found.issues(3, lambda at: str(at[-1]))]


def test_an_id_leads_to_the_physician() -> None:
    assert match(a_row(), a_diplomate()) == Match("ABIM-123456", {"ABIM": "123456"}, frozenset())


def test_an_id_is_normalised() -> None:
    row = a_row(a_line(learner_id=" 123-456 "))

    assert match(row, a_diplomate()) == Match("ABIM-123456", {"ABIM": "123456"}, frozenset())


def test_an_id_that_no_roster_has_is_kept_for_the_board() -> None:
    row = a_row()

    assert match(row) == Match(row.learner_hash, {"ABIM": "123456"}, frozenset(), missed=("ABIM",))


@pytest.mark.parametrize("changes", [{"family_name": "Osei"}, {"birth_month_day": "03/01"}])
def test_somebody_elses_id_does_not_make_a_physician(changes: dict[str, str]) -> None:
    row = a_row(**changes)

    assert match(row, a_diplomate()) == Match(row.learner_hash, {"ABIM": "123456"}, frozenset(), missed=("ABIM",))


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

    unmatched = {"ABS": f"unmatched-{row.learner_hash}"}
    assert match(row, *others) == Match(row.learner_hash, unmatched, frozenset({"ABS"}), missed=("ABS",))


def test_of_namesakes_the_one_in_the_state_of_the_licence_is_meant() -> None:
    here, there = (SURGEON.model_copy(update={"entry_id": f"S{n}", "state": state}) for n, state in enumerate("OM"))
    here, there = here.model_copy(update={"state": "OH"}), there.model_copy(update={"state": "ME"})
    row = a_row(a_line(board="ABS", learner_id=None), a_cme_line(board="OH"))

    assert match(row, here, there).board_ids == {"ABS": here.entry_id}


def test_an_npi_leads_to_a_board_whose_id_was_not_given() -> None:
    married = SURGEON.model_copy(update={"npi": NPI, "given_name": "Zoé"})
    row = a_row(a_line(board="ABS", learner_id=None), a_cme_line(learner_id=NPI))

    found = match(row, married, a_diplomate(authority="ABS", entry_id="S2", npi=OTHER_NPI))

    assert (found.learner_key, found.board_ids) == ("ABS-S1", {"ABS": "S1"})


def test_each_board_has_its_own_id() -> None:
    row = a_row(a_line(), a_line(board="ABP", learner_id="77", credit_type="A"), a_line(credit_type="Patient Safety"))

    found = match(row, a_diplomate(authority="ABP", entry_id="77"))

    assert found == Match("ABP-77", {"ABIM": "123456", "ABP": "77"}, frozenset(), missed=("ABIM",))


def test_rows_are_matched_in_their_order() -> None:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [a_diplomate(), a_diplomate(entry_id="2")])
    rows = [a_row(a_line(learner_id="2")), a_row(), a_row(a_line(learner_id="2"))]

    assert [learner.learner_key for learner in match_learners(rows, rosters)] == ["ABIM-2", "ABIM-123456", "ABIM-2"]
    assert match_learners([], rosters) == []


@pytest.mark.parametrize("learner_id", ["MD12345", "md-123 45", "MD.12345", None])
def test_a_licence_or_a_name_leads_to_the_licensee(learner_id: str | None) -> None:
    found = match(a_row(a_cme_line(learner_id=learner_id)), LICENSEE, NOBODY)

    assert found == Match("OH-MD12345", {}, frozenset())


def test_the_diplomate_comes_before_the_licensee() -> None:
    assert match(a_row(a_cme_line(), a_line()), LICENSEE, a_diplomate()).learner_key == "ABIM-123456"


def test_without_a_roster_of_the_state_the_licence_is_not_checked() -> None:
    row = a_row(a_cme_line(board="ME"))

    found = match(row, LICENSEE, a_diplomate())

    assert found.learner_key == row.learner_hash
    assert told(found) == [
        ("LICENSEE_UNCHECKED", "The licence was not checked: no roster of the licensees of ME is loaded.")
    ]


@pytest.mark.parametrize(
    ("line", "person", "told_of_it"),
    [
        ({"learner_id": "MD99999"}, {"given_name": "Ana"}, "no licensee with this licence number, name and birth day."),
        ({"learner_id": None}, {"given_name": "Ana"}, "knows no licensee with this name and birth day."),
    ],
)
def test_who_is_not_licensed_in_the_state(line: dict[str, str], person: dict[str, str], told_of_it: str) -> None:
    row = a_row(a_cme_line(**line), **person)

    found = match(row, LICENSEE)

    assert found.learner_key == row.learner_hash
    ((code, message),) = told(found)
    assert code == "LICENSEE_NOT_FOUND"
    assert message.endswith(told_of_it)


@pytest.mark.parametrize("learner_id", ["MD12345", NPI])
def test_a_licence_with_another_birth_day(learner_id: str) -> None:
    row = a_row(a_cme_line(learner_id=learner_id), birth_month_day="03/01")

    found = match(row, LICENSEE.model_copy(update={"npi": NPI}))

    assert found.learner_key == row.learner_hash
    assert told(found) == [("LICENSEE_MISMATCH", "learner_id leads to somebody with another birth day.")]


@pytest.mark.parametrize(
    "person",
    [
        {"given_name": "Ana", "family_name": "Osei"},
        {"given_name": "Ana", "birth_month_day": "03/01"},
        {"family_name": "Osei", "birth_month_day": "03/01"},
    ],
)
def test_of_an_npi_with_more_than_one_field_off_none_is_named(person: dict[str, str]) -> None:
    row = a_row(a_cme_line(learner_id=NPI), **person)

    found = match(row, LICENSEE.model_copy(update={"npi": NPI}))

    assert found.learner_key == row.learner_hash
    assert told(found) == [("NPI_NOT_FOUND", "No roster has somebody with this NPI, name and birth day.")]


@pytest.mark.parametrize("learner_id", ["MD99999", "MD2"])
def test_a_number_that_is_not_the_licensees_is_told_as_such(learner_id: str) -> None:
    row = a_row(a_cme_line(learner_id=learner_id))
    somebody_else = a_diplomate(authority="OH", entry_id="MD2", given_name="Ana", family_name="Osei")

    found = match(row, LICENSEE, somebody_else)

    assert found.learner_key == row.learner_hash
    assert told(found) == [
        ("NUMBER_NOT_THEIRS", "learner_id is not the number of the person with this name and birth day.")
    ]


@pytest.mark.parametrize("changes", [{"family_name": "Osei"}, {"given_name": "Ana"}])
def test_a_licence_and_one_of_the_names_are_enough(changes: dict[str, str]) -> None:
    assert match(a_row(a_cme_line(), **changes), LICENSEE) == Match("OH-MD12345", {}, frozenset())


def test_several_licensees_of_a_name() -> None:
    twin = LICENSEE.model_copy(update={"entry_id": "MD2"})
    row = a_row(a_cme_line(learner_id=None))

    found = match(row, LICENSEE, twin)

    assert found.learner_key == row.learner_hash
    assert codes(found) == ["LICENSEE_AMBIGUOUS"]
    assert codes(match(a_row(a_cme_line(learner_id="MD2")), LICENSEE, twin)) == []


@pytest.mark.parametrize("beside", ["NPI", "OH", "ME"])
def test_an_npi_leads_to_any_roster_whatever_state_stands_beside_it(beside: str) -> None:
    row = a_row(a_cme_line(board=beside, learner_id=NPI))

    assert match(row, a_diplomate(npi=NPI)) == Match("ABIM-123456", {}, frozenset())
    assert codes(match(row, a_diplomate(npi=NPI, birth_month_day="03-01"))) == ["LICENSEE_MISMATCH"]
    assert told(match(row, a_diplomate())) == [
        ("LICENSEE_UNCHECKED", "The licence was not checked: no roster has this NPI.")
    ]


def test_a_delete_is_not_held_up_by_a_licence() -> None:
    row = a_row(a_cme_line(learner_id="MD99999"), action="Delete")

    assert match(row, LICENSEE) == Match(row.learner_hash, {}, frozenset(), missed=("OH",))


@pytest.mark.parametrize("lines", [(a_cme_line(), a_cme_line(board="ME")), (a_cme_line(board="ME"), a_cme_line())])
def test_each_state_is_looked_at(lines: tuple[CreditLine, ...]) -> None:
    elsewhere = a_diplomate(authority="ME", entry_id="7")

    found = match(a_row(*lines), LICENSEE, elsewhere)

    assert found.learner_key == "OH-MD12345"
    assert codes(found) == ["NUMBER_NOT_THEIRS"]


@pytest.mark.parametrize("known", ["0012345", "MD0012345", "MD12345"])
def test_a_licence_number_that_lost_its_beginning_is_the_one_persons(known: str) -> None:
    row = a_row(a_cme_line(learner_id="12345"))

    found = match(row, a_diplomate(authority="OH", entry_id=known), NOBODY)

    assert found.learner_key == f"OH-{known}"
    ((code, message),) = told(found)
    assert (code, message) == (
        "LEADING_ZEROS_RESTORED",
        f"learner_id reads “12345”; it was taken as {known}, which is this person's number.",
    )


@pytest.mark.parametrize(
    ("changes", "others"),
    [
        ({"family_name": "Osei"}, []),
        ({"birth_month_day": "03/01"}, []),
        ({"given_name": "Zora"}, []),
        ({}, [a_diplomate(authority="OH", entry_id="MD12345")]),
        ({}, [a_diplomate(authority="OH", entry_id="12345", family_name="Osei", birth_month_day="07-08")]),
    ],
)
def test_a_number_is_not_completed_where_anything_else_is_off(
    changes: dict[str, str], others: list[RosterEntry]
) -> None:
    row = a_row(a_cme_line(learner_id="12345"), **changes)

    found = match(row, a_diplomate(authority="OH", entry_id="0012345"), *others)

    assert found.learner_key == row.learner_hash
    assert codes(found) != ["LEADING_ZEROS_RESTORED"]


def test_a_board_id_that_lost_its_zeros_leads_to_the_diplomates_ledger() -> None:
    found = match(a_row(a_line(learner_id="23456")), a_diplomate(entry_id="023456"))

    assert (found.learner_key, found.board_ids, found.by_name) == ("ABIM-023456", {"ABIM": "023456"}, frozenset())
    assert codes(found) == ["LEADING_ZEROS_RESTORED"]


@pytest.mark.parametrize(
    ("changes", "is_known"),
    [
        ({"family_name": "Garc?a-L\ufffdpez"}, True),
        ({"given_name": "Zo??"}, True),
        ({"given_name": "???"}, True),
        ({"family_name": "G?mez"}, False),
        ({"given_name": "???", "family_name": "????"}, False),
    ],
)
def test_a_name_that_lost_letters_leads_to_whom_the_rest_fits(changes: dict[str, str], is_known: bool) -> None:
    row = a_surgical_line(**changes)

    assert match(row, SURGEON).learner_key == ("ABS-S1" if is_known else row.learner_hash)
