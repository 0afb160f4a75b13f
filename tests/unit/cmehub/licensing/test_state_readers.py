import datetime as dt

from cmehub.accounts.standing import Role, RoleKind
from cmehub.licensing.state_readers import licensing_name, states_of
from cmehub.licensing.withholdings import voluntary_reporting

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
    california = voluntary_reporting("CA", TODAY)
    assert california
    assert california.voluntary
    assert voluntary_reporting("NH", TODAY) is None  # it has a rule, by which reporting is mandatory
    assert voluntary_reporting("OH", TODAY) is None  # nothing was found
