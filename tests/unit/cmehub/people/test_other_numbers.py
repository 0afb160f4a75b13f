"""Numbers that are another person's than the one named."""

from tests.examples import a_cme_line, a_diplomate, a_line, a_row
from tests.unit.cmehub.people.test_matching import NPI, OTHER_NPI, codes, match


def test_an_npi_beside_a_board_id_that_leads_to_somebody_with_another_is_told_as_such() -> None:
    row = a_row(a_line(), a_cme_line(board="NPI", learner_id=OTHER_NPI))

    for others in ([], [a_diplomate(authority="OH", given_name="Ana", family_name="Osei", npi=OTHER_NPI)]):
        assert codes(match(row, a_diplomate(npi=NPI), *others)) == ["NUMBER_NOT_THEIRS"]
    assert codes(match(row, a_diplomate())) == ["LICENSEE_UNCHECKED"]
    assert codes(match(row, a_diplomate(npi=NPI, family_name="Osei"))) == ["LICENSEE_UNCHECKED"]
