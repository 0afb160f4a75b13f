import datetime as dt

from cmehub.accounts.standing import Role, RoleKind, Standing
from tests.contract.conftest import Stores

AT = dt.datetime(2026, 11, 20, 12, 0, 0, 500, tzinfo=dt.UTC)
MIRA, OTHER = "5b2d7e0c-mira", "9f1c4a3e-other"
VIEWER, PRIMARY = (Role(kind=kind, at="0009999") for kind in (RoleKind.VIEWER, RoleKind.PRIMARY))
OFFICER, OPERATOR = Role(kind=RoleKind.OFFICER, at="OH"), Role(kind=RoleKind.OPERATOR)


def test_an_account_has_the_roles_that_it_was_given_and_that_werent_taken_away(stores: Stores) -> None:
    assert stores.standings.find(MIRA) == Standing()

    for role in (VIEWER, OPERATOR, OFFICER):
        stores.standings.give(MIRA, role)
    stores.standings.give(MIRA, PRIMARY)
    stores.standings.take(MIRA, OPERATOR)
    stores.standings.take(MIRA, Role(kind=RoleKind.OFFICER, at="TX"))

    assert stores.standings.find(MIRA) == Standing(roles=(PRIMARY, OFFICER))
    assert stores.standings.find(OTHER) == Standing()


def test_it_is_kept_when_an_account_signed_out_last(stores: Stores) -> None:
    stores.standings.give(MIRA, OFFICER)
    for at in (AT - dt.timedelta(hours=1), AT):
        stores.standings.sign_out(MIRA, at=at)

    assert stores.standings.find(MIRA) == Standing(roles=(OFFICER,), signed_out_at=AT)
