import datetime as dt

from cmehub.accounts.standing import Role, RoleKind
from cmehub.licensing.state_readers import licensing_name, states_of
from cmehub.licensing.withholdings import may_withhold, reporting_rule

TODAY = dt.date(2026, 11, 20)


def test_an_officer_reads_for_each_state_of_the_roles_and_for_nobody_else() -> None:
    roles = (
        Role(kind=RoleKind.OFFICER, at="PA"),
        Role(kind=RoleKind.OFFICER, at="OH"),
        Role(kind=RoleKind.ACCREDITOR, at="EXMS"),
        Role(kind=RoleKind.OPERATOR),
    )
    assert states_of(roles) == ["OH", "PA"]


def test_who_licenses_is_told_by_the_board_s_name_where_there_is_one() -> None:
    assert licensing_name("OH", TODAY) == "State Medical Board of Ohio"
    assert licensing_name("PA", TODAY) == "Licensing boards of Pennsylvania"


def test_only_where_reporting_is_voluntary_may_credits_be_withheld() -> None:
    assert may_withhold("CA", TODAY)
    assert reporting_rule("NH", TODAY)
    assert not may_withhold("NH", TODAY)
    assert reporting_rule("OH", TODAY) is None
    assert not may_withhold("OH", TODAY)
